/**
 * A node of epoch consensus: follower, candidate or leader of its epoch, and voter in both rounds.
 *
 * Specification: `EpochConsensus`. The durable part is the record: the highest epoch that the node knows, its vote in it,
 * and what it has accepted last. Everything else is lost in a crash, and {@link recover} begins again from the record
 * alone. So a node that has told its user the decision learns it once more after a restart, and tells the same.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet } from "../../core/node-set.ts";
import { alwaysMeet, majorityOf } from "../../core/quorum.ts";
import { refused, type Started } from "../../core/step.ts";
import { askAgain, askForVotes, receiveRequestVote, receiveVote, suspect } from "./election.ts";
import { isMessage, type Message } from "./message.ts";
import {
  answer,
  countOwn,
  propose,
  receiveAccept,
  receiveDecide,
  receiveNewer,
  receivePropose,
  receiveWish,
  resend,
} from "./proposal.ts";
import { contradictionIn, isSameRecord, type NodeRecord, noRecord, type Value } from "./record.ts";
import { patience } from "./sending.ts";
import {
  type NodeEffect,
  type NodeQuorums,
  type NodeResult,
  type NodeState,
  type NodeTimer,
  recordOf,
  recovered,
  untimely,
} from "./state.ts";

/** What a node can be given. */
export type NodeEvent =
  /** A client wants this value to be decided. */
  | { readonly kind: "propose"; readonly value: Value }
  /** Everything that was asked to be written is durable; `record` is the last of it. */
  | { readonly kind: "persisted"; readonly record: NodeRecord }
  | { readonly kind: "timeout"; readonly timer: NodeTimer }
  /** Something came from the network: it is checked, and refused if it is no message for this node. */
  | { readonly kind: "receive"; readonly message: unknown };

/** Which node of which. */
export interface NodeOptions {
  readonly self: NodeId;
  /** All nodes, this one among them. */
  readonly nodes: readonly NodeId[];
  /** Majorities, if not given. */
  readonly quorums?: NodeQuorums;
  /** How long a value may be that is proposed, in UTF-16 code units; 1,048,576 unless given. */
  readonly maxLength?: number;
}

/**
 * A node that was never started before.
 *
 * @throws Error if the node is none of the nodes, or if quorums need not meet: two that elect, or one that elects and
 * one that accepts. Two that accept need not.
 * @spec EpochConsensus!Init
 */
export function start(options: NodeOptions): Started<NodeState, NodeEffect> {
  return begin(options, noRecord);
}

/**
 * The same node after a crash, from its record on disk, of which the last write may have landed in part.
 *
 * @throws Error if the record is none that the disk of such a node can hold: what a node has said, it may not forget; or
 * as {@link start} does.
 */
export function recover(options: NodeOptions, record: NodeRecord): Started<NodeState, NodeEffect> {
  const contradiction = contradictionIn(record, nodeSet(options.nodes));
  if (contradiction !== undefined) throw new Error(`epoch consensus: no record of a node: ${contradiction}`);
  return begin(options, record);
}

/** The next state of the node, and what is to be done. It never throws, whatever comes from the network. */
export function step(state: NodeState, event: NodeEvent): NodeResult {
  switch (event.kind) {
    case "propose":
      return propose(state, event.value);
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

function persisted(state: NodeState, record: NodeRecord): NodeResult {
  if (contradictionIn(record, state.nodes) !== undefined) return refused(state, "malformed", "no such record");
  // More was asked for since: the storage will answer once more.
  if (!state.isWriting || !isSameRecord(record, recordOf(state))) return untimely(state, "no such record is awaited");
  switch (state.role) {
    case "follower":
      return answer(state);
    case "candidate":
      return askForVotes(state);
    case "leader":
      return countOwn(state);
  }
}

function timeout(state: NodeState, timer: NodeTimer): NodeResult {
  switch (timer) {
    case "suspect":
      return suspect(state);
    case "askAgain":
      return askAgain(state);
    case "resend":
      return resend(state);
    default:
      return refused(state, "malformed", "no such timer");
  }
}

function receive(state: NodeState, message: unknown): NodeResult {
  if (!isMessage(message)) return refused(state, "malformed", "no message of epoch consensus");
  const foreign = foreignTo(state, message);
  if (foreign !== undefined) return refused(state, "foreign", foreign);
  switch (message.kind) {
    case "requestVote":
      return receiveRequestVote(state, message);
    case "vote":
      return receiveVote(state, message);
    case "wish":
      return receiveWish(state, message);
    case "propose":
      return receivePropose(state, message);
    case "accept":
      return receiveAccept(state, message);
    case "decide":
      return receiveDecide(state, message);
    case "newer":
      return receiveNewer(state, message);
  }
}

function foreignTo(state: NodeState, { from, to }: Message): string | undefined {
  if (to !== state.self) return "a message to another node";
  return from !== state.self && state.nodes.includes(from) ? undefined : "a message from a node that takes no part";
}

function begin(options: NodeOptions, record: NodeRecord): Started<NodeState, NodeEffect> {
  const nodes = nodeSet(options.nodes);
  const {
    self,
    quorums = { election: majorityOf(nodes), proposal: majorityOf(nodes) },
    maxLength = 1_048_576,
  } = options;
  if (!nodes.includes(self)) throw new Error("epoch consensus: a node is one of the nodes");
  if (!alwaysMeet(nodes, quorums.election, quorums.election))
    throw new Error("epoch consensus: two quorums that elect need not meet");
  if (!alwaysMeet(nodes, quorums.election, quorums.proposal)) {
    throw new Error("epoch consensus: a quorum that elects and one that accepts need not meet");
  }
  return { state: recovered({ self, nodes, quorums, maxLength }, record), effects: [patience] };
}
