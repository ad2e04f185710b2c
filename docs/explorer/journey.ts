/**
 * A path through the states of a world: how far it has been gone, and what lies ahead of it. Going back forgets nothing;
 * another choice than the one ahead leaves the path for one's own.
 *
 * @module
 */
import type { Choice } from "../../conformance/engine/choice.ts";
import { choicesFrom } from "../../conformance/engine/choices.ts";
import type { PlainState } from "../../conformance/engine/plain-state.ts";
import { present } from "../../src/core/present.ts";
import type { World } from "./world.ts";

/** A state, and what can be done there. */
export interface Stop {
  readonly state: PlainState;
  readonly choices: readonly Choice[];
  /** The name of a property that the state violates: nothing can be done any more. */
  readonly violated?: string;
}

export interface Journey {
  readonly world: World;
  /** From the first state on, ahead of where one stands too. */
  readonly stops: readonly Stop[];
  /** The choices from each stop to the next, by their place. */
  readonly steps: readonly number[];
  /** How many steps have been gone. */
  readonly position: number;
}

export function beginning(world: World): Journey {
  return { world, stops: [stopAt(world, world.initial)], steps: [], position: 0 };
}

/** Along a path that was found before. @throws Error naming the first step that is none */
export function along(world: World, steps: readonly number[]): Journey {
  return steps.reduce(taking, beginning(world));
}

/** What was chosen to get from a stop to the next. */
export function choiceAfter({ stops, steps }: Journey, position: number): Choice {
  return present(present(stops[position]).choices[present(steps[position])]);
}

/** Where one stands. */
export function here({ stops, position }: Journey): Stop {
  return present(stops[position]);
}

/** Takes a choice, by its place. @throws Error if there is none */
export function taking(journey: Journey, choice: number): Journey {
  const { world, stops, steps, position } = journey;
  if (steps[position] === choice) return { ...journey, position: position + 1 };
  const { choices } = here(journey);
  const chosen = choices[choice];
  if (chosen === undefined) {
    throw new Error(`after ${position} steps there is no choice ${choice}, but ${choices.length} from 0 on`);
  }
  return {
    world,
    stops: [...stops.slice(0, position + 1), stopAt(world, chosen.next)],
    steps: [...steps.slice(0, position), choice],
    position: position + 1,
  };
}

/** To the state after so many steps, as far as there is one. */
export function goingTo(journey: Journey, position: number): Journey {
  return { ...journey, position: Math.max(0, Math.min(position, journey.steps.length)) };
}

function stopAt({ subject, stage }: World, state: PlainState): Stop {
  const { properties } = stage.protocol;
  const facts = subject.system.parts.map((part, slot) => properties.factOf(part, present(state.situations[slot])));
  const violated = properties.violated(facts, state.asked);
  return violated === undefined ? { state, choices: choicesFrom(subject, state) } : { state, choices: [], violated };
}
