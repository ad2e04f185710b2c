/**
 * Every step that a system can take from a state: what its parts do, crashes and restarts of its nodes, and what the
 * network loses. It holds no guard of any protocol.
 *
 * @module
 */
import { landings } from "../../src/core/landing.ts";
import type { NodeId } from "../../src/core/node-id.ts";
import { begin, crash, isUp, restart } from "../../src/core/situation.ts";
import { nodesOf, type System } from "../../src/core/system.ts";
import type { Environment } from "./environment.ts";
import type { Interner } from "./interner.ts";
import { type Move, PartMoves, type Put } from "./part-moves.ts";
import { type Naming, StateNumbers } from "./state-numbers.ts";

/**
 * Told of each step: the number of its action's name, the state after it, and the slots in which that may differ from
 * the state before, the first `count` of `changed`. The arrays are used again.
 */
export type OnStep = (action: number, after: Uint32Array, changed: readonly number[], count: number) => void;

/** The slots of a node's parts, and what the environment may do to it. */
interface Node {
  readonly name: NodeId;
  readonly slots: readonly number[];
  readonly mayCrash: boolean;
  readonly mayRestart: boolean;
}

export class Walker extends StateNumbers {
  readonly nodes: readonly Node[];
  readonly #environment: Environment;
  readonly #parts: PartMoves;
  /** The state after a step, and the slots in which it may differ from the one before. */
  readonly #after: Uint32Array;
  readonly #changed: number[] = [];
  #count = 0;

  constructor(system: System, environment: Environment, naming: Naming) {
    super(system, naming);
    this.#environment = environment;
    this.#parts = new PartMoves(this, environment, naming);
    this.#after = new Uint32Array(this.width);
    this.nodes = nodesOf(system).map((name) => ({
      name,
      slots: system.parts.flatMap((part, slot) => (part.node === name ? [slot] : [])),
      mayCrash: environment.mayCrash(name),
      mayRestart: environment.mayRestart(name),
    }));
  }

  /** The names of the actions, by number. */
  get actions(): Interner<string> {
    return this.#parts.actions;
  }

  /** How often a step was really called. */
  get stepsCalled(): number {
    return this.#parts.stepsCalled;
  }

  /** The one initial state. */
  initial(): Uint32Array {
    const state = new Uint32Array(this.width);
    this.system.parts.forEach((part, slot) => {
      const { situation, additions } = this.settle(slot, begin(part));
      state[slot] = situation;
      for (const { slot: at, set } of additions) state[at] = this.union(at, state[at] ?? 0, set);
    });
    return state;
  }

  /** Tells of every step from the state that changes something. */
  expand(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.map((_, slot) => slot);
    this.expandWithin(state, parts, this.links, this.objects, (move) => this.#take(state, move, onStep));
  }

  /**
   * Tells of the moves of these parts, and of their nodes, that need nothing from any link or object but these, of what
   * these links may lose, and of what these objects do: all by slot, and either all parts of a node or none. Some may
   * change nothing.
   */
  expandWithin(
    state: Uint32Array,
    parts: readonly number[],
    links: readonly number[],
    objects: readonly number[],
    onMove: (move: Move) => void,
  ): void {
    for (const slot of parts) {
      this.#parts.ownMovesOf(slot, state[slot] ?? 0).forEach(onMove);
      for (const link of links) this.receipts(slot, link, state).forEach(onMove);
      for (const object of objects) this.outcomes(slot, object, state).forEach(onMove);
    }
    for (const node of this.nodes) {
      if (node.slots.some((slot) => parts.includes(slot))) this.#crashesAndRestarts(node, state).forEach(onMove);
    }
    for (const link of links) this.#losses(link, state[link] ?? 0).forEach(onMove);
    for (const object of objects) this.#stepsOf(object, state[object] ?? 0).forEach(onMove);
  }

  /** What a part does with the messages on a link. */
  receipts(slot: number, link: number, state: Uint32Array): readonly Move[] {
    return this.#parts.receipts(slot, link, state);
  }

  /** What a part does with what it hears of an object. */
  outcomes(slot: number, object: number, state: Uint32Array): readonly Move[] {
    return this.#parts.outcomes(slot, object, state);
  }

  /** The slots of the links that hold anything which the part heeds in this situation, as far as messages are known. */
  heededLinks(slot: number, situation: number): readonly number[] {
    return this.#parts.heededLinks(slot, situation);
  }

  /** Makes the move in the buffer, tells of it if it changes anything, and takes it back. */
  #take(state: Uint32Array, { action, puts, additions }: Move, onStep: OnStep): void {
    const after = this.#after;
    after.set(state);
    this.#count = 0;
    for (const { slot, number } of puts) this.#put(slot, number);
    // What was sent before is on its link already, and what was asked before is known. Objects come last.
    for (const { slot, set } of additions) this.#put(slot, this.union(slot, after[slot] ?? 0, set));
    if (this.#count > 0) onStep(action, after, this.#changed, this.#count);
  }

  #put(slot: number, number: number): void {
    if (this.#after[slot] === number) return;
    this.#after[slot] = number;
    this.#changed[this.#count++] = slot;
  }

  /** What may happen to a node: if it is up a crash, otherwise a restart. */
  #crashesAndRestarts({ name, slots, mayCrash, mayRestart }: Node, state: Uint32Array): readonly Move[] {
    // What never crashes is never down.
    if (!mayCrash) return [];
    if (isUp(this.situation(state, slots[0] ?? 0))) {
      const action = this.actions.intern("Crash");
      const additions = this.crashedFor(name);
      return this.#crashed(slots, state).map((puts) => ({ action, puts, additions }));
    }
    if (!mayRestart) return [];
    const starts = slots.map((slot) => ({
      slot,
      ...this.settle(slot, restart(this.part(slot), this.situation(state, slot))),
    }));
    const puts = starts.map(({ slot, situation }) => ({ slot, number: situation }));
    return [{ action: this.actions.intern("Restart"), puts, additions: starts.flatMap(({ additions }) => additions) }];
  }

  /** The parts of a node go down together; each has as many ends as its disk leaves open. */
  #crashed(slots: readonly number[], state: Uint32Array): readonly (readonly Put[])[] {
    return slots.reduce<readonly (readonly Put[])[]>(
      (all, slot) => all.flatMap((puts) => this.#endsOf(slot, state).map((number) => [...puts, { slot, number }])),
      [[]],
    );
  }

  /** What a crash can leave of a part. */
  #endsOf(slot: number, state: Uint32Array): readonly number[] {
    const situation = this.situation(state, slot);
    const { durable, writing } = situation;
    const { node, recordParts } = this.part(slot);
    const { disk, mayTear } = this.#environment;
    const left = disk === "lands" ? [durable] : landings(durable, writing, mayTear(node) ? recordParts : []);
    return [...new Set(left.map((record) => this.numberOf(slot, crash(situation, record))))];
  }

  /** What an object does by itself. */
  #stepsOf(slot: number, number: number): readonly Move[] {
    return this.objectAt(slot)
      .steps(this.objectStateNumbered(slot, number))
      .filter(({ action, subject }) => this.#environment.mayTake(action, subject))
      .map(({ action, state }) => ({
        action: this.actions.intern(action),
        puts: [{ slot, number: this.numberOfObject(slot, state) }],
        additions: [],
      }));
  }

  /** What a link may lose, one message at a time. */
  #losses(link: number, set: number): readonly Move[] {
    const table = this.linkAt(link);
    return table
      .membersOf(set)
      .filter((message) => this.#environment.mayLose(table.members.value(message)))
      .map((message) => ({
        action: this.actions.intern("Lose"),
        puts: [{ slot: link, number: table.without(set, message) }],
        additions: [],
      }));
  }
}
