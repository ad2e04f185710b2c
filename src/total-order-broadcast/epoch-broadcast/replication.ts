/**
 * How a leader's log becomes everybody's, and what of it is decided: the actions of replication, in the order of the
 * specification.
 *
 * @module
 */
import { impossible, type Next, next, replying, untimely } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { present } from "../../core/present.ts";
import { reachedByQuorum } from "../../core/quorum.ts";
import type { Refusal } from "../../core/refusal.ts";
import { described } from "../../core/taking-in.ts";
import { newer } from "../../epochs/election.ts";
import { leadershipTable } from "../../epochs/leadership.ts";
import { election } from "./election.ts";
import {
  continued,
  epochAt,
  hasEntryAt,
  type Log,
  nextNumber,
  startOfEpoch,
  truncated,
  type Verdict,
  withRequests,
} from "./log.ts";
import type { BroadcastRequest, LogEntry } from "./log-entry.ts";
import type { Acknowledge, Append, Message, Mismatch } from "./message.ts";
import { acknowledged, appendEntries, appendToAll, mismatch, vote } from "./sending.ts";
import { follow, type NodeState, type NodeTimer, withLog, withMatch } from "./state.ts";

/** Clients ask that these be delivered everywhere. Only a leader takes them; see {@link BroadcastRequest}. */
export interface Broadcast {
  readonly kind: "broadcast";
  readonly requests: readonly BroadcastRequest[];
}

type Then = Next<NodeState, Message, NodeTimer, readonly Verdict[]> | Refusal;

/**
 * A leader appends what it may of the requests and sends it, without waiting for its own disk. It replies what becomes of
 * each; only if it takes none, and does not know them all, it refuses.
 *
 * @spec EpochBroadcast!Broadcast
 */
export function broadcast(state: NodeState, { requests }: Broadcast): Then {
  if (state.role !== "leader") return untimely("it is not the leader", state.leader);
  const { log, verdicts } = withRequests(state.log, state.epoch, requests);
  if (log === state.log) return unchanged(state, requests, verdicts);
  const after = withLog(state, log, state.stored, state.agreed, state.decided);
  return replying(after, appendToAll(after, state.log.entries.length), verdicts);
}

/** What the log has will be delivered, or has been. */
function unchanged(state: NodeState, requests: readonly BroadcastRequest[], verdicts: readonly Verdict[]): Then {
  const place = verdicts.findIndex((verdict) => verdict !== "known");
  const request = requests[place];
  if (request === undefined) return replying(state, [], verdicts);
  const which = `requests[${place}]: the log has`;
  const { client, number } = request;
  return verdicts[place] === "tooEarly"
    ? untimely(
        `${which} request ${nextNumber(state.log, client) - 1} of ${described(client)} last, and not ${number - 1}`,
      )
    : untimely(`${which} another value in request ${number} of ${described(client)}`);
}

/** @spec EpochBroadcast!Replicate */
export function replicate(state: NodeState): Then {
  return next(state, appendToAll(state, state.log.entries.length));
}

/** @spec EpochBroadcast!ReceiveAppend */
export function receiveAppend(state: NodeState, message: Append): Then {
  const { epoch, from, after, entries } = message;
  if (epoch < state.epoch) return next(state, [newer(state, from)]);
  const follower = followerOf(from, election.adopt(state, epoch));
  if (follower === undefined) return impossible("a second leader of the epoch");
  if (!hasEntryAt(follower.log, after)) {
    if (after.position <= state.decided) return impossible("what is decided is not in the log");
    return next(follower, [mismatch(follower, from, tryAfter(follower.log, after.position))], "suspect");
  }
  const kept = keptUpTo(follower.log, after.position, entries);
  const log = merge(follower, kept, message);
  if (log === undefined) return impossible("entries that cannot stand in the log");
  const agreed = Math.max(follower.agreed, after.position + entries.length);
  const decided = Math.max(follower.decided, Math.min(message.decided, agreed));
  if (log === follower.log) {
    const merged = withLog(follower, log, follower.stored, agreed, decided);
    return next(merged, acknowledged(merged, from), "suspect");
  }
  // What has to be written is acknowledged once it is durable.
  return next(withLog(follower, log, Math.min(follower.stored, kept), agreed, decided), [], "suspect");
}

/**
 * What a follower has written is durable, or more of it than was known, and it says so to whom it matters: to the leader,
 * once there is one, and before that, when everything is, to the candidate for whom it has voted.
 *
 * @spec EpochBroadcast!Answer
 */
export function answer(state: NodeState): Then {
  const { leader, isWriting } = state;
  if (leader !== null) return next(state, acknowledged(state, leader));
  return next(state, state.vote === null || isWriting ? [] : [vote(state, state.vote)]);
}

/** @spec EpochBroadcast!CountOwn */
export function countOwn(state: NodeState): Then {
  return next(heldBy(state, state.cluster.self, state.stored));
}

/** @spec EpochBroadcast!ReceiveAcknowledge */
export function receiveAcknowledge(state: NodeState, { epoch, from, position }: Acknowledge): Then {
  if (epoch < state.epoch) return next(state);
  if (!hasLed(state, epoch)) return impossible("an acknowledgement to one that never led");
  if (state.role !== "leader") return next(state);
  if (position > state.log.entries.length) return impossible("an acknowledgement of what it never sent");
  return next(heldBy(state, from, position));
}

/** @spec EpochBroadcast!ReceiveMismatch */
export function receiveMismatch(state: NodeState, { epoch, from, position }: Mismatch): Then {
  if (epoch < state.epoch) return next(state);
  if (!hasLed(state, epoch)) return impossible("a mismatch with one that never led");
  if (state.role !== "leader") return next(state);
  const { length } = state.log.entries;
  if (position >= length) return impossible("a mismatch after what it never sent");
  const append = appendEntries(state, from, position);
  // One that lacks more than an append can carry is told the end as well, and so finds the next mismatch at once.
  const isAll = position + append.entries.length === length;
  return next(state, isAll ? [append] : [append, appendEntries(state, from, length)]);
}

/** @spec EpochBroadcast!WithMatch */
function heldBy(state: NodeState, node: NodeId, position: number): NodeState {
  const { nodes, quorums } = state.cluster;
  const at = nodes.indexOf(node);
  if (present(state.match[at]) >= position) return state;
  const match = state.match.with(at, position);
  const reached = reachedByQuorum(quorums.proposal, nodes, match);
  const isDecided = reached > state.decided && mayDecide(state, reached);
  return withMatch(state, match, isDecided ? reached : state.decided);
}

/**
 * What a quorum has of an earlier epoch may still be replaced by another leader's, so an entry is decided by itself only
 * in its own epoch, and with it all before it.
 *
 * @spec EpochBroadcast!MayDecide
 */
function mayDecide(state: NodeState, position: number): boolean {
  return epochAt(state.log, position) === state.epoch;
}

/** The state that follows the leader; `undefined` if the epoch has another. */
function followerOf(leader: NodeId, state: NodeState): NodeState | undefined {
  if (state.role === "follower" && state.leader === leader) return state;
  const role = leadershipTable.next(state.role, "hearsFromTheLeader");
  return role === undefined || state.leader !== null ? undefined : follow(state, role, leader);
}

/** How far a log that agrees up to the position has the entries after it, too. */
function keptUpTo(log: Log, position: number, entries: readonly LogEntry[]): number {
  let kept = position;
  for (const { epoch } of entries) {
    if (kept >= log.entries.length || epochAt(log, kept + 1) !== epoch) break;
    kept++;
  }
  return kept;
}

/**
 * The log with the entries of the append. What it has of them stays, and what contradicts them goes; nothing goes because a
 * message is late. `undefined` if what is decided would go, or a request be out of turn.
 *
 * @param kept - how far it has them
 * @spec EpochBroadcast!Merge
 */
function merge({ log, decided }: NodeState, kept: number, { after, entries }: Append): Log | undefined {
  const { position } = after;
  if (kept === position + entries.length) return log;
  if (kept < decided) return undefined;
  return continued(truncated(log, kept), kept === position ? entries : entries.slice(kept - position));
}

/**
 * Where the leader is to try next: before all entries of the epoch that disagrees, so that each epoch is tried once.
 *
 * @spec EpochBroadcast!TryAfter
 */
function tryAfter(log: Log, position: number): number {
  return position > log.entries.length ? log.entries.length : startOfEpoch(log, position) - 1;
}

/** Whether it may have been the leader of the epoch, or still is. */
function hasLed({ cluster, role, epoch, vote: given }: NodeState, led: number): boolean {
  return epoch === led && given === cluster.self && role !== "candidate";
}
