/**
 * A node of epoch broadcast: it becomes leader of an epoch by election, and the leader's log becomes everybody's.
 *
 * Specification: `EpochBroadcast`. The durable part is the record of epoch, vote and log; {@link recover} begins again
 * from the record alone, and then tells everything decided once more, from the first request on.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet, noNodes } from "../../core/node-set.ts";
import { alwaysMeet, majorityOf, type Quorums } from "../../core/quorum.ts";
import { answered, refused, type Started } from "../../core/step.ts";
import { askAgain, askForVotes, receiveRequestVote, receiveVote, suspect } from "./election.ts";
import { endOf } from "./log.ts";
import type { BroadcastRequest } from "./log-entry.ts";
import { isMessage, type Message } from "./message.ts";
import { isRecord, logIn, type NodeRecord, noRecord } from "./record.ts";
import {
  answer,
  broadcast,
  countOwn,
  receiveAcknowledge,
  receiveAppend,
  receiveMismatch,
  receiveNewer,
  replicate,
} from "./replication.ts";
import {
  type Cluster,
  type NodeEffect,
  type NodeResult,
  type NodeState,
  type NodeTimer,
  noMatch,
  recordOf,
} from "./state.ts";

/** What a node can be given. */
export type NodeEvent =
  /** Clients ask that these be delivered everywhere. Only the leader accepts them; see {@link BroadcastRequest}. */
  | { readonly kind: "broadcast"; readonly requests: readonly BroadcastRequest[] }
  /** Everything that was asked to be written is durable; `record` is the last of it. */
  | { readonly kind: "persisted"; readonly record: NodeRecord }
  | { readonly kind: "timeout"; readonly timer: NodeTimer }
  /** Something came from the network: it is checked, and refused if it is no message for this node. */
  | { readonly kind: "receive"; readonly message: unknown };

/** Who takes part. All nodes must be given the same, but for the name of their own. */
export interface NodeOptions {
  readonly self: NodeId;
  readonly nodes: readonly NodeId[];
  /** Whose votes make a leader; a majority unless given. Any two of these quorums must meet. */
  readonly electionQuorums?: Quorums;
  /** Who must have an entry before it is decided; a majority unless given. Each must meet each of the election. */
  readonly proposalQuorums?: Quorums;
  /** How many requests can be broadcast in one step; 1,000 unless given. */
  readonly maxRequests?: number;
  /**
   * How long the value of a request may be that is text, in UTF-16 code units; 1,048,576 unless given. How large other
   * values are only the host can tell, which knows how it writes them.
   */
  readonly maxLength?: number;
  /** How many entries one append can carry; 1,000 unless given. */
  readonly maxEntries?: number;
}

/**
 * A node that begins for the first time.
 *
 * @throws Error if the node is none of the nodes, if there are quorums that do not meet, or if an append may carry
 * nothing.
 * @spec EpochBroadcast!Init
 */
export function start(options: NodeOptions): Started<NodeState, NodeEffect> {
  return recover(options, noRecord);
}

/**
 * The same node after a crash, from its record on disk, as a follower. A write that was torn by the crash may have left a
 * log that ends in a higher epoch than the record's: the node takes that epoch, with no vote in it, and puts its disk
 * right.
 *
 * @throws Error if the record is none that a crash can leave, or contradicts itself: a disk that cannot be read is not an
 * empty disk, so nothing may be presumed from it; or as {@link start} does.
 * @spec EpochBroadcast!Recovered
 */
export function recover(options: NodeOptions, record: NodeRecord): Started<NodeState, NodeEffect> {
  const cluster = clusterOf(options);
  const log = logIn(record, cluster.nodes);
  const { epoch: last } = endOf(log);
  const isTorn = last > record.epoch;
  const state: NodeState = {
    cluster,
    role: "follower",
    epoch: isTorn ? last : record.epoch,
    vote: isTorn ? null : record.vote,
    log,
    leader: null,
    votes: noNodes,
    agreed: 0,
    match: noMatch(cluster),
    decided: 0,
    isDurable: !isTorn,
  };
  const timer: NodeEffect = { kind: "setTimer", timer: "suspect" };
  return { state, effects: isTorn ? [{ kind: "persist", record: recordOf(state) }, timer] : [timer] };
}

/** The next state of the node, and what is to be done. It never throws, whatever comes from the network. */
export function step(state: NodeState, event: NodeEvent): NodeResult {
  switch (event.kind) {
    case "broadcast":
      return broadcast(state, event.requests);
    case "persisted":
      return persisted(state, event.record);
    case "timeout":
      return timeout(state, event.timer);
    case "receive":
      return receive(state, event.message);
    default:
      return refused(state, "malformed", "no such event");
  }
}

function timeout(state: NodeState, timer: NodeTimer): NodeResult {
  switch (timer) {
    case "suspect":
      return suspect(state);
    case "askAgain":
      return askAgain(state);
    case "replicate":
      return replicate(state);
    default:
      return refused(state, "malformed", "no such timer");
  }
}

function persisted(state: NodeState, record: NodeRecord): NodeResult {
  if (!isRecord(record)) return refused(state, "malformed", "no such record");
  // Until the last write is durable, a crash can take the node back to before it.
  if (state.isDurable || !isLastOf(state, record)) return answered(state, []);
  switch (state.role) {
    case "follower":
      return answer(state);
    case "candidate":
      return askForVotes(state);
    case "leader":
      return countOwn(state);
  }
}

function receive(state: NodeState, message: unknown): NodeResult {
  if (!isMessage(message)) return refused(state, "malformed", "no message of epoch broadcast");
  const foreign = foreignTo(state.cluster, message);
  if (foreign !== undefined) return refused(state, "foreign", foreign);
  switch (message.kind) {
    case "requestVote":
      return receiveRequestVote(state, message);
    case "vote":
      return receiveVote(state, message);
    case "append":
      return receiveAppend(state, message);
    case "acknowledge":
      return receiveAcknowledge(state, message);
    case "mismatch":
      return receiveMismatch(state, message);
    case "newer":
      return receiveNewer(state, message);
  }
}

function foreignTo({ self, others }: Cluster, { from, to }: Message): string | undefined {
  if (to !== self) return "a message to another node";
  if (!others.includes(from)) return "a message from a node that takes no part";
  return undefined;
}

/** Of one node's records, two that agree in this are equal: a place in a log says what stands before it. */
function isLastOf({ epoch, vote, log }: NodeState, record: NodeRecord): boolean {
  return (
    record.epoch === epoch &&
    record.vote === vote &&
    record.log.length === log.entries.length &&
    record.log.tail.at(-1)?.epoch === log.entries.tail.at(-1)?.epoch
  );
}

function clusterOf(options: NodeOptions): Cluster {
  const { self, maxRequests = 1_000, maxLength = 1_048_576, maxEntries = 1_000 } = options;
  const nodes = nodeSet(options.nodes);
  const { electionQuorums = majorityOf(nodes), proposalQuorums = majorityOf(nodes) } = options;
  if (!nodes.includes(self)) throw new Error("epoch broadcast: the node is none of the nodes");
  if (!alwaysMeet(nodes, electionQuorums, electionQuorums)) {
    throw new Error("epoch broadcast: two quorums could each elect a leader of one epoch");
  }
  if (!alwaysMeet(nodes, electionQuorums, proposalQuorums)) {
    throw new Error("epoch broadcast: a quorum could elect a leader that lacks what is decided");
  }
  if (!(maxEntries >= 1)) throw new Error("epoch broadcast: an append must carry an entry at least");
  return {
    self,
    nodes,
    others: nodes.filter((node) => node !== self),
    electionQuorums,
    proposalQuorums,
    maxRequests,
    maxLength,
    maxEntries,
  };
}
