/**
 * An object for each place of a sequence.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";

interface AtPlace {
  readonly place: number;
  readonly state: NonNullable<unknown>;
}

/** Operations and outcomes name their place. */
export function objectsAtPlaces(object: SharedObject): SharedObject<readonly AtPlace[]> {
  const stateAt = (state: readonly AtPlace[], place: number): NonNullable<unknown> =>
    state.find((one) => one.place === place)?.state ?? object.initial;
  const withPlace = (state: readonly AtPlace[], place: number, at: NonNullable<unknown>): readonly AtPlace[] => [
    ...state.filter((one) => one.place !== place),
    { place, state: at },
  ];
  return {
    name: object.name,
    initial: [],
    invoked: (state, by, given) => {
      const { place, operation }: { place: number; operation: unknown } = Object(given);
      return withPlace(state, place, object.invoked(stateAt(state, place), by, operation));
    },
    crashed: (state, node) => state.map((one) => ({ ...one, state: object.crashed(one.state, node) })),
    steps: (state) =>
      state.flatMap(({ place, state: at }) =>
        object.steps(at).map((step) => ({ ...step, state: withPlace(state, place, step.state) })),
      ),
    outcomes: (state, node) =>
      state.flatMap(({ place, state: at }) =>
        object
          .outcomes(at, node)
          .map(({ outcome, state: next }) => ({ outcome: { place, outcome }, state: withPlace(state, place, next) })),
      ),
  };
}
