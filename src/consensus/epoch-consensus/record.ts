/**
 * What a node of epoch consensus keeps on its disk.
 *
 * @module
 */
import type { RecordParts } from "../../core/landing.ts";
import type { NodeId } from "../../core/node-id.ts";
import { countIn, described, fieldsIn, isNumber, Malformed, textIn } from "../../core/taking-in.ts";
import type { Cluster } from "../../epochs/cluster.ts";

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
  /** The identity of the cluster, as soon as anything was written. */
  readonly cluster: string;
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
export const noRecord: NodeRecord = { cluster: "", epoch: 0, vote: null, accepted: nothing };

/**
 * The fields that land together when a record is written. A crash may leave one part on disk without the other.
 *
 * @spec EpochConsensus!Parts
 */
export const recordParts: RecordParts = [["cluster", "epoch", "vote"], ["accepted"]];

/**
 * A record as a node understands it that finds it on its disk: if only what was accepted has landed, in a higher epoch,
 * the node knows of that epoch, and has not voted in it.
 *
 * @spec EpochConsensus!ReadBack
 */
export function readBack(record: NodeRecord): NodeRecord {
  const { cluster, accepted } = record;
  return accepted.epoch > record.epoch ? { cluster, epoch: accepted.epoch, vote: null, accepted } : record;
}

/** Whether two records say the same. */
export function isSameRecord(one: NodeRecord, other: NodeRecord): boolean {
  return (
    one.epoch === other.epoch &&
    one.vote === other.vote &&
    one.accepted.epoch === other.accepted.epoch &&
    one.accepted.value === other.accepted.value
  );
}

/** Of two, what was accepted in the higher epoch. @spec EpochConsensus!Higher */
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
  if (typeof candidate !== "object" || candidate === null) return false;
  const { cluster, epoch, vote, accepted }: Partial<Record<keyof NodeRecord, unknown>> = candidate;
  const hasVote = vote === null || typeof vote === "string";
  return typeof cluster === "string" && isNumber(epoch) && hasVote && isAccepted(accepted);
}

function isAccepted(candidate: unknown): candidate is Accepted {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { epoch, value }: Partial<Record<keyof Accepted, unknown>> = candidate;
  return epoch === 0 ? value === null : isNumber(epoch) && typeof value === "string";
}

/**
 * Why a record is none that a disk of this node can hold, or `undefined` if it may be one. A disk that cannot be believed
 * is not an empty disk: a node that began again from nothing would vote twice.
 */
export function contradictionIn(record: unknown, { nodes, identity }: Cluster): string | undefined {
  if (!isRecord(record)) return `${described(record)} has not what a record has`;
  const { cluster, epoch, vote } = record;
  if (cluster !== "" && cluster !== identity) return "it was written with other nodes, other quorums or another name";
  if (vote === null) return undefined;
  if (!nodes.includes(vote)) return "it has voted for a node that takes no part";
  return epoch === 0 ? "it has voted before the first epoch" : undefined;
}
