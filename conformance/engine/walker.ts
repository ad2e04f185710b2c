/**
 * Every step that a system can take from a state. The walker offers each part every event that its environment could
 * produce, and the steps decide. It holds no guard of any protocol.
 *
 * A system state is a tuple of numbers: the situation of each part, then the set of messages on each link. A step is
 * pure, so it is called once for each situation and event, and its result is remembered by number.
 *
 * @module
 */
import {
  begin,
  crash,
  give,
  type Happening,
  isUp,
  land,
  persisted,
  restart,
  type Situation,
} from "../../src/core/situation.ts";
import {
  type Addressed,
  type CommonEvent,
  nodesOf,
  type Part,
  type Request,
  type System,
} from "../../src/core/system.ts";
import type { Environment } from "./environment.ts";
import { Interner } from "./interner.ts";
import { LinkTable } from "./link-table.ts";
import { PairMemo } from "./pair-memo.ts";

/** The specification's action for an event that was given to a part. */
export type ActionOf = (part: Part, event: CommonEvent | Request) => string;

/** Told of each step: the number of its action's name, and the state after it, in a buffer that is used again. */
export type OnStep = (action: number, after: Uint32Array) => void;

/** What one part does: its next situation, and for each link that it sends on, the set of what it sends. */
interface Move {
  readonly action: number;
  readonly situation: number;
  readonly sends: readonly Sending[];
}

interface Sending {
  readonly link: number;
  readonly set: number;
}

export class Walker {
  readonly system: System;
  /** How many numbers a state has. */
  readonly width: number;
  /** The names of the actions, by number. */
  readonly actions: Interner<string> = new Interner();
  /** How often a step was really called. */
  stepsCalled = 0;
  readonly #environment: Environment;
  readonly #actionOf: ActionOf;
  readonly #situations: readonly Interner<Situation>[];
  readonly #links: readonly LinkTable[];
  readonly #linkNumbers: ReadonlyMap<string, number>;
  /** The slots of each node's parts. */
  readonly #nodes: readonly { readonly name: string; readonly slots: readonly number[] }[];
  readonly #moveLists: (readonly Move[])[] = [[]];
  /** By part and situation: the moves that need no message. */
  readonly #ownMoves: (readonly Move[] | undefined)[][];
  /** By part and link: situation and message set -> number of the list of moves. */
  readonly #receipts: readonly (readonly PairMemo[])[];
  readonly #receiptsOfOne: readonly Map<string, Move | undefined>[];
  readonly #crashes: Map<number, number>[];
  readonly #restarts: Map<number, Move>[];
  readonly #losses: Map<number, readonly number[]>[];
  readonly #after: Uint32Array;

  constructor(system: System, environment: Environment, actionOf: ActionOf) {
    const { parts, links } = system;
    this.system = system;
    this.#environment = environment;
    this.#actionOf = actionOf;
    this.width = parts.length + links.length;
    this.#after = new Uint32Array(this.width);
    this.#situations = parts.map(() => new Interner<Situation>());
    this.#links = links.map(() => new LinkTable());
    this.#linkNumbers = new Map(links.map((name, link) => [name, link]));
    this.#nodes = nodesOf(system).map((name) => ({
      name,
      slots: parts.flatMap((part, slot) => (part.node === name ? [slot] : [])),
    }));
    this.#ownMoves = parts.map(() => []);
    this.#receipts = parts.map((_, slot) =>
      links.map((_, link) => new PairMemo((situation, set) => this.#receive(slot, link, situation, set))),
    );
    this.#receiptsOfOne = parts.map(() => new Map());
    this.#crashes = parts.map(() => new Map());
    this.#restarts = parts.map(() => new Map());
    this.#losses = links.map(() => new Map());
  }

  /** The one initial state. */
  initial(): Uint32Array {
    const state = new Uint32Array(this.width);
    this.system.parts.forEach((part, slot) => {
      const { situation, sends } = this.#settle(slot, begin(part));
      state[slot] = situation;
      for (const { link, set } of sends) state[link] = this.#linkAt(link).union(state[link] ?? 0, set);
    });
    return state;
  }

  /** The situation of a part in a state. */
  situation(state: ArrayLike<number>, slot: number): Situation {
    return this.#situationsOf(slot).value(state[slot] ?? 0);
  }

  /** The situation of that number, of a part. */
  situationNumbered(slot: number, number: number): Situation {
    return this.#situationsOf(slot).value(number);
  }

  /** The messages in a set of that number, of a link. */
  messagesNumbered(link: number, set: number): readonly Addressed[] {
    const table = this.#linkAt(this.system.parts.length + link);
    return table.membersOf(set).map((member) => table.messages.value(member));
  }

  /** Tells of every step from the state that is not refused, those that change nothing included. */
  expand(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.length;
    for (let slot = 0; slot < parts; slot++) {
      const situation = state[slot] ?? 0;
      for (const move of this.#ownMovesOf(slot, situation)) this.#take(state, slot, move, onStep);
      const receipts = this.#receipts[slot] ?? [];
      for (let link = 0; link < receipts.length; link++) {
        const set = state[parts + link] ?? 0;
        if (set === 0) continue;
        const list = receipts[link]?.get(situation, set) ?? 0;
        if (list === 0) continue;
        for (const move of this.#moveLists[list] ?? []) this.#take(state, slot, move, onStep);
      }
    }
    this.#crashAndRestart(state, onStep);
    this.#lose(state, onStep);
  }

  #take(state: Uint32Array, slot: number, move: Move, onStep: OnStep): void {
    const after = this.#after;
    after.set(state);
    after[slot] = move.situation;
    for (const { link, set } of move.sends) after[link] = this.#linkAt(link).union(after[link] ?? 0, set);
    onStep(move.action, after);
  }

  #ownMovesOf(slot: number, situation: number): readonly Move[] {
    const known = this.#ownMoves[slot]?.[situation];
    if (known !== undefined) return known;
    const moves = this.#moveByItself(slot, situation);
    const list = this.#ownMoves[slot];
    if (list !== undefined) list[situation] = moves;
    return moves;
  }

  #moveByItself(slot: number, number: number): readonly Move[] {
    const part = this.#part(slot);
    const situation = this.situationNumbered(slot, number);
    const events: (CommonEvent | Request)[] = [
      ...part.requests.filter((request) => this.#environment.offers(part, request.kind)),
      ...situation.timers
        .filter((timer) => this.#environment.offers(part, timer))
        .map((timer): CommonEvent => ({ kind: "timeout", timer })),
    ];
    const durable = persisted(situation);
    if (durable !== undefined) events.push(durable);
    const moves = events.flatMap((event) => this.#give(slot, number, event) ?? []);
    if (situation.writing.length === 0) return moves;
    const landed = this.#situationsOf(slot).intern(land(situation));
    return [...moves, { action: this.actions.intern("BecomeDurable"), situation: landed, sends: [] }];
  }

  /** The number of the list of moves that a part in a situation makes on receiving what a link holds. */
  #receive(slot: number, link: number, situation: number, set: number): number {
    const table = this.#linkAt(this.system.parts.length + link);
    const moves = table.membersOf(set).flatMap((message) => this.#receiveOne(slot, link, situation, message) ?? []);
    return moves.length === 0 ? 0 : this.#moveLists.push(moves) - 1;
  }

  #receiveOne(slot: number, link: number, situation: number, message: number): Move | undefined {
    const known = this.#receiptsOfOne[slot];
    const key = `${situation} ${link} ${message}`;
    if (known?.has(key)) return known.get(key);
    const table = this.#linkAt(this.system.parts.length + link);
    const move = this.#give(slot, situation, { kind: "receive", message: table.messages.value(message) });
    known?.set(key, move);
    return move;
  }

  #give(slot: number, number: number, event: CommonEvent | Request): Move | undefined {
    this.stepsCalled++;
    const part = this.#part(slot);
    const { situation, sends } = this.#settle(slot, give(part, this.situationNumbered(slot, number), event));
    if (situation === number && sends.length === 0) return undefined;
    return { action: this.actions.intern(this.#actionOf(part, event)), situation, sends };
  }

  #crashAndRestart(state: Uint32Array, onStep: OnStep): void {
    for (const { name, slots } of this.#nodes) {
      const up = isUp(this.situation(state, slots[0] ?? 0));
      if (up ? !this.#environment.mayCrash(name) : !this.#environment.mayRestart(name)) continue;
      const after = this.#after;
      after.set(state);
      for (const slot of slots) {
        if (up) after[slot] = this.#crashed(slot, state[slot] ?? 0);
        else this.#restart(slot, state[slot] ?? 0, after);
      }
      onStep(this.actions.intern(up ? "Crash" : "Restart"), after);
    }
  }

  #crashed(slot: number, situation: number): number {
    const known = this.#crashes[slot]?.get(situation);
    if (known !== undefined) return known;
    const crashed = this.#situationsOf(slot).intern(crash(this.situationNumbered(slot, situation)));
    this.#crashes[slot]?.set(situation, crashed);
    return crashed;
  }

  #restart(slot: number, situation: number, after: Uint32Array): void {
    let move = this.#restarts[slot]?.get(situation);
    if (move === undefined) {
      move = { action: 0, ...this.#settle(slot, restart(this.#part(slot), this.situationNumbered(slot, situation))) };
      this.#restarts[slot]?.set(situation, move);
    }
    after[slot] = move.situation;
    for (const { link, set } of move.sends) after[link] = this.#linkAt(link).union(after[link] ?? 0, set);
  }

  #lose(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.length;
    for (let link = 0; link < this.#links.length; link++) {
      const set = state[parts + link] ?? 0;
      if (set === 0) continue;
      for (const rest of this.#lossesOf(link, set)) {
        this.#after.set(state);
        this.#after[parts + link] = rest;
        onStep(this.actions.intern("Lose"), this.#after);
      }
    }
  }

  #lossesOf(link: number, set: number): readonly number[] {
    const known = this.#losses[link]?.get(set);
    if (known !== undefined) return known;
    const table = this.#linkAt(this.system.parts.length + link);
    const losses = table
      .membersOf(set)
      .filter((message) => this.#environment.mayLose(table.messages.value(message)))
      .map((message) => table.without(set, message));
    this.#losses[link]?.set(set, losses);
    return losses;
  }

  /** Numbers what happened to a part, and sorts what it sent by link. */
  #settle(slot: number, { situation, sent }: Happening): { situation: number; sends: readonly Sending[] } {
    const byLink = new Map<number, Addressed[]>();
    for (const message of sent) {
      const link = this.#slotOfLink(message);
      byLink.set(link, [...(byLink.get(link) ?? []), message]);
    }
    return {
      situation: this.#situationsOf(slot).intern(situation),
      sends: [...byLink].map(([link, messages]) => ({ link, set: this.#linkAt(link).setOf(messages) })),
    };
  }

  #slotOfLink(message: Addressed): number {
    const name = this.system.linkOf(message);
    const link = this.#linkNumbers.get(name);
    if (link === undefined) throw new Error(`the system has no link ${name}, on which ${stringOf(message)} was sent`);
    return this.system.parts.length + link;
  }

  #part(slot: number): Part {
    return present(this.system.parts[slot], "part");
  }

  #situationsOf(slot: number): Interner<Situation> {
    return present(this.#situations[slot], "part");
  }

  /** By slot of the state, not by number of the link. */
  #linkAt(slot: number): LinkTable {
    return present(this.#links[slot - this.system.parts.length], "link");
  }
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the system has no such ${what}`);
  return value;
}

function stringOf(message: Addressed): string {
  return JSON.stringify(message);
}
