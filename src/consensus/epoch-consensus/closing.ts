/**
 * What a node does with a message once it knows the decision: it answers with the decision, and takes no other part.
 *
 * @module
 */
import { impossible, type Next, next } from "../../core/description.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Message } from "./message.ts";
import type { Value } from "./record.ts";
import { decisions } from "./sending.ts";
import type { NodeState, NodeTimer } from "./state.ts";

type Then = Next<NodeState, Message, NodeTimer> | Refusal;

/** An action about a message of one kind. */
interface About<Kind extends Message["kind"]> {
  readonly message: Kind;
  step(state: NodeState, message: Extract<Message, { readonly kind: Kind }>): Then;
}

/**
 * The action of a node that does not know the decision. A node that knows it answers every other message with the
 * decision: whoever sends such a message does not know it yet.
 *
 * @spec EpochConsensus!IsOpen
 */
export function whileOpen<Kind extends Message["kind"]>({ message: kind, step }: About<Kind>): About<Kind> {
  return {
    message: kind,
    step: (state, message) =>
      state.decision === null ? step(state, message) : onceClosed(state, state.decision, message),
  };
}

/** @spec EpochConsensus!ToWhoAsks */
function onceClosed(state: NodeState, decision: Value, message: Message): Then {
  switch (message.kind) {
    case "requestPreVote":
    case "requestVote":
    case "lead":
    case "propose":
    case "wish":
      return next(state, decisions(state, decision, [message.from]));
    case "decide":
      return message.value === decision ? next(state) : impossible("another decision");
    case "preVote":
    case "vote":
    case "follow":
    case "accept":
    case "newer":
      return next(state);
  }
}
