/**
 * What a node of epoch broadcast has on disk.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";
import { emptySequence, isSequence, type Sequence, slice } from "../../core/sequence.ts";
import { continued, emptyLog, type Log } from "./log.ts";
import { isEntry, isNumber, type LogEntry } from "./log-entry.ts";

/** The durable part of a node. A host may write what has changed of the log only: `sharedLength` tells what has. */
export interface NodeRecord {
  readonly epoch: number;
  readonly vote: NodeId | null;
  readonly log: Sequence<LogEntry>;
}

/**
 * What a node has on disk before it has written anything.
 *
 * @spec EpochBroadcast!NoRecord
 */
export const noRecord: NodeRecord = { epoch: 0, vote: null, log: emptySequence };

/** Whether it may be a record, as far as can be seen without looking at the whole log. */
export function isRecord(candidate: unknown): candidate is NodeRecord {
  if (!hasFields(candidate)) return false;
  const { length, tail }: Partial<Record<keyof Sequence<unknown>, unknown>> = candidate.log;
  return isNumber(length) && Array.isArray(tail) && (length === 0 ? tail.length === 0 : isEntry(tail.at(-1)));
}

/**
 * The log in a record, whose entries are the same object.
 *
 * @throws Error if it is no record, or contradicts itself.
 */
export function logIn(candidate: unknown, nodes: NodeSet): Log {
  if (!hasFields(candidate) || !isSequence(candidate.log)) throw contradiction("no record of a node");
  const { epoch, vote, log } = candidate;
  if (!holdsEntries(log)) throw contradiction("something in the log is no entry");
  const entries = slice(log, 0);
  let highest = 0;
  for (const entry of entries) {
    if (entry.epoch < highest) throw contradiction("epochs fall along the log");
    highest = entry.epoch;
  }
  if (vote !== null && (epoch === 0 || !nodes.includes(vote))) throw contradiction("no such vote is possible");
  const counted = continued(emptyLog, entries);
  if (counted === undefined) throw contradiction("the log has a request out of turn");
  return { ...counted, entries: log };
}

function hasFields(candidate: unknown): candidate is Pick<NodeRecord, "epoch" | "vote"> & { readonly log: object } {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { epoch, vote, log }: Partial<Record<keyof NodeRecord, unknown>> = candidate;
  return isNumber(epoch) && (vote === null || typeof vote === "string") && typeof log === "object" && log !== null;
}

function holdsEntries(log: Sequence<unknown>): log is Sequence<LogEntry> {
  return slice(log, 0).every(isEntry);
}

function contradiction(what: string): Error {
  return new Error(`epoch broadcast: ${what}`);
}
