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
import { hasLed, hearing } from "../../epochs/leadership.ts";
import { election } from "./election.ts";
import { isNews, lookingAfter, withFound, withMatch } from "./followers.ts";
import {
  continued,
  epochAt,
  hasEntryAt,
  type Log,
  lastWithin,
  nextNumber,
  truncated,
  type Verdict,
  withRequests,
} from "./log.ts";
import type { BroadcastRequest, LogEntry } from "./log-entry.ts";
import type { Acknowledge, Append, Message, Mismatch } from "./message.ts";
import { acknowledged, appendEntries, mismatch, sendOn, takeOvers, tidings, vote } from "./sending.ts";
import { type NodeState, type NodeTimer, withFollowers, withLog } from "./state.ts";

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
  if (state.heir !== null) return untimely(`it hands over to ${state.heir}, and takes no requests`);
  if (!hasRoom(state)) {
    return untimely(
      `${state.log.entries.length - state.decided} entries of its log are undecided, and it takes no more`,
    );
  }
  const { log, verdicts } = withRequests(state.log, state.epoch, requests);
  if (log === state.log) return unchanged(state, requests, verdicts);
  const sent = sendOn(withLog(state, log, state.stored, state.agreed, state.decided), state.cluster.others);
  return replying(sent.state, sent.appends, verdicts);
}

/**
 * One that has lost its quorum would otherwise take requests for ever.
 *
 * @spec EpochBroadcast!HasRoom
 */
function hasRoom({ log, decided, limits }: NodeState): boolean {
  return log.entries.length - decided < limits.maxUndecided;
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

/**
 * What was sent may be lost: whoever lacks something of it finds that here, and says so.
 *
 * @spec EpochBroadcast!Replicate
 */
export function replicate(state: NodeState): Then {
  const { cluster, followers } = state;
  const sentTo = (to: NodeId): number => present(followers.sent[cluster.nodes.indexOf(to)]);
  return next(
    state,
    cluster.others.map((to) => appendEntries(state, to, sentTo(to), sentTo(to))),
  );
}

/** @spec EpochBroadcast!ReceiveAppend */
export function receiveAppend(state: NodeState, message: Append): Then {
  const { epoch, from, after, entries } = message;
  if (epoch < state.epoch) return next(state, [newer(state, from)]);
  const follower = election.follow(state, epoch, from);
  if (follower === undefined) return impossible("a second leader of the epoch");
  if (!hasEntryAt(follower.log, after)) {
    if (after.position <= settledOf(follower)) return impossible("what it has of the leader is not in the log");
    return next(follower, [mismatch(follower, from, after)], "suspect");
  }
  const kept = keptUpTo(follower.log, after.position, entries);
  const log = merge(follower, kept, message);
  if (log === undefined) return impossible("entries that cannot stand in the log");
  const agreed = Math.max(follower.agreed, after.position + entries.length);
  const decided = Math.max(follower.decided, Math.min(message.decided, agreed));
  if (log === follower.log) {
    const merged = withLog(follower, log, follower.stored, agreed, decided);
    const isOnDisk = !merged.isWriting && epoch === state.epoch;
    return next(merged, holdsAll(merged) ? acknowledged(merged, from, isOnDisk) : [], "suspect");
  }
  // What has to be written is acknowledged once it is durable.
  return next(withLog(follower, log, Math.min(follower.stored, kept), agreed, decided), [], "suspect");
}

/**
 * What a follower holds while more is on its way to its disk would pass for all that it has, and its leader send the rest
 * again. The disk's answer says it.
 *
 * @spec EpochBroadcast!HoldsAll
 */
function holdsAll({ agreed, stored }: NodeState): boolean {
  return agreed <= stored;
}

/**
 * What a follower has written is durable, or more of it than was known, and it says so to whom it matters: to the leader,
 * once there is one, and before that, when everything is, to the candidate for whom it has voted.
 *
 * @spec EpochBroadcast!Answer
 */
export function answer(state: NodeState): Then {
  const { leader, isWriting } = state;
  if (leader !== null) return next(state, acknowledged(state, leader, false));
  // One that has led the epoch has its own vote.
  const hasVoted = state.vote !== null && state.vote !== state.cluster.self;
  return next(state, hasVoted && !isWriting ? [vote(state, state.vote)] : []);
}

/** @spec EpochBroadcast!CountOwn */
export function countOwn(state: NodeState): Then {
  const held = heldBy(state, state.cluster.self, state.stored);
  return next(held, tidings(state, held));
}

/** @spec EpochBroadcast!ReceiveAcknowledge */
export function receiveAcknowledge(state: NodeState, { epoch, from, position }: Acknowledge): Then {
  if (epoch < state.epoch) return next(state);
  if (!hasLed(state, epoch)) return impossible("an acknowledgement to one that never led");
  if (state.role !== "leader") return next(state);
  if (position > state.log.entries.length) return impossible("an acknowledgement of what it never sent");
  const heard = heldBy(hearing(state, from), from, position);
  const at = state.cluster.nodes.indexOf(from);
  const found = withFollowers(heard, withFound(heard.followers, at, from, position), heard.decided);
  const sent = sendOn(found, [from]);
  return next(sent.state, [...sent.appends, ...tidings(state, sent.state), ...takeOvers(sent.state)]);
}

/**
 * The leader looks further back, one append at a time. If it has the very place that the follower has, their logs are the
 * same up to there, and it sends what comes after that; or else it asks for another.
 *
 * @spec EpochBroadcast!ReceiveMismatch
 */
export function receiveMismatch(state: NodeState, { epoch, from, position, end }: Mismatch): Then {
  if (epoch < state.epoch) return next(state);
  if (!hasLed(state, epoch)) return impossible("a mismatch with one that never led");
  if (state.role !== "leader") return next(state);
  const { length } = state.log.entries;
  if (position > length) return impossible("a mismatch after what it never sent");
  const at = state.cluster.nodes.indexOf(from);
  if (!isNews(state.followers, at, from, position)) return next(state);
  const place = lastWithin(state.log, end);
  const looking = withFollowers(hearing(state, from), lookingAfter(state.followers, at, from, place), state.decided);
  const until = hasEntryAt(state.log, end) ? length : place;
  return next(looking, [appendEntries(looking, from, place, until)]);
}

/** @spec EpochBroadcast!WithMatch */
export function heldBy(state: NodeState, node: NodeId, position: number): NodeState {
  const { nodes, quorums } = state.cluster;
  const at = nodes.indexOf(node);
  if (present(state.followers.match[at]) >= position) return state;
  const followers = withMatch(state.followers, at, position, state.log.entries);
  const reached = reachedByQuorum(quorums.proposal, nodes, followers.match);
  const isDecided = reached > state.decided && mayDecide(state, reached);
  return withFollowers(state, followers, isDecided ? reached : state.decided);
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

/**
 * How far a log that agrees up to the position has the entries after it, too.
 *
 * @spec EpochBroadcast!KeptUpTo
 */
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
 * message is late. `undefined` if what is settled would go, or a request be out of turn.
 *
 * @param kept - how far it has them
 * @spec EpochBroadcast!Merge
 */
function merge(follower: NodeState, kept: number, { after, entries }: Append): Log | undefined {
  const { log } = follower;
  const { position } = after;
  if (kept === position + entries.length) return log;
  if (kept < settledOf(follower)) return undefined;
  return continued(truncated(log, kept), kept === position ? entries : entries.slice(kept - position));
}

/** How much of a follower's log stays, whatever its leader sends: what is decided, and what it has of this leader's log. */
function settledOf({ agreed, decided }: NodeState): number {
  return Math.max(agreed, decided);
}
