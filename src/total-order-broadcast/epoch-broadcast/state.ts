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
import { type Followers, sizesOnTheirWay, unknown } from "./followers.ts";
import type { Limits } from "./limits.ts";
import { continued, emptyLog, hasEntryAt, type Log } from "./log.ts";
import type { LogEntry } from "./log-entry.ts";
import { type NodeRecord, readBack } from "./record.ts";
import { noRound, type Round } from "./round.ts";

/**
 * The timers: until a node suspects that nobody leads, until it asks again, until a leader sends again what may have
 * been lost, until it checks whether it has heard of a quorum, and until it gives up handing over.
 */
export type NodeTimer = "suspect" | "askAgain" | "replicate" | "checkQuorum" | "giveUp";

/** A node. */
export interface NodeState extends EpochState {
  readonly limits: Limits;
  readonly log: Log;
  /** Up to which position the log is known to be on disk, together with the epoch. */
  readonly stored: number;
  /** Up to which position a follower's log is known to be the same as its leader's, in this epoch. */
  readonly agreed: number;
  /** What a leader knows of the others. */
  readonly followers: Followers;
  /** The node to which a leader hands over, if it was asked to. */
  readonly heir: NodeId | null;
  /** What a leader keeps of those who wait for a position. */
  readonly round: Round;
  /** Up to which position the log is known to be decided. */
  readonly decided: number;
}

/** @spec EpochBroadcast!Record */
export function recordOf({ cluster, epoch, vote, log }: NodeState): NodeRecord {
  return { cluster: cluster.identity, epoch, vote, log: log.entries };
}

/**
 * The state of a node that starts with this record. If a crash left only a part of the last write, the node repairs its
 * disk.
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
    heir: null,
    round: noRound(cluster),
    decided: 0,
    log,
    agreed: 0,
    role: "follower",
    epoch,
    vote,
    leader: null,
    votes: noNodes,
    preVotes: noNodes,
    unheard: noNodes,
    cluster,
    limits,
  };
}

/**
 * The state in a higher epoch. The log stays, and so does what is decided of it. The epoch has to be written; until it
 * is on disk, no position of the log counts as on disk together with it.
 *
 * @spec EpochBroadcast!InEpoch
 */
export function inEpoch(state: NodeState, epoch: number, role: Leadership): NodeState {
  return { ...state, ...ofNewEpoch, role, epoch, stored: 0, agreed: 0, ...ofNoLeader(state.cluster) };
}

/** What only a leader has. Whoever waits for a position is forgotten. @spec EpochBroadcastPosition!Forget */
function ofNoLeader(cluster: Cluster): Pick<NodeState, "unheard" | "followers" | "heir" | "round"> {
  return { unheard: noNodes, followers: unknown(cluster, 0), heir: null, round: noRound(cluster) };
}

/**
 * A new leader opens its epoch with an entry of its own, without a request.
 *
 * @spec EpochBroadcast!Lead
 */
export function lead(state: NodeState, role: Leadership): NodeState {
  const log = present(continued(state.log, [{ epoch: state.epoch, client: null }]));
  // It supposes that everybody has the entries before that, until it hears otherwise.
  const followers = unknown(state.cluster, state.log.entries.length);
  return { ...state, role, leader: state.cluster.self, votes: noNodes, preVotes: noNodes, log, followers };
}

/** The state of a node that follows `leader`. */
export function follow(state: NodeState, role: Leadership, leader: NodeId): NodeState {
  return { ...state, role, leader, votes: noNodes, preVotes: noNodes };
}

/**
 * A leader that steps down stays in its epoch. It has voted in it, so it does not lead it again.
 *
 * @spec EpochBroadcast!Deposed
 */
export function deposed(state: NodeState, role: Leadership): NodeState {
  return { ...state, role, leader: null, agreed: 0, ...ofNoLeader(state.cluster) };
}

/**
 * Newly decided entries are told at once, openings included.
 *
 * @spec EpochBroadcast!Told
 */
export function toldOf(before: NodeState | undefined, { log, decided }: NodeState): readonly Deliver<LogEntry>[] {
  const told = before?.decided ?? 0;
  return decided > told ? [{ kind: "deliver", first: told + 1, values: take(log.entries, decided) }] : nothing;
}

const nothing = [] as const;

/** These follow from the entries: where requests stand, and the total size of those on their way. */
export function flawIn({ log, followers, cluster }: NodeState): string | undefined {
  const counted = continued(emptyLog, slice(log.entries, 0));
  if (JSON.stringify([counted?.lines, counted?.openings]) !== JSON.stringify([log.lines, log.openings])) {
    return "where requests stand in the log is not what it knows of them";
  }
  const { onTheirWay } = followers;
  const sizes = sizesOnTheirWay(followers, cluster, log.entries);
  const at = sizes.findIndex((size, i) => size !== onTheirWay[i]);
  return at < 0
    ? undefined
    : `it believes that ${onTheirWay[at]} are on their way to ${cluster.nodes[at]}, and not ${sizes[at]}`;
}

/** A leader repeats its messages as long as it leads. */
export function timersOf(state: NodeState): readonly NodeTimer[] {
  if (state.role !== "leader") return timersOfElection(state);
  return state.heir === null ? repeating : handingOver;
}

const repeating = ["replicate", "checkQuorum"] as const;
const handingOver = [...repeating, "giveUp"] as const;

/** What changes with almost every step. */
type Progress = Pick<NodeState, "log" | "stored" | "agreed" | "followers" | "decided" | "isWriting">;

/** The same state, except for what is known of the disk. If nothing is being written, the whole log is on it. */
export function withWriting(state: NodeState, isWriting: boolean): NodeState {
  if (state.isWriting === isWriting) return state;
  const { log, agreed, followers, decided } = state;
  const stored = isWriting ? state.stored : log.entries.length;
  return progressed(state, { log, stored, agreed, followers, decided, isWriting });
}

/**
 * The same state, once a write is on disk while others may follow it. This says something about the present log only if
 * the write was of this epoch, and the log still has the last entry that was written. An entry that a node drops within
 * an epoch does not come back in that epoch. It may come back in a later one, and the disk may have lost it in between.
 *
 * A candidate waits until its vote for itself is on disk.
 *
 * @spec EpochBroadcast!WithStored
 */
export function withStored(state: NodeState, record: NodeRecord): NodeState {
  const { role, epoch, log, agreed, followers, decided, isWriting } = state;
  if (role === "candidate" || record.epoch !== epoch) return state;
  const { length: stored, tail } = record.log;
  // An invented answer may name any length.
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

/** The state of a leader that has learnt more of the others. */
export function withFollowers(state: NodeState, followers: Followers, decided: number): NodeState {
  const { log, stored, agreed, isWriting } = state;
  if (followers === state.followers && decided === state.decided) return state;
  return progressed(state, { log, stored, agreed, followers, decided, isWriting });
}

/** What changes most often comes first, where it is compared first. Field by field, which is many times faster than to spread what was itself made by spreading. */
function progressed(state: NodeState, { log, stored, agreed, followers, decided, isWriting }: Progress): NodeState {
  const { cluster, limits, role, epoch, vote, leader, votes, preVotes, unheard, heir, round } = state;
  return {
    isWriting,
    stored,
    followers,
    heir,
    round,
    decided,
    log,
    agreed,
    role,
    epoch,
    vote,
    leader,
    votes,
    preVotes,
    unheard,
    cluster,
    limits,
  };
}
