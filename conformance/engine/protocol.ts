/**
 * A protocol, as the conformance suite sees it: everything that it adds to the engine.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import type { Behaviour } from "../tlc/configuration.ts";
import type { Constants } from "./constants.ts";
import type { Mapping } from "./mapping.ts";
import type { Properties } from "./properties.ts";
import type { Subject } from "./subject.ts";
import type { Walker } from "./walker.ts";

export interface Protocol {
  /** As in the manifest. */
  readonly name: string;
  readonly problem: string;
  readonly mapping: Mapping;
  /**
   * What TLC's model of these constants is compared with: the same nodes, and the same bounds on the environment. A model
   * that does not begin with `Init` begins with the predicate of that name.
   */
  readonly subjectOf: (constants: Constants, begins?: string) => Subject;
  readonly replays: readonly ReplayModel[];
  readonly runs: readonly RunModel[];
  /** The ways in which a behaviour can end that must occur among the replays, and among the runs. */
  readonly ends: readonly string[];
  /** Which of them a path ended in; none if it came to no end. */
  readonly endsOf: (walker: Walker, path: readonly PathStep[]) => readonly string[];
  readonly twins: readonly Twin[];
  readonly properties: Properties;
  readonly explorations: readonly ExplorationModel[];
}

/** A model of which every state of the step functions is visited, and the properties checked. TLC takes no part. */
export interface ExplorationModel {
  readonly name: string;
  readonly constants: Constants;
}

/** Behaviours that TLC makes at random, of a model too large to dump. */
export interface ReplayModel {
  readonly name: string;
  /** The module with the overrides that the constants name. */
  readonly module: string;
  readonly constants: Constants;
  /** `Spec`, unless it is another. */
  readonly behaviour?: Behaviour;
  readonly behaviours: number;
  readonly depth: number;
}

/** A state of a behaviour or a run, and the action by which the step functions got there. */
export interface PathStep {
  readonly action: string;
  readonly state: Uint32Array;
}

/** Runs of the step functions under faults, which TLC has to accept. */
export interface RunModel {
  readonly name: string;
  /** The module with the overrides that the constants name. */
  readonly module: string;
  readonly constants: Constants;
  readonly runs: number;
  readonly steps: number;
  /** Actions that are faults, or end a run early: they are taken where the schedule says so, and nowhere else. */
  readonly faults: readonly string[];
  /** Where the runs come from, if not from schedules of steps and faults. */
  readonly made?: (subject: Subject, walker: Walker) => readonly (readonly PathStep[])[];
  /** Those of the faults that are also taken when nothing else is possible, such as a suspicion when all is quiet. */
  readonly lastResorts?: readonly string[];
}

/** The mistake of a model that must fail, made in the step functions. */
export interface Twin {
  /** The model that must fail. */
  readonly name: string;
  /** The model whose graph must reject the twin. */
  readonly against: string;
  readonly systemOf: (constants: Constants) => System;
}
