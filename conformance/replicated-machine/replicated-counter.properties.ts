/**
 * The safety of the replicated counter, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { lookUp, rowsOf } from "../../src/core/dictionary.ts";
import { isSameData } from "../../src/core/plain-data.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { CounterState } from "../../src/replicated-machine/replicated-counter/counter.ts";
import type { CountAnswer } from "../../src/replicated-machine/replicated-counter/request.ts";
import type { Properties } from "../engine/properties.ts";

interface Fact {
  readonly role: CounterState | undefined;
  readonly told: readonly CountAnswer[];
}

export const replicatedCounterProperties: Properties<Fact> = {
  factOf: (_: Part, { role, told }: Situation<CounterState>) => ({
    role,
    told: told.flatMap(({ value }) => (isAnswer(value) ? [value] : [])),
  }),

  violated(facts, asked) {
    const told = facts.flatMap((fact) => fact.told);
    if (told.some((one) => told.some((other) => !isOneNumberEach(one, other)))) return "OneNumberEach";
    if (told.some(({ request }) => !asked.includes(request.client))) return "ToldWasRequested";
    return facts.some(({ role }) => role !== undefined && countsWhoWaits(role)) ? "WaitsForItsNumber" : undefined;
  },

  isDone: (facts) => facts.every(({ role }) => role !== undefined && role.waiting.size === 0),
};

/** Whether it is what clients are told. */
export function isAnswer(value: unknown): value is CountAnswer {
  return typeof value === "object" && value !== null && "request" in value && "number" in value;
}

function isOneNumberEach(one: CountAnswer, other: CountAnswer): boolean {
  return isSameData(one.request, other.request) === (one.number === other.number);
}

function countsWhoWaits({ counted, waiting }: CounterState): boolean {
  return rowsOf(waiting).some(({ name }) => lookUp(counted, name) !== undefined);
}
