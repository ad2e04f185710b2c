/**
 * Paths that somebody else has found, as choices: the runs of the guide, and what TLC printed. The choices are the step
 * functions' own; what is matched is what they are about, or what the specification sees after them.
 *
 * @module
 */
import type { Choice } from "../../conformance/engine/choice.ts";
import { stepsFrom } from "../../conformance/engine/choices.ts";
import { keyOf, type PlainState } from "../../conformance/engine/plain-state.ts";
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

/**
 * A move that changes nothing is none: a message that is sent again is on its way already. Where messages wait in outboxes,
 * and disks land by themselves, that comes first.
 *
 * @throws NoPath naming the first move that nobody can choose
 */
export function pathOfRun(world: World, { moves, movesBefore }: Rehearsal): FoundPath {
  let from = 0;
  const end = moves.reduce((journey, move, at) => {
    if (at === movesBefore) from = journey.position;
    const after = withMove(journey, move);
    if (after !== undefined) return after;
    const { state } = here(journey);
    if (placeOf(stepsFrom(world.subject, state, { give, restart }), move, state) >= 0) return journey;
    throw new NoPath(`nobody can choose move ${at + 1}, ${stableKey(move)}`);
  }, beginning(world));
  return { steps: end.steps, from };
}

/** What the environment does before the move, if it must, and the move. */
function withMove(journey: Journey, move: Move): Journey | undefined {
  const { choices, state } = here(journey);
  const found = placeOf(choices, move, state);
  if (found >= 0) return taking(journey, found);
  const first = choices.findIndex((choice) => comesBefore(choice, move));
  return first < 0 ? undefined : withMove(taking(journey, first), move);
}

function comesBefore({ about, node }: Choice, move: Move): boolean {
  if (move.kind === "deliver") return about.kind === "carryOut" && stableKey(about.message) === stableKey(move.message);
  return move.kind === "answer" && about.kind === "land" && node === move.node;
}

function placeOf(choices: readonly Choice[], move: Move, { situations }: PlainState): number {
  const writesOf = (slot: number): number => present(situations[slot]).writing.length;
  const fits = (isAlike: IsAlike): number => choices.findIndex((choice) => fitsMove(choice, move, isAlike, writesOf));
  const exact = fits((one, other) => stableKey(one) === stableKey(other));
  return exact >= 0 ? exact : fits((one, other) => withoutValues(one) === withoutValues(other));
}

type IsAlike = (one: unknown, other: unknown) => boolean;

function fitsMove(
  { about, node, slot, action }: Choice,
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
      return about.kind === "deliver" && node === move.node && isAlike(about.message, move.message);
    case "take":
      return about.kind === "object" && action === "LogTakes" && isAlike(about.subject, move.entry);
    case "hear":
      return about.kind === "hear" && node === move.node && isAlike(about.outcome, move.outcome);
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
 * What TLC printed. A step that changes no variable of the protocol, but one of the model's own, is none here; a twin
 * may do at once what is several steps there; and steps that the specification does not see, as of a disk that it does not
 * have, may come between two of TLC's. The path ends before TLC's where the step functions violate a property earlier.
 *
 * @throws NoPath naming the first step that the step functions do not take
 */
export function pathOfCounterexample(world: World, { states, ending }: Counterexample): FoundPath {
  const wanted = states.map((state) => tracedText(world.subject, state));
  const begun = beginning(world);
  if (textOf(world, here(begun).state) !== wanted[0]) throw new NoPath("the step functions begin in another state");
  const search: Search = { world, states, wanted, tried: new Set(), furthest: 0 };
  const found = continuing(search, begun, [0]);
  if (found === undefined) {
    const { number, action } = present(states[search.furthest + 1]);
    throw new NoPath(`the step functions do not take step ${number}, ${action}`);
  }
  const { journey, lengths } = found;
  const back = ending.kind === "back to" ? lengths[ending.state - 1] : undefined;
  const isLasso = back !== undefined && back < journey.position;
  return { ...(isLasso ? withReturn(world, journey, back) : { steps: journey.steps }), from: 0 };
}

interface Search {
  readonly world: World;
  readonly states: readonly TraceState[];
  /** TLC's states, as texts. */
  readonly wanted: readonly string[];
  /** From where there is no way on. */
  readonly tried: Set<string>;
  /** The last of TLC's states that was reached, by its place. */
  furthest: number;
}

/** A journey, and how many of its steps lead to each of TLC's states. */
interface Reached {
  readonly journey: Journey;
  readonly lengths: readonly number[];
}

/** The rest of the way for one who stands in the last of so many of TLC's states. */
function continuing(search: Search, journey: Journey, lengths: readonly number[]): Reached | undefined {
  const { world, states, wanted, tried } = search;
  const at = lengths.length - 1;
  const { state, choices, violated } = here(journey);
  search.furthest = Math.max(search.furthest, at);
  if (violated !== undefined || at === states.length - 1) return { journey, lengths };
  if (wanted[at + 1] === wanted[at]) return continuing(search, journey, [...lengths, journey.position]);
  const key = `${at} ${keyOf(state)}`;
  if (tried.has(key)) return undefined;
  tried.add(key);
  const texts = choices.map(({ next }) => textOf(world, next));
  const leadingTo = (text: string | undefined): readonly number[] => [...texts.keys()].filter((i) => texts[i] === text);
  // A model that remembers has an action of its own around those of the protocol.
  const isNamed = (place: number): boolean => choices[place]?.action === states[at + 1]?.action;
  const named = (places: readonly number[]): readonly number[] =>
    places.toSorted((one, other) => Number(isNamed(other)) - Number(isNamed(one)));
  /** Where the next of so many of TLC's states are left out. */
  const beyond = (leftOut: number): readonly Attempt[] => {
    const passed = Array.from({ length: leftOut + 1 }, () => journey.position + 1);
    return named(leadingTo(wanted[at + 1 + leftOut])).map((place) => ({ place, lengths: [...lengths, ...passed] }));
  };
  const unseen = leadingTo(wanted[at]).map((place): Attempt => ({ place, lengths }));
  const further = [...wanted.keys()].slice(1, wanted.length - at - 1);
  for (const attempt of [...beyond(0), ...unseen, ...further.flatMap(beyond)]) {
    const found = continuing(search, taking(journey, attempt.place), attempt.lengths);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Attempt {
  readonly place: number;
  readonly lengths: readonly number[];
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
