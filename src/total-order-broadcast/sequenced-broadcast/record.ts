/**
 * What a node of sequenced broadcast has on disk: the requests that it was asked to broadcast. It can learn everything
 * else again.
 *
 * @module
 */
import type { RecordParts } from "../../core/landing.ts";
import { type DataLimits, isSameData } from "../../core/plain-data.ts";
import { emptySequence, isSequence, type Sequence, slice } from "../../core/sequence.ts";
import { described, hasFields, Malformed } from "../../core/taking-in.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import { requestIn } from "./message.ts";

/** The durable part of a node. A host may write what is new only: `sharedLength` tells what is. */
export interface NodeRecord {
  /** In the order in which it was asked. */
  readonly own: Sequence<BroadcastRequest>;
}

/**
 * What a node has on disk before it has written anything.
 *
 * @example
 * ```ts
 * import { noRecord, node } from "quorate/sequenced-broadcast";
 *
 * console.log(node.recover({ self: "a", nodes: ["a", "b"] }, noRecord).state.stored); // 0
 * ```
 */
export const noRecord: NodeRecord = { own: emptySequence };

/** A crash may keep only the first few of the new requests. */
export const recordParts: RecordParts = [["own"]];

/** Requests are never removed: if two lists have the same length and the same last request, they are the same. */
export function isSameRecord(one: NodeRecord, other: NodeRecord): boolean {
  if (one.own === other.own) return true;
  return one.own.length === other.own.length && isSameData(one.own.tail.at(-1), other.own.tail.at(-1));
}

/** Whether it may be a record, as far as can be seen without looking at all of it. */
export function isRecord(candidate: unknown): candidate is NodeRecord {
  return hasFields(candidate) && hasFields(candidate.own) && Array.isArray(candidate.own.tail);
}

/** The requests in a record; or why this node cannot have written the record. */
export function requestsIn(record: unknown, limits: DataLimits): readonly BroadcastRequest[] | string {
  if (!hasFields(record) || !isSequence(record.own)) return `${described(record)} has not what a record has`;
  try {
    return slice(record.own, 0).map((candidate, place) => requestIn(candidate, `own[${place}]`, limits));
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}
