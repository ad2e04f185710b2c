/**
 * What is written on the picture of a run, in the words of the code. Where the states and messages of a protocol are
 * small, the plain wording says them whole; a protocol with more to say has a wording of its own beside its pictures.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { Addressed } from "../../src/core/system.ts";

/** The methods are declared as methods, so that one of a narrower state can stand where any wording is wanted. */
export interface Wording<Role = unknown, Durable = unknown, Message extends Addressed = Addressed> {
  /** What a message says besides its kind, a line each. */
  contentsOf(message: Message): readonly string[];
  /** What changed at a node by one step, or by what its environment did to it. */
  changesBetween(before: Situation<Role, Durable>, after: Situation<Role, Durable>): readonly string[];
  /** How a node stands where the picture begins, if it does not begin with the run; a line each. */
  standingOf(situation: Situation<Role, Durable>): readonly string[];
  /** What is passed to a log, where the nodes share one. */
  entryText?(entry: unknown): string;
}

/** For protocols whose records are words, or short. Of a message it says the kind only. */
export const plainWording: Wording = { contentsOf: () => [], changesBetween, standingOf: (one) => [statusOf(one)] };

function changesBetween(before: Situation, after: Situation): readonly string[] {
  const changes: string[] = [];
  if (statusOf(after) !== statusOf(before)) changes.push(statusOf(after));
  changes.push(...counted(before, after));
  if (after.writing.length > before.writing.length) changes.push(`writes ${recordText(after.writing.at(-1))}`);
  if (after.durable !== before.durable) changes.push(`durable: ${recordText(after.durable)}`);
  if (after.told.length > before.told.length) changes.push(`tells ${String(after.told.at(-1)?.value)}`);
  return changes;
}

/** Whose messages have been counted by now. */
function counted(before: Situation, after: Situation): readonly string[] {
  if (typeof after.role !== "object" || after.role === null) return [];
  return Object.entries(after.role).flatMap(([name, value]) => {
    const old: unknown =
      typeof before.role === "object" && before.role !== null ? Reflect.get(before.role, name) : value;
    const isMore = Array.isArray(value) && Array.isArray(old) && value.length > old.length;
    return isMore ? [`${name}: ${value.join(", ")}`] : [];
  });
}

/** A record that is one word, or the fields of one that are not empty; of a list each item. Of which cluster it is, is the same in all. */
export function recordText(record: unknown): string {
  if (typeof record !== "object" || record === null) return String(record);
  if (Array.isArray(record)) return record.map(recordText).join("; ");
  return Object.entries(record)
    .filter(([name]) => name !== "cluster")
    .map(([name, value]) => [name, value === null || value === 0 ? "" : recordText(value)])
    .filter(([, text]) => text !== "")
    .map((field) => field.join(" "))
    .join(", ");
}

/** What a role calls its status: in two-phase commit that, elsewhere the role in an epoch. */
function statusOf({ role }: Situation): string {
  if (typeof role !== "object" || role === null) return "down";
  const status: unknown = Reflect.get(role, "status") ?? Reflect.get(role, "role");
  return typeof status === "string" ? status : "down";
}
