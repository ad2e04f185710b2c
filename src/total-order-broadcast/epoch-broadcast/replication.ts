/**
 * How a leader's log becomes everybody's, and what of it is decided: the actions of replication, in the order of the
 * specification.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { reachedByQuorum } from "../../core/quorum.ts";
import { answered, refused } from "../../core/step.ts";
import { continued, type End, epochAt, isEarly, type Log, startOfEpoch, truncated, withRequests } from "./log.ts";
import { type BroadcastRequest, isRequest, type LogEntry } from "./log-entry.ts";
import type { Acknowledge, Append, Mismatch, Newer } from "./message.ts";
import { acknowledge, appendEntries, appendToAll, mismatch, newer, vote } from "./sending.ts";
import { adopt, become, becomeOnceDurable, type NodeResult, type NodeState, nodeTable } from "./state.ts";

/** @spec EpochBroadcast!Broadcast */
export function broadcast(state: NodeState, requests: readonly BroadcastRequest[]): NodeResult {
  if (!Array.isArray(requests) || !requests.every(isRequest)) return refused(state, "malformed", "no requests");
  const { maxRequests, maxLength } = state.cluster;
  if (requests.length > maxRequests) return refused(state, "malformed", `more than ${maxRequests} requests at once`);
  if (requests.some((request) => isTooLong(request, maxLength))) {
    return refused(state, "malformed", `a value of more than ${maxLength} UTF-16 code units`);
  }
  if (state.role !== "leader") return refused(state, "untimely", "it is not the leader", state.leader ?? undefined);
  const log = withRequests(state.log, state.epoch, requests);
  if (log !== state.log) return become(state, { ...state, log }, appendToAll(state, log, state.log.entries.length));
  if (requests.some((request) => isEarly(log, request))) {
    return refused(state, "untimely", "an earlier request of the client is missing");
  }
  // The log has them all: they will be delivered, or have been.
  return answered(state, []);
}

function isTooLong({ value }: BroadcastRequest, maxLength: number): boolean {
  return typeof value === "string" && value.length > maxLength;
}

/** @spec EpochBroadcast!Replicate */
export function replicate(state: NodeState): NodeResult {
  if (state.role !== "leader") return refused(state, "untimely", "it is not the leader");
  return become(state, state, appendToAll(state, state.log, state.log.entries.length), "replicate");
}

/** @spec EpochBroadcast!ReceiveAppend */
export function receiveAppend(state: NodeState, message: Append): NodeResult {
  const { epoch, from, after, entries } = message;
  if (epoch < state.epoch) return answered(state, [{ kind: "send", message: newer(state, from) }]);
  const follower = followerOf(from, adopt(state, epoch));
  if (follower === undefined) return refused(state, "impossible", "a second leader of the epoch");
  if (!hasEntryAt(follower.log, after)) {
    if (after.position <= state.decided) return refused(state, "impossible", "what is decided is not in the log");
    return become(state, follower, [mismatch(follower, from, tryAfter(follower.log, after.position))], "suspect");
  }
  const log = merge(follower.log, after.position, entries, state.decided);
  if (log === undefined) return refused(state, "impossible", "entries that cannot stand in the log");
  const agreed = Math.max(follower.agreed, after.position + entries.length);
  const decided = Math.max(follower.decided, Math.min(message.decided, agreed));
  const merged = { ...follower, log, agreed, decided };
  // What is not durable yet is acknowledged once it is.
  const isOnDisk = state.isDurable && log === state.log && epoch === state.epoch;
  return become(state, merged, isOnDisk ? [acknowledge(merged, from)] : [], "suspect");
}

/** @spec EpochBroadcast!Answer */
export function answer(state: NodeState): NodeResult {
  const { leader, agreed } = state;
  if (leader !== null) return becomeOnceDurable(state, state, agreed > 0 ? [acknowledge(state, leader)] : []);
  return becomeOnceDurable(state, state, state.vote === null ? [] : [vote(state, state.vote)]);
}

/** @spec EpochBroadcast!CountOwn */
export function countOwn(state: NodeState): NodeResult {
  return becomeOnceDurable(state, withMatch(state, state.cluster.self, state.log.entries.length), []);
}

/** @spec EpochBroadcast!ReceiveAcknowledge */
export function receiveAcknowledge(state: NodeState, message: Acknowledge): NodeResult {
  if (message.epoch < state.epoch) return answered(state, []);
  if (!hasLed(state, message.epoch)) return refused(state, "impossible", "an acknowledgement to one that never led");
  if (state.role !== "leader") return answered(state, []);
  const { position } = message;
  if (position > state.log.entries.length)
    return refused(state, "impossible", "an acknowledgement of what it never sent");
  return become(state, withMatch(state, message.from, position), []);
}

/** @spec EpochBroadcast!ReceiveMismatch */
export function receiveMismatch(state: NodeState, message: Mismatch): NodeResult {
  if (message.epoch < state.epoch) return answered(state, []);
  if (!hasLed(state, message.epoch)) return refused(state, "impossible", "a mismatch with one that never led");
  if (state.role !== "leader") return answered(state, []);
  const { position } = message;
  if (position >= state.log.entries.length) return refused(state, "impossible", "a mismatch after what it never sent");
  // One that lacks more than an append can carry is told the end as well, and so finds the next mismatch at once.
  const { length } = state.log.entries;
  const positions = position + state.cluster.maxEntries >= length ? [position] : [position, length];
  const appends = positions.map((after) => appendEntries(state, message.from, after));
  return become(state, state, appends);
}

/** @spec EpochBroadcast!ReceiveNewer */
export function receiveNewer(state: NodeState, message: Newer): NodeResult {
  return become(state, adopt(state, message.epoch), []);
}

/** @spec EpochBroadcast!WithMatch */
function withMatch(state: NodeState, node: NodeId, position: number): NodeState {
  const { nodes, proposalQuorums } = state.cluster;
  const at = nodes.indexOf(node);
  if (present(state.match[at]) >= position) return state;
  const match = state.match.with(at, position);
  const reached = reachedByQuorum(proposalQuorums, nodes, match);
  const isDecided = reached > state.decided && mayDecide(state, reached);
  return { ...state, match, decided: isDecided ? reached : state.decided };
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
  const role = nodeTable.next(state.role, "heardOfLeader");
  return role === undefined || state.leader !== null ? undefined : { ...state, role, leader, votes: noNodes };
}

/** @spec EpochBroadcast!HasEntryAt */
function hasEntryAt(log: Log, after: End): boolean {
  return after.position <= log.entries.length && epochAt(log, after.position) === after.epoch;
}

/**
 * The log with the entries after the position, where it agrees. What it has of them stays, and what contradicts them
 * goes; nothing goes because a message is late. `undefined` if what is decided would go, or a request be out of turn.
 *
 * @spec EpochBroadcast!Merge
 */
function merge(log: Log, position: number, entries: readonly LogEntry[], decided: number): Log | undefined {
  let kept = position;
  for (const { epoch } of entries) {
    if (kept >= log.entries.length || epochAt(log, kept + 1) !== epoch) break;
    kept++;
  }
  if (kept === position + entries.length) return log;
  return kept < decided ? undefined : continued(truncated(log, kept), entries.slice(kept - position));
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
function hasLed({ cluster, role, epoch, vote }: NodeState, led: number): boolean {
  return epoch === led && vote === cluster.self && role !== "candidate";
}
