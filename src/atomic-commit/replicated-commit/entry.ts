/**
 * The entries of replicated commit in a log: that a candidate takes over, and the records of whoever did.
 *
 * An entry has the shape of a request that is broadcast, so that whatever implements a log can carry it: its client is the
 * take-over, which numbers its entries from 1 on, and is the first of them itself.
 *
 * Specification: `FencedCells`.
 *
 * @module
 */
import { isName } from "../../core/name.ts";
import type { NodeId } from "../../core/node-id.ts";
import { countIn, type Fields, fieldsIn, itemsIn, Malformed } from "../../core/taking-in.ts";
import { type CoordinatorRecord, isCoordinatorRecord } from "../two-phase-commit/coordinator-status.ts";
import type { TransactionId } from "../two-phase-commit/message.ts";
import { takeOverName } from "./transaction-name.ts";

/** A take-over: whose, and which of that candidate's. No number is used twice. */
export interface TakeOver {
  readonly by: NodeId;
  readonly number: number;
}

/** A candidate takes over. @spec FencedCells!TakeOver */
export interface TakesOver extends TakeOver {
  readonly kind: "takeOver";
}

/** The record of a transaction, by whoever relies on this take-over. @spec FencedCells!RecordIn */
export interface TransactionRecord extends TakeOver {
  readonly kind: "record";
  readonly transaction: TransactionId;
  readonly record: CoordinatorRecord;
  /** Who takes part, so that a successor knows whom to tell. */
  readonly participants: readonly NodeId[];
}

/** An entry, as it is passed to the log. */
export interface CommitEntry<Value extends TakesOver | TransactionRecord = TakesOver | TransactionRecord> {
  readonly client: string;
  readonly number: number;
  readonly value: Value;
}

/** The entry that says so, which is the so-manieth of its take-over. */
export function entryOf<Value extends TakesOver | TransactionRecord>(number: number, value: Value): CommitEntry<Value> {
  return { client: takeOverName(value), number, value };
}

/** How many participants an entry may name. */
export const mostParticipants = 1_000;

/**
 * What an entry of the log says; `undefined` if it is none of these candidates', or is not as they write them. All
 * candidates judge alike, since they look at the entry alone: so what one takes no notice of, none does.
 */
export function entryIn(candidate: unknown, candidates: readonly NodeId[]): CommitEntry | undefined {
  try {
    const { client, number, value } = fieldsIn(candidate, "entry");
    const said = valueIn(fieldsIn(value, "value"));
    const isFirst = countIn(number, "number") === 1;
    const isOurs = candidates.includes(said.by) && client === takeOverName(said);
    return isOurs && isFirst === (said.kind === "takeOver") ? entryOf(countIn(number, "number"), said) : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function valueIn({ kind, by, number, transaction, record, participants }: Fields): TakesOver | TransactionRecord {
  const takeOver = { by: nameIn(by, "by"), number: countIn(number, "number") };
  if (kind === "takeOver") return { kind, ...takeOver };
  if (kind !== "record") throw new Malformed("kind", kind, "kind of entry");
  if (!isCoordinatorRecord(record)) throw new Malformed("record", record, "record");
  return {
    ...{ kind, ...takeOver, record, transaction: nameIn(transaction, "transaction") },
    participants: itemsIn(participants, "participants", mostParticipants, nameIn),
  };
}

/** A copy of a name. @throws Malformed */
export function nameIn(candidate: unknown, path: string): string {
  if (isName(candidate)) return candidate;
  throw new Malformed(path, candidate, "name");
}
