/**
 * Every step that a system can take from a state where the network keeps its word (`orderly-network.ts`): what a step sends
 * is first in the outbox of its node, from which messages go one by one, and what is received is gone. Each node has one
 * part.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import { present } from "../../src/core/present.ts";
import { crash, isUp, land, landAll, persisted, type Situation } from "../../src/core/situation.ts";
import type { Addressed, CommonEvent, Part, Request } from "../../src/core/system.ts";
import { areOutboxes, carriedOut, type Outboxes, outboxes, outboxOf, without } from "../../src/environment/outboxes.ts";
import type { About, Choice, Taking } from "./choice.ts";
import { namedAction } from "./named-action.ts";
import type { OrderlyNetwork, Seen } from "./orderly-network.ts";
import { type PlainState, textOf } from "./plain-state.ts";
import { receiptOf } from "./receipt.ts";
import type { Subject } from "./subject.ts";

/** The turn of one part to do something. */
interface Turn {
  readonly network: OrderlyNetwork;
  readonly state: PlainState;
  readonly seen: Seen;
  readonly slot: number;
  readonly part: Part;
  readonly situation: Situation;
  readonly slotOf: (node: NodeId) => number;
  readonly taking: Taking;
}

/** Every step. Some may change nothing. */
export function orderlySteps(
  { system, mapping }: Subject,
  network: OrderlyNetwork,
  state: PlainState,
  taking: Taking,
): readonly Choice[] {
  const slots = new Map(system.parts.map(({ node }, slot) => [node, slot]));
  const slotOf = (node: NodeId): number => present(slots.get(node));
  const held = heldIn(state);
  const seen: Seen = {
    roleAt: (node) => present(state.situations[slotOf(node)]).role,
    messages: state.messages,
    outboxOf: (node) => outboxOf(held, node),
  };
  return system.parts.flatMap((part, slot) => {
    const situation = present(state.situations[slot]);
    const turn: Turn = { network, state, seen, slot, part, situation, slotOf, taking };
    if (!isUp(situation)) return restarted(turn);
    const elementsOf = (request: Request): readonly NonNullable<unknown>[] =>
      mapping.asked?.elementsOf(part, request) ?? [];
    return [...asked(turn, elementsOf), ...received(turn), ...written(turn), ...carried(turn), ...crashed(turn)];
  });
}

/** @throws Error if the system has no outboxes */
function heldIn(state: PlainState): Outboxes {
  const [held] = state.objects;
  if (!areOutboxes(held)) throw new Error("the system has no outboxes");
  return held;
}

function asked(turn: Turn, elementsOf: (request: Request) => readonly NonNullable<unknown>[]): readonly Choice[] {
  const { network, seen, part } = turn;
  return part.requests
    .filter((request) => network.mayAsk(seen, part, request))
    .flatMap((request) =>
      given(turn, { kind: "ask", request }, request).map((choice) => ({
        ...choice,
        next: { ...choice.next, asked: [...choice.next.asked, ...elementsOf(request)] },
      })),
    );
}

/** Every message is offered to every part. One of which its addressee takes no notice is gone. */
function received(turn: Turn): readonly Choice[] {
  const { network, state, slot, part, taking, situation } = turn;
  const arriving = state.messages.filter((message) => network.mayArrive(message));
  return arriving.flatMap((message): readonly Choice[] => {
    const about = { kind: "deliver", message } as const;
    const event = receiptOf(message);
    const { refusal } = taking.give(part, situation, event);
    if (refusal === undefined) return given(turn, about, event, message);
    if (message.to !== part.node || network.stays) return [];
    const next = { ...state, messages: without(state.messages, message) };
    return [{ about, node: part.node, slot, action: "Ignore", sent: [], next }];
  });
}

/** The disk takes the writes in flight one by one; once it has them all, the node hears of it. */
function written(turn: Turn): readonly Choice[] {
  const { situation, part, slot, state } = turn;
  const durable = persisted(situation);
  if (durable !== undefined) return given(turn, { ...durable, writes: 0 }, durable);
  const next = { ...state, situations: state.situations.with(slot, land(situation)) };
  return [{ about: { kind: "land" }, node: part.node, slot, action: "Land", sent: [], next }];
}

/** A message goes from the outbox of its sender. It is lost if it finds its addressee down. */
function carried(turn: Turn): readonly Choice[] {
  const { state, slot, part } = turn;
  const held = heldIn(state);
  return outboxOf(held, part.node).map((message) => ({
    about: { kind: "carryOut", message },
    node: part.node,
    slot,
    action: "CarryOut",
    sent: [message],
    next: { ...state, objects: [carriedOut(held, message)], messages: withArriving(turn, state.messages, [message]) },
  }));
}

function crashed({ network, state, seen, slot, part, situation }: Turn): readonly Choice[] {
  const { node } = part;
  if (!network.mayCrash(seen, node)) return [];
  const next = {
    ...state,
    situations: state.situations.with(slot, crash(situation)),
    objects: [outboxes.crashed(heldIn(state), node)],
    messages: network.stays ? state.messages : state.messages.filter(({ to }) => to !== node),
  };
  const about: About = { kind: "crash", left: [situation.durable] };
  return [{ about, node, action: "Crash", sent: [], next }];
}

function restarted({ network, state, seen, slot, part, situation, taking }: Turn): readonly Choice[] {
  const { node } = part;
  if (!network.mayRestart(seen, node)) return [];
  const next = { ...state, situations: state.situations.with(slot, taking.restart(part, situation).situation) };
  return [{ about: { kind: "restart" }, node, action: "Restart", sent: [], next }];
}

/** @param received - the message that the event brings, if it brings one */
function given(turn: Turn, about: About, event: CommonEvent | Request, received?: Addressed): readonly Choice[] {
  const { network, state, slot, part, taking } = turn;
  const first = taking.give(part, turn.situation, event);
  if (first.refusal !== undefined) return [];
  let { situation } = first;
  const sent = [...first.sent];
  if (situation.writing.length > 0 && network.writesAtOnce(part.node)) {
    const landed = landAll(situation);
    const then = taking.give(part, landed, present(persisted(landed)));
    situation = then.situation;
    sent.push(...then.sent);
  }
  const kept = received === undefined || network.stays ? state.messages : without(state.messages, received);
  const isAtOnce = network.sendsAtOnce(sent);
  const next = {
    ...state,
    situations: state.situations.with(slot, situation),
    messages: isAtOnce ? withArriving(turn, kept, sent) : kept,
    objects: isAtOnce ? state.objects : [outboxes.invoked(heldIn(state), part.node, sent)],
  };
  return [{ about, node: part.node, slot, action: namedAction(part, turn.situation.role, event), sent, next }];
}

function withArriving(
  { network, state, slotOf }: Turn,
  messages: readonly Addressed[],
  sent: readonly Addressed[],
): readonly Addressed[] {
  const known = new Set(messages.map(textOf));
  const isThere = ({ to }: Addressed): boolean => network.stays || isUp(present(state.situations[slotOf(to)]));
  return [...messages, ...sent.filter((message) => isThere(message) && !known.has(textOf(message)))];
}
