/**
 * The walker where the network keeps its word. What may happen hangs on the whole of a state, so nothing is looked up by
 * sites: each state is taken as it is, and what a part does with an event is remembered.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import { give, type Happening, restart, type Situation } from "../../src/core/situation.ts";
import type { Taking } from "./choice.ts";
import { orderlySteps } from "./orderly-choices.ts";
import type { OrderlyNetwork } from "./orderly-network.ts";
import { initialState, type PlainState } from "./plain-state.ts";
import type { Subject } from "./subject.ts";
import { type OnStep, Walker } from "./walker.ts";

export class OrderlyWalker extends Walker {
  readonly #subject: Subject;
  readonly #network: OrderlyNetwork;
  readonly #after: Uint32Array;
  readonly #known = new WeakMap<Situation, Map<object, Happening>>();
  readonly #taking: Taking;
  /** By part: the numbers of situations, each of which is mostly the same object. */
  readonly #numbers: readonly WeakMap<Situation, number>[];

  constructor(subject: Subject, network: OrderlyNetwork) {
    super(subject.system, subject.environment, subject.mapping);
    this.#subject = subject;
    this.#network = network;
    this.#after = new Uint32Array(this.width);
    this.#numbers = subject.system.parts.map(() => new WeakMap<Situation, number>());
    this.#taking = {
      give: (part, situation, event) => {
        const known = this.#known.get(situation) ?? new Map<object, Happening>();
        this.#known.set(situation, known);
        const happening = known.get(event) ?? give(part, situation, event);
        known.set(event, happening);
        return happening;
      },
      restart,
    };
  }

  override initial(): Uint32Array {
    const state = new Uint32Array(this.width);
    const first = initialState(this.system);
    this.#write(first, state);
    const begun = this.#subject.begins?.(this.#subject) ?? first;
    this.#write(begun, state, first);
    return state;
  }

  override expand(state: Uint32Array, onStep: OnStep): void {
    const changed: number[] = [];
    const before = this.#read(state);
    for (const { action, next } of orderlySteps(this.#subject, this.#network, before, this.#taking)) {
      this.#after.set(state);
      this.#write(next, this.#after, before);
      changed.length = 0;
      for (let slot = 0; slot < this.width; slot++) if (this.#after[slot] !== state[slot]) changed.push(slot);
      if (changed.length > 0) onStep(this.actions.intern(action), this.#after, changed, changed.length);
    }
  }

  /** A state is all that there is of it. */
  contentsOf(state: Uint32Array): Uint32Array {
    return state.slice();
  }

  fill(contents: ArrayLike<number>, into: Uint32Array): void {
    into.set(contents);
  }

  #read(state: Uint32Array): PlainState {
    const numberIn = (slot: number): number => state[slot] ?? 0;
    return {
      situations: this.system.parts.map((_, slot) => this.situation(state, slot)),
      messages: this.links.flatMap((slot, link) => this.messagesNumbered(link, numberIn(slot))),
      objects: this.objects.map((slot) => this.objectStateNumbered(slot, numberIn(slot))),
      asked: this.askedSlot === undefined ? [] : this.askedNumbered(numberIn(this.askedSlot)),
    };
  }

  /** @param before - what is written already: what is the same object there is left as it is */
  #write({ situations, messages, objects }: PlainState, into: Uint32Array, before?: PlainState): void {
    situations.forEach((situation, slot) => {
      if (situation !== before?.situations[slot]) into[slot] = this.#situationNumber(slot, situation);
    });
    this.objects.forEach((slot, i) => {
      const state = present(objects[i]);
      if (state !== before?.objects[i]) into[slot] = this.numberOfObject(slot, state);
    });
    if (messages === before?.messages) return;
    this.links.forEach((slot, link) => {
      const name = this.system.links[link];
      into[slot] = this.linkAt(slot).setOf(messages.filter((message) => this.system.linkOf(message) === name));
    });
  }

  #situationNumber(slot: number, situation: Situation): number {
    const known = this.#numbers[slot]?.get(situation);
    if (known !== undefined) return known;
    const number = this.numberOf(slot, situation);
    this.#numbers[slot]?.set(situation, number);
    return number;
  }
}
