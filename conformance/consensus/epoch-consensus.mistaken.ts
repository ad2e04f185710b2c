/**
 * The real node of epoch consensus with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import { type Message, messages } from "../../src/consensus/epoch-consensus/message.ts";
import { node } from "../../src/consensus/epoch-consensus/node.ts";
import type { NodeState, NodeTimer } from "../../src/consensus/epoch-consensus/state.ts";
import { type NodePart, nodePart } from "../../src/consensus/epoch-consensus/system.ts";
import { next } from "../../src/core/description.ts";
import { concluded } from "../../src/core/role.ts";
import {
  type Mistake,
  mistaken,
  type Received,
  type Recovery,
  type Result,
  receivedOf,
  recovering,
} from "../engine/mistaken.ts";

export function nodeThat(mistake: Mistake<NodeState>): NodePart {
  return (options, values) => mistaken(nodePart(options, values), mistake);
}

/** A node that is right but for its recovery. */
export function nodeRecovering(recovery: Recovery<NodeState>): NodePart {
  return (options, values) => recovering(nodePart(options, values), recovery);
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
