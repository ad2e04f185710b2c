/**
 * What a node of epoch consensus keeps on its disk.
 *
 * @module
 */
import type { RecordParts } from "../../core/landing.ts";
import { countIn, described, fieldsIn, hasFields, isNumber, Malformed, textIn } from "../../core/taking-in.ts";
import type { Cluster } from "../../epochs/cluster.ts";
import { type EpochRecord, epochContradictionIn, epochPart, hasEpoch, knowing, noEpoch } from "../../epochs/record.ts";

/** What clients propose: a text. Only the application knows what it means. */
export type Value = string;

/** The value that a node has accepted last, and the epoch of the leader that proposed it. */
export type Accepted =
  | { readonly epoch: number; readonly value: Value }
  /** 0 if nothing has been accepted: epochs begin at 1. */
  | { readonly epoch: 0; readonly value: null };

/**
 * The durable part of a node.
 *
 * @spec EpochConsensus!IsRecord
 */
export interface NodeRecord extends EpochRecord {
  readonly accepted: Accepted;
}

/** @spec EpochConsensus!Nothing */
export const nothing: Accepted = { epoch: 0, value: null };

/**
 * The record of a node that has not written anything yet.
 *
 * @spec EpochConsensus!NoRecord
 */
export const noRecord: NodeRecord = { ...noEpoch, accepted: nothing };

/**
 * The fields that land together when a record is written. A crash may leave one part on disk without the other.
 *
 * @spec EpochConsensus!Parts
 */
export const recordParts: RecordParts = [epochPart, ["accepted"]];

/**
 * How a node understands the record that it finds on its disk. If the accepted value is of a higher epoch than the
 * record names, the node knows of that epoch.
 *
 * @spec EpochConsensus!ReadBack
 */
export function readBack(record: NodeRecord): NodeRecord {
  return knowing(record, record.accepted.epoch);
}

/** Whether two records are the same, or the record parts of two states. */
export function isSameRecord(one: Durable, other: Durable): boolean {
  return (
    one.epoch === other.epoch &&
    one.vote === other.vote &&
    one.accepted.epoch === other.accepted.epoch &&
    one.accepted.value === other.accepted.value
  );
}

type Durable = Omit<NodeRecord, "cluster">;

/** Of two accepted values the one of the higher epoch. @spec EpochConsensus!Higher */
export function higher(one: Accepted, other: Accepted): Accepted {
  return one.epoch >= other.epoch ? one : other;
}

/** What was accepted, as it comes from outside. @throws Malformed */
export function acceptedIn(candidate: unknown, path: string, longest: number): Accepted {
  const { epoch, value } = fieldsIn(candidate, path);
  if (epoch !== 0) return { epoch: countIn(epoch, `${path}.epoch`), value: textIn(value, `${path}.value`, longest) };
  if (value === null) return nothing;
  throw new Malformed(`${path}.value`, value, "null, which is accepted in epoch 0");
}

/** Whether it has what a record has. */
export function isRecord(candidate: unknown): candidate is NodeRecord {
  return hasFields(candidate) && hasEpoch(candidate) && isAccepted(candidate.accepted);
}

function isAccepted(candidate: unknown): candidate is Accepted {
  if (!hasFields(candidate)) return false;
  const { epoch, value } = candidate;
  return epoch === 0 ? value === null : isNumber(epoch) && typeof value === "string";
}

/** Why this node cannot have written the record, or `undefined` if it may have. */
export function contradictionIn(record: unknown, cluster: Cluster): string | undefined {
  return isRecord(record) ? epochContradictionIn(record, cluster) : `${described(record)} has not what a record has`;
}
