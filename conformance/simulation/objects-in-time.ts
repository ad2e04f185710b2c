/**
 * Objects of the environment in a simulation. No host has objects, and so no simulation: here the parts lose theirs, and
 * what an object does by itself is done by chance, from time to time.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";
import { answered, type Started, type StepResult } from "../../src/core/step.ts";
import type { AnyEffect, CommonEvent, Part, Request, System } from "../../src/core/system.ts";
import { between, oneOf, type Random } from "../../src/shell/simulator/random.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";

/** A system that is run once, since its objects keep their state. */
export interface SystemInTime {
  readonly system: System;
  /** The objects begin to do something, now and then. */
  readonly begin: (run: Run) => void;
  /** Nodes that have been down. */
  readonly restarted: ReadonlySet<string>;
}

/** An object, and what it is like now. */
interface Living {
  readonly object: SharedObject;
  state: NonNullable<unknown>;
  /** Nodes to which it has nothing to tell: to find that out takes long. */
  readonly quiet: Set<string>;
}

/** Asks a part to hear whatever its objects may tell it. */
const listen: Request = { kind: "listen" };

/** How many things an object may have to tell before it takes nothing more: it offers every order that there is. */
const mostOutcomes = 30;

export function inTime(system: System, random: Random): SystemInTime {
  const living = (system.objects ?? []).map((object): Living => ({ object, state: object.initial, quiet: new Set() }));
  const { objects: _, ...rest } = system;
  const restarted = new Set<string>();
  return {
    system: { ...rest, parts: system.parts.map((part) => alone(part, living, random, restarted)) },
    restarted,
    begin: (run) => {
      const again = (): void => {
        // Not each time: of some objects all that they do by themselves is to miss what they are asked for.
        for (const one of living) if (random() < 0.3) goOn(one, system.parts, random);
        const listening = system.parts.filter(({ node }) => living.some(({ quiet }) => !quiet.has(node)));
        if (listening.length > 0) run.ask(oneOf(random, listening).name, listen);
        run.after(between(random, 0, 10), again);
      };
      if (living.length > 0) again();
    },
  };
}

/** What the object does of which nobody hears. */
function goOn(one: Living, parts: readonly Part[], random: Random): void {
  const { object, state } = one;
  const steps = object.steps(state);
  if (steps.length === 0 || parts.every(({ node }) => object.outcomes(state, node).length > mostOutcomes)) return;
  one.state = oneOf(random, steps).state;
  one.quiet.clear();
}

type Effects = readonly AnyEffect[];

function alone(part: Part, living: readonly Living[], random: Random, restarted: Set<string>): Part {
  const { objects: _, ...rest } = part;
  const begun = ({ state, effects }: Started<unknown, AnyEffect>) => ({ state, effects: withoutInvoking(effects) });
  const withoutInvoking = (effects: Effects): Effects => {
    for (const effect of effects) {
      const one = effect.kind === "invoke" ? living.find(({ object }) => object.name === effect.object) : undefined;
      if (effect.kind === "invoke" && one !== undefined) {
        one.state = one.object.invoked(one.state, part.node, effect.operation);
        one.quiet.clear();
      }
    }
    return effects.filter(({ kind }) => kind !== "invoke");
  };
  const step = (state: unknown, event: CommonEvent | Request): StepResult<unknown, AnyEffect> => {
    const result = part.step(state, event);
    return result.outcome === "refused" ? result : { ...result, effects: withoutInvoking(result.effects) };
  };
  const hear = (state: unknown): StepResult<unknown, AnyEffect> => {
    const one = oneOf(random, living);
    const outcomes = one.object.outcomes(one.state, part.node);
    if (outcomes.length === 0) {
      one.quiet.add(part.node);
      return answered(state, []);
    }
    const { outcome, state: after } = oneOf(random, outcomes);
    // What the part invokes in this step it invokes after it has heard.
    one.state = after;
    one.quiet.clear();
    return step(state, { kind: "heard", object: one.object.name, outcome });
  };
  return {
    ...rest,
    requests: [...part.requests, listen],
    start: () => begun(part.start()),
    recover: (record) => {
      restarted.add(part.node);
      for (const one of living) {
        one.state = one.object.crashed(one.state, part.node);
        one.quiet.delete(part.node);
      }
      return begun(part.recover(record));
    },
    step: (state, event) => (event.kind === listen.kind ? hear(state) : step(state, event)),
  };
}
