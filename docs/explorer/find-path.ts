/**
 * Paths that somebody else has found, as choices: the runs of the guide, and what TLC printed. The choices are the step
 * functions' own; what is matched is what they are about, or what the specification sees after them.
 *
 * @module
 */
import { type Choice, stepsFrom } from "../../conformance/engine/choices.ts";
import type { PlainState } from "../../conformance/engine/plain-state.ts";
import { canonicalText, valuesOf } from "../../conformance/engine/plain-values.ts";
import { stableKey } from "../../conformance/engine/stable-key.ts";
import type { Subject } from "../../conformance/engine/subject.ts";
import { parseValue } from "../../conformance/engine/tla-parser.ts";
import type { Counterexample, TraceState } from "../../conformance/tlc/counterexample.ts";
import { present } from "../../src/core/present.ts";
import { give, restart } from "../../src/core/situation.ts";
import type { Move, Rehearsal } from "../site/rehearsal.ts";
import { beginning, here, type Journey, taking } from "./journey.ts";
import type { World } from "./world.ts";

/** What somebody has found is none of the step functions' paths. */
export class NoPath extends Error {
  override readonly name = "NoPath";
}

/** A path, after how many steps it is shown first, and to which state it goes back. */
export interface FoundPath {
  readonly steps: readonly number[];
  readonly from: number;
  readonly loop?: number;
}

/** A move that changes nothing is none: a message that is sent again is on its way already. @throws NoPath naming the first move that nobody can choose */
export function pathOfRun(world: World, { moves, movesBefore }: Rehearsal): FoundPath {
  let from = 0;
  const end = moves.reduce((journey, move, at) => {
    const { choices, state } = here(journey);
    if (at === movesBefore) from = journey.position;
    const found = placeOf(choices, move, state);
    if (found >= 0) return taking(journey, found);
    if (placeOf(stepsFrom(world.subject, state, { give, restart }), move, state) >= 0) return journey;
    throw new NoPath(`nobody can choose move ${at + 1}, ${stableKey(move)}`);
  }, beginning(world));
  return { steps: end.steps, from };
}

function placeOf(choices: readonly Choice[], move: Move, { situations }: PlainState): number {
  const writesOf = (slot: number): number => present(situations[slot]).writing.length;
  const fits = (isAlike: IsAlike): number => choices.findIndex((choice) => fitsMove(choice, move, isAlike, writesOf));
  const exact = fits((one, other) => stableKey(one) === stableKey(other));
  return exact >= 0 ? exact : fits((one, other) => withoutValues(one) === withoutValues(other));
}

type IsAlike = (one: unknown, other: unknown) => boolean;

function fitsMove(
  { about, node, slot }: Choice,
  move: Move,
  isAlike: IsAlike,
  writesOf: (slot: number) => number,
): boolean {
  switch (move.kind) {
    case "ask":
      return about.kind === "ask" && node === move.node && isAlike(about.request, move.request);
    case "fire":
      return about.kind === "fire" && node === move.node && about.timer === move.timer;
    case "deliver":
      return about.kind === "deliver" && node === move.message.to && isAlike(about.message, move.message);
    case "lose":
      return about.kind === "lose" && isAlike(about.message, move.message);
    case "answer":
      return about.kind === "persisted" && node === move.node && about.writes === writesOf(slot ?? 0);
    case "land":
    case "persisted":
    case "crash":
    case "restart":
      return about.kind === move.kind && node === move.node;
  }
}

/** What clients broadcast is other values in every world, and no protocol looks at them. */
function withoutValues(data: unknown): string {
  return stableKey(JSON.parse(JSON.stringify(data, (name, value: unknown) => (name === "value" ? undefined : value))));
}

/**
 * What TLC printed. A step that changes no variable of the protocol, but one of the model's own, is none; and a twin may do
 * at once what is two steps there. The path ends before TLC's where the step functions violate a property earlier.
 *
 * @throws NoPath naming the first step that the step functions do not take
 */
export function pathOfCounterexample(world: World, { states, ending }: Counterexample): FoundPath {
  const wanted = states.map((state) => tracedText(world.subject, state));
  let journey = beginning(world);
  /** How many steps lead to each of TLC's states, as far as they are reached. */
  const lengths: number[] = [];
  for (let at = 0; at < states.length; at++) {
    const { state, choices, violated } = here(journey);
    if (textOf(world, state) !== wanted[at]) {
      if (violated !== undefined) return { steps: journey.steps, from: 0 };
      const [reached, place] = nextReached(world, choices, wanted, states, at);
      journey = taking(journey, place);
      at = reached;
    }
    lengths[at] = journey.position;
  }
  const back = ending.kind === "back to" ? lengths[ending.state - 1] : undefined;
  const isLasso = back !== undefined && back < journey.position;
  return { ...(isLasso ? withReturn(world, journey, back) : { steps: journey.steps }), from: 0 };
}

/** The next of TLC's states to which a choice leads, and the place of that choice. */
function nextReached(
  world: World,
  choices: readonly Choice[],
  wanted: readonly string[],
  states: readonly TraceState[],
  from: number,
): readonly [reached: number, place: number] {
  const texts = choices.map(({ next }) => textOf(world, next));
  for (let reached = from; reached < wanted.length; reached++) {
    const places = texts.flatMap((text, place) => (text === wanted[reached] ? [place] : []));
    // A model that remembers has an action of its own around those of the protocol.
    const named = places.find((place) => choices[place]?.action === states[reached]?.action);
    const [place = named] = places;
    if (place !== undefined) return [reached, named ?? place];
  }
  const { number, action } = present(states[from]);
  throw new NoPath(`the step functions do not take step ${number}, ${action}`);
}

function textOf({ subject }: World, state: PlainState): string {
  return canonicalText(valuesOf(subject, state));
}

/** The last state of a lasso is followed by an earlier one: the step there is a choice, too. */
function withReturn(world: World, end: Journey, back: number): Pick<FoundPath, "steps" | "loop"> {
  const target = end.stops[back];
  if (target === undefined) return { steps: end.steps };
  const wanted = textOf(world, target.state);
  const place = here(end).choices.findIndex(({ next }) => textOf(world, next) === wanted);
  if (place < 0) throw new NoPath(`the step functions do not go back to state ${back}`);
  return { steps: taking(end, place).steps, loop: back };
}

function tracedText({ mapping }: Subject, { variables }: TraceState): string {
  const known = variables.filter(({ name }) => Object.hasOwn(mapping.variables, name));
  return canonicalText(known.map(({ name, value }) => [name, parseValue(value)]));
}
