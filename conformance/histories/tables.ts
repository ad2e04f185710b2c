/**
 * What was found of histories, as tables for a person.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import { formatCount, formatSeconds, renderTable } from "../check/table.ts";
import type { SecondOpinion } from "./second-opinion.ts";

/** What was judged of a system. */
export interface Judged {
  readonly name: string;
  readonly histories: number;
  readonly operations: number;
  /** Operations without an answer. */
  readonly open: number;
  /** Histories of which an answer was changed, and how many of these are not linearizable. */
  readonly changed: number;
  readonly illegal: number;
  /** The others that are not shown to be linearizable. */
  readonly faults: number;
  readonly gaveUp: number;
  /** That the checker took. */
  readonly seconds: number;
  readonly ok: boolean;
}

export function judgedTable(judged: readonly Judged[], paint: Paint): readonly string[] {
  const titles = [
    "",
    "system",
    "histories",
    "operations",
    "open",
    "faults",
    "changed",
    "illegal",
    "gave up",
    "checking",
  ];
  return renderTable(
    titles.map((title, at) => ({ title, align: at < 2 ? "left" : "right" })),
    judged.map(({ name, histories, operations, open, faults, changed, illegal, gaveUp, seconds, ok }) => [
      ok ? { text: "ok", tone: "good" } : { text: "FAILED", tone: "bad" },
      { text: name },
      ...[histories, operations, open, faults, changed, illegal, gaveUp].map((count) => ({ text: formatCount(count) })),
      { text: formatSeconds(seconds) },
    ]),
    paint,
  );
}

export function opinionLines(opinion: SecondOpinion, paint: Paint): readonly string[] {
  if ("skipped" in opinion) return [`Porcupine was not asked: ${opinion.skipped}`];
  const { ours, illegal, theirs, theirsIllegal, gaveUp, disagreements } = opinion;
  return [
    `Porcupine judged ${formatCount(ours)} of these histories, ${formatCount(illegal)} of them illegal;`,
    `and of its own tests ${formatCount(theirs)}, ${formatCount(theirsIllegal)} of them illegal, which we judged, too.`,
    ...(gaveUp > 0 ? [`Of ${formatCount(gaveUp)} somebody gave up.`] : []),
    disagreements.length === 0
      ? paint("no disagreement", "good")
      : paint(`${formatCount(disagreements.length)} disagreements:`, "bad"),
    ...disagreements.map((line) => `  ${line}`),
  ];
}
