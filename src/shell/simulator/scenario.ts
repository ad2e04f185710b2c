/**
 * What is simulated: a system, how long its timers take, and whoever uses it and watches it.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Situation } from "../../core/situation.ts";
import type { Addressed, PartTypes, System } from "../../core/system.ts";
import type { Plan, PlanOptions } from "./plan.ts";
import type { Random } from "./random.ts";

/** A system and its surroundings; each run has surroundings of its own. */
export interface Scenario<Types extends PartTypes = PartTypes> {
  readonly system: System<Types>;
  /** How many milliseconds the timer takes this time, while there are faults or after the healing. */
  readonly timeOf: (random: Random, timer: string, isHealed: boolean) => number;
  /** What plans are drawn from. */
  readonly plans?: PlanOptions;
  /** Within how many milliseconds after the healing everything must be reached. */
  readonly within: number;
  /**
   * How long the system then has to come to rest, and how long after that it is watched while it has nothing to do, in
   * milliseconds. Unless given, the run ends as soon as everything is reached.
   */
  readonly calm?: { readonly after: number; readonly for: number };
  /** After how many steps of parts those who watch look at the states again; 16 unless given. */
  readonly checkEvery?: number;
  /** Begins to use and to watch the system. It may ask, set times, and say what is violated. */
  readonly watch: (run: Run<Types>) => Watcher<Types>;
}

/** Whoever uses and watches the system in one run. */
export interface Watcher<Types extends PartTypes = PartTypes> {
  /** The user of the part was told something that is news. */
  told?(part: string, value: Types["told"], by: "deliver" | "reply"): void;
  /** A part has sent a message, which may be lost. */
  sent?(message: Addressed): void;
  /** Looks at whatever must be true of every state. Called from time to time, and at the end. */
  check?(): void;
  /** Whether all that must be reached is reached, and nobody asks for anything more. Asked after the healing. */
  isReached(): boolean;
  /** What is lacking, when the time is over. */
  lacking?(): string;
  /** Everything was reached, and the system had nothing to do for a while: this is what that has cost. */
  calmed?(costs: Costs): void;
}

/** What a run has cost so far, or a part of it. */
export interface Costs {
  /** Steps of parts, of those that were refused too. */
  readonly steps: number;
  /** How many messages were sent of each kind. */
  readonly sent: Readonly<Record<string, number>>;
  /** The size of all messages. */
  readonly bytes: number;
  /** How many records were handed to disks. */
  readonly writes: number;
}

/** A run, as those who use and watch the system see it. Times are milliseconds since the start. */
export interface Run<Types extends PartTypes = PartTypes> {
  readonly plan: Plan;
  /** The nodes that are whole from the healing on. */
  readonly whole: readonly NodeId[];
  now(): number;
  isHealed(): boolean;
  /** The stream of chance of this name: one stream, however often it is asked for. */
  random(name: string): Random;
  /** Does it so many milliseconds later. */
  after(milliseconds: number, job: () => void): void;
  /**
   * Asks the part, by way of the network: the request takes its time, and may be lost. So may the answer, of which nothing
   * is heard either if the node is down or stands still. In a plan that was made smaller, some requests are always lost.
   */
  ask(part: string, request: Types["request"], heard?: (refusal?: Refusal) => void): void;
  /**
   * Whether a user may begin something new, to be asked of each new thing once. It may, unless the plan was made smaller:
   * then whoever watches waits for nothing that was not begun.
   */
  mayBegin(): boolean;
  /** The part and the world around it. */
  situation(part: string): Situation;
  costs(): Costs;
  /** Says that a property does not hold. The run ends. */
  violated(property: string, because: string): void;
}
