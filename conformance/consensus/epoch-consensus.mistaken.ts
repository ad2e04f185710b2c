/**
 * The real node of epoch consensus with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import { type Message, messages } from "../../src/consensus/epoch-consensus/message.ts";
import type { NodeEffect } from "../../src/consensus/epoch-consensus/node.ts";
import type { NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import { type NodePart, nodePart } from "../../src/consensus/epoch-consensus/system.ts";
import { type Mistake, mistaken, type Received, type Recovery, receivedOf, recovering } from "../engine/mistaken.ts";

export function nodeThat(mistake: Mistake<NodeState>): NodePart {
  return (options, values) => mistaken(nodePart(options, values), mistake);
}

/** A node that is right but for its recovery. */
export function nodeRecovering(recovery: Recovery<NodeState>): NodePart {
  return (options, values) => recovering(nodePart(options, values), recovery);
}

export const received: Received<Message> = receivedOf(messages);

export function send(message: Extract<NodeEffect, { kind: "send" }>["message"]): NodeEffect {
  return { kind: "send", message };
}
