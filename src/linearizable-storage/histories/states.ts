/**
 * Numbers for what an object may hold, so that states are compared as numbers.
 *
 * @module
 */
import type { PlainData } from "../../core/plain-data.ts";

export interface States<State extends PlainData> {
  numberOf(state: State): number;
  /** The state of a number that was given. */
  at(number: number): State;
}

export function numberedStates<State extends PlainData>(): States<State> {
  const states: State[] = [];
  const numbers = new Map<unknown, number>();
  return {
    numberOf: (state) => {
      // What stands in front of a text keeps it apart from the text of a list or a record.
      const key = typeof state === "object" ? `=${textOf(state)}` : typeof state === "string" ? `"${state}` : state;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, states.length);
      return states.push(state) - 1;
    },
    at: (number) => {
      const state = states[number];
      if (state === undefined) throw new Error(`there is no state ${number}`);
      return state;
    },
  };
}

/** The same text for data that says the same, in whatever order its fields stand. */
export function textOf(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
