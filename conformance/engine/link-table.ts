/**
 * The sets of messages that one link can hold, by number. Number 0 is the empty set. What sets are united or reduced by
 * is remembered, since the same few steps send the same few messages again and again.
 *
 * @module
 */
import type { Addressed } from "../../src/core/system.ts";
import { Interner } from "./interner.ts";
import { PairMemos } from "./pair-memos.ts";

export class LinkTable {
  readonly messages: Interner<Addressed> = new Interner();
  readonly #sets = new Interner<readonly number[]>();
  readonly #unions = new PairMemos(1, (_, one, other) =>
    this.#intern([...this.membersOf(one), ...this.membersOf(other)]),
  );

  constructor() {
    this.#sets.intern([]);
  }

  /** The numbers of the messages in a set, ascending. */
  membersOf(set: number): readonly number[] {
    return this.#sets.value(set);
  }

  /** The set of the given messages. */
  setOf(messages: readonly Addressed[]): number {
    return this.#intern(messages.map((message) => this.messages.intern(message)));
  }

  /** Both sets together. */
  union(one: number, other: number): number {
    return this.#unions.get(0, one, other);
  }

  /** The set without one of its messages. */
  without(set: number, message: number): number {
    return this.#intern(this.membersOf(set).filter((member) => member !== message));
  }

  #intern(members: readonly number[]): number {
    return this.#sets.intern([...new Set(members)].sort((a, b) => a - b));
  }
}
