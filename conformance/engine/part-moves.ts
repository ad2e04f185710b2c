/**
 * What a part does by itself, with its disk, and with a message: every event that its environment could produce is
 * offered to it, and its step decides. A step is pure, so it is called once for each situation and event, and its result
 * is remembered by number.
 *
 * @module
 */
import { give, type Happening, isUp, land, landAll, persisted, type Situation } from "../../src/core/situation.ts";
import type { CommonEvent, Heard, Part, Request } from "../../src/core/system.ts";
import { type Environment, saidAgain } from "./environment.ts";
import { Interner } from "./interner.ts";
import { namedAction } from "./named-action.ts";
import { PairMemos } from "./pair-memos.ts";
import type { Addition, Naming, StateNumbers } from "./state-numbers.ts";

/** What one step does: what it puts into slots, and for each set that it adds to, what it adds. */
export interface Move {
  readonly action: number;
  readonly puts: readonly Put[];
  readonly additions: readonly Addition[];
}

export interface Put {
  readonly slot: number;
  readonly number: number;
}

/** Right as long as no message is known that was not known then. */
interface KnownLinks {
  readonly messagesKnown: number;
  readonly links: readonly number[];
}

export class PartMoves {
  /** The names of the actions, by number. */
  readonly actions: Interner<string> = new Interner();
  /** How often a step was really called. */
  stepsCalled = 0;
  readonly #numbers: StateNumbers;
  readonly #environment: Environment;
  readonly #naming: Naming;
  /** By part and situation: the moves that need no message. */
  readonly #ownMoves: (readonly Move[] | undefined)[][];
  /** For each part and link: situation and message -> number of the move + 1, or 0 if there is none. */
  readonly #receiptsOfOne: PairMemos;
  readonly #moves: Move[] = [];
  /** For each part and object: situation and state of the object -> number of the list of what can be heard. */
  readonly #outcomesOfOne: PairMemos;
  readonly #outcomeLists: (readonly Move[])[] = [[]];
  /** By part and situation: the links that hold a message which the part heeds, as far as messages are known. */
  readonly #heeded: (KnownLinks | undefined)[][];

  constructor(numbers: StateNumbers, environment: Environment, naming: Naming) {
    const { parts, links, objects = [] } = numbers.system;
    this.#numbers = numbers;
    this.#environment = environment;
    this.#naming = naming;
    this.#ownMoves = parts.map(() => []);
    this.#receiptsOfOne = new PairMemos(parts.length * links.length, (pair, situation, message) =>
      this.#receiveOne(Math.floor(pair / links.length), pair % links.length, situation, message),
    );
    this.#outcomesOfOne = new PairMemos(parts.length * objects.length, (pair, situation, state) =>
      this.#hearOf(Math.floor(pair / objects.length), pair % objects.length, situation, state),
    );
    this.#heeded = parts.map(() => []);
  }

  /** What a part does without a message. */
  ownMovesOf(slot: number, situation: number): readonly Move[] {
    const known = this.#ownMoves[slot]?.[situation];
    if (known !== undefined) return known;
    const moves = this.#moveByItself(slot, situation);
    const list = this.#ownMoves[slot];
    if (list !== undefined) list[situation] = moves;
    return moves;
  }

  /** What a part does with the messages on a link. */
  receipts(slot: number, link: number, state: Uint32Array): readonly Move[] {
    const pair = slot * this.#numbers.links.length + link - this.#numbers.system.parts.length;
    return this.#numbers
      .linkAt(link)
      .membersOf(state[link] ?? 0)
      .flatMap((message) => {
        const move = this.#receiptsOfOne.get(pair, state[slot] ?? 0, message);
        return move === 0 ? [] : (this.#moves[move - 1] ?? []);
      });
  }

  /** What a part does with what it hears of an object, by slot. */
  outcomes(slot: number, object: number, state: Uint32Array): readonly Move[] {
    const { objects } = this.#numbers;
    const pair = slot * objects.length + object - (objects[0] ?? 0);
    const list = this.#outcomesOfOne.get(pair, state[slot] ?? 0, state[object] ?? 0);
    return this.#outcomeLists[list] ?? [];
  }

  /**
   * The slots of the links that hold anything which the part heeds in this situation. Every message that is known,
   * wherever it is held now, is offered once to every situation: most are refused by all but their addressee, and a link
   * full of such need not be looked at again for every state.
   */
  heededLinks(slot: number, situation: number): readonly number[] {
    const heeded = this.#heeded[slot]?.[situation];
    if (heeded !== undefined && heeded.messagesKnown === this.#numbers.messagesKnown) return heeded.links;
    const { messagesKnown, links: all } = this.#numbers;
    const links = all.filter((link, i) => {
      const { members } = this.#numbers.linkAt(link);
      const pair = slot * all.length + i;
      return members.values.some((_, message) => this.#receiptsOfOne.get(pair, situation, message) !== 0);
    });
    const list = this.#heeded[slot];
    // What the part sends may be new: then this is done again.
    if (list !== undefined) list[situation] = { messagesKnown, links };
    return links;
  }

  #moveByItself(slot: number, number: number): readonly Move[] {
    const part = this.#numbers.part(slot);
    const situation = this.#numbers.situationNumbered(slot, number);
    const { role } = situation;
    const events: (CommonEvent | Request)[] = [
      ...part.requests.filter((request) => this.#environment.offers(part, request.kind, role, request)),
      ...situation.timers
        .filter((timer) => this.#environment.offers(part, timer, role))
        .map((timer): CommonEvent => ({ kind: "timeout", timer })),
    ];
    const moves = this.#hears(part, situation) ? events.flatMap((event) => this.#give(slot, number, event) ?? []) : [];
    return [...moves, ...this.#moveOfDisk(slot, number)];
  }

  /** What the disk of the part does next, and what the part does about it. */
  #moveOfDisk(slot: number, number: number): readonly Move[] {
    const situation = this.#numbers.situationNumbered(slot, number);
    const isWriting = situation.writing.length > 0;
    if (this.#environment.disk === "answers") {
      return [
        ...this.#staleAnswer(slot, number),
        ...this.#earlyAnswers(slot, number),
        ...(isWriting ? this.#answer(slot, number) : []),
      ];
    }
    if (!isWriting) return this.#answer(slot, number);
    const landed = this.#numbers.numberOf(slot, land(situation));
    return [{ action: this.actions.intern("Land"), puts: [{ slot, number: landed }], additions: [] }];
  }

  /**
   * The disk says that some of the writes have landed, and others have not. If that is all that changes, it is the
   * disk's own action.
   */
  #earlyAnswers(slot: number, number: number): readonly Move[] {
    const situation = this.#numbers.situationNumbered(slot, number);
    return situation.writing.slice(0, -1).flatMap((record, i) => {
      const landed = land(situation, i + 1);
      const move = this.#moveFrom(slot, number, { kind: "persisted", record }, landed);
      if (move === undefined) return [];
      const isHeeded = move.additions.length > 0 || move.puts[0]?.number !== this.#numbers.numberOf(slot, landed);
      return [isHeeded ? move : { ...move, action: this.actions.intern("Land") }];
    });
  }

  /** What a disk says again is no news: no edge of any specification. */
  #staleAnswer(slot: number, number: number): readonly Move[] {
    const again = saidAgain(this.#numbers.part(slot), this.#numbers.situationNumbered(slot, number));
    const move = again === undefined ? undefined : this.#give(slot, number, again);
    return move === undefined ? [] : [move];
  }

  /** The disk says that all writes have landed. */
  #answer(slot: number, number: number): readonly Move[] {
    const landed = landAll(this.#numbers.situationNumbered(slot, number));
    const durable = persisted(landed);
    const move = durable === undefined ? undefined : this.#moveFrom(slot, number, durable, landed);
    return move === undefined ? [] : [move];
  }

  /** Whether anything but its disk reaches the part. */
  #hears(part: Part, { writing }: Situation): boolean {
    return writing.length === 0 || this.#environment.mayLag(part.node);
  }

  #receiveOne(slot: number, link: number, number: number, message: number): number {
    const received = this.#numbers.linkAt(this.#numbers.system.parts.length + link).members.value(message);
    const situation = this.#numbers.situationNumbered(slot, number);
    const hears = this.#hears(this.#numbers.part(slot), situation);
    if (!hears || !this.#environment.mayArrive(received, situation.role)) return 0;
    const move = this.#give(slot, number, { kind: "receive", message: received });
    return move === undefined ? 0 : this.#moves.push(move);
  }

  /** The number of the list of what a part can hear of an object. What it refuses has not happened. */
  #hearOf(slot: number, i: number, number: number, state: number): number {
    const part = this.#numbers.part(slot);
    const at = this.#numbers.objects[i] ?? 0;
    const object = this.#numbers.objectAt(at);
    const situation = this.#numbers.situationNumbered(slot, number);
    if (part.objects?.includes(object.name) !== true || !isUp(situation) || !this.#hears(part, situation)) return 0;
    const moves = object
      .outcomes(this.#numbers.objectStateNumbered(at, state), part.node)
      .flatMap(({ outcome, state: after }): readonly Move[] => {
        this.stepsCalled++;
        const event: Heard = { kind: "heard", object: object.name, outcome };
        const happening = give(part, situation, event);
        if (happening.refusal !== undefined) return [];
        const { situation: heard, additions } = this.#numbers.settle(slot, happening);
        const action = this.actions.intern(namedAction(part, situation.role, event));
        const told = { slot: at, number: this.#numbers.numberOfObject(at, after) };
        return [{ action, puts: [{ slot, number: heard }, told], additions }];
      });
    return moves.length === 0 ? 0 : this.#outcomeLists.push(moves) - 1;
  }

  #give(slot: number, number: number, event: CommonEvent | Request): Move | undefined {
    return this.#moveFrom(slot, number, event, this.#numbers.situationNumbered(slot, number));
  }

  /** @param given - the situation of that number, or what the disk has made of it */
  #moveFrom(slot: number, number: number, event: CommonEvent | Request, given: Situation): Move | undefined {
    this.stepsCalled++;
    const part = this.#numbers.part(slot);
    const before = this.#numbers.situationNumbered(slot, number);
    const happening = give(part, given, event);
    const asked = this.#askedBy(part, before, event, happening);
    // Most offers are refused, and a refusal is the same object.
    if (happening.situation === before && happening.sent.length + happening.invoked.length + asked.length === 0)
      return undefined;
    const { situation, additions } = this.#numbers.settle(slot, happening, asked);
    if (situation === number && additions.length === 0) return undefined;
    return {
      action: this.actions.intern(namedAction(part, before.role, event)),
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
}

function isRequest({ kind }: CommonEvent | Request): boolean {
  return kind !== "receive" && kind !== "persisted" && kind !== "timeout" && kind !== "heard";
}
