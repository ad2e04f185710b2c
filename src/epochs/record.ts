/**
 * What the nodes of every protocol that has a leader in each epoch have on disk, whatever else they have there.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import { type Fields, isNumber } from "../core/taking-in.ts";
import type { Cluster } from "./cluster.ts";

/** The durable part of a node, as far as elections go. */
export interface EpochRecord {
  /** The identity of the cluster, as soon as anything was written. */
  readonly cluster: string;
  /** The highest epoch that the node has heard of. */
  readonly epoch: number;
  /** For whom it has voted in that epoch. */
  readonly vote: NodeId | null;
}

/** What is on disk before anything was written. */
export const noEpoch: EpochRecord = { cluster: "", epoch: 0, vote: null };

/** The fields that land together when a record is written. */
export const epochPart: readonly (keyof EpochRecord)[] = ["cluster", "epoch", "vote"];

/** Whether there is what a record has of an epoch. */
export function hasEpoch({ cluster, epoch, vote }: Fields): boolean {
  return typeof cluster === "string" && isNumber(epoch) && (vote === null || typeof vote === "string");
}

/**
 * Why a record is none that a disk of this node can hold, or `undefined` if it may be one. A disk that cannot be believed
 * is not an empty disk: a node that began again from nothing would vote twice.
 */
export function epochContradictionIn(
  { cluster, epoch, vote }: EpochRecord,
  { nodes, identity }: Cluster,
): string | undefined {
  if (cluster !== "" && cluster !== identity) return "it was written with other nodes, other quorums or another name";
  if (vote === null) return undefined;
  if (!nodes.includes(vote)) return "it has voted for a node that takes no part";
  return epoch === 0 ? "it has voted before the first epoch" : undefined;
}

/**
 * A record as a node understands it that finds it on its disk: if of the last write only what is beside the epoch has
 * landed, and is of a higher one, the node knows of that epoch, and has not voted in it.
 *
 * @param highest - the highest epoch in what is beside it
 */
export function knowing<Durable extends EpochRecord>(record: Durable, highest: number): Durable {
  return highest > record.epoch ? { ...record, epoch: highest, vote: null } : record;
}
