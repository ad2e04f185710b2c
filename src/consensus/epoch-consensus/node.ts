/**
 * A node of epoch consensus: follower, candidate or leader of its epoch, and voter in both rounds.
 *
 * Specification: `EpochConsensus`. The durable part is the record: the highest epoch that the node knows, its vote in
 * that epoch, and the value that it accepted last. A crash loses everything else, and {@link recover} begins from the
 * record alone. So a node that told its user the decision learns the decision again after a restart, and tells it
 * again.
 *
 * @module
 */
import type { EffectOf, EventOf, ResultOf } from "../../core/description.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Started } from "../../core/step.ts";
import { described, isNumber, textIn } from "../../core/taking-in.ts";
import { type ClusterOptions, clusterOf } from "../../epochs/cluster.ts";
import { addressing, knowledgeOf, type Leadership } from "../../epochs/leadership.ts";
import { whileOpen } from "./closing.ts";
import { election } from "./election.ts";
import { type Message, messages } from "./message.ts";
import {
  answer,
  countOwn,
  finish,
  type ProposeRequest,
  propose,
  receiveAccept,
  receiveDecide,
  receiveFollow,
  receiveLead,
  receivePropose,
  receiveWish,
  resend,
} from "./proposal.ts";
import {
  contradictionIn,
  isRecord,
  isSameRecord,
  type NodeRecord,
  noRecord,
  recordParts,
  type Value,
} from "./record.ts";
import { type NodeState, type NodeTimer, recordOf, recovered, timersOf, toldOf, withWriting } from "./state.ts";

/** Who this node is, and who the others are. All nodes must be given the same options, except `self`. */
export interface NodeOptions extends ClusterOptions {
  /** How long a value may be, in UTF-16 code units; 1,048,576 unless given. */
  readonly maxLength?: number;
}

/** The types of a node. */
export interface NodeTypes {
  readonly options: NodeOptions;
  readonly state: NodeState;
  readonly record: NodeRecord;
  readonly received: Message;
  readonly sent: Message;
  readonly request: ProposeRequest;
  /** The decided value. */
  readonly told: Value;
  readonly timer: NodeTimer;
  /** What it does in its epoch, until it knows the decision. */
  readonly status: Leadership | "decided";
}

/** What a node can be given. */
export type NodeEvent = EventOf<NodeTypes>;

/** What a node can ask for. What it delivers is the decided value. */
export type NodeEffect = EffectOf<NodeTypes>;

/** The result of a step. */
export type NodeResult = ResultOf<NodeTypes>;

const protocol = "epoch consensus";

/**
 * The node as a description.
 *
 * @example
 * ```ts
 * import { node } from "quorate/epoch-consensus";
 *
 * const { state } = node.start({ self: "a", nodes: ["a", "b", "c"] });
 * console.log(node.node.actionOf(state, { kind: "timeout", timer: "suspect" })); // Suspect
 * ```
 */
export const node: Role<NodeTypes> = roleOf<NodeTypes>({
  name: protocol,
  specification: "EpochConsensus",
  begin: (options) => begun(options, noRecord),
  recover: begun,
  status: ({ role, decision }) => (decision === null ? role : "decided"),
  knows: knowledgeOf,
  addressing,
  record: { none: noRecord, parts: recordParts, of: recordOf, is: isRecord, isSame: isSameRecord, stays: isSameRecord },
  writing: { is: ({ isWriting }) => isWriting, mark: withWriting },
  told: toldOf,
  timers: timersOf,
  messages,
  requests: { propose: ({ value }, { maxLength }) => ({ kind: "propose", value: textIn(value, "value", maxLength) }) },
  actions: {
    ...election.actions,
    ReceiveRequestPreVote: whileOpen(election.actions.ReceiveRequestPreVote),
    ReceivePreVote: whileOpen(election.actions.ReceivePreVote),
    ReceiveRequestVote: whileOpen(election.actions.ReceiveRequestVote),
    ReceiveVote: whileOpen(election.actions.ReceiveVote),
    ReceiveNewer: whileOpen(election.actions.ReceiveNewer),
    Propose: { request: "propose", step: propose },
    ReceiveWish: whileOpen({ message: "wish", step: receiveWish }),
    ReceiveLead: whileOpen({ message: "lead", step: receiveLead }),
    ReceiveFollow: whileOpen({ message: "follow", step: receiveFollow }),
    ReceivePropose: whileOpen({ message: "propose", step: receivePropose }),
    Answer: { durable: "follower", step: answer },
    CountOwn: { durable: "leader", step: countOwn },
    ReceiveAccept: whileOpen({ message: "accept", step: receiveAccept }),
    Resend: { timer: "resend", step: resend },
    ReceiveDecide: whileOpen({ message: "decide", step: receiveDecide }),
    Finish: { durable: "decided", step: finish },
  },
});

/**
 * A node that was never started before.
 *
 * @throws Error if the node is not one of the nodes, if two nodes have one name, if a quorum has others than these nodes,
 * or if two quorums may have no node in common: two that elect, or one that elects and one that accepts. Two that
 * accept need none in common.
 * @spec EpochConsensus!Init
 * @see [Epoch consensus](page:docs/consensus/epoch-consensus.md)
 * @see [EpochConsensus](page:spec/consensus/EpochConsensus.tla)
 * @example
 * ```ts
 * import { node } from "quorate/epoch-consensus";
 *
 * const { state, effects } = node.start({ self: "a", nodes: ["a", "b", "c"] });
 * console.log(state.role, effects); // follower [ { kind: 'setTimer', timer: 'suspect' } ]
 * ```
 */
export function start(options: NodeOptions): Started<NodeState, NodeEffect> {
  return node.start(options);
}

/**
 * The same node after a crash, from its record on disk, of which the last write may have landed in part.
 *
 * @throws Error if no node could have written this record: a node that forgot what it promised could break its promise;
 * and where {@link start} throws.
 * @see [Epoch consensus](page:docs/consensus/epoch-consensus.md)
 * @see [EpochConsensus](page:spec/consensus/EpochConsensus.tla)
 * @example
 * ```ts
 * import { node } from "quorate/epoch-consensus";
 *
 * const options = { self: "a", nodes: ["a"] };
 * const { state } = node.start(options);
 * const [write] = node.step(state, { kind: "timeout", timer: "suspect" }).effects;
 * if (write?.kind === "persist") console.log(node.recover(options, write.record).state.epoch); // 1
 * ```
 */
export function recover(options: NodeOptions, record: NodeRecord): Started<NodeState, NodeEffect> {
  return node.recover(options, record);
}

/**
 * The next state of the node, and what is to be done. It never throws, whatever comes from outside.
 *
 * @see [Epoch consensus](page:docs/consensus/epoch-consensus.md)
 * @see [EpochConsensus](page:spec/consensus/EpochConsensus.tla)
 * @example
 * ```ts
 * import { node } from "quorate/epoch-consensus";
 *
 * const { state } = node.start({ self: "a", nodes: ["a", "b", "c"] });
 * const suspects = node.step(state, { kind: "timeout", timer: "suspect" });
 * const [question] = suspects.effects;
 * console.log(question?.kind === "send" && question.message.kind); // requestPreVote
 * ```
 */
export function step(state: NodeState, event: NodeEvent): NodeResult {
  return node.step(state, event);
}

function begun(options: NodeOptions, record: NodeRecord): NodeState {
  const { maxLength = 1_048_576 } = options;
  const cluster = clusterOf(options, protocol);
  if (!isNumber(maxLength)) throw new Error(`${protocol}: maxLength is ${described(maxLength)}, which is no length`);
  const contradiction = contradictionIn(record, cluster);
  if (contradiction !== undefined) throw new Error(`${protocol}: no record of this node: ${contradiction}`);
  return recovered(cluster, maxLength, record);
}
