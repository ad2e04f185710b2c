/**
 * What a node sends in which state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";
import { answered } from "../../core/step.ts";
import type { Message } from "./message.ts";
import type { Value } from "./record.ts";
import { hasProposed, type NodeEffect, type NodeResult, type NodeState } from "./state.ts";

/** What a leader has put to the vote; nothing before it has. @spec EpochConsensus!Opening */
export function proposals(state: NodeState, nodes: NodeSet): NodeEffect[] {
  const { epoch, self: from, accepted } = state;
  const { value } = accepted;
  if (!hasProposed(state) || value === null) return [];
  return sendTo(nodes, (to) => ({ kind: "propose", epoch, from, to, value }));
}

/** @spec EpochConsensus!Decisions */
export function decisions(before: NodeState, after: NodeState): NodeEffect[] {
  return after.decision === null || before.decision !== null ? [] : sendDecision(after, after.decision);
}

export function sendDecision(state: NodeState, value: Value): NodeEffect[] {
  const { epoch, self: from } = state;
  return sendTo(othersOf(state), (to) => ({ kind: "decide", epoch, from, to, value }));
}

export function sendVote({ vote, epoch, self: from, accepted }: NodeState): NodeEffect[] {
  return vote === null ? [] : sendTo([vote], (to) => ({ kind: "vote", epoch, from, to, accepted }));
}

export function sendAcceptance({ epoch, self: from }: NodeState, leader: NodeId): NodeEffect[] {
  return sendTo([leader], (to) => ({ kind: "accept", epoch, from, to }));
}

export function tellOfNewer(state: NodeState, to: NodeId): NodeResult {
  return answered(
    state,
    sendTo([to], () => ({ kind: "newer", epoch: state.epoch, from: state.self, to })),
  );
}

/** Whoever hears from one who may lead waits anew before it suspects. */
export const patience: NodeEffect = { kind: "setTimer", timer: "suspect" };

export function sendTo(nodes: NodeSet, message: (to: NodeId) => Message): NodeEffect[] {
  return nodes.map((to) => ({ kind: "send", message: message(to) }));
}

export function othersOf({ nodes, self }: NodeState): NodeSet {
  return nodes.filter((node) => node !== self);
}
