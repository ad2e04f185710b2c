/**
 * The oracle of the explorer, for tests: the same search, as plainly as it can be said. States are texts, nothing is
 * numbered or remembered, every message is offered to every part, and each step is taken twice on frozen data.
 *
 * @module
 */
import { landings } from "../../src/core/landing.ts";
import type { SharedObject } from "../../src/core/object.ts";
import { present } from "../../src/core/present.ts";
import {
  begin,
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
import { stableKey } from "./stable-key.ts";
import type { Subject } from "./subject.ts";

export interface NaiveState {
  readonly situations: readonly Situation[];
  readonly messages: readonly Addressed[];
  /** The states of the objects. */
  readonly objects: readonly NonNullable<unknown>[];
  readonly asked: readonly NonNullable<unknown>[];
}

export interface NaiveGraph {
  readonly states: ReadonlySet<string>;
  /** `state --Action-> state`, without steps that change nothing. */
  readonly edges: ReadonlySet<string>;
  /** Pairs of a situation and an event, each stepped twice with the same result. */
  readonly pairs: number;
  /** Timers that were armed and whose firing was refused. */
  readonly refusedTimers: number;
}

/** @throws Error if a step gives two results for the same input, or changes its input. */
export function exploreNaively(subject: Subject): NaiveGraph {
  const search = new NaiveSearch(subject);
  return search.run();
}

/** A text that is the same for equal states. */
export function keyOf({ situations, messages, objects, asked }: NaiveState): string {
  const members = [messages.map(textOf), asked.map(stableKey)].map((texts) => [...new Set(texts)].sort().join("\n"));
  return [...situations.map(textOf), ...objects.map(stableKey), ...members].join("\n");
}

const texts = new WeakMap<object, string>();

/** The key of an object, which is not written to: it is made once for each object, not for each equal one. */
function textOf(value: object): string {
  const text = texts.get(value) ?? stableKey(value);
  texts.set(value, text);
  return text;
}

const receipts = new WeakMap<Addressed, CommonEvent>();

/** The event that a message arrives: one object for each message, so that its text is made once. */
function receiptOf(message: Addressed): CommonEvent {
  const receipt = receipts.get(message) ?? { kind: "receive", message };
  receipts.set(message, receipt);
  return receipt;
}

export function edgeText(from: string, action: string, to: string): string {
  return `${from} --${action}-> ${to}`;
}

type Done = Omit<Happening, "refusal">;

class NaiveSearch {
  readonly #subject: Subject;
  /** By part: the texts of its situations, and of the events that were given in each. */
  readonly #pairs: readonly Map<string, Set<string>>[];
  #refusedTimers = 0;

  constructor(subject: Subject) {
    this.#subject = subject;
    this.#pairs = subject.system.parts.map(() => new Map());
  }

  run(): NaiveGraph {
    const { parts, objects = [] } = this.#subject.system;
    const begun = parts.map((part) => begin(part));
    const initial = {
      situations: begun.map(({ situation }) => situation),
      messages: begun.flatMap(({ sent }) => sent),
      objects: objects.map((object) => object.initial),
      asked: [],
    };
    const states = new Set([keyOf(initial)]);
    const edges = new Set<string>();
    const queue: NaiveState[] = [initial];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      const from = keyOf(state);
      for (const [action, after] of this.#stepsFrom(state)) {
        const to = keyOf(after);
        if (to === from) continue;
        edges.add(edgeText(from, action, to));
        if (!states.has(to)) queue.push(after);
        states.add(to);
      }
    }
    const counts = this.#pairs.flatMap((situations) => [...situations.values()].map(({ size }) => size));
    return {
      states,
      edges,
      pairs: counts.reduce((sum, count) => sum + count, 0),
      refusedTimers: this.#refusedTimers,
    };
  }

  #stepsFrom(state: NaiveState): (readonly [action: string, after: NaiveState])[] {
    const { system, environment, mapping } = this.#subject;
    const steps: (readonly [string, NaiveState])[] = [];
    const happen = (action: string, slot: number, happening: Done): void => {
      if (happening.situation === situationAt(state, slot) && happening.sent.length + happening.invoked.length === 0)
        return;
      steps.push([action, this.#after(state, slot, happening)]);
    };
    for (const [slot, part] of system.parts.entries()) {
      const situation = situationAt(state, slot);
      const isQuick = situation.writing.length > 0 && !environment.mayLag(part.node);
      for (const request of isQuick ? [] : this.#requestsFor(slot, state)) {
        const happening = this.#stepTwice(slot, situation, request);
        if (happening.refusal !== undefined || !isUp(situation)) continue;
        const after = this.#after(state, slot, happening);
        const elements = mapping.asked?.elementsOf(part, request) ?? [];
        steps.push([namedAction(part, situation.role, request), { ...after, asked: [...after.asked, ...elements] }]);
      }
      const received = state.messages
        .filter((message) => environment.mayArrive(message, situation.role))
        .map(receiptOf);
      for (const event of isQuick ? [] : [...this.#timeoutsFor(slot, state), ...received]) {
        happen(namedAction(part, situation.role, event), slot, this.#stepTwice(slot, situation, event));
      }
      for (const [name, object, i] of isQuick || !isUp(situation) ? [] : this.#used(part)) {
        for (const { outcome, state: heard } of object.outcomes(present(state.objects[i]), part.node)) {
          const event = { kind: "heard", object: name, outcome } as const;
          const happening = this.#stepTwice(slot, situation, event);
          if (happening.refusal !== undefined) continue;
          const told = { ...state, objects: state.objects.with(i, heard) };
          steps.push([namedAction(part, situation.role, event), this.#after(told, slot, happening)]);
        }
      }
      const stale = environment.disk === "answers" ? saidAgain(part, situation) : undefined;
      if (stale !== undefined) {
        // What a disk says again changes nothing.
        happen(namedAction(part, situation.role, stale), slot, this.#stepTwice(slot, situation, stale));
      }
      const early = environment.disk === "answers" ? situation.writing.slice(0, -1) : [];
      for (const [i, record] of early.entries()) {
        const landed = land(situation, i + 1);
        const answer = { kind: "persisted", record } as const;
        const happening = this.#stepTwice(slot, landed, answer);
        const isHeeded = happening.sent.length > 0 || textOf(happening.situation) !== textOf(landed);
        happen(isHeeded ? namedAction(part, situation.role, answer) : "Land", slot, happening);
      }
      if (environment.disk === "lands") happen("Land", slot, { situation: land(situation), sent: [], invoked: [] });
      const landed = environment.disk === "lands" ? situation : landAll(situation);
      const durable = persisted(landed);
      if (durable === undefined || (environment.disk === "answers" && landed === situation)) continue;
      happen(namedAction(part, situation.role, durable), slot, this.#stepTwice(slot, landed, durable));
    }
    for (const node of nodesOf(system)) {
      const slots = system.parts.flatMap((part, slot) => (part.node === node ? [slot] : []));
      const up = slots.every((slot) => isUp(situationAt(state, slot)));
      if (up ? !environment.mayCrash(node) : !environment.mayRestart(node)) continue;
      const ends = slots.reduce((after, slot) => after.flatMap((so) => this.#turned(so, slot, up)), [state]);
      const objects = (end: NaiveState): NaiveState["objects"] =>
        end.objects.map((object, i) => (up ? this.#object(i).crashed(object, node) : object));
      for (const end of ends) steps.push([up ? "Crash" : "Restart", { ...end, objects: objects(end) }]);
    }
    for (const [i, before] of state.objects.entries()) {
      for (const { action, subject, state: after } of this.#object(i).steps(before)) {
        if (environment.mayTake(action, subject))
          steps.push([action, { ...state, objects: state.objects.with(i, after) }]);
      }
    }
    for (const message of state.messages.filter((sent) => environment.mayLose(sent))) {
      steps.push(["Lose", { ...state, messages: state.messages.filter((other) => other !== message) }]);
    }
    return steps;
  }

  #object(i: number): SharedObject {
    return present(this.#subject.system.objects?.[i]);
  }

  #used({ objects = [] }: Part): readonly (readonly [name: string, object: SharedObject, i: number])[] {
    const all = this.#subject.system.objects ?? [];
    return [...all.entries()].flatMap(([i, object]) =>
      objects.includes(object.name) ? [[object.name, object, i] as const] : [],
    );
  }

  /** The state once something has happened to a part, and to objects by what it invoked. */
  #after(state: NaiveState, slot: number, { situation, sent, invoked }: Done): NaiveState {
    const { node } = present(this.#subject.system.parts[slot]);
    const objects = state.objects.map((before, i) => {
      const shared = this.#object(i);
      return invoked
        .filter(({ object }) => object === shared.name)
        .reduce((held, { operation }) => shared.invoked(held, node, operation), before);
    });
    return { ...withSituation(state, slot, situation, sent), objects };
  }

  #requestsFor(slot: number, state: NaiveState): readonly Request[] {
    const { system, environment } = this.#subject;
    const part = present(system.parts[slot]);
    const { role } = situationAt(state, slot);
    return part.requests.filter((request) => environment.offers(part, request.kind, role, request));
  }

  #timeoutsFor(slot: number, state: NaiveState): readonly CommonEvent[] {
    const { system, environment } = this.#subject;
    const part = present(system.parts[slot]);
    const { role, timers } = situationAt(state, slot);
    return timers.filter((timer) => environment.offers(part, timer, role)).map((timer) => ({ kind: "timeout", timer }));
  }

  #stepTwice(slot: number, situation: Situation, event: CommonEvent | Request): Happening {
    const part = present(this.#subject.system.parts[slot]);
    frozen(situation);
    frozen(event);
    const once = give(part, situation, event);
    if (this.#isNew(slot, situation, event)) {
      const twice = give(part, situation, event);
      if (stableKey(once) !== stableKey(twice)) {
        throw new Error(`a step gives two results for ${part.name} ${textOf(situation)} ${textOf(event)}`);
      }
      if ("timer" in event && once.refusal !== undefined) this.#refusedTimers++;
    }
    return once;
  }

  /** Whether the part was never given the event in that situation before. */
  #isNew(slot: number, situation: Situation, event: CommonEvent | Request): boolean {
    const situations = present(this.#pairs[slot]);
    const events = situations.get(textOf(situation)) ?? new Set();
    situations.set(textOf(situation), events);
    const before = events.size;
    return events.add(textOf(event)).size > before;
  }

  /** What a crash, or a restart, can make of one part. */
  #turned(state: NaiveState, slot: number, up: boolean): readonly NaiveState[] {
    const { system, environment } = this.#subject;
    const part = present(system.parts[slot]);
    const situation = situationAt(state, slot);
    if (!up) {
      return [this.#after(state, slot, restart(part, frozen(situation)))];
    }
    const parts = environment.mayTear(part.node) ? part.recordParts : undefined;
    const { durable, writing } = situation;
    const left = environment.disk === "lands" ? [durable] : landings(durable, writing, parts);
    return left.map((record) => withSituation(state, slot, crash(situation, record), []));
  }
}

function situationAt(state: NaiveState, slot: number): Situation {
  return present(state.situations[slot]);
}

function withSituation(
  { situations, messages, ...rest }: NaiveState,
  slot: number,
  situation: Situation,
  sent: readonly Addressed[],
): NaiveState {
  const known = new Set(messages.map(textOf));
  return {
    situations: situations.map((before, other) => (other === slot ? situation : before)),
    messages: [...messages, ...sent.filter((message) => !known.has(textOf(message)))],
    ...rest,
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
