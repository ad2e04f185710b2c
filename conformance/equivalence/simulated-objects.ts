/**
 * Objects of the environment in a run that has a clock. A host has no such objects; here each node has a timer for each
 * of them, and when it fires the object does something by chance, or the node hears something of it.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";
import type { StepResult } from "../../src/core/step.ts";
import type { AnyEffect, CommonEvent, Part, Request, System } from "../../src/core/system.ts";
import { oneOf, type Random } from "../../src/shell/simulator/random.ts";

/** What is remembered of a run. */
export interface SimulatedSystem {
  readonly system: System;
  /** Nodes that have been down. */
  readonly restarted: ReadonlySet<string>;
}

const prefix = "object:";

/** The system with its objects within, which are as they are in this one run. */
export function withObjects(system: System, random: Random): SimulatedSystem {
  const { objects = [], ...others } = system;
  const restarted = new Set<string>();
  const states = new Map(objects.map((object) => [object.name, object.initial]));
  const parts = others.parts.map((part) => withObjectsWithin(part, objects, states, random, restarted));
  return { system: { ...others, parts }, restarted };
}

function withObjectsWithin(
  part: Part,
  objects: readonly SharedObject[],
  states: Map<string, NonNullable<unknown>>,
  random: Random,
  restarted: Set<string>,
): Part {
  const { node } = part;
  const used = objects.filter(({ name }) => part.objects?.includes(name) === true);
  const change = (object: SharedObject, to: (state: NonNullable<unknown>) => NonNullable<unknown>): void => {
    states.set(object.name, to(states.get(object.name) ?? object.initial));
  };
  const timers = used.map(({ name }) => ({ kind: "setTimer", timer: `${prefix}${name}` }) as const);

  const carriedOut = (effects: readonly AnyEffect[]): readonly AnyEffect[] =>
    effects.filter((effect) => {
      const object = effect.kind === "invoke" ? used.find(({ name }) => name === effect.object) : undefined;
      if (effect.kind !== "invoke" || object === undefined) return true;
      change(object, (state) => object.invoked(state, node, effect.operation));
      return false;
    });

  const heard = (object: SharedObject, role: unknown): StepResult<unknown, AnyEffect> => {
    const own = object.steps(states.get(object.name) ?? object.initial);
    if (own.length > 0 && random() < 0.1) change(object, () => oneOf(random, own).state);
    const outcomes = object.outcomes(states.get(object.name) ?? object.initial, node);
    const again = timers.filter(({ timer }) => timer === `${prefix}${object.name}`);
    if (outcomes.length === 0) return { outcome: "answered", state: role, effects: again };
    const { outcome, state } = oneOf(random, outcomes);
    change(object, () => state);
    const result = part.step(role, { kind: "heard", object: object.name, outcome });
    if (result.outcome === "refused") throw new Error(`${part.name} refuses what it hears: ${result.refusal.because}`);
    return { ...result, effects: [...carriedOut(result.effects), ...again] };
  };

  const started = (effects: readonly AnyEffect[]): readonly AnyEffect[] => [...carriedOut(effects), ...timers];
  return {
    ...part,
    objects: [],
    start: () => {
      const { state, effects } = part.start();
      return { state, effects: started(effects) };
    },
    recover: (record) => {
      restarted.add(node);
      for (const object of used) change(object, (state) => object.crashed(state, node));
      const { state, effects } = part.recover(record);
      return { state, effects: started(effects) };
    },
    step: (role, event: CommonEvent | Request) => {
      const timer = event.kind === "timeout" && "timer" in event ? event.timer : "";
      const object = used.find(({ name }) => timer === `${prefix}${name}`);
      if (object !== undefined) return heard(object, role);
      const result = part.step(role, event);
      return result.outcome === "refused" ? result : { ...result, effects: carriedOut(result.effects) };
    },
  };
}

/** An object for each place of a sequence: operations and outcomes name their place. */
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

interface AtPlace {
  readonly place: number;
  readonly state: NonNullable<unknown>;
}
