/**
 * How all logs become the same as the leader's, and how entries are decided: the actions of replication, in the order
 * of the specification.
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
 * A leader appends those of the requests that it may append, and sends them without waiting for its own disk. It
 * replies what becomes of each. It refuses only if it appends none and its log does not have all of them.
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
 * Without this limit a leader that has lost its quorum would take requests for ever.
 *
 * @spec EpochBroadcast!HasRoom
 */
function hasRoom({ log, decided, limits }: NodeState): boolean {
  return log.entries.length - decided < limits.maxUndecided;
}

/** A request that the log has is delivered later, or was delivered. */
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
 * Messages may have been lost. A follower that lacks entries finds that out here, and says so.
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
  // What has to be written is acknowledged once it is on disk.
  return next(withLog(follower, log, Math.min(follower.stored, kept), agreed, decided), [], "suspect");
}

/**
 * While a follower still writes it does not acknowledge: its leader would take this for all that it has, and send the
 * rest again. The follower acknowledges when its disk answers.
 *
 * @spec EpochBroadcast!HoldsAll
 */
function holdsAll({ agreed, stored }: NodeState): boolean {
  return agreed <= stored;
}

/**
 * More of what a follower has written is on disk, so it may answer: to the leader, if it knows one; otherwise, once
 * everything is on disk, to the candidate for which it voted.
 *
 * @spec EpochBroadcast!Answer
 */
export function answer(state: NodeState): Then {
  const { leader, isWriting } = state;
  if (leader !== null) return next(state, acknowledged(state, leader, false));
  // A node that has led the epoch voted for itself, and need not answer itself.
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
 * The leader looks further back, with one append at a time. If its log has the place that the follower names, the two
 * logs are the same up to there, and it sends what comes after. If not, it asks for an earlier place.
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
 * An entry of an earlier epoch can be on the disks of a quorum and still be replaced by another leader. So only an
 * entry of the leader's own epoch is decided by counting, and all entries before it with it.
 *
 * @spec EpochBroadcast!MayDecide
 */
function mayDecide(state: NodeState, position: number): boolean {
  return epochAt(state.log, position) === state.epoch;
}

/**
 * Up to which position a log has these entries, if it agrees with the sender's up to the position before them.
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
 * The log with the entries of the append. Entries that it has already stay, and entries that contradict them go; a late
 * message removes nothing. `undefined` if an entry that is settled would go, or if a request is not the next one of its
 * client.
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

/**
 * How much of a follower's log stays, whatever its leader sends: the decided entries, and those that it has from this
 * leader.
 */
function settledOf({ agreed, decided }: NodeState): number {
  return Math.max(agreed, decided);
}
