/**
 * What a node of epoch broadcast has on disk.
 *
 * @module
 */
import type { RecordParts } from "../../core/landing.ts";
import type { DataLimits } from "../../core/plain-data.ts";
import { emptySequence, isSequence, type Sequence, slice } from "../../core/sequence.ts";
import { described, hasFields, Malformed } from "../../core/taking-in.ts";
import type { Cluster } from "../../epochs/cluster.ts";
import { type EpochRecord, epochContradictionIn, epochPart, hasEpoch, knowing, noEpoch } from "../../epochs/record.ts";
import { continued, emptyLog, type Log } from "./log.ts";
import { entryIn, type LogEntry } from "./log-entry.ts";

/** The durable part of a node. A host may write what has changed of the log only: `sharedLength` tells what has. */
export interface NodeRecord extends EpochRecord {
  readonly log: Sequence<LogEntry>;
}

/**
 * What a node has on disk before it has written anything.
 *
 * @spec EpochBroadcast!NoRecord
 * @example
 * ```ts
 * import { node, noRecord } from "quorate/epoch-broadcast";
 *
 * console.log(node.recover({ self: "a", nodes: ["a", "b", "c"] }, noRecord).state.epoch); // 0
 * ```
 */
export const noRecord: NodeRecord = { ...noEpoch, log: emptySequence };

/**
 * The fields that reach the disk together when a record is written. A crash may keep only the first few of a log's new
 * entries.
 */
export const recordParts: RecordParts = [epochPart, ["log"]];

/**
 * Whether two records of one node are the same. Two logs with the same last place are the same: a place determines all
 * that stands before it.
 */
export function isSameRecord(one: NodeRecord, other: NodeRecord): boolean {
  return (
    one.epoch === other.epoch && one.vote === other.vote && (one.log === other.log || endAlike(one.log, other.log))
  );
}

function endAlike(one: Sequence<LogEntry>, other: Sequence<LogEntry>): boolean {
  if (one.length !== other.length) return false;
  const [last, opposite] = [one.tail.at(-1), other.tail.at(-1)];
  return last?.epoch === opposite?.epoch && last?.client === opposite?.client && last?.number === opposite?.number;
}

/** Whether it may be a record, as far as can be seen without looking at the log. */
export function isRecord(candidate: unknown): candidate is NodeRecord {
  if (!hasFields(candidate) || !hasEpoch(candidate)) return false;
  const { log } = candidate;
  return hasFields(log) && Array.isArray(log.tail);
}

/**
 * The log in a record, with the same entries object; or why this node cannot have written the record. A damaged disk
 * must not be taken for an empty one.
 */
export function logIn(record: unknown, cluster: Cluster, limits: DataLimits): Log | string {
  if (!isRecord(record) || !isSequence(record.log)) return `${described(record)} has not what a record has`;
  const contradiction = epochContradictionIn(record, cluster);
  if (contradiction !== undefined) return contradiction;
  const { log } = record;
  const entries = entriesIn(log, limits);
  if (typeof entries === "string") return entries;
  const counted = continued(emptyLog, entries);
  return counted === undefined ? "its log has a request out of turn" : { ...counted, entries: log };
}

function entriesIn(log: Sequence<unknown>, limits: DataLimits): readonly LogEntry[] | string {
  try {
    let lowest = 1;
    return slice(log, 0).map((candidate, place) => {
      const entry = entryIn(candidate, "log", place, lowest, limits);
      lowest = entry.epoch;
      return entry;
    });
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

/** How a node understands the record that it finds on its disk: it knows at least the epoch of the last entry. */
export function readBack(record: NodeRecord): NodeRecord {
  return knowing(record, record.log.tail.at(-1)?.epoch ?? 0);
}
