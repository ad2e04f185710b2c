/**
 * The worlds in which replicated logs are measured under an open load: clients do not wait for each other, and ask at
 * random times.
 *
 * **What it can do** is what a link can carry. In virtual time a processor costs nothing, and a disk flushes all that is
 * waiting at once, however much that is; so what limits a log is the link from its leader to a follower, and how much of
 * it each request takes. That is the same for whoever keeps the log, and so is the load, which is a share of it. What
 * processors cost is another measurement, of the log in memory.
 *
 * @module
 */
import type { NodeId } from "../../../src/core/node-id.ts";

/** What happens while it is measured. */
export type Situation = "all is well" | "one was down" | "a follower is slow" | "the leader is slow";

export interface Setting {
  readonly seed: number;
  readonly situation: Situation;
  /** What share of what it can do is asked of it. */
  readonly share: number;
  /** How long a flush takes. Times are milliseconds. */
  readonly flush: number;
  /** For how long it is measured; where one was down, until it has caught up. */
  readonly lasts: number;
  /** How many entries the one that was down lacks when it comes back. */
  readonly lacks: number;
}

/** Who leads, and who was down or is a slow follower. */
export const leader: NodeId = "a";
export const last: NodeId = "c";
export const nodes: readonly NodeId[] = [leader, "b", last];

/** How long a message takes from one node to another, when it has left. */
export const latency = 1;

/** How many bytes of a link a message takes, beside those of each entry that it carries. */
export const messageSize = 64;
export const entrySize = 960;

/** How many bytes a link takes in a millisecond: ten messages that carry an entry each. */
export const bandwidth: number = 10 * (messageSize + entrySize);

/** How many requests in a millisecond it can do, if each goes in a message of its own. */
export const mostRequests: number = bandwidth / (messageSize + entrySize);

/** How many times as long a flush takes at one that is slow. */
export const slowness = 10;

/** How often a leader says that it is there. */
export const heartbeat = 100;

/** For how long at least nobody suspects a leader; and at most, it is twice as long. */
export const patience = 1_000;

/** All that are measured; each is a world of its own. */
export function everySetting(lasts = 1_000, lacks = 10_000): readonly Setting[] {
  const situations: readonly Situation[] = ["all is well", "one was down", "a follower is slow", "the leader is slow"];
  return situations.flatMap((situation) =>
    [1, 5].flatMap((flush) => [0.5, 0.8].map((share) => ({ seed: 1, situation, share, flush, lasts, lacks }))),
  );
}
