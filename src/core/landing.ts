/**
 * What a crash can leave on a disk. Writes land in the order in which they were made, so what has landed is a prefix of
 * them; but of the next one some parts may have landed, and others not: it is torn. A part says which fields of its
 * record land together. A field that is a {@link Sequence} lands item by item, once the tail that it replaces is gone.
 *
 * @module
 */
import { isSameData } from "./plain-data.ts";
import { isSequence, itemAt, type Sequence, take } from "./sequence.ts";

/**
 * The fields of a record, by name, that land together: a list for each part of the record. Or, of a record that is made of
 * records, the parts of each, which land by themselves.
 */
export type RecordParts = readonly (readonly string[])[] | RecordsWithin;

/** By the name of the field in which a record is. */
export interface RecordsWithin {
  readonly of: Readonly<Record<string, RecordParts>>;
}

/** The changes that may each land or not; of a sequence there are more than one, of which one lands or none. */
type Changes = readonly object[];

/**
 * Every record that a crash can leave: first of all the one on disk, then what the writes in flight, the oldest first,
 * make of it. Some may be the same.
 *
 * @param durable - the record on disk
 * @param writing - the records on their way to it, the oldest first
 * @param parts - how a record can be torn; without any it lands whole
 * @example
 * ```ts
 * import { landings } from "quorate/core";
 *
 * const writing = [{ epoch: 1, log: "ab" }];
 * console.log(landings({ epoch: 0, log: "" }, writing)); // [ { epoch: 0, log: '' }, { epoch: 1, log: 'ab' } ]
 * console.log(landings({ epoch: 0, log: "" }, writing, [["epoch"], ["log"]]).length); // 5
 * ```
 */
export function landings(durable: unknown, writing: readonly unknown[], parts: RecordParts = []): readonly unknown[] {
  const before = [durable, ...writing];
  return [durable, ...writing.flatMap((record, i) => [record, ...torn(before[i], record, parts)])];
}

/** The records between two, in which some parts are those of the later one. */
function torn(before: unknown, after: unknown, parts: RecordParts): readonly unknown[] {
  if (!hasFields(before) || !hasFields(after)) return [];
  const changes =
    "of" in parts
      ? Object.entries(parts.of).map(([field, within]) => changesWithin(before, after, field, within))
      : parts.flatMap((part) => changesOf(before, after, part));
  const [, ...changed] = changes.reduce<readonly object[]>(
    (records, some) => records.flatMap((record) => [record, ...some.map((change) => ({ ...record, ...change }))]),
    [before],
  );
  return changed;
}

/** What can land of a record that is in a field of another: some of it, or all. */
function changesWithin(before: Fields, after: Fields, field: string, parts: RecordParts): Changes {
  const [one, other] = [before[field], after[field]];
  return one === other ? [] : [...torn(one, other, parts), other].map((record) => ({ [field]: record }));
}

/** What can land of a part: its plain fields at once, and each of its sequences by itself. */
function changesOf(before: Fields, after: Fields, part: readonly string[]): readonly Changes[] {
  const sequences: Changes[] = [];
  const plain: [string, unknown][] = [];
  for (const field of part) {
    const [one, other] = [before[field], after[field]];
    if (isSequence(one) && isSequence(other)) sequences.push(landed(one, other).map((log) => ({ [field]: log })));
    else plain.push([field, other]);
  }
  return plain.length === 0 ? sequences : [...sequences, [Object.fromEntries(plain)]];
}

/**
 * What a crash can leave of a sequence that takes the place of another: what both have in common, and then some items
 * more.
 *
 * @spec Disk!LogsLanded
 */
function landed(before: Sequence<unknown>, after: Sequence<unknown>): readonly Sequence<unknown>[] {
  const common = commonLength(before, after);
  return Array.from({ length: after.length - common + 1 }, (_, more) => take(after, common + more));
}

function commonLength(one: Sequence<unknown>, other: Sequence<unknown>): number {
  const length = Math.min(one.length, other.length);
  let common = 0;
  while (common < length && isSameData(itemAt(one, common), itemAt(other, common))) common++;
  return common;
}

type Fields = Readonly<Record<string, unknown>>;

function hasFields(candidate: unknown): candidate is Fields {
  return typeof candidate === "object" && candidate !== null && !Array.isArray(candidate);
}
