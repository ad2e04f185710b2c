/**
 * The real node of epoch consensus with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import type { NodeEffect, NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import { type NodePart, nodePart } from "../../src/consensus/epoch-consensus/system.ts";
import type { CommonEvent, Part, Request } from "../../src/core/system.ts";

export type Given = CommonEvent | Request;
export type Result = ReturnType<Part<NodeState>["step"]>;

/** What the node does instead, or `undefined` where the mistake makes no difference. */
export type Mistake = (state: NodeState, event: Given, part: Part<NodeState>) => Result | undefined;

/** What is malformed or foreign is refused as ever, so that a mistake is not noticed by another one than itself. */
export function nodeThat(mistake: Mistake): NodePart {
  return (options, values) => {
    const part = nodePart(options, values);
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

/** A field of the message that the node is given, if it is one of that kind. */
export function received(event: Given, kind: string): Readonly<Record<string, unknown>> | undefined {
  if (!("message" in event) || typeof event.message !== "object" || event.message === null) return undefined;
  const message: Readonly<Record<string, unknown>> = { ...event.message };
  return message.kind === kind ? message : undefined;
}

export function send(message: Extract<NodeEffect, { kind: "send" }>["message"]): NodeEffect {
  return { kind: "send", message };
}
