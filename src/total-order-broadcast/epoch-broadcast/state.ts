/**
 * What a node of epoch broadcast keeps in memory, and what follows from it: what is written, which timers are armed, and
 * what the user is told.
 *
 * @module
 */
import type { Deliver } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { slice, take } from "../../core/sequence.ts";
import { isNumber } from "../../core/taking-in.ts";
import type { Cluster } from "../../epochs/cluster.ts";
import { type EpochState, type Leadership, ofNewEpoch, timersOfElection } from "../../epochs/leadership.ts";
import { type Followers, unknown } from "./followers.ts";
import type { Limits } from "./limits.ts";
import { continued, emptyLog, hasEntryAt, type Log } from "./log.ts";
import type { LogEntry } from "./log-entry.ts";
import { type NodeRecord, readBack } from "./record.ts";

/** The timers: to suspect that there is no leader, to ask for votes again, and to send again what may have been lost. */
export type NodeTimer = "suspect" | "askAgain" | "replicate";

/** A node. */
export interface NodeState extends EpochState {
  readonly limits: Limits;
  readonly log: Log;
  /** How far the log is known to be on disk, together with the epoch. */
  readonly stored: number;
  /** How far a follower's log is known to be the leader's, in this epoch. */
  readonly agreed: number;
  /** What a leader knows of the others. */
  readonly followers: Followers;
  /** How far the log is known to be decided. */
  readonly decided: number;
}

/** @spec EpochBroadcast!Record */
export function recordOf({ cluster, epoch, vote, log }: NodeState): NodeRecord {
  return { cluster: cluster.identity, epoch, vote, log: log.entries };
}

/**
 * A node as its record makes it. If that was torn, the node puts its disk right.
 *
 * @param log - that of the record
 * @spec EpochBroadcast!Recovered
 */
export function recovered(cluster: Cluster, limits: Limits, record: NodeRecord, log: Log): NodeState {
  const { epoch, vote } = readBack(record);
  const isTorn = epoch !== record.epoch;
  return {
    isWriting: isTorn,
    stored: isTorn ? 0 : log.entries.length,
    followers: unknown(cluster, 0),
    decided: 0,
    log,
    agreed: 0,
    role: "follower",
    epoch,
    vote,
    leader: null,
    votes: noNodes,
    cluster,
    limits,
  };
}

/**
 * The state in a higher epoch. The log, and what is decided of it, stays. The epoch is to be written, and until it is on
 * disk, nothing is there together with it.
 *
 * @spec EpochBroadcast!InEpoch
 */
export function inEpoch(state: NodeState, epoch: number, role: Leadership): NodeState {
  return { ...state, ...ofNewEpoch, role, epoch, stored: 0, agreed: 0, followers: unknown(state.cluster, 0) };
}

/**
 * A new leader opens its epoch with an entry of its own, without a request.
 *
 * @spec EpochBroadcast!Lead
 */
export function lead(state: NodeState, role: Leadership): NodeState {
  const log = present(continued(state.log, [{ epoch: state.epoch, client: null }]));
  // What it has before that it supposes everybody to have, until it hears otherwise.
  const followers = unknown(state.cluster, state.log.entries.length);
  return { ...state, role, leader: state.cluster.self, votes: noNodes, log, followers };
}

/** The state of a node that follows `leader`. */
export function follow(state: NodeState, role: Leadership, leader: NodeId): NodeState {
  return { ...state, role, leader, votes: noNodes };
}

/**
 * What is newly decided is told at once, openings among it.
 *
 * @spec EpochBroadcast!Told
 */
export function toldOf(before: NodeState | undefined, { log, decided }: NodeState): readonly Deliver<LogEntry>[] {
  const told = before?.decided ?? 0;
  return decided > told ? [{ kind: "deliver", first: told + 1, values: take(log.entries, decided) }] : nothing;
}

const nothing = [] as const;

/** Where requests stand is what the entries say. */
export function flawIn({ log }: NodeState): string | undefined {
  const counted = continued(emptyLog, slice(log.entries, 0));
  const isSame = JSON.stringify(counted?.lines) === JSON.stringify(log.lines);
  return isSame ? undefined : "where requests stand in the log is not what it knows of them";
}

/** A leader repeats what it has to say, as long as it leads. */
export function timersOf(state: NodeState): readonly NodeTimer[] {
  return state.role === "leader" ? repeating : timersOfElection(state);
}

const repeating = ["replicate"] as const;

/** What changes with almost every step. */
type Progress = Pick<NodeState, "log" | "stored" | "agreed" | "followers" | "decided" | "isWriting">;

/** The same state, but for what is known of the disk. If nothing is on its way to it, the whole log is there. */
export function withWriting(state: NodeState, isWriting: boolean): NodeState {
  if (state.isWriting === isWriting) return state;
  const { log, agreed, followers, decided } = state;
  const stored = isWriting ? state.stored : log.entries.length;
  return progressed(state, { log, stored, agreed, followers, decided, isWriting });
}

/**
 * The same state, once a write is durable and others may be on their way after it. That says something of the log as it
 * is now if the write was of this epoch, and the log still has the entry with which the written one ended. What a node
 * drops within an epoch does not come back in it; in a later one it may, and the disk have lost it in between.
 *
 * A candidate waits for its vote, with which it began its epoch.
 *
 * @spec EpochBroadcast!WithStored
 */
export function withStored(state: NodeState, record: NodeRecord): NodeState {
  const { role, epoch, log, agreed, followers, decided, isWriting } = state;
  if (role === "candidate" || record.epoch !== epoch) return state;
  const { length: stored, tail } = record.log;
  // One that was invented may have any length.
  if (!isNumber(stored) || stored <= state.stored) return state;
  if (!hasEntryAt(log, { position: stored, epoch: tail.at(-1)?.epoch ?? 0 })) return state;
  return progressed(state, { log, stored, agreed, followers, decided, isWriting });
}

/** The same state, with another log. */
export function withLog(state: NodeState, log: Log, stored: number, agreed: number, decided: number): NodeState {
  const { followers, isWriting } = state;
  if (log === state.log && agreed === state.agreed && decided === state.decided) return state;
  return progressed(state, { log, stored, agreed, followers, decided, isWriting });
}

/** The same state of a leader that knows more of the others. */
export function withFollowers(state: NodeState, followers: Followers, decided: number): NodeState {
  const { log, stored, agreed, isWriting } = state;
  if (followers === state.followers && decided === state.decided) return state;
  return progressed(state, { log, stored, agreed, followers, decided, isWriting });
}

/** What changes most often comes first, where it is compared first. Field by field, which is many times faster than to spread what was itself made by spreading. */
function progressed(state: NodeState, { log, stored, agreed, followers, decided, isWriting }: Progress): NodeState {
  const { cluster, limits, role, epoch, vote, leader, votes } = state;
  return { isWriting, stored, followers, decided, log, agreed, role, epoch, vote, leader, votes, cluster, limits };
}
