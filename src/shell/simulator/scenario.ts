/**
 * What is simulated: a system, how long its timers take, and a watcher, which uses the system and watches it.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Situation } from "../../core/situation.ts";
import type { Addressed, PartTypes, System } from "../../core/system.ts";
import type { Plan, PlanOptions } from "./plan.ts";
import type { Random } from "./random.ts";

/** A system and its surroundings. Each run draws its own. */
export interface Scenario<Types extends PartTypes = PartTypes> {
  readonly system: System<Types>;
  /** How many milliseconds the timer takes this time; `isHealed` says whether the faults are over. */
  readonly timeOf: (random: Random, timer: string, isHealed: boolean) => number;
  /** What plans are drawn from. */
  readonly plans?: PlanOptions;
  /**
   * How many milliseconds a node takes to send a message: it sends one after the other, and a crash drops those that it
   * has still to send. If this is not given, all that a step sends leaves at once.
   */
  readonly betweenSends?: number;
  /** Within how many milliseconds after the healing everything must be reached. */
  readonly within: number;
  /**
   * For how many milliseconds the system may then finish its work (`after`), and for how many it is watched while it
   * has nothing to do (`for`). If this is not given, the run ends as soon as everything is reached.
   */
  readonly calm?: { readonly after: number; readonly for: number };
  /** After how many steps of parts the watcher checks the states again; 16 if it is not given. */
  readonly checkEvery?: number;
  /** Begins to use and to watch the system. By `run` it can ask parts, do things later, and report violations. */
  readonly watch: (run: Run<Types>) => Watcher<Types>;
}

/** Uses and watches the system in one run. */
export interface Watcher<Types extends PartTypes = PartTypes> {
  /** The user of the part was told something new. */
  told?(part: string, value: Types["told"], by: "deliver" | "reply"): void;
  /** A part has sent a message, which may be lost. */
  sent?(message: Addressed): void;
  /** Checks what must be true in every state. Called from time to time, and at the end. */
  check?(): void;
  /** Whether everything that must be reached is reached, and users ask no more. Called after the healing. */
  isReached(): boolean;
  /** What was not reached, when the time is over. */
  lacking?(): string;
  /** Everything was reached, and the system had nothing to do for a while. These are the costs of that while. */
  calmed?(costs: Costs): void;
}

/** What a run has cost so far, or a part of it. */
export interface Costs {
  /** Steps of parts, refused ones included. */
  readonly steps: number;
  /** How many messages were sent of each kind. */
  readonly sent: Readonly<Record<string, number>>;
  /** The size of all messages. */
  readonly bytes: number;
  /** How many records were handed to disks. */
  readonly writes: number;
}

/** A run, as the watcher sees it. Times are in milliseconds since the start. */
export interface Run<Types extends PartTypes = PartTypes> {
  readonly plan: Plan;
  /** The nodes that have no faults after the healing. */
  readonly whole: readonly NodeId[];
  now(): number;
  isHealed(): boolean;
  /** The stream of random numbers with this name: always the same stream, which goes on where it was left. */
  random(name: string): Random;
  /** Does the job so many milliseconds later. */
  after(milliseconds: number, job: () => void): void;
  /**
   * Asks the part, over the network: the request takes its time, and may be lost. So may the answer; and a node that is
   * down or paused gives no answer. In a plan that was made smaller, some requests are always lost.
   */
  ask(part: string, request: Types["request"], heard?: (refusal?: Refusal) => void): void;
  /**
   * Whether a user may begin something new; to be called once for each new thing. It is true, except for what a plan
   * that was made smaller omits. The watcher must not wait for anything that was not begun.
   */
  mayBegin(): boolean;
  /** The part and the world around it. */
  situation(part: string): Situation;
  costs(): Costs;
  /** Says that a property does not hold. The run ends. */
  violated(property: string, because: string): void;
}
