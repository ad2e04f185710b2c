/**
 * The real node of epoch broadcast with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import { isMessage, type Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { Cluster, NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type EpochBroadcastRole, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import {
  type Given,
  type Mistake,
  mistaken,
  type Received,
  type Recovery,
  receivedOf,
  recovering,
} from "../engine/mistaken.ts";

export function nodeThat(mistake: Mistake<NodeState>): EpochBroadcastRole {
  return (options, batches) => mistaken(nodePart(options, batches), mistake);
}

/** A node that is right but for its recovery. */
export function nodeRecovering(recovery: Recovery<NodeState>): EpochBroadcastRole {
  return (options, batches) => recovering(nodePart(options, batches), recovery);
}

/** A node with quorums that the real one refuses to start with, or with other limits than the model has. */
export function nodeWith(
  others: Partial<Pick<Cluster, "electionQuorums" | "proposalQuorums" | "maxEntries">>,
): EpochBroadcastRole {
  return (options, batches) => {
    const part = nodePart(options, batches);
    const withOthers = ({ state, effects }: ReturnType<typeof part.start>): ReturnType<typeof part.start> => ({
      state: { ...state, cluster: { ...state.cluster, ...others } },
      effects,
    });
    return {
      ...part,
      start: () => withOthers(part.start()),
      recover: (record) => withOthers(part.recover(record)),
    };
  };
}

export const received: Received<Message> = receivedOf(isMessage);

/** The event that brings the message. */
export function receive(message: Message): Given {
  return { kind: "receive", message };
}
