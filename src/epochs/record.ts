/**
 * What each node of a protocol with a leader per epoch has on disk. Each protocol adds its own fields.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import { type Fields, isNumber } from "../core/taking-in.ts";
import type { Cluster } from "./cluster.ts";

/** The durable part of a node, as far as elections go. */
export interface EpochRecord {
  /** The identity of the cluster; it is there once anything was written. */
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
 * Why this node cannot have written the record, or `undefined` if it may have. A damaged disk must not be taken for an
 * empty one: a node that began again from nothing could vote twice in one epoch.
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
 * How a node understands the record that it finds on its disk. A crash may have kept only a part of the last write: the
 * other fields, and not the epoch. Then the other fields name a higher epoch; the node knows of it, and has not voted
 * in it.
 *
 * @param highest - the highest epoch that the other fields name
 */
export function knowing<Durable extends EpochRecord>(record: Durable, highest: number): Durable {
  return highest > record.epoch ? { ...record, epoch: highest, vote: null } : record;
}
