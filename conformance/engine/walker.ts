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
import { LinkTable } from "./link-table.ts";
import { PairMemos } from "./pair-memos.ts";

/** The specification's action for an event that was given to a part in a role. */
export type ActionOf = (part: Part, event: CommonEvent | Request, role: unknown) => string;

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

/** A move that touches nothing but the part and one link: what it makes of both. */
interface NearMove {
  readonly action: number;
  readonly situation: number;
  readonly set: number;
}

/** What a part in a situation does with a link that holds a set. */
interface LinkMoves {
  readonly near: readonly NearMove[];
  /** Those that send on other links too. */
  readonly far: readonly Move[];
}

/** Never taken: what an index outside of a list would be. */
const noNearMove: NearMove = { action: 0, situation: 0, set: 0 };
const noMoves: LinkMoves = { near: [], far: [] };
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
  readonly #nodes: readonly Node[];
  readonly #moveLists: LinkMoves[] = [noMoves];
  /** By part and situation: the moves that need no message. */
  readonly #ownMoves: (readonly Move[] | undefined)[][];
  /** For each part and link: situation and message set -> number of the list of moves. */
  readonly #onLinks: PairMemos;
  /** For each part and link: situation and message -> number of the move + 1, or 0 if there is none. */
  readonly #receiptsOfOne: PairMemos;
  readonly #moves: Move[] = [];
  /** By part and situation: the links that hold a message which the part heeds, as far as messages are known. */
  readonly #heeded: (KnownLinks | undefined)[][];
  #lossy: KnownLinks = { messagesKnown: 0, links: [] };
  #messagesKnown = 0;
  /** By part and situation: what a crash can leave of it. */
  readonly #crashes: Map<number, readonly number[]>[];
  readonly #restarts: Map<number, Move>[];
  readonly #losses: (readonly number[] | undefined)[][];
  /** The state after a step, and the slots in which it may differ from the one before. */
  readonly #after: Uint32Array;
  readonly #changed: number[] = [];
  #count = 0;

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
      slots: parts.flatMap((part, slot) => (part.node === name ? [slot] : [])),
      mayCrash: environment.mayCrash(name),
      mayRestart: environment.mayRestart(name),
    }));
    this.#ownMoves = parts.map(() => []);
    this.#onLinks = new PairMemos(parts.length * links.length, (pair, situation, set) =>
      this.#movesOnLink(Math.floor(pair / links.length), pair % links.length, situation, set),
    );
    this.#receiptsOfOne = new PairMemos(parts.length * links.length, (pair, situation, message) =>
      this.#receiveOne(Math.floor(pair / links.length), pair % links.length, situation, message),
    );
    this.#heeded = parts.map(() => []);
    this.#crashes = parts.map(() => new Map());
    this.#restarts = parts.map(() => new Map());
    this.#losses = links.map(() => []);
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
    const links = this.#links.length;
    const onLinks = this.#onLinks;
    this.#after.set(state);
    for (let slot = 0; slot < parts; slot++) {
      const situation = state[slot] ?? 0;
      const own = this.#ownMovesOf(slot, situation);
      for (let i = 0; i < own.length; i++) {
        const move = own[i] ?? noMove;
        // Those that send on one link are among the moves on that link.
        if (move.sends.length !== 1) this.#take(state, slot, move, onStep);
      }
      const heeded = this.#heededLinks(slot, situation);
      for (let i = 0; i < heeded.length; i++) {
        const link = heeded[i] ?? 0;
        const list = onLinks.get(slot * links + link, situation, state[parts + link] ?? 0);
        if (list === 0) continue;
        const { near, far } = this.#moveLists[list] ?? noMoves;
        if (near.length > 0) this.#takeNear(state, slot, parts + link, near, onStep);
        for (let i = 0; i < far.length; i++) this.#take(state, slot, far[i] ?? noMove, onStep);
      }
    }
    this.#crashAndRestart(state, onStep);
    this.#lose(state, onStep);
  }

  /** Moves of which all is known: what they make of the part and of one link. */
  #takeNear(state: Uint32Array, slot: number, link: number, moves: readonly NearMove[], onStep: OnStep): void {
    const after = this.#after;
    const changed = this.#changed;
    changed[0] = slot;
    changed[1] = link;
    for (let i = 0; i < moves.length; i++) {
      const { action, situation, set } = moves[i] ?? noNearMove;
      after[slot] = situation;
      after[link] = set;
      onStep(action, after, changed, 2);
    }
    after[slot] = state[slot] ?? 0;
    after[link] = state[link] ?? 0;
  }

  /** Makes the move in the buffer, tells of it if it changes anything, and takes it back. */
  #take(state: Uint32Array, slot: number, move: Move, onStep: OnStep): void {
    const { sends } = move;
    this.#count = 0;
    this.#put(slot, move.situation);
    // What was sent before is on its link already.
    for (let i = 0; i < sends.length; i++) this.#send(sends[i] ?? noSending);
    if (this.#count > 0) this.#tell(move.action, state, onStep);
  }

  /** Tells of the step in the buffer, and takes it back. */
  #tell(action: number, state: Uint32Array, onStep: OnStep): void {
    const after = this.#after;
    onStep(action, after, this.#changed, this.#count);
    for (let i = 0; i < this.#count; i++) {
      const slot = this.#changed[i] ?? 0;
      after[slot] = state[slot] ?? 0;
    }
  }

  #put(slot: number, number: number): void {
    if (this.#after[slot] === number) return;
    this.#after[slot] = number;
    this.#changed[this.#count++] = slot;
  }

  #send({ link, set }: Sending): void {
    this.#put(link, this.#linkAt(link).union(this.#after[link] ?? 0, set));
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
    if (isWriting && this.#environment.disk === "lands") {
      const landed = this.#situationsOf(slot).intern(land(situation));
      return [{ action: this.actions.intern("BecomeDurable"), situation: landed, sends: [] }];
    }
    if (!isWriting && this.#environment.disk === "answers") return [];
    const landed = landAll(situation);
    const durable = persisted(landed);
    const move = durable === undefined ? undefined : this.#moveFrom(slot, number, durable, landed);
    return move === undefined ? [] : [move];
  }

  /** Whether anything but its disk reaches the part. */
  #hears(part: Part, { writing }: Situation): boolean {
    return writing.length === 0 || this.#environment.mayLag(part.node);
  }

  /**
   * The links on which the part sends by itself, or that hold anything which it heeds, in this situation. Every message that is known, wherever it is
   * held now, is offered once to every situation: most are refused by all but their addressee, and a link full of such
   * need not be looked at again for every state.
   */
  #heededLinks(slot: number, situation: number): readonly number[] {
    const heeded = this.#heeded[slot]?.[situation];
    if (heeded !== undefined && heeded.messagesKnown === this.#messagesKnown) return heeded.links;
    const pairOf = (link: number): number => slot * this.#links.length + link;
    const sentOn = new Set(this.#ownMovesOf(slot, situation).flatMap(({ sends }) => sends.map(({ link }) => link)));
    const isHeeded = (table: LinkTable, link: number): boolean =>
      sentOn.has(this.system.parts.length + link) ||
      table.messages.values.some((_, message) => this.#receiptsOfOne.get(pairOf(link), situation, message) !== 0);
    const links = this.#links.flatMap((table, link) => (isHeeded(table, link) ? [link] : []));
    const list = this.#heeded[slot];
    if (list !== undefined) list[situation] = { messagesKnown: this.#messagesKnown, links };
    // What the part sends may be new: then this is done again.
    return links;
  }

  /** The number of what a part in a situation does with a link that holds a set. */
  #movesOnLink(slot: number, link: number, situation: number, set: number): number {
    const pair = slot * this.#links.length + link;
    const at = this.system.parts.length + link;
    const table = this.#linkAt(at);
    const received = table.membersOf(set).flatMap((message) => {
      const move = this.#receiptsOfOne.get(pair, situation, message);
      return move === 0 ? [] : (this.#moves[move - 1] ?? []);
    });
    const own = this.#ownMovesOf(slot, situation).filter(({ sends }) => sends.length === 1 && sends[0]?.link === at);
    const moves = [...own, ...received];
    const isNear = ({ sends }: Move): boolean => sends.every((sending) => sending.link === at);
    const near = moves
      .filter(isNear)
      .map((move) => ({
        action: move.action,
        situation: move.situation,
        set: move.sends.reduce((held, sending) => table.union(held, sending.set), set),
      }))
      // What was sent before is on the link already, and changes nothing.
      .filter((move) => move.situation !== situation || move.set !== set);
    const far = moves.filter((move) => !isNear(move));
    return near.length + far.length === 0 ? 0 : this.#moveLists.push({ near, far }) - 1;
  }

  #receiveOne(slot: number, link: number, situation: number, message: number): number {
    const received = this.#linkAt(this.system.parts.length + link).messages.value(message);
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
    // Most offers are refused, and a refusal is the same object.
    if (happening.situation === before && happening.sent.length === 0) return undefined;
    const { situation, sends } = this.#settle(slot, happening);
    if (situation === number && sends.length === 0) return undefined;
    return { action: this.actions.intern(this.#actionOf(part, event, before.role)), situation, sends };
  }

  #crashAndRestart(state: Uint32Array, onStep: OnStep): void {
    for (const { slots, mayCrash, mayRestart } of this.#nodes) {
      // What never crashes is never down.
      if (!mayCrash) continue;
      const up = isUp(this.situation(state, slots[0] ?? 0));
      if (up) this.#crash(slots, 0, state, onStep);
      else if (mayRestart) this.#restart(slots, state, onStep);
    }
  }

  /** The parts of a node, from one on, go down together; each has as many ends as its disk leaves open. */
  #crash(slots: readonly number[], from: number, state: Uint32Array, onStep: OnStep): void {
    const slot = slots[from];
    if (slot === undefined) {
      for (const [i, changed] of slots.entries()) this.#changed[i] = changed;
      this.#count = slots.length;
      onStep(this.actions.intern("Crash"), this.#after, this.#changed, this.#count);
      return;
    }
    for (const crashed of this.#crashed(slot, state[slot] ?? 0)) {
      this.#after[slot] = crashed;
      this.#crash(slots, from + 1, state, onStep);
    }
    this.#after[slot] = state[slot] ?? 0;
  }

  #crashed(slot: number, number: number): readonly number[] {
    const known = this.#crashes[slot]?.get(number);
    if (known !== undefined) return known;
    const situation = this.situationNumbered(slot, number);
    const landed = this.#environment.disk === "answers" ? situation.writing.length : 0;
    const ends = Array.from({ length: landed + 1 }, (_, writes) => crash(situation, writes));
    const crashed = [...new Set(ends.map((end) => this.#situationsOf(slot).intern(end)))];
    this.#crashes[slot]?.set(number, crashed);
    return crashed;
  }

  #restart(slots: readonly number[], state: Uint32Array, onStep: OnStep): void {
    this.#count = 0;
    for (const slot of slots) {
      const { situation, sends } = this.#restarted(slot, state[slot] ?? 0);
      this.#put(slot, situation);
      for (const sending of sends) this.#send(sending);
    }
    this.#tell(this.actions.intern("Restart"), state, onStep);
  }

  #restarted(slot: number, situation: number): Move {
    const known = this.#restarts[slot]?.get(situation);
    if (known !== undefined) return known;
    const happening = restart(this.#part(slot), this.situationNumbered(slot, situation));
    const move = { action: 0, ...this.#settle(slot, happening) };
    this.#restarts[slot]?.set(situation, move);
    return move;
  }

  #lose(state: Uint32Array, onStep: OnStep): void {
    const parts = this.system.parts.length;
    for (const link of this.#lossyLinks()) {
      const set = state[parts + link] ?? 0;
      if (set === 0) continue;
      for (const rest of this.#lossesOf(link, set)) {
        this.#count = 0;
        this.#put(parts + link, rest);
        this.#tell(this.actions.intern("Lose"), state, onStep);
      }
    }
  }

  /** The links on which anything that is known may be lost. */
  #lossyLinks(): readonly number[] {
    if (this.#lossy.messagesKnown === this.#messagesKnown) return this.#lossy.links;
    const links = this.#links.flatMap(({ messages }, link) =>
      messages.values.some((message) => this.#environment.mayLose(message)) ? [link] : [],
    );
    this.#lossy = { messagesKnown: this.#messagesKnown, links };
    return links;
  }

  #lossesOf(link: number, set: number): readonly number[] {
    const known = this.#losses[link]?.[set];
    if (known !== undefined) return known;
    const table = this.#linkAt(this.system.parts.length + link);
    const losses = table
      .membersOf(set)
      .filter((message) => this.#environment.mayLose(table.messages.value(message)))
      .map((message) => table.without(set, message));
    const list = this.#losses[link];
    if (list !== undefined) list[set] = losses;
    return losses;
  }

  /** Numbers what happened to a part, and sorts what it sent by link. */
  #settle(slot: number, { situation, sent }: Happening): { situation: number; sends: readonly Sending[] } {
    const byLink = new Map<number, Addressed[]>();
    for (const message of sent) {
      const link = this.#slotOfLink(message);
      byLink.set(link, [...(byLink.get(link) ?? []), message]);
    }
    const sends = [...byLink].map(([link, messages]) => ({ link, set: this.#linkAt(link).setOf(messages) }));
    this.#messagesKnown = this.#links.reduce((sum, table) => sum + table.messages.values.length, 0);
    return { situation: this.#situationsOf(slot).intern(situation), sends };
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
