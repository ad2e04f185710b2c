/**
 * Where actions stand in the specification and in the code, for a terminal that opens `file:line`.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import type { Whereabouts } from "../definitions/whereabouts.ts";
import { columns } from "./lines.ts";

/** Nothing for actions that stand nowhere, such as the step of a model that remembers. */
export function whereLines(
  actions: readonly (readonly [action: string, places: readonly Whereabouts[]])[],
  paint: Paint,
): readonly string[] {
  const known = actions.filter(([, places]) => places.length > 0);
  const width = Math.max(...known.map(([action]) => action.length), 0);
  return known.flatMap(([action, places]) =>
    places.map((place, at) => placeLine(at === 0 ? action : "", width, place, paint)),
  );
}

/** Where all of something is written. A path is never cut: it is to be opened. */
export function wholeLines(file: string, where = ""): readonly string[] {
  const line = `  whole: ${file}${where === "" ? "" : `, ${where}`}`;
  return line.length <= columns ? [line] : [`  whole:${where === "" ? "" : ` ${where} of`}`, `  ${file}`];
}

/**
 * The name of a function is said where there is room for it: it is that of its action, in another spelling. A path that
 * is too long for its column begins further left.
 */
function placeLine(action: string, width: number, place: Whereabouts, paint: Paint): string {
  const usual = 4 + width;
  const [file = ""] = place.split(" ");
  const text = usual + place.length <= columns ? place : file;
  const begin = Math.max(Math.min(usual, columns - text.length), 3 + action.length);
  return `  ${paint(action, "strong")}${" ".repeat(begin - 2 - action.length)}${text}`;
}
