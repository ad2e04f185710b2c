/**
 * The real node of epoch broadcast with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import { next } from "../../src/core/description.ts";
import { concluded } from "../../src/core/role.ts";
import type { ClusterQuorums } from "../../src/epochs/cluster.ts";
import type { Limits } from "../../src/total-order-broadcast/epoch-broadcast/limits.ts";
import { type Message, messages } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import { node } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import type { NodeState, NodeTimer } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type NodePart, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import {
  type Given,
  type Mistake,
  mistaken,
  type Received,
  type Recovery,
  type Result,
  receivedOf,
  recovering,
} from "../engine/mistaken.ts";

export function nodeThat(mistake: Mistake<NodeState>): NodePart {
  return (options, batches) => mistaken(nodePart(options, batches), mistake);
}

/** A node that is right but for its recovery. */
export function nodeRecovering(recovery: Recovery<NodeState>): NodePart {
  return (options, batches) => recovering(nodePart(options, batches), recovery);
}

/** A node with quorums that the real one refuses to start with, or with other limits than the model has. */
export function nodeWith({
  quorums,
  limits,
}: {
  quorums?: Partial<ClusterQuorums>;
  limits?: Partial<Limits>;
}): NodePart {
  const withOthers: Recovery<NodeState> = ({ state, effects }) => {
    const { cluster } = state;
    return {
      state: {
        ...state,
        cluster: { ...cluster, quorums: { ...cluster.quorums, ...quorums } },
        limits: { ...state.limits, ...limits },
      },
      effects,
    };
  };
  return (options, batches) => {
    const part = recovering(nodePart(options, batches), withOthers);
    return { ...part, start: () => withOthers(part.start()) };
  };
}

export const received: Received<Message> = receivedOf(messages);

/** What the step of a node makes of a state that comes after another, and of what is sent. */
export function become(
  before: NodeState,
  after: NodeState,
  sent: readonly Message[],
  ...rearmed: readonly NodeTimer[]
): Result<NodeState> {
  return concluded(node.description, before, next(after, sent, ...rearmed));
}

/** The event that brings the message. */
export function receive(message: Message): Given {
  return { kind: "receive", message };
}
