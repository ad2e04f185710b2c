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
import { excluding, including, type NodeSet, nodeSet } from "../../core/node-set.ts";
import { alwaysMeet, isQuorum, majorityOf } from "../../core/quorum.ts";
import { answered, refused, type Started } from "../../core/step.ts";
import {
  type Accept,
  type Decide,
  isMessage,
  type Message,
  type Newer,
  type Propose,
  type RequestVote,
  type Vote,
  type Wish,
} from "./message.ts";
import {
  type Accepted,
  contradictionIn,
  higher,
  isSameRecord,
  type NodeRecord,
  noRecord,
  type Value,
} from "./record.ts";
import {
  adopt,
  follow,
  hasProposed,
  lead,
  mayTakeUp,
  type NodeEffect,
  type NodeQuorums,
  type NodeResult,
  type NodeState,
  type NodeTimer,
  nodeTable,
  recordOf,
  recovered,
  stepTo,
  timersOf,
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
 * The same node after a crash, from its record on disk.
 *
 * @throws Error if the record is none that such a node writes: what a node has said, it may not forget; or as
 * {@link start} does.
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

/** @spec EpochConsensus!Suspect */
function suspect(state: NodeState): NodeResult {
  const role = nodeTable.next(state.role, "suspectsTheLeader");
  if (role === undefined) return untimely(state, "a leader suspects nobody");
  return stepTo(state, { ...adopt(state, state.epoch + 1), role, vote: state.self }, [], "suspect");
}

/**
 * Its own vote is durable, and counts. Before that the candidate may not ask: in a crash it could forget that it has led
 * this epoch, and lead it once more.
 *
 * @spec EpochConsensus!AskForVotes
 */
function askForVotes(state: NodeState): NodeResult {
  const asking = sendTo(othersOf(state), (to) => ({ kind: "requestVote", epoch: state.epoch, from: state.self, to }));
  const counted = countVote({ ...state, isWriting: false }, state.self, state.accepted);
  return stepTo(state, counted, [...asking, ...proposals(counted, othersOf(counted))]);
}

/** @spec EpochConsensus!AskAgain */
function askAgain(state: NodeState): NodeResult {
  if (!timersOf(state).includes("askAgain")) return untimely(state, "nobody has been asked");
  const silent = excluding(othersOf(state), state.votes);
  const asking = sendTo(silent, (to) => ({ kind: "requestVote", epoch: state.epoch, from: state.self, to }));
  return stepTo(state, state, asking, "askAgain");
}

/**
 * A vote that is durable already is sent again. Any other waits for {@link answer}.
 *
 * @spec EpochConsensus!ReceiveRequestVote
 */
function receiveRequestVote(state: NodeState, { epoch, from }: RequestVote): NodeResult {
  if (epoch < state.epoch) return tellOfNewer(state, from);
  const adopted = adopt(state, epoch);
  if (!mayVote(adopted, from)) return answered(state, []);
  const isKnown = adopted.vote === from && !state.isWriting;
  const after = adopted.vote === from ? adopted : { ...adopted, vote: from };
  return stepTo(state, after, [...(isKnown ? sendVote(after) : []), patience]);
}

/** @spec EpochConsensus!ReceiveVote */
function receiveVote(state: NodeState, { epoch, from, accepted }: Vote): NodeResult {
  if (epoch > state.epoch) return impossible(state, "a vote in an epoch in which nobody was asked");
  if (accepted.epoch >= epoch) return impossible(state, "a vote of a node that knows the leader of the epoch");
  if (epoch < state.epoch || state.role !== "candidate") return answered(state, []);
  const counted = countVote(state, from, accepted);
  return stepTo(state, counted, proposals(counted, othersOf(counted)));
}

/**
 * A client proposes at any node, and the node passes it on, since another one may lead. A leader does so too: it cannot
 * know whether it still leads.
 *
 * @spec EpochConsensus!Propose
 */
function propose(state: NodeState, value: Value): NodeResult {
  if (typeof value !== "string") return refused(state, "malformed", "no value");
  if (value.length > state.maxLength) return tooLong(state);
  if (state.decision !== null) return untimely(state, "a value is decided");
  const wishes = sendTo(othersOf(state), (to) => ({ kind: "wish", from: state.self, to, value }));
  const after = takeUp(state, value);
  return stepTo(state, after, [...wishes, ...(after === state ? [] : proposals(after, othersOf(after)))]);
}

/** @spec EpochConsensus!ReceiveWish */
function receiveWish(state: NodeState, { value }: Wish): NodeResult {
  if (value.length > state.maxLength) return tooLong(state);
  const after = takeUp(state, value);
  return after === state ? answered(state, []) : stepTo(state, after, proposals(after, othersOf(after)));
}

/**
 * Whoever proposes in an epoch leads it. An acceptance that is durable already is sent again; any other waits for
 * {@link answer}.
 *
 * @spec EpochConsensus!ReceivePropose
 */
function receivePropose(state: NodeState, { epoch, from, value }: Propose): NodeResult {
  if (epoch < state.epoch) return tellOfNewer(state, from);
  const adopted = adopt(state, epoch);
  const role = nodeTable.next(adopted.role, "hearsFromTheLeader");
  if (role === undefined) return impossible(state, "a second leader of the epoch");
  if (state.accepted.epoch === epoch && state.accepted.value !== value) {
    return impossible(state, "a second proposal in the epoch");
  }
  const isRepeated = state.leader === from && state.accepted.epoch === epoch;
  const after = isRepeated ? state : { ...follow(adopted, role, from), accepted: { epoch, value } };
  const isKnown = isSameRecord(recordOf(after), recordOf(state)) && !state.isWriting;
  return stepTo(state, after, [...(isKnown ? sendAcceptance(after, from) : []), patience]);
}

/**
 * What a follower has written is durable, and it says so to whom it matters: to the leader, once there is one, and
 * before that to the candidate for whom it has voted.
 *
 * @spec EpochConsensus!Answer
 */
function answer(state: NodeState): NodeResult {
  const sent = state.leader === null ? sendVote(state) : sendAcceptance(state, state.leader);
  return stepTo(state, { ...state, isWriting: false }, sent);
}

/** @spec EpochConsensus!CountOwn */
function countOwn(state: NodeState): NodeResult {
  const counted = countAcceptance({ ...state, isWriting: false }, state.self);
  return stepTo(state, counted, decisions(state, counted));
}

/** @spec EpochConsensus!ReceiveAccept */
function receiveAccept(state: NodeState, { epoch, from }: Accept): NodeResult {
  if (epoch > state.epoch) return impossible(state, "an acceptance in an epoch in which nothing was proposed");
  if (epoch < state.epoch || state.role !== "leader") return answered(state, []);
  if (!hasProposed(state)) return impossible(state, "an acceptance before anything was proposed");
  const counted = countAcceptance(state, from);
  return stepTo(state, counted, decisions(state, counted));
}

/** @spec EpochConsensus!Resend */
function resend(state: NodeState): NodeResult {
  if (!timersOf(state).includes("resend")) return untimely(state, "there is nothing to repeat");
  const sent =
    state.decision === null
      ? proposals(state, excluding(othersOf(state), state.acceptances))
      : sendDecision(state, state.decision);
  return stepTo(state, state, sent, "resend");
}

/** @spec EpochConsensus!ReceiveDecide */
function receiveDecide(state: NodeState, { value }: Decide): NodeResult {
  if (state.decision === null) return stepTo(state, { ...state, decision: value }, []);
  return state.decision === value ? answered(state, []) : impossible(state, "another decision");
}

/** @spec EpochConsensus!ReceiveNewer */
function receiveNewer(state: NodeState, { epoch }: Newer): NodeResult {
  return stepTo(state, adopt(state, epoch), []);
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

/**
 * Once in an epoch, and not when its leader is known, which the disk remembers.
 *
 * @spec EpochConsensus!MayVote
 */
function mayVote({ vote, accepted, epoch }: NodeState, candidate: NodeId): boolean {
  return (vote === null || vote === candidate) && accepted.epoch !== epoch;
}

/** @spec EpochConsensus!CountVote */
function countVote(state: NodeState, voter: NodeId, accepted: Accepted): NodeState {
  const votes = including(state.votes, voter);
  if (votes === state.votes) return state;
  const counted = { ...state, votes, highest: higher(state.highest, accepted) };
  const role = nodeTable.next(state.role, "isElected");
  return role !== undefined && isQuorum(state.quorums.election, votes) ? lead(counted, role) : counted;
}

/** @spec EpochConsensus!TakeUp */
function takeUp(state: NodeState, value: Value): NodeState {
  return mayTakeUp(state) ? { ...state, accepted: { epoch: state.epoch, value } } : state;
}

/** @spec EpochConsensus!CountAcceptance */
function countAcceptance(state: NodeState, node: NodeId): NodeState {
  const acceptances = including(state.acceptances, node);
  if (acceptances === state.acceptances) return state;
  const isDecided = isQuorum(state.quorums.proposal, acceptances);
  return { ...state, acceptances, decision: isDecided ? state.accepted.value : state.decision };
}

/** Whoever hears from one who may lead waits anew before it suspects. */
const patience: NodeEffect = { kind: "setTimer", timer: "suspect" };

function tellOfNewer(state: NodeState, to: NodeId): NodeResult {
  return answered(
    state,
    sendTo([to], () => ({ kind: "newer", epoch: state.epoch, from: state.self, to })),
  );
}

function sendVote({ vote, epoch, self: from, accepted }: NodeState): NodeEffect[] {
  return vote === null ? [] : sendTo([vote], (to) => ({ kind: "vote", epoch, from, to, accepted }));
}

function sendAcceptance({ epoch, self: from }: NodeState, leader: NodeId): NodeEffect[] {
  return sendTo([leader], (to) => ({ kind: "accept", epoch, from, to }));
}

/** What a leader has put to the vote; nothing before it has. @spec EpochConsensus!Proposals */
function proposals(state: NodeState, nodes: NodeSet): NodeEffect[] {
  const { epoch, self: from, accepted } = state;
  const { value } = accepted;
  if (!hasProposed(state) || value === null) return [];
  return sendTo(nodes, (to) => ({ kind: "propose", epoch, from, to, value }));
}

/** @spec EpochConsensus!Decisions */
function decisions(before: NodeState, after: NodeState): NodeEffect[] {
  return after.decision === null || before.decision !== null ? [] : sendDecision(after, after.decision);
}

function sendDecision(state: NodeState, value: Value): NodeEffect[] {
  const { epoch, self: from } = state;
  return sendTo(othersOf(state), (to) => ({ kind: "decide", epoch, from, to, value }));
}

function sendTo(nodes: NodeSet, message: (to: NodeId) => Message): NodeEffect[] {
  return nodes.map((to) => ({ kind: "send", message: message(to) }));
}

function othersOf({ nodes, self }: NodeState): NodeSet {
  return nodes.filter((node) => node !== self);
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

function tooLong(state: NodeState): NodeResult {
  return refused(state, "malformed", `a value of more than ${state.maxLength} UTF-16 code units`);
}

function untimely(state: NodeState, because: string): NodeResult {
  return refused(state, "untimely", because);
}

function impossible(state: NodeState, because: string): NodeResult {
  return refused(state, "impossible", because);
}
