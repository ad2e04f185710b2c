/**
 * What a system state holds, by number: the situation of each part, the set of messages on each link, the state of each
 * object, and the set of what was asked, if anybody wants to know. A state is the tuple of these numbers, in slots: first
 * the parts, then the links, then the objects, then what was asked.
 *
 * @module
 */

import type { Invoke } from "../../src/core/effect.ts";
import type { NodeId } from "../../src/core/node-id.ts";
import type { SharedObject } from "../../src/core/object.ts";
import { present } from "../../src/core/present.ts";
import type { Happening, Situation } from "../../src/core/situation.ts";
import type { Addressed, Part, System } from "../../src/core/system.ts";
import { Interner } from "./interner.ts";
import type { Mapping } from "./mapping.ts";
import { PairMemos } from "./pair-memos.ts";
import { SetTable } from "./set-table.ts";

/** What must be known of the specification: what counts as asked. */
export type Naming = Pick<Mapping, "asked">;

/**
 * What a step sends on a link, or what it was asked: the set, and the slot of that which it is added to. Or what happens
 * to an object: the number of a list of such happenings.
 */
export interface Addition {
  readonly slot: number;
  readonly set: number;
}

/** What nodes do to an object: one has invoked an operation of it, or has crashed. */
type DoneTo = { readonly by: NodeId; readonly operation: unknown } | { readonly crashed: NodeId };

export class StateNumbers {
  readonly system: System;
  /** How many numbers a state has. */
  readonly width: number;
  /** The slots of the links. */
  readonly links: readonly number[];
  /** The slots of the objects. */
  readonly objects: readonly number[];
  /** The slot of what was asked, if the specification has such a variable. */
  readonly askedSlot: number | undefined;
  /** How many messages are known, on all links. */
  messagesKnown = 0;
  readonly #situations: readonly Interner<Situation>[];
  readonly #links: readonly SetTable<Addressed>[];
  readonly #objects: readonly Interner<NonNullable<unknown>>[];
  readonly #doneTo = new Interner<readonly DoneTo[]>();
  readonly #afterAll: PairMemos;
  readonly #asked = new SetTable<NonNullable<unknown>>();
  readonly #linkNumbers: ReadonlyMap<string, number>;

  constructor(system: System, { asked }: Naming) {
    const { parts, links, objects = [] } = system;
    refuseSharing(system);
    this.system = system;
    this.links = links.map((_, link) => parts.length + link);
    this.objects = objects.map((_, object) => parts.length + links.length + object);
    const known = parts.length + links.length + objects.length;
    this.askedSlot = asked === undefined ? undefined : known;
    this.width = known + (this.askedSlot === undefined ? 0 : 1);
    this.#situations = parts.map(() => new Interner<Situation>());
    this.#links = links.map(() => new SetTable<Addressed>());
    this.#objects = objects.map(({ initial }) => {
      const states = new Interner<NonNullable<unknown>>();
      states.intern(initial);
      return states;
    });
    this.#afterAll = new PairMemos(objects.length, (object, state, list) => this.#afterAllDone(object, state, list));
    this.#linkNumbers = new Map(links.map((name, link) => [name, link]));
  }

  part(slot: number): Part {
    return present(this.system.parts[slot]);
  }

  /** The situation of a part in a state. */
  situation(state: ArrayLike<number>, slot: number): Situation {
    return this.situationNumbered(slot, state[slot] ?? 0);
  }

  /** The situation of that number, of a part. */
  situationNumbered(slot: number, number: number): Situation {
    return present(this.#situations[slot]).value(number);
  }

  /** The number of a situation of a part. */
  numberOf(slot: number, situation: Situation): number {
    const known = present(this.#situations[slot]);
    const count = known.values.length;
    const number = known.intern(situation);
    if (number === count) this.#refuseFlawed(this.part(slot), situation);
    return number;
  }

  /** What follows from the rest of a state is no part of the specification's, so nothing else looks at it. */
  #refuseFlawed(part: Part, situation: Situation): void {
    const { role } = situation;
    const flaw = role === undefined ? undefined : part.flawIn?.({ ...situation, role });
    if (flaw !== undefined) throw new Error(`${part.name}: ${flaw}`);
  }

  /** The messages in a set of that number, of a link. */
  messagesNumbered(link: number, set: number): readonly Addressed[] {
    return present(this.#links[link]).valuesOf(set);
  }

  /** The sets of messages of a link, by its slot. */
  linkAt(slot: number): SetTable<Addressed> {
    return present(this.#links[slot - this.system.parts.length]);
  }

  /** What is in a set of that number, of what was asked. */
  askedNumbered(set: number): readonly NonNullable<unknown>[] {
    return this.#asked.valuesOf(set);
  }

  /** The object in a slot. */
  objectAt(slot: number): SharedObject {
    return present(this.system.objects?.[this.#objectIn(slot)]);
  }

  /** The state of that number, of an object by its slot. */
  objectStateNumbered(slot: number, number: number): NonNullable<unknown> {
    return present(this.#objects[this.#objectIn(slot)]).value(number);
  }

  /** The number of a state of an object, by its slot. */
  numberOfObject(slot: number, state: NonNullable<unknown>): number {
    return present(this.#objects[this.#objectIn(slot)]).intern(state);
  }

  /** What the crash of a node does to each object. */
  crashedFor(node: NodeId): readonly Addition[] {
    const set = this.#doneTo.intern([{ crashed: node }]);
    return this.objects.map((slot) => ({ slot, set }));
  }

  #objectIn(slot: number): number {
    return slot - this.system.parts.length - this.links.length;
  }

  #afterAllDone(object: number, number: number, list: number): number {
    const shared = present(this.system.objects?.[object]);
    const states = present(this.#objects[object]);
    const after = this.#doneTo
      .value(list)
      .reduce(
        (state, done) =>
          "crashed" in done ? shared.crashed(state, done.crashed) : shared.invoked(state, done.by, done.operation),
        states.value(number),
      );
    return states.intern(after);
  }

  /** The number of two sets together, of a link or of what was asked; or of an object after what happens to it. By slot. */
  union(slot: number, one: number, other: number): number {
    if (this.objects.includes(slot)) return this.#afterAll.get(this.#objectIn(slot), one, other);
    return (slot === this.askedSlot ? this.#asked : this.linkAt(slot)).union(one, other);
  }

  /** Numbers what happened to a part, and sorts what it sent by link. */
  settle(
    slot: number,
    { situation, sent, invoked }: Happening,
    asked: readonly NonNullable<unknown>[] = [],
  ): { situation: number; additions: readonly Addition[] } {
    const byLink = new Map<number, Addressed[]>();
    for (const message of sent) {
      const link = this.#slotOfLink(message);
      byLink.set(link, [...(byLink.get(link) ?? []), message]);
    }
    const additions = [...byLink].map(([link, messages]) => ({ slot: link, set: this.linkAt(link).setOf(messages) }));
    if (invoked.length > 0) additions.push(...this.#invokedBy(this.part(slot).node, invoked));
    if (asked.length > 0) additions.push({ slot: this.askedSlot ?? 0, set: this.#asked.setOf(asked) });
    this.messagesKnown = this.#links.reduce((sum, table) => sum + table.members.values.length, 0);
    return { situation: this.numberOf(slot, situation), additions };
  }

  /** What was invoked, by object, in its order. */
  #invokedBy(by: NodeId, invoked: readonly Invoke[]): readonly Addition[] {
    const names = [...new Set(invoked.map(({ object }) => object))];
    return names.map((name) => {
      const slot = this.objects.find((at) => this.objectAt(at).name === name);
      if (slot === undefined) throw new Error(`the system has no object ${name}, of which something was invoked`);
      const operations = invoked.filter(({ object }) => object === name);
      return { slot, set: this.#doneTo.intern(operations.map(({ operation }) => ({ by, operation }))) };
    });
  }

  #slotOfLink(message: Addressed): number {
    const name = this.system.linkOf(message);
    const link = this.#linkNumbers.get(name);
    if (link === undefined) {
      throw new Error(`the system has no link ${name}, on which ${JSON.stringify(message)} was sent`);
    }
    return this.system.parts.length + link;
  }
}

/** Whose outcome is whose must be plain. */
function refuseSharing({ parts }: System): void {
  const users = parts.flatMap(({ node, objects = [] }) => objects.map((object) => JSON.stringify([node, object])));
  const twice = users.find((user, i) => users.indexOf(user) !== i);
  if (twice !== undefined) throw new Error(`two parts of one node use one object: ${twice}`);
}
