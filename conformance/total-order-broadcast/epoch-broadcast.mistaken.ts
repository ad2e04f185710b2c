/**
 * The real node of epoch broadcast with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import type { CommonEvent, Part, Request } from "../../src/core/system.ts";
import { isMessage, type Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { Cluster, NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type EpochBroadcastRole, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";

export type Given = CommonEvent | Request;
export type Result = ReturnType<Part<NodeState>["step"]>;

/** What the node does instead, or `undefined` where the mistake makes no difference. */
export type Mistake = (state: NodeState, event: Given, part: Part<NodeState>) => Result | undefined;

/** What is malformed or foreign is refused as ever, so that a mistake is not noticed by another one than itself. */
export function nodeThat(mistake: Mistake): EpochBroadcastRole {
  return (options, batches) => {
    const part = nodePart(options, batches);
    return {
      ...part,
      step: (state, event) => {
        const right = part.step(state, event);
        const isOutside = right.outcome === "refused" && ["malformed", "foreign"].includes(right.refusal.kind);
        return isOutside ? right : (mistake(state, event, part) ?? right);
      },
    };
  };
}

/** A node with quorums that the real one refuses to start with. */
export function nodeWith(quorums: Partial<Pick<Cluster, "electionQuorums" | "proposalQuorums">>): EpochBroadcastRole {
  return (options, batches) => {
    const part = nodePart(options, batches);
    const withQuorums = ({ state, effects }: ReturnType<typeof part.start>): ReturnType<typeof part.start> => ({
      state: { ...state, cluster: { ...state.cluster, ...quorums } },
      effects,
    });
    return {
      ...part,
      start: () => withQuorums(part.start()),
      recover: (record) => withQuorums(part.recover(record)),
    };
  };
}

/** The message of that kind that the event brings, if it brings one. */
export function received<Kind extends Message["kind"]>(
  event: Given,
  kind: Kind,
): Extract<Message, { readonly kind: Kind }> | undefined {
  const message = "message" in event && isMessage(event.message) ? event.message : undefined;
  return message !== undefined && isOfKind(message, kind) ? message : undefined;
}

/** The event that brings the message. */
export function receive(message: Message): Given {
  return { kind: "receive", message };
}

export function timerOf(event: Given): string | undefined {
  return "timer" in event ? event.timer : undefined;
}

function isOfKind<Kind extends Message["kind"]>(
  message: Message,
  kind: Kind,
): message is Extract<Message, { readonly kind: Kind }> {
  return message.kind === kind;
}
