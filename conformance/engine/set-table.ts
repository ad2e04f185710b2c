/**
 * Sets by number: of the messages that one link can hold, or of what was asked. Number 0 is the empty set. What sets are
 * united or reduced by is remembered, since the same few steps add the same few members again and again.
 *
 * @module
 */
import { Interner } from "./interner.ts";
import { PairMemos } from "./pair-memos.ts";

export class SetTable<Member extends NonNullable<unknown>> {
  /** Every member that any of the sets has. */
  readonly members: Interner<Member> = new Interner();
  readonly #sets = new Interner<readonly number[]>();
  readonly #unions = new PairMemos(1, (_, one, other) =>
    this.#intern([...this.membersOf(one), ...this.membersOf(other)]),
  );

  constructor() {
    this.#sets.intern([]);
  }

  /** The numbers of the members of a set, ascending. */
  membersOf(set: number): readonly number[] {
    return this.#sets.value(set);
  }

  /** The members of a set. */
  valuesOf(set: number): readonly Member[] {
    return this.membersOf(set).map((member) => this.members.value(member));
  }

  /** The set of the given members. */
  setOf(members: readonly Member[]): number {
    return this.#intern(members.map((member) => this.members.intern(member)));
  }

  /** Both sets together. */
  union(one: number, other: number): number {
    return this.#unions.get(0, one, other);
  }

  /** The set without one of its members. */
  without(set: number, member: number): number {
    return this.#intern(this.membersOf(set).filter((other) => other !== member));
  }

  #intern(members: readonly number[]): number {
    return this.#sets.intern([...new Set(members)].sort((a, b) => a - b));
  }
}
