/**
 * Names that a person gives: found as they are, or as tables print them, and answered with what may have been meant.
 *
 * @module
 */
import { SetupError } from "../setup-error.ts";

/** More names than these nobody reads: then the nearest are listed. */
const mostListed = 24;
const mostMeant = 3;

/**
 * The name itself, or the only one that a table prints so: `_Blocking` for `TwoPhaseCommit_Blocking`, where the
 * specification stands above the table.
 *
 * @throws SetupError that says what may have been meant, if there is none or there are several.
 */
export function nameAmong(what: string, name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const called = new Set(name.startsWith("_") ? known.filter((one) => withoutSpecification(one) === name) : []);
  const [only, another] = called;
  if (only === undefined) throw unknown(what, name, known);
  if (another === undefined) return only;
  throw new SetupError(`${listOf([...called], name)}\nseveral are called ${name}: give the full name of one, or P=`);
}

/** The error for a name that does not exist: what there is, and last what may have been meant. */
export function unknown(what: string, name: string, known: readonly string[]): SetupError {
  const near = nearestTo(name, known);
  const meant = near.length === 0 ? "" : `: did you mean ${near.slice(0, mostMeant).join(" or ")}?`;
  return new SetupError(`${listOf(known, name)}\nthere is no ${what} "${name}"${meant}`);
}

function listOf(known: readonly string[], name: string): string {
  if (known.length <= mostListed) return `known are:\n  ${known.join("\n  ")}`;
  const distances = new Map(known.map((one) => [one, distanceBetween(name, one)]));
  const sorted = [...known].sort((one, other) => (distances.get(one) ?? 0) - (distances.get(other) ?? 0));
  const listed = new Set(sorted.slice(0, mostListed));
  const lines = known.filter((one) => listed.has(one));
  return `known are:\n  ${lines.join("\n  ")}\n  and ${known.length - lines.length} more`;
}

/** Those with a slip or two in them, and those of which a part was given; the nearest first. */
export function nearestTo(name: string, known: readonly string[]): readonly string[] {
  const slips = Math.max(1, Math.floor(name.length / 4));
  const part = name.toLowerCase();
  return [...new Set(known)]
    .map((one) => ({ one, distance: distanceBetween(name, one) }))
    .filter(
      ({ one, distance }) =>
        (distance <= slips && distance < name.length) || (part.length >= 4 && one.toLowerCase().includes(part)),
    )
    .sort((left, right) => left.distance - right.distance)
    .map(({ one }) => one);
}

/** How many letters have to be changed, put in, left out or swapped with their neighbour; capitals do not matter. */
function distanceBetween(one: string, other: string): number {
  const [from, to] = [one.toLowerCase(), other.toLowerCase()];
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : changed;
      row.push(Math.min(changed, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}

/** The names of specifications have no underscore. */
function withoutSpecification(name: string): string {
  return name.slice(Math.max(0, name.indexOf("_")));
}
