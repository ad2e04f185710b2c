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
import { hashOf, term } from "./tuple-hash.ts";

/** The specification's action for an event that was given to a part. */
export type ActionOf = (part: Part, event: CommonEvent | Request) => string;

/** Told of each step: the number of its action's name, the state after it, in a buffer that is used again, and its hash. */
export type OnStep = (action: number, after: Uint32Array, hash: number) => void;

/** What one part does: its next situation, and for each link that it sends on, the set of what it sends. */
interface Move {
  readonly action: number;
  readonly situation: number;
  readonly sends: readonly Sending[];
}

interface Sending {
  /** The slot of the link in a state. */
  readonly link: number;
  readonly set: number;
}

/** Never taken: what an index outside of a list would be. */
const noMove: Move = { action: 0, situation: 0, sends: [] };
const noSending: Sending = { link: 0, set: 0 };

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
  /** The state after a step, and its hash. */
  readonly #after: Uint32Array;
  #hash = 0;

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

  /** Tells of every step from the state that changes something. */
  expand(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.length;
    this.#after.set(state);
    this.#hash = hashOf(state);
    for (let slot = 0; slot < parts; slot++) {
      const situation = state[slot] ?? 0;
      const own = this.#ownMovesOf(slot, situation);
      for (let i = 0; i < own.length; i++) this.#take(state, slot, own[i] ?? noMove, onStep);
      const memos = this.#receipts[slot] ?? [];
      for (let link = 0; link < memos.length; link++) {
        const set = state[parts + link] ?? 0;
        const memo = memos[link];
        if (set === 0 || memo === undefined) continue;
        const known = set >> memo.shift === 0 ? memo.results[(situation << memo.shift) | set] : 0;
        const list = known !== undefined && known !== 0 ? known - 1 : memo.get(situation, set);
        if (list === 0) continue;
        const moves = this.#moveLists[list] ?? [];
        for (let i = 0; i < moves.length; i++) this.#take(state, slot, moves[i] ?? noMove, onStep);
      }
    }
    this.#crashAndRestart(state, onStep);
    this.#lose(state, onStep);
  }

  /** Makes the move in the buffer, tells of it, and takes it back. */
  #take(state: Uint32Array, slot: number, move: Move, onStep: OnStep): void {
    const after = this.#after;
    const before = this.#hash;
    const { sends } = move;
    this.#put(slot, move.situation);
    for (let i = 0; i < sends.length; i++) this.#send(sends[i] ?? noSending);
    // An answer that was sent before changes nothing; another state with the same hash is told apart by its members.
    if (this.#hash !== before || this.#differs(state)) onStep(move.action, after, this.#hash);
    after[slot] = state[slot] ?? 0;
    for (let i = 0; i < sends.length; i++) {
      const link = sends[i]?.link ?? 0;
      after[link] = state[link] ?? 0;
    }
    this.#hash = before;
  }

  #differs(state: Uint32Array): boolean {
    for (let i = 0; i < state.length; i++) if (state[i] !== this.#after[i]) return true;
    return false;
  }

  #send({ link, set }: Sending): void {
    const held = this.#after[link] ?? 0;
    this.#put(link, this.#linkAt(link).union(held, set));
  }

  /** Changes one component of the buffer, and the hash with it. */
  #put(at: number, component: number): void {
    const old = this.#after[at] ?? 0;
    if (old === component) return;
    this.#after[at] = component;
    this.#hash = (this.#hash - term(at, old) + term(at, component)) | 0;
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
      const up = this.#isUp(slots[0] ?? 0, state);
      if (up ? !this.#environment.mayCrash(name) : !this.#environment.mayRestart(name)) continue;
      const before = this.#hash;
      for (const slot of slots) {
        const situation = state[slot] ?? 0;
        if (up) this.#put(slot, this.#crashed(slot, situation));
        else this.#restart(slot, situation);
      }
      onStep(this.actions.intern(up ? "Crash" : "Restart"), this.#after, this.#hash);
      this.#after.set(state);
      this.#hash = before;
    }
  }

  #isUp(slot: number, state: Uint32Array): boolean {
    return isUp(this.situation(state, slot));
  }

  #crashed(slot: number, situation: number): number {
    const known = this.#crashes[slot]?.get(situation);
    if (known !== undefined) return known;
    const crashed = this.#situationsOf(slot).intern(crash(this.situationNumbered(slot, situation)));
    this.#crashes[slot]?.set(situation, crashed);
    return crashed;
  }

  #restart(slot: number, situation: number): void {
    let move = this.#restarts[slot]?.get(situation);
    if (move === undefined) {
      move = { action: 0, ...this.#settle(slot, restart(this.#part(slot), this.situationNumbered(slot, situation))) };
      this.#restarts[slot]?.set(situation, move);
    }
    this.#put(slot, move.situation);
    for (const sending of move.sends) this.#send(sending);
  }

  #lose(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.length;
    for (let link = 0; link < this.#links.length; link++) {
      const set = state[parts + link] ?? 0;
      if (set === 0) continue;
      for (const rest of this.#lossesOf(link, set)) {
        const before = this.#hash;
        this.#put(parts + link, rest);
        onStep(this.actions.intern("Lose"), this.#after, this.#hash);
        this.#after[parts + link] = set;
        this.#hash = before;
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
