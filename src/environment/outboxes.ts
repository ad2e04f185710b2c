/**
 * Outboxes: what nodes have still to send, where a network loses nothing. A node sends its messages one by one, and can
 * crash between any two. On a network that loses messages nobody can tell a message that was not sent from one that is
 * lost; here it must be told from one that is late. So the outboxes are part of the environment, and no part of a role:
 * what a step sends is in the outbox of its node, and goes from there.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import type { SharedObject } from "../core/object.ts";
import type { Addressed } from "../core/system.ts";
import { hasFields } from "../core/taking-in.ts";

/** Of each node that has anything to send: these messages, each once, and in one order. */
export type Outboxes<Message extends Addressed = Addressed> = Readonly<Record<NodeId, readonly Message[]>>;

/** Whether it is the state of the outboxes, which is what every object of that name has. */
export function areOutboxes<Message extends Addressed>(state: unknown): state is Outboxes<Message> {
  return hasFields(state);
}

/** What a node sends is put into its outbox, and a crash drops that. No node hears of it. */
export const outboxes: SharedObject<Outboxes, readonly Addressed[]> = {
  name: "outboxes",
  initial: {},
  invoked: (state, by, sent) => holding(state, by, [...outboxOf(state, by), ...sent]),
  crashed: (state, node) => holding(state, node, []),
  steps: () => [],
  outcomes: () => [],
};

/** What the node has still to send. */
export function outboxOf<Message extends Addressed>(state: Outboxes<Message>, node: NodeId): readonly Message[] {
  return state[node] ?? [];
}

/**
 * A message of which its addressee takes no notice is gone, and so is one that is received, unless they stay.
 *
 * @spec ThreePhaseCommit!Ignore
 */
export function without(messages: readonly Addressed[], gone: Addressed): readonly Addressed[] {
  const text = JSON.stringify(gone);
  return messages.filter((message) => JSON.stringify(message) !== text);
}

/**
 * One message leaves the outbox of its sender, and is on its way.
 *
 * @spec ThreePhaseCommit!CarryOut
 */
export function carriedOut(state: Outboxes, message: Addressed): Outboxes {
  return holding(state, message.from, without(outboxOf(state, message.from), message));
}

function holding(state: Outboxes, node: NodeId, messages: readonly Addressed[]): Outboxes {
  const { [node]: _, ...others } = state;
  if (messages.length === 0) return others;
  const byText = new Map(messages.map((message) => [JSON.stringify(message), message]));
  const inOrder = [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, message]) => message);
  return { ...others, [node]: inOrder };
}
