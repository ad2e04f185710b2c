/**
 * What a run will be: the world in which it happens, and what goes wrong in it. All of it is drawn from the seed. Each
 * run has a world of its own, since some mistakes show only with certain parameters. A plan is plain data, so that it
 * can be made smaller, kept, and run again.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { type Fault, type FaultKind, faultKinds, type Left } from "./fault.ts";
import { below, between, oneOf, type Random, randomOf } from "./random.ts";

/** The qualities of network, disks and clocks. Times are in milliseconds. */
export interface World {
  /** How long each message takes at least, and how much longer on average. */
  readonly latency: number;
  readonly spread: number;
  /** How many bytes a link can take in a millisecond; `null` means no limit. */
  readonly bandwidth: number | null;
  /** The probability that a message is lost before the healing, and after it; and that it comes twice. */
  readonly lose: number;
  readonly loseLater: number;
  readonly duplicate: number;
  /** How long a flush takes at least, and how much longer on average; and whether it writes all that waits at once. */
  readonly flush: number;
  readonly flushSpread: number;
  readonly flushTogether: boolean;
  /** How fast the clock of each node runs: 2 is twice too fast. A node that is not named has a right clock. */
  readonly clocks: Readonly<Record<NodeId, number>>;
}

/**
 * What users do not do, in a plan that was made smaller. Everything that they would do has a number, from 0 on, in the
 * order in which they would do it.
 */
export interface Omitted {
  /** What they do not begin. The scenario asks before each thing that users begin; see {@link Run.mayBegin}. */
  readonly begun?: readonly number[];
  /** The requests that are always lost on their way. */
  readonly asked?: readonly number[];
}

/** A run before it is run. */
export interface Plan {
  readonly seed: number;
  readonly world: World;
  /** Whatever goes wrong, ordered by time. */
  readonly faults: readonly Fault[];
  /** When what liveness needs is healed. */
  readonly healed: number;
  /** The nodes that liveness does not need, and how each stays after the healing. */
  readonly left: readonly Left[];
  /** What users do not do; if it is not given, they do everything. */
  readonly omitted?: Omitted;
}

/** Whether it is a time, in milliseconds: from 0 on, and finite. */
export function isTime(number: number): boolean {
  return number >= 0 && number < Number.POSITIVE_INFINITY;
}

/** What is wrong with a plan, which may have been written by hand; `undefined` if it can be run. */
export function flawIn({ world, healed, faults, omitted = {} }: Plan): string | undefined {
  const { flushTogether: _, bandwidth, clocks, lose, loseLater, duplicate, ...times } = world;
  const rates = Object.entries(clocks).map(([node, rate]): Named => [`clocks.${node}`, rate]);
  const shares = { lose, loseLater, duplicate, "lose + duplicate": lose + duplicate };
  return (
    flawAmong([["healed", healed], ...Object.entries(times)], isTime, "time") ??
    flawAmong(Object.entries(shares), isShare, "probability") ??
    flawAmong([["bandwidth", bandwidth ?? 1], ...rates], isRate, "rate") ??
    lateFaultIn(faults, healed) ??
    flawAmong(Object.entries(omitted).flatMap(eachNumber), isPlace, "number of a request")
  );
}

/** A fault that begins after the healing never happens: a plan with one would seem to test it, and would not. */
function lateFaultIn(faults: readonly Fault[], healed: number): string | undefined {
  const late = faults.find(({ at }) => at > healed);
  return late && `a ${late.kind} begins at ${late.at}, when all is healed since ${healed}`;
}

type Named = readonly [name: string, number: number];

function flawAmong(numbers: readonly Named[], isRight: (number: number) => boolean, what: string): string | undefined {
  const wrong = numbers.find(([, number]) => !isRight(number));
  return wrong && `${wrong[0]} is ${wrong[1]}, which is no ${what}`;
}

function eachNumber([name, numbers]: readonly [string, readonly number[]]): readonly Named[] {
  return numbers.map((number): Named => [`omitted.${name}`, number]);
}

function isPlace(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}

function isShare(number: number): boolean {
  return number >= 0 && number <= 1;
}

function isRate(number: number): boolean {
  return number > 0 && isTime(number);
}

/** What a plan may be drawn from. */
export interface PlanOptions {
  /** The kinds of faults that may happen; all of them if it is not given. */
  readonly faults?: readonly FaultKind[];
  /** The least and the greatest number of milliseconds until the healing; 500 and 4,000 if it is not given. */
  readonly lasting?: readonly [number, number];
  /** Whether messages can be lost, and come twice; true if it is not given. */
  readonly lossy?: boolean;
  /** How many bytes a link may take in a millisecond, each as likely as the others; see {@link World}. */
  readonly bandwidths?: readonly (number | null)[];
  /**
   * How much more than its least time a message may take on average, each as likely as the others; see {@link World}. With 0
   * alone, and without faults of links, each takes its least time: that is a bound on delay.
   */
  readonly spreads?: readonly number[];
  /** The nodes of which only so many at a time need be whole, as drawn; all of them unless given. */
  readonly needed?: (random: Random) => readonly NodeId[];
  /** How the other nodes may stay; in each way if it is not given. */
  readonly left?: readonly Left["how"][];
}

/**
 * The plan of the seed.
 *
 * @example
 * ```ts
 * import { planOf } from "quorate/simulator";
 *
 * const { faults, healed } = planOf(["a", "b", "c"], 7, { faults: ["crash"], lasting: [1000, 1000] });
 * console.log(healed, faults.every(({ at, kind }) => at < healed && kind === "crash")); // 1000 true
 * ```
 */
export function planOf(nodes: readonly NodeId[], seed: number, options: PlanOptions = {}): Plan {
  const random = randomOf(seed, "plan");
  const {
    faults = faultKinds,
    lasting: [least, most] = [500, 4_000],
    needed = () => nodes,
    left: hows = everyWay,
  } = options;
  const healed = Math.round(between(random, least, most));
  const world = worldOf(nodes, random, options);
  // No run has every kind of fault: a fault that always strikes can hide what happens without it.
  const kinds = faults.filter(() => random() < 0.5);
  const count = kinds.length === 0 ? 0 : below(random, 3 * kinds.length + 5);
  const drawn = Array.from({ length: count }, () => faultOf(oneOf(random, kinds), nodes, healed, random));
  const whole = needed(random);
  const left = nodes.filter((node) => !whole.includes(node)).map((node) => ({ node, how: oneOf(random, hows) }));
  return { seed, world, faults: drawn.toSorted((one, other) => one.at - other.at), healed, left };
}

const everyBandwidth: readonly (number | null)[] = [null, null, null, 10, 100, 1_000];

const everySpread: readonly number[] = [0, 0.1, 1, 10];

const everyWay: readonly Left["how"][] = ["down", "deaf", "mute", "apart"];

function worldOf(
  nodes: readonly NodeId[],
  random: Random,
  { lossy: isLossy = true, bandwidths = everyBandwidth, spreads = everySpread }: PlanOptions,
): World {
  const lossy = isLossy ? random() : 1;
  const lose = lossy < 0.4 ? between(random, 0, 0.3) : 0;
  const isRunningApart = random() < 0.3;
  return {
    latency: oneOf(random, [0.1, 0.5, 1, 5, 20]),
    spread: oneOf(random, spreads),
    bandwidth: oneOf(random, bandwidths),
    lose,
    loseLater: random() < 0.3 ? lose / 2 : 0,
    duplicate: isLossy && random() < 0.3 ? between(random, 0, 0.3) : 0,
    flush: oneOf(random, [0, 0.1, 1, 5, 20]),
    flushSpread: oneOf(random, [0, 0.1, 2, 10]),
    flushTogether: random() < 0.7,
    clocks: Object.fromEntries(nodes.map((node) => [node, isRunningApart ? between(random, 0.7, 1.4) : 1])),
  };
}

/** How long a fault lasts, in milliseconds: most are short, and some last till the end. */
function spellOf(healed: number, random: Random): { readonly at: number; readonly for: number } {
  const at = Math.round(random() * healed);
  return { at, for: Math.round(oneOf(random, [5, 50, 300, 1_000, healed]) * (0.5 + random())) };
}

function faultOf(kind: FaultKind, nodes: readonly NodeId[], healed: number, random: Random): Fault {
  const spell = spellOf(healed, random);
  const node = oneOf(random, nodes);
  const others = nodes.filter((other) => other !== node);
  const to = others.length === 0 ? node : oneOf(random, others);
  // In half of the crashes, nothing of what was in flight has landed: so much is lost.
  const landing = random() < 0.5 ? 0 : below(random, 1_000);
  switch (kind) {
    case "crash":
      return { kind, nodes: random() < 0.2 ? nodes : [node], ...spell, landing };
    case "crashInWrite":
      return { kind, node, ...spell, landing };
    case "pause":
    case "stall":
      return { kind, node, ...spell };
    case "slowDisk":
      return { kind, node, ...spell, times: oneOf(random, [5, 50]) };
    case "cut":
      return { kind, from: node, to, ...spell };
    case "partition":
      return { kind, nodes: nodes.filter((other) => other === node || random() < 0.3), ...spell };
    case "slowLink":
      return { kind, from: node, to, ...spell, by: oneOf(random, [20, 200]) };
  }
}
