/**
 * Every step that a system can take from a state, as plainly as it can be said, and what each is about: every message is
 * offered to every part, and nothing is numbered or remembered. The oracle of the explorer goes through them all; on the
 * explorer page a person chooses among them.
 *
 * @module
 */
import { landings } from "../../src/core/landing.ts";
import type { NodeId } from "../../src/core/node-id.ts";
import type { SharedObject } from "../../src/core/object.ts";
import { present } from "../../src/core/present.ts";
import {
  crash,
  give,
  type Happening,
  isUp,
  land,
  landAll,
  persisted,
  restart,
  type Situation,
} from "../../src/core/situation.ts";
import { type Addressed, type CommonEvent, nodesOf, type Part, type Request } from "../../src/core/system.ts";
import { saidAgain } from "./environment.ts";
import { namedAction } from "./named-action.ts";
import { orderlySteps } from "./orderly-choices.ts";
import { keyOf, type PlainState, textOf } from "./plain-state.ts";
import { stableKey } from "./stable-key.ts";
import type { Subject } from "./subject.ts";

/** What a step is about. */
export type About =
  | { readonly kind: "ask"; readonly request: Request }
  | { readonly kind: "fire"; readonly timer: string }
  | { readonly kind: "deliver"; readonly message: Addressed }
  | { readonly kind: "lose"; readonly message: Addressed }
  /** A message leaves the outbox of its sender, where there are such. */
  | { readonly kind: "carryOut"; readonly message: Addressed }
  /** A node hears of an object. */
  | { readonly kind: "hear"; readonly object: string; readonly outcome: unknown }
  /** An object does something by itself. */
  | { readonly kind: "object"; readonly object: string; readonly subject: unknown }
  /** The oldest write becomes durable, and its node is not told yet. */
  | { readonly kind: "land" }
  /** A disk says up to which record all is durable; so many writes land as it is said. */
  | { readonly kind: "persisted"; readonly record: unknown; readonly writes: number }
  /** What each disk of the node is found to hold, in the order of its parts. */
  | { readonly kind: "crash"; readonly left: readonly unknown[] }
  | { readonly kind: "restart" };

export interface Choice {
  readonly about: About;
  /** Where it happens, if it happens at a node, and to which of its parts, if to one. */
  readonly node?: NodeId;
  readonly slot?: number;
  /** Its name in the specification. */
  readonly action: string;
  /** What is sent by it, whether or not the same was on its way before. */
  readonly sent: readonly Addressed[];
  readonly next: PlainState;
}

/** How the parts take their steps; the oracle takes each of them twice. */
export interface Taking {
  give(part: Part, situation: Situation, event: CommonEvent | Request): Happening;
  restart(part: Part, situation: Situation): Happening;
}

/** Those that change something. */
export function choicesFrom(subject: Subject, state: PlainState): readonly Choice[] {
  const before = keyOf(state);
  return stepsFrom(subject, state, { give, restart }).filter(({ next }) => keyOf(next) !== before);
}

/** Every step, in an order that depends on nothing but the state. Some may change nothing. */
export function stepsFrom(subject: Subject, state: PlainState, taking: Taking): readonly Choice[] {
  const { system, environment } = subject;
  if (environment.orderly !== undefined) return orderlySteps(subject, environment.orderly, state, taking);
  return [
    ...system.parts.flatMap((_, slot) => stepsOfPart(subject, state, slot, taking)),
    ...nodesOf(system).flatMap((node) => stepsOfNode(subject, state, node, taking)),
    ...stepsOfObjects(subject, state),
    ...losses(subject, state),
  ];
}

type Done = Omit<Happening, "refusal">;

/** The turn of one part to do something. */
interface Turn {
  readonly subject: Subject;
  readonly state: PlainState;
  readonly slot: number;
  readonly part: Part;
  readonly situation: Situation;
  readonly taking: Taking;
}

function stepsOfPart(subject: Subject, state: PlainState, slot: number, taking: Taking): readonly Choice[] {
  const part = present(subject.system.parts[slot]);
  const situation = present(state.situations[slot]);
  const turn: Turn = { subject, state, slot, part, situation, taking };
  // Where a disk is quick, nothing else happens at the node while it writes.
  const isQuick = situation.writing.length > 0 && !subject.environment.mayLag(part.node);
  return [
    ...(isQuick ? [] : [...asked(turn), ...fired(turn), ...received(turn), ...heard(turn)]),
    ...(subject.environment.disk === "lands" ? stepsOfLandingDisk(turn) : stepsOfAnsweringDisk(turn)),
  ];
}

function asked(turn: Turn): readonly Choice[] {
  const { subject, state, part, situation, taking } = turn;
  const { environment, mapping } = subject;
  const { role } = situation;
  const offered = part.requests.filter((request) => environment.offers(part, request.kind, role, request));
  return offered.flatMap((request) => {
    const happening = taking.give(part, situation, request);
    if (happening.refusal !== undefined || !isUp(situation)) return [];
    const choice = chosen(turn, { kind: "ask", request }, namedAction(part, role, request), happening);
    const elements = mapping.asked?.elementsOf(part, request) ?? [];
    return [{ ...choice, next: { ...choice.next, asked: [...state.asked, ...elements] } }];
  });
}

function fired(turn: Turn): readonly Choice[] {
  const { subject, part, situation } = turn;
  const { role, timers } = situation;
  const offered = timers.filter((timer) => subject.environment.offers(part, timer, role));
  return offered.flatMap((timer) => given(turn, { kind: "fire", timer }, { kind: "timeout", timer }));
}

function received(turn: Turn): readonly Choice[] {
  const { subject, state, situation } = turn;
  const arriving = state.messages.filter((message) => subject.environment.mayArrive(message, situation.role));
  return arriving.flatMap((message) => given(turn, { kind: "deliver", message }, receiptOf(message)));
}

function heard(turn: Turn): readonly Choice[] {
  const { subject, state, part, situation, taking } = turn;
  if (!isUp(situation)) return [];
  return objectsOf(subject, part).flatMap(([object, i]) =>
    object.outcomes(present(state.objects[i]), part.node).flatMap(({ outcome, state: after }) => {
      const event = { kind: "heard", object: object.name, outcome } as const;
      const happening = taking.give(part, situation, event);
      if (happening.refusal !== undefined) return [];
      const told = { ...turn, state: { ...state, objects: state.objects.with(i, after) } };
      const about = { kind: "hear", object: object.name, outcome } as const;
      return [chosen(told, about, namedAction(part, situation.role, event), happening)];
    }),
  );
}

/** A disk that lands takes the writes in flight one by one, and tells the node later. */
function stepsOfLandingDisk(turn: Turn): readonly Choice[] {
  const { situation } = turn;
  const landed = { situation: land(situation), sent: [], invoked: [] };
  const durable = persisted(situation);
  return [
    ...happened(turn, { kind: "land" }, "Land", landed),
    ...(durable === undefined ? [] : given(turn, { ...durable, writes: 0 }, durable)),
  ];
}

/** A disk that answers has the writes land as it tells the node: none of them, since it says so again; some; or all. */
function stepsOfAnsweringDisk(turn: Turn): readonly Choice[] {
  const { part, situation } = turn;
  const { writing } = situation;
  // What a disk says again changes nothing.
  const again = saidAgain(part, situation);
  const landed = landAll(situation);
  const durable = writing.length === 0 ? undefined : persisted(landed);
  return [
    ...(again === undefined ? [] : given(turn, { ...again, writes: 0 }, again)),
    ...earlyAnswers(turn),
    ...(durable === undefined ? [] : given(turn, { ...durable, writes: writing.length }, durable, landed)),
  ];
}

/** It says that some of the writes have landed, and others not. */
function earlyAnswers(turn: Turn): readonly Choice[] {
  const { part, situation, taking } = turn;
  return situation.writing.slice(0, -1).flatMap((record, i) => {
    const landed = land(situation, i + 1);
    const answer = { kind: "persisted", record } as const;
    const happening = taking.give(part, landed, answer);
    const isHeeded = happening.sent.length > 0 || textOf(happening.situation) !== textOf(landed);
    const action = isHeeded ? namedAction(part, situation.role, answer) : "Land";
    return happened(turn, { ...answer, writes: i + 1 }, action, happening);
  });
}

/** @param situation - what the disk has made of the part's, if it has */
function given(turn: Turn, about: About, event: CommonEvent, situation = turn.situation): readonly Choice[] {
  const { part, taking } = turn;
  return happened(turn, about, namedAction(part, situation.role, event), taking.give(part, situation, event));
}

/** What a step refuses has not happened. */
function happened(turn: Turn, about: About, action: string, done: Done): readonly Choice[] {
  const hasHappened = done.situation !== turn.situation || done.sent.length + done.invoked.length > 0;
  return hasHappened ? [chosen(turn, about, action, done)] : [];
}

function chosen({ subject, state, slot, part }: Turn, about: About, action: string, done: Done): Choice {
  return { about, node: part.node, slot, action, sent: done.sent, next: afterwards(subject, state, slot, done) };
}

/** A crash, or a restart, of all parts of the node. */
function stepsOfNode(subject: Subject, state: PlainState, node: NodeId, taking: Taking): readonly Choice[] {
  const { system, environment } = subject;
  const slots = system.parts.flatMap((part, slot) => (part.node === node ? [slot] : []));
  if (!slots.every((slot) => isUp(present(state.situations[slot])))) {
    return environment.mayRestart(node) ? [restarted(subject, state, node, slots, taking)] : [];
  }
  if (!environment.mayCrash(node)) return [];
  const ends = slots.reduce<readonly Left[]>(
    (all, slot) => all.flatMap((one) => crashed(subject, one, slot)),
    [{ state, left: [] }],
  );
  return ends.map(({ state: { objects, ...end }, left }) => ({
    about: { kind: "crash", left },
    node,
    action: "Crash",
    sent: [],
    next: { ...end, objects: objects.map((object, i) => present(system.objects?.[i]).crashed(object, node)) },
  }));
}

/** A state in which some of the parts of a node are down, and what was found on their disks. */
interface Left {
  readonly state: PlainState;
  readonly left: readonly unknown[];
}

function crashed({ system, environment }: Subject, { state, left }: Left, slot: number): readonly Left[] {
  const part = present(system.parts[slot]);
  const situation = present(state.situations[slot]);
  const { durable, writing } = situation;
  const parts = environment.mayTear(part.node) ? part.recordParts : undefined;
  const records = environment.disk === "lands" ? [durable] : landings(durable, writing, parts);
  // The first of those that are alike: a disk that holds what it held is found with that very record.
  const found = [...new Map(records.toReversed().map((record) => [stableKey(record), record])).values()];
  return found.toReversed().map((record) => ({
    state: withSituation(state, slot, crash(situation, record), []),
    left: [...left, record],
  }));
}

function restarted(
  subject: Subject,
  state: PlainState,
  node: NodeId,
  slots: readonly number[],
  taking: Taking,
): Choice {
  const sent: Addressed[] = [];
  const next = slots.reduce((before, slot) => {
    const done = taking.restart(present(subject.system.parts[slot]), present(before.situations[slot]));
    sent.push(...done.sent);
    return afterwards(subject, before, slot, done);
  }, state);
  return { about: { kind: "restart" }, node, action: "Restart", sent, next };
}

function stepsOfObjects({ system, environment }: Subject, state: PlainState): readonly Choice[] {
  return state.objects.flatMap((before, i) => {
    const object = present(system.objects?.[i]);
    return object
      .steps(before)
      .filter(({ action, subject }) => environment.mayTake(action, subject))
      .map(({ action, subject, state: after }) => ({
        about: { kind: "object" as const, object: object.name, subject },
        action,
        sent: [],
        next: { ...state, objects: state.objects.with(i, after) },
      }));
  });
}

function losses({ environment }: Subject, state: PlainState): readonly Choice[] {
  return state.messages
    .filter((message) => environment.mayLose(message))
    .map((message) => ({
      about: { kind: "lose" as const, message },
      action: "Lose",
      sent: [],
      next: { ...state, messages: state.messages.filter((other) => other !== message) },
    }));
}

const receipts = new WeakMap<Addressed, CommonEvent>();

/** The event that a message arrives: one object for each message, so that its text is made once. */
function receiptOf(message: Addressed): CommonEvent {
  const receipt = receipts.get(message) ?? { kind: "receive", message };
  receipts.set(message, receipt);
  return receipt;
}

/** The objects that a part uses, each with its place. */
function objectsOf({ system }: Subject, { objects = [] }: Part): readonly (readonly [SharedObject, number])[] {
  return [...(system.objects ?? []).entries()].flatMap(([i, object]) =>
    objects.includes(object.name) ? [[object, i] as const] : [],
  );
}

/** The state once something has happened to a part, and to objects by what it invoked. */
function afterwards({ system }: Subject, state: PlainState, slot: number, done: Done): PlainState {
  const { node } = present(system.parts[slot]);
  const objects = state.objects.map((before, i) => {
    const shared = present(system.objects?.[i]);
    return done.invoked
      .filter(({ object }) => object === shared.name)
      .reduce((held, { operation }) => shared.invoked(held, node, operation), before);
  });
  return { ...withSituation(state, slot, done.situation, done.sent), objects };
}

function withSituation(
  { situations, messages, ...rest }: PlainState,
  slot: number,
  situation: Situation,
  sent: readonly Addressed[],
): PlainState {
  const known = new Set(messages.map(textOf));
  return {
    situations: situations.with(slot, situation),
    messages: [...messages, ...sent.filter((message) => !known.has(textOf(message)))],
    ...rest,
  };
}
