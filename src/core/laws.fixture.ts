/**
 * Laws that hold for the steps of every role, in whatever state and after whatever event: as tests, with states and
 * events at random.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc, { type Arbitrary } from "fast-check";
import type { Step } from "./step.ts";
import type { AnyEffect } from "./system.ts";
import type { Row } from "./transition-table.ts";

/** A role, and what may happen to it. */
export interface Lawful<State, Event> {
  readonly step: Step<State, Event, AnyEffect>;
  readonly states: Arbitrary<State>;
  readonly steps: Arbitrary<readonly [State, Event]>;
  readonly receive: (message: unknown) => Event;
  /** What comes from the network and is no message of the protocol, or hardly ever. */
  readonly junk: Arbitrary<unknown>;
  /** What the rows of its table speak of. */
  readonly roleOf: (state: State) => string;
  readonly rows: readonly Row<string, string>[];
  readonly numRuns: number;
}

export function testLawsOf<State, Event>(role: Lawful<State, Event>): void {
  const { step, numRuns } = role;
  const always = (law: (state: State, event: Event) => void): void =>
    fc.assert(
      fc.property(role.steps, ([state, event]) => law(state, event)),
      { numRuns },
    );

  test("steps are pure: they change nothing that they are given, and give the same result again", () => {
    always((state, event) => {
      deepFreeze(state);
      deepFreeze(event);
      assert.deepEqual(step(state, event), step(structuredClone(state), structuredClone(event)));
    });
  });

  test("only a changed state is a new object, and a refused event has no effects", () => {
    always((state, event) => {
      const result = step(state, event);
      if (result.outcome === "changed") assert.notDeepEqual(result.state, state);
      else assert.equal(result.state, state);
      if (result.outcome === "refused") assert.deepEqual(result.effects, []);
    });
  });

  test("a role changes along a row of the table", () => {
    always((state, event) => {
      const before = role.roleOf(state);
      const after = role.roleOf(step(state, event).state);
      const along = role.rows.some((row) => row.fromState === before && row.toState === after);
      assert.ok(after === before || along, `${before} became ${after}`);
    });
  });

  test("junk from the network never throws, changes nothing and is refused", () => {
    fc.assert(
      fc.property(role.states, role.junk, (state, message) => {
        const result = step(state, role.receive(message));
        assert.equal(result.state, state);
        assert.equal(result.outcome, "refused");
      }),
      { numRuns: 1000 },
    );
  });
}

/** Whatever can be, of no kind that steps know. */
export const anything: Arbitrary<unknown> = fc.anything({
  withNullPrototype: true,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
});

/** Records as the code makes them; fast-check's own may have no prototype. */
export function plain<Fields extends object>(
  fields: {
    [Key in keyof Fields]: Arbitrary<Fields[Key]>;
  },
): Arbitrary<Fields> {
  return fc.record<Fields>(fields, { noNullPrototype: true });
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}
