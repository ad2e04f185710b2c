/**
 * What {@link Walker} does, for millions of states. A state is seen as a few sites: a node's parts together with the
 * links named after them. An object is a site of its own, and so is what was asked. All that a site holds is one number,
 * its content, so a state is a tuple of a few contents, and what a site does by itself is a list that is looked up by one
 * number.
 *
 * Which slots make a site is a matter of speed alone.
 *
 * @module
 */
import { PairMemos } from "./pair-memos.ts";
import type { Move } from "./part-moves.ts";
import type { Addition } from "./state-numbers.ts";
import { TupleTable } from "./tuple-table.ts";
import type { OnStep, Walker } from "./walker.ts";

/** Slots of a state that are numbered together. */
interface Site {
  readonly parts: readonly number[];
  /** Slots of links. */
  readonly links: readonly number[];
  /** Slots of objects. */
  readonly objects: readonly number[];
  readonly slots: readonly number[];
  /** What is in the slots: the site's contents, numbered. */
  readonly contents: TupleTable;
  /** One content, in a buffer that is used again. */
  readonly content: Uint32Array;
}

/** What one step makes of the site that takes it, and of the site from which it took a message, or heard. */
interface SiteMove {
  readonly action: number;
  readonly own: number;
  readonly other: number;
  /** What it adds at further sites. */
  readonly elsewhere: readonly Addition[];
}

/** What a site does by itself, and the other sites from which it may have something to receive. */
interface Outlook {
  readonly moves: readonly SiteMove[];
  readonly heard: readonly number[];
  /** `heard` is right as long as no more messages are known than these. */
  readonly messagesKnown: number;
}

/** Never taken: what an index outside of a list would be. */
const noMove: SiteMove = { action: 0, own: 0, other: 0, elsewhere: [] };
const noAddition: Addition = { slot: 0, set: 0 };

export class SiteWalk {
  /** How many sites there are. */
  readonly width: number;
  readonly #walker: Walker;
  readonly #sites: readonly Site[];
  /** By slot of a state: its site. */
  readonly #siteOf: Uint32Array;
  readonly #outlooks: (Outlook | undefined)[][];
  /** For each site and another: both contents -> number of the list of what the one receives from the other. */
  readonly #receipts: PairMemos;
  readonly #receiptLists: (readonly SiteMove[])[] = [[]];
  /** For each slot of a set: content of its site and another set -> content when that has been added. */
  readonly #unions: PairMemos;
  readonly #after: Uint32Array;
  readonly #changed: number[] = [];
  #count = 0;
  /** A state by slots, of which only some sites are filled. */
  readonly #filled: Uint32Array;

  constructor(walker: Walker) {
    const sites = sitesOf(walker);
    this.width = sites.length;
    this.#walker = walker;
    this.#sites = sites;
    this.#siteOf = new Uint32Array(walker.width);
    sites.forEach(({ slots }, site) => {
      for (const slot of slots) this.#siteOf[slot] = site;
    });
    this.#outlooks = sites.map(() => []);
    this.#receipts = new PairMemos(sites.length ** 2, (pair, own, other) =>
      this.#receive(Math.floor(pair / sites.length), pair % sites.length, own, other),
    );
    this.#unions = new PairMemos(walker.width, (slot, content, set) => this.#unite(slot, content, set));
    this.#after = new Uint32Array(sites.length);
    this.#filled = new Uint32Array(walker.width);
  }

  /** The contents of the sites in a state of the walker. */
  contentsOf(state: Uint32Array): Uint32Array {
    this.#filled.set(state);
    return Uint32Array.from(this.#sites, (_, site) => this.#contentOf(site));
  }

  /** The state of the walker with these contents. */
  fill(contents: ArrayLike<number>, into: Uint32Array): void {
    for (let site = 0; site < this.width; site++) this.#fillSite(site, contents[site] ?? 0, into);
  }

  /** Tells of every step from the state that changes something, as {@link Walker.expand} does, by sites. */
  expand(state: Uint32Array, onStep: OnStep): void {
    const { width } = this;
    this.#after.set(state);
    for (let site = 0; site < width; site++) {
      const own = state[site] ?? 0;
      const { moves, heard } = this.#outlook(site, own);
      if (moves.length > 0) this.#take(state, site, site, moves, onStep);
      for (let i = 0; i < heard.length; i++) {
        const other = heard[i] ?? 0;
        const list = this.#receipts.get(site * width + other, own, state[other] ?? 0);
        if (list !== 0) this.#take(state, site, other, this.#receiptLists[list] ?? [], onStep);
      }
    }
  }

  /** Makes each of the moves in the buffer, tells of it, and takes it back. */
  #take(state: Uint32Array, site: number, other: number, moves: readonly SiteMove[], onStep: OnStep): void {
    const after = this.#after;
    const changed = this.#changed;
    for (let i = 0; i < moves.length; i++) {
      const { action, own, other: others, elsewhere } = moves[i] ?? noMove;
      if (elsewhere.length > 0) {
        this.#takeFar(state, site, other, moves[i] ?? noMove, onStep);
        continue;
      }
      changed[0] = site;
      changed[1] = other;
      after[other] = others;
      after[site] = own;
      onStep(action, after, changed, site === other ? 1 : 2);
      after[other] = state[other] ?? 0;
      after[site] = state[site] ?? 0;
    }
  }

  /** A move that adds at further sites, where what it adds may be already. */
  #takeFar(state: Uint32Array, site: number, other: number, move: SiteMove, onStep: OnStep): void {
    const after = this.#after;
    const { elsewhere } = move;
    this.#count = 0;
    this.#put(other, move.other);
    this.#put(site, move.own);
    for (let i = 0; i < elsewhere.length; i++) {
      const { slot, set } = elsewhere[i] ?? noAddition;
      const at = this.#siteOf[slot] ?? 0;
      this.#put(at, this.#unions.get(slot, after[at] ?? 0, set));
    }
    if (this.#count === 0) return;
    onStep(move.action, after, this.#changed, this.#count);
    for (let i = 0; i < this.#count; i++) {
      const at = this.#changed[i] ?? 0;
      after[at] = state[at] ?? 0;
    }
  }

  #put(site: number, content: number): void {
    if (this.#after[site] === content) return;
    this.#after[site] = content;
    this.#changed[this.#count++] = site;
  }

  #outlook(site: number, own: number): Outlook {
    const known = this.#outlooks[site]?.[own];
    if (known !== undefined && known.messagesKnown === this.#walker.messagesKnown) return known;
    const outlook = {
      moves: known?.moves ?? this.#movesOf(site, own),
      heard: this.#heardBy(site, own),
      messagesKnown: this.#walker.messagesKnown,
    };
    const list = this.#outlooks[site];
    if (list !== undefined) list[own] = outlook;
    return outlook;
  }

  /** The other sites on whose links there may be something that a part of this one heeds, or whose objects it uses. */
  #heardBy(site: number, own: number): readonly number[] {
    this.#fillSite(site, own, this.#filled);
    const heeded = this.#site(site).parts.flatMap((slot) => this.#walker.heededLinks(slot, this.#filled[slot] ?? 0));
    const used = this.#walker.objects.filter((at) => this.#isUsed(site, this.#walker.objectAt(at).name));
    return [...new Set([...heeded, ...used].map((link) => this.#siteOf[link] ?? 0))].filter((other) => other !== site);
  }

  #isUsed(site: number, object: string): boolean {
    return this.#site(site).parts.some((slot) => this.#walker.part(slot).objects?.includes(object) === true);
  }

  /** What a site does by itself: its parts' own moves, receipts from its own links, losses, a crash or a restart. */
  #movesOf(site: number, own: number): readonly SiteMove[] {
    const moves: SiteMove[] = [];
    this.#fillSite(site, own, this.#filled);
    const before = this.#filled.slice();
    const { parts, links, objects } = this.#site(site);
    this.#walker.expandWithin(before, parts, links, objects, (move) => {
      moves.push(...this.#siteMove(before, site, site, move));
    });
    return moves;
  }

  /** The number of the list of what the parts of a site receive from the links of another, or hear of its objects. */
  #receive(site: number, other: number, own: number, others: number): number {
    const moves: SiteMove[] = [];
    this.#fillSite(site, own, this.#filled);
    this.#fillSite(other, others, this.#filled);
    const before = this.#filled.slice();
    for (const slot of this.#site(site).parts) {
      const { links, objects } = this.#site(other);
      const heard = [
        ...links.flatMap((link) => this.#walker.receipts(slot, link, before)),
        ...objects.flatMap((object) => this.#walker.outcomes(slot, object, before)),
      ];
      moves.push(...heard.flatMap((move) => this.#siteMove(before, site, other, move)));
    }
    return moves.length === 0 ? 0 : this.#receiptLists.push(moves) - 1;
  }

  /** A move as it looks from two sites; none if it changes nothing. */
  #siteMove(before: Uint32Array, site: number, other: number, { action, puts, additions }: Move): readonly SiteMove[] {
    const isHere = ({ slot }: Addition): boolean => this.#siteOf[slot] === site || this.#siteOf[slot] === other;
    this.#filled.set(before);
    for (const { slot, number } of puts) this.#filled[slot] = number;
    for (const { slot, set } of additions.filter(isHere)) {
      this.#filled[slot] = this.#walker.union(slot, this.#filled[slot] ?? 0, set);
    }
    const elsewhere = additions.filter((addition) => !isHere(addition));
    if (elsewhere.length === 0 && this.#filled.every((number, slot) => number === before[slot])) return [];
    return [{ action, own: this.#contentOf(site), other: this.#contentOf(other), elsewhere }];
  }

  #unite(slot: number, content: number, set: number): number {
    const site = this.#siteOf[slot] ?? 0;
    this.#fillSite(site, content, this.#filled);
    this.#filled[slot] = this.#walker.union(slot, this.#filled[slot] ?? 0, set);
    return this.#contentOf(site);
  }

  /** The number of what is filled in at a site. */
  #contentOf(site: number): number {
    const { slots, contents, content } = this.#site(site);
    for (let i = 0; i < slots.length; i++) content[i] = this.#filled[slots[i] ?? 0] ?? 0;
    return contents.intern(content);
  }

  #fillSite(site: number, number: number, into: Uint32Array): void {
    const { slots, contents, content } = this.#site(site);
    contents.read(number, content);
    for (let i = 0; i < slots.length; i++) into[slots[i] ?? 0] = content[i] ?? 0;
  }

  #site(number: number): Site {
    const site = this.#sites[number];
    if (site === undefined) throw new Error("the system has no such site");
    return site;
  }
}

/** A site for each node, with the links that have the name of one of its parts; and one for each other set, or object. */
function sitesOf({ system, nodes, objects, askedSlot }: Walker): readonly Site[] {
  const linksNamed = (isWanted: (name: string) => boolean): readonly number[] =>
    system.links.flatMap((name, link) => (isWanted(name) ? [system.parts.length + link] : []));
  const isAt = (slots: readonly number[], name: string): boolean =>
    slots.some((slot) => system.parts[slot]?.name === name);
  const everySlot = system.parts.map((_, slot) => slot);
  return [
    ...nodes.map(({ slots }) =>
      site(
        slots,
        linksNamed((name) => isAt(slots, name)),
      ),
    ),
    ...linksNamed((name) => !isAt(everySlot, name)).map((link) => site([], [link])),
    ...objects.map((object) => site([], [], [object])),
    ...(askedSlot === undefined ? [] : [site([], [], [], [askedSlot])]),
  ];
}

function site(
  parts: readonly number[],
  links: readonly number[],
  objects: readonly number[] = [],
  others: readonly number[] = [],
): Site {
  const slots = [...parts, ...links, ...objects, ...others];
  return {
    parts,
    links,
    objects,
    slots,
    contents: new TupleTable(slots.length),
    content: new Uint32Array(slots.length),
  };
}
