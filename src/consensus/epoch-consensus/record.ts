/**
 * What a node of epoch consensus keeps on its disk.
 *
 * @module
 */
import type { RecordParts } from "../../core/landing.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";

/** What clients propose: a text, which means something to the application alone. */
export type Value = string;

/** The value that a node has accepted last, and the epoch of the leader that proposed it. */
export type Accepted =
  | { readonly epoch: number; readonly value: Value }
  /** Epochs begin at 1: nothing has been accepted. */
  | { readonly epoch: 0; readonly value: null };

/**
 * The durable part of a node.
 *
 * @spec EpochConsensus!IsRecord
 */
export interface NodeRecord {
  /** The highest epoch that the node has heard of. */
  readonly epoch: number;
  /** For whom it has voted in that epoch. */
  readonly vote: NodeId | null;
  readonly accepted: Accepted;
}

/** @spec EpochConsensus!Nothing */
export const nothing: Accepted = { epoch: 0, value: null };

/**
 * The record of a node that has never written one.
 *
 * @spec EpochConsensus!NoRecord
 */
export const noRecord: NodeRecord = { epoch: 0, vote: null, accepted: nothing };

/**
 * The fields that land together when a record is written. A crash may leave one part on disk without the other.
 *
 * @spec EpochConsensus!Parts
 */
export const recordParts: RecordParts = [["epoch", "vote"], ["accepted"]];

/**
 * A record as a node understands it that finds it on its disk: if only what was accepted has landed, in a higher epoch,
 * the node knows of that epoch, and has not voted in it.
 *
 * @spec EpochConsensus!ReadBack
 */
export function readBack(record: NodeRecord): NodeRecord {
  const { accepted } = record;
  return accepted.epoch > record.epoch ? { epoch: accepted.epoch, vote: null, accepted } : record;
}

/** Whether two records say the same. */
export function isSameRecord(one: NodeRecord, other: NodeRecord): boolean {
  return one.epoch === other.epoch && one.vote === other.vote && isSameAccepted(one.accepted, other.accepted);
}

function isSameAccepted(one: Accepted, other: Accepted): boolean {
  return one.epoch === other.epoch && one.value === other.value;
}

/** Of two, what was accepted in the higher epoch. @spec EpochConsensus!Higher */
export function higher(one: Accepted, other: Accepted): Accepted {
  return one.epoch >= other.epoch ? one : other;
}

/** Whether a number can count epochs. */
export function isEpoch(candidate: unknown): candidate is number {
  return typeof candidate === "number" && Number.isSafeInteger(candidate) && candidate >= 0;
}

/** Whether something can have been accepted. */
export function isAccepted(candidate: unknown): candidate is Accepted {
  if (typeof candidate !== "object" || candidate === null) return false;
  const epoch: unknown = Reflect.get(candidate, "epoch");
  const value: unknown = Reflect.get(candidate, "value");
  return epoch === 0 ? value === null : isEpoch(epoch) && typeof value === "string";
}

/**
 * Why a record is none that a disk of one of these nodes can hold, or `undefined` if it may be one. A disk that cannot be
 * believed is not an empty disk: a node that began again from nothing would vote twice.
 */
export function contradictionIn(record: NodeRecord, nodes: NodeSet): string | undefined {
  if (typeof record !== "object" || record === null) return "there is none";
  if (!isEpoch(record.epoch)) return "its epoch is no number of an epoch";
  if (!isAccepted(record.accepted)) return "what it accepted is nothing that can be accepted";
  if (record.vote === null) return undefined;
  if (!nodes.includes(record.vote)) return "it has voted for a node that takes no part";
  return record.epoch === 0 ? "it has voted before the first epoch" : undefined;
}
