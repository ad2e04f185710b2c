/**
 * Every step that a system can take from a state. The walker offers each part every event that its environment could
 * produce, and the steps decide. It holds no guard of any protocol.
 *
 * A system state is a tuple of numbers: the situation of each part, then the set of messages on each link, and then, if
 * anybody wants to know, the set of what was asked. A step is pure, so it is called once for each situation and event,
 * and its result is remembered by number.
 *
 * @module
 */
import { landings } from "../../src/core/landing.ts";
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
import type { Mapping } from "./mapping.ts";
import { PairMemos } from "./pair-memos.ts";
import { SetTable } from "./set-table.ts";

/** What the walker needs to know of the specification: the names of actions, and what counts as asked. */
export type Naming = Pick<Mapping, "actionOf" | "asked">;

/**
 * Told of each step: the number of its action's name, the state after it, and the slots in which that may differ from
 * the state before, the first `count` of `changed`. The arrays are used again.
 */
export type OnStep = (action: number, after: Uint32Array, changed: readonly number[], count: number) => void;

/** Right as long as no message is known that was not known then. */
interface KnownLinks {
  readonly messagesKnown: number;
  readonly links: readonly number[];
}

/** The slots of a node's parts, and what the environment may do to it. */
interface Node {
  readonly slots: readonly number[];
  readonly mayCrash: boolean;
  readonly mayRestart: boolean;
}

/** What one step does: what it puts into slots, and for each set that it adds to, what it adds. */
export interface Move {
  readonly action: number;
  readonly puts: readonly Put[];
  readonly additions: readonly Addition[];
}

interface Put {
  readonly slot: number;
  readonly number: number;
}

/** What a step sends on a link, or what it was asked: the set, and the slot of that which it is added to. */
export interface Addition {
  readonly slot: number;
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
  /** How many messages are known, on all links. */
  messagesKnown = 0;
  readonly nodes: readonly Node[];
  /** The slots of the links. */
  readonly links: readonly number[];
  /** The slot of what was asked, if the specification has such a variable. */
  readonly askedSlot: number | undefined;
  readonly #environment: Environment;
  readonly #naming: Naming;
  readonly #situations: readonly Interner<Situation>[];
  readonly #links: readonly SetTable<Addressed>[];
  readonly #asked = new SetTable<NonNullable<unknown>>();
  readonly #linkNumbers: ReadonlyMap<string, number>;
  /** By part and situation: the moves that need no message. */
  readonly #ownMoves: (readonly Move[] | undefined)[][];
  /** For each part and link: situation and message -> number of the move + 1, or 0 if there is none. */
  readonly #receiptsOfOne: PairMemos;
  readonly #moves: Move[] = [];
  /** By part and situation: the links that hold a message which the part heeds, as far as messages are known. */
  readonly #heeded: (KnownLinks | undefined)[][];
  /** The state after a step, and the slots in which it may differ from the one before. */
  readonly #after: Uint32Array;
  readonly #changed: number[] = [];
  #count = 0;

  constructor(system: System, environment: Environment, naming: Naming) {
    const { parts, links } = system;
    this.system = system;
    this.#environment = environment;
    this.#naming = naming;
    this.links = links.map((_, link) => parts.length + link);
    this.askedSlot = naming.asked === undefined ? undefined : parts.length + links.length;
    this.width = parts.length + links.length + (this.askedSlot === undefined ? 0 : 1);
    this.#after = new Uint32Array(this.width);
    this.#situations = parts.map(() => new Interner<Situation>());
    this.#links = links.map(() => new SetTable<Addressed>());
    this.#linkNumbers = new Map(links.map((name, link) => [name, link]));
    this.nodes = nodesOf(system).map((name) => ({
      slots: parts.flatMap((part, slot) => (part.node === name ? [slot] : [])),
      mayCrash: environment.mayCrash(name),
      mayRestart: environment.mayRestart(name),
    }));
    this.#ownMoves = parts.map(() => []);
    this.#receiptsOfOne = new PairMemos(parts.length * links.length, (pair, situation, message) =>
      this.#receiveOne(Math.floor(pair / links.length), pair % links.length, situation, message),
    );
    this.#heeded = parts.map(() => []);
  }

  /** The one initial state. */
  initial(): Uint32Array {
    const state = new Uint32Array(this.width);
    this.system.parts.forEach((part, slot) => {
      const { situation, additions } = this.#settle(slot, begin(part));
      state[slot] = situation;
      for (const { slot: at, set } of additions) state[at] = this.union(at, state[at] ?? 0, set);
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
    return this.#linkAt(this.system.parts.length + link).valuesOf(set);
  }

  /** What is in a set of that number, of what was asked. */
  askedNumbered(set: number): readonly NonNullable<unknown>[] {
    return this.#asked.valuesOf(set);
  }

  /** Tells of every step from the state that changes something. */
  expand(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.map((_, slot) => slot);
    this.expandWithin(state, parts, this.links, (move) => this.#take(state, move, onStep));
  }

  /**
   * Tells of the moves of these parts, and of their nodes, that need no message from any link but these, and of what
   * these links may lose: parts and links by slot, and either all parts of a node or none. Some may change nothing.
   */
  expandWithin(
    state: Uint32Array,
    parts: readonly number[],
    links: readonly number[],
    onMove: (move: Move) => void,
  ): void {
    for (const slot of parts) {
      this.#ownMovesOf(slot, state[slot] ?? 0).forEach(onMove);
      for (const link of links) this.receipts(slot, link, state).forEach(onMove);
    }
    for (const node of this.nodes) {
      if (node.slots.some((slot) => parts.includes(slot))) this.#crashesAndRestarts(node, state).forEach(onMove);
    }
    for (const link of links) this.#losses(link, state[link] ?? 0).forEach(onMove);
  }

  /** What a part does with the messages on a link. */
  receipts(slot: number, link: number, state: Uint32Array): readonly Move[] {
    const pair = slot * this.#links.length + link - this.system.parts.length;
    return this.#linkAt(link)
      .membersOf(state[link] ?? 0)
      .flatMap((message) => {
        const move = this.#receiptsOfOne.get(pair, state[slot] ?? 0, message);
        return move === 0 ? [] : (this.#moves[move - 1] ?? []);
      });
  }

  /** The number of two sets together, of a link or of what was asked, by slot. */
  union(slot: number, one: number, other: number): number {
    return (slot === this.askedSlot ? this.#asked : this.#linkAt(slot)).union(one, other);
  }

  /** Makes the move in the buffer, tells of it if it changes anything, and takes it back. */
  #take(state: Uint32Array, { action, puts, additions }: Move, onStep: OnStep): void {
    const after = this.#after;
    after.set(state);
    this.#count = 0;
    for (const { slot, number } of puts) this.#put(slot, number);
    // What was sent before is on its link already, and what was asked before is known.
    for (const { slot, set } of additions) this.#put(slot, this.union(slot, after[slot] ?? 0, set));
    if (this.#count > 0) onStep(action, after, this.#changed, this.#count);
  }

  #put(slot: number, number: number): void {
    if (this.#after[slot] === number) return;
    this.#after[slot] = number;
    this.#changed[this.#count++] = slot;
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
    const { role } = situation;
    const events: (CommonEvent | Request)[] = [
      ...part.requests.filter((request) => this.#environment.offers(part, request.kind, role)),
      ...situation.timers
        .filter((timer) => this.#environment.offers(part, timer, role))
        .map((timer): CommonEvent => ({ kind: "timeout", timer })),
    ];
    const moves = this.#hears(part, situation) ? events.flatMap((event) => this.#give(slot, number, event) ?? []) : [];
    return [...moves, ...this.#moveOfDisk(slot, number)];
  }

  /** What the disk of the part does next, and what the part does about it. */
  #moveOfDisk(slot: number, number: number): readonly Move[] {
    const situation = this.situationNumbered(slot, number);
    const isWriting = situation.writing.length > 0;
    if (this.#environment.disk !== "lands") {
      return [
        ...this.#staleAnswers(slot, number),
        ...(this.#environment.disk === "answers" ? this.#earlyAnswers(slot, number) : []),
        ...(isWriting ? this.#answer(slot, number) : []),
      ];
    }
    if (!isWriting) return this.#answer(slot, number);
    const landed = this.#situationsOf(slot).intern(land(situation));
    return [{ action: this.actions.intern("Land"), puts: [{ slot, number: landed }], additions: [] }];
  }

  /**
   * The disk says that some of the writes have landed, and others have not. If that is all that changes, it is the
   * disk's own action.
   */
  #earlyAnswers(slot: number, number: number): readonly Move[] {
    const situation = this.situationNumbered(slot, number);
    return situation.writing.slice(0, -1).flatMap((record, i) => {
      const landed = land(situation, i + 1);
      const move = this.#moveFrom(slot, number, { kind: "persisted", record }, landed);
      if (move === undefined) return [];
      const isHeeded = move.additions.length > 0 || move.puts[0]?.number !== this.#situationsOf(slot).intern(landed);
      return [isHeeded ? move : { ...move, action: this.actions.intern("Land") }];
    });
  }

  /** What a disk says again is no news: no edge of any specification. */
  #staleAnswers(slot: number, number: number): readonly Move[] {
    const { durable, writing } = this.situationNumbered(slot, number);
    const early = this.#environment.disk === "answersForAll" ? writing.slice(0, -1) : [];
    const stale = [durable, ...early].map((record) => ({ kind: "persisted" as const, record }));
    return stale.flatMap((event) => this.#give(slot, number, event) ?? []);
  }

  /** The disk says that all writes have landed. */
  #answer(slot: number, number: number): readonly Move[] {
    const landed = landAll(this.situationNumbered(slot, number));
    const durable = persisted(landed);
    const move = durable === undefined ? undefined : this.#moveFrom(slot, number, durable, landed);
    return move === undefined ? [] : [move];
  }

  /** Whether anything but its disk reaches the part. */
  #hears(part: Part, { writing }: Situation): boolean {
    return writing.length === 0 || this.#environment.mayLag(part.node);
  }

  /**
   * The slots of the links that hold anything which the part heeds in this situation. Every message that is known,
   * wherever it is held now, is offered once to every situation: most are refused by all but their addressee, and a link
   * full of such need not be looked at again for every state.
   */
  heededLinks(slot: number, situation: number): readonly number[] {
    const heeded = this.#heeded[slot]?.[situation];
    if (heeded !== undefined && heeded.messagesKnown === this.messagesKnown) return heeded.links;
    const { messagesKnown } = this;
    const first = this.system.parts.length;
    const pairOf = (link: number): number => slot * this.#links.length + link;
    const links = this.#links.flatMap(({ members }, link) =>
      members.values.some((_, message) => this.#receiptsOfOne.get(pairOf(link), situation, message) !== 0)
        ? [first + link]
        : [],
    );
    const list = this.#heeded[slot];
    // What the part sends may be new: then this is done again.
    if (list !== undefined) list[situation] = { messagesKnown, links };
    return links;
  }

  #receiveOne(slot: number, link: number, situation: number, message: number): number {
    const received = this.#linkAt(this.system.parts.length + link).members.value(message);
    const hears = this.#hears(this.#part(slot), this.situationNumbered(slot, situation));
    if (!hears || !this.#environment.mayArrive(received)) return 0;
    const move = this.#give(slot, situation, { kind: "receive", message: received });
    return move === undefined ? 0 : this.#moves.push(move);
  }

  #give(slot: number, number: number, event: CommonEvent | Request): Move | undefined {
    return this.#moveFrom(slot, number, event, this.situationNumbered(slot, number));
  }

  /** @param given - the situation of that number, or what the disk has made of it */
  #moveFrom(slot: number, number: number, event: CommonEvent | Request, given: Situation): Move | undefined {
    this.stepsCalled++;
    const part = this.#part(slot);
    const before = this.situationNumbered(slot, number);
    const happening = give(part, given, event);
    const asked = this.#askedBy(part, before, event, happening);
    // Most offers are refused, and a refusal is the same object.
    if (happening.situation === before && happening.sent.length + asked.length === 0) return undefined;
    const { situation, additions } = this.#settle(slot, happening, asked);
    if (situation === number && additions.length === 0) return undefined;
    return {
      action: this.actions.intern(this.#naming.actionOf(part, event, before.role)),
      puts: [{ slot, number: situation }],
      additions,
    };
  }

  /** What was asked by the event. What was refused, or met a node that is down, was not asked. */
  #askedBy(
    part: Part,
    before: Situation,
    event: CommonEvent | Request,
    { refusal }: Happening,
  ): readonly NonNullable<unknown>[] {
    const { asked } = this.#naming;
    if (asked === undefined || refusal !== undefined || !isUp(before)) return [];
    return isRequest(event) ? asked.elementsOf(part, event) : [];
  }

  /** What may happen to a node: if it is up a crash, otherwise a restart. */
  #crashesAndRestarts({ slots, mayCrash, mayRestart }: Node, state: Uint32Array): readonly Move[] {
    // What never crashes is never down.
    if (!mayCrash) return [];
    if (isUp(this.situation(state, slots[0] ?? 0))) {
      const action = this.actions.intern("Crash");
      return this.#crashed(slots, state).map((puts) => ({ action, puts, additions: [] }));
    }
    if (!mayRestart) return [];
    const starts = slots.map((slot) => ({
      slot,
      ...this.#settle(slot, restart(this.#part(slot), this.situation(state, slot))),
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
    const { node, recordParts } = this.#part(slot);
    const { disk, mayTear } = this.#environment;
    const left = disk === "lands" ? [durable] : landings(durable, writing, mayTear(node) ? recordParts : []);
    return [...new Set(left.map((record) => this.#situationsOf(slot).intern(crash(situation, record))))];
  }

  /** What a link may lose, one message at a time. */
  #losses(link: number, set: number): readonly Move[] {
    const table = this.#linkAt(link);
    return table
      .membersOf(set)
      .filter((message) => this.#environment.mayLose(table.members.value(message)))
      .map((message) => ({
        action: this.actions.intern("Lose"),
        puts: [{ slot: link, number: table.without(set, message) }],
        additions: [],
      }));
  }

  /** Numbers what happened to a part, and sorts what it sent by link. */
  #settle(
    slot: number,
    { situation, sent }: Happening,
    asked: readonly NonNullable<unknown>[] = [],
  ): { situation: number; additions: readonly Addition[] } {
    const byLink = new Map<number, Addressed[]>();
    for (const message of sent) {
      const link = this.#slotOfLink(message);
      byLink.set(link, [...(byLink.get(link) ?? []), message]);
    }
    const additions = [...byLink].map(([link, messages]) => ({ slot: link, set: this.#linkAt(link).setOf(messages) }));
    if (asked.length > 0) additions.push({ slot: this.askedSlot ?? 0, set: this.#asked.setOf(asked) });
    this.messagesKnown = this.#links.reduce((sum, table) => sum + table.members.values.length, 0);
    return { situation: this.#situationsOf(slot).intern(situation), additions };
  }

  #slotOfLink(message: Addressed): number {
    const name = this.system.linkOf(message);
    const link = this.#linkNumbers.get(name);
    if (link === undefined) throw new Error(`the system has no link ${name}, on which ${stringOf(message)} was sent`);
    return this.system.parts.length + link;
  }

  #part(slot: number): Part {
    return present(this.system.parts[slot]);
  }

  #situationsOf(slot: number): Interner<Situation> {
    return present(this.#situations[slot]);
  }

  /** By slot of the state, not by number of the link. */
  #linkAt(slot: number): SetTable<Addressed> {
    return present(this.#links[slot - this.system.parts.length]);
  }
}

function isRequest({ kind }: CommonEvent | Request): boolean {
  return kind !== "receive" && kind !== "persisted" && kind !== "timeout";
}

function stringOf(message: Addressed): string {
  return JSON.stringify(message);
}
