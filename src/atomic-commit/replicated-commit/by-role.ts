/**
 * Messages to and from a role, over a network that knows only nodes. A participant sends to the role, and each candidate
 * gets a copy: those that do not have the role take no notice. What comes from a candidate comes from the role.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { readCopyOf } from "../../core/plain-data.ts";
import type { Addressed, AnyEffect, CommonEvent, Part, Request } from "../../core/system.ts";
import { hasFields } from "../../core/taking-in.ts";

/** The role, and the nodes that may have it. */
export interface RoleOfNodes {
  readonly role: NodeId;
  readonly candidates: readonly NodeId[];
}

/**
 * A participant, for which the role is many nodes. Candidates send in the name of one instance, whatever the transaction:
 * so it belongs to that one, too, and refuses what is of other transactions.
 */
export function sendingToRole(part: Part, { role, candidates }: RoleOfNodes): Part {
  return readdressed(
    { ...part, instance: role },
    (message) => (candidates.includes(message.from) ? { ...message, from: role } : message),
    (message) => candidates.map((to) => ({ ...message, to })),
  );
}

/** A candidate, which is one node. */
export function receivingForRole(part: Part, { role }: RoleOfNodes): Part {
  const { node } = part;
  return readdressed(
    part,
    (message) => (message.to === node ? { ...message, to: role } : message),
    (message) => [{ ...message, from: node }],
  );
}

function readdressed(
  part: Part,
  inward: (message: Addressed) => Addressed,
  outward: (message: Addressed) => readonly Addressed[],
): Part {
  const sending = (effects: readonly AnyEffect[]): readonly AnyEffect[] =>
    effects.flatMap((effect): readonly AnyEffect[] =>
      effect.kind === "send" ? outward(effect.message).map((message) => ({ ...effect, message })) : [effect],
    );
  return {
    ...part,
    start: () => {
      const { state, effects } = part.start();
      return { state, effects: sending(effects) };
    },
    recover: (record) => {
      const { state, effects } = part.recover(record);
      return { state, effects: sending(effects) };
    },
    step: (state, event) => {
      const result = part.step(state, received(event, inward));
      return result.outcome === "refused" ? result : { ...result, effects: sending(result.effects) };
    },
  };
}

/** What cannot be read is for the part to refuse. */
function received(event: CommonEvent | Request, inward: (message: Addressed) => Addressed): CommonEvent | Request {
  if (!("message" in event)) return event;
  const message = readCopyOf(event.message);
  return isAddressed(message) ? { kind: "receive", message: inward(message) } : event;
}

function isAddressed(message: unknown): message is Addressed {
  return hasFields(message) && typeof message.from === "string" && typeof message.to === "string";
}
