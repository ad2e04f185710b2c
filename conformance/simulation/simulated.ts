/**
 * A protocol, as the simulator sees it.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import type { Constants } from "../engine/constants.ts";
import type { Twin } from "../engine/protocol.ts";

/** How a system is made of its nodes' names and options. */
export type MakeSystem = (constants: Constants) => System;

/** A scenario of a system that was made with these constants. */
export interface MadeScenario extends Scenario {
  readonly constants: Constants;
}

export interface SimulatedProtocol {
  /** As in the manifest. */
  readonly name: string;
  /** What a seed simulates: of so many nodes, with these options and this load. */
  readonly scenarioOf: (seed: number, make?: MakeSystem) => MadeScenario;
  /** Numbers by names that constants of a scenario may have in the place of operators, and modules need not define. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** The mistakes that simulations should find. */
  readonly twins: readonly Twin[];
  /** Those of them that no run finds, and why not. */
  readonly unseen: Readonly<Record<string, string>>;
  /** Why TLC cannot be asked what the specification says of a run, if it cannot. */
  readonly notAsked?: string;
}

/** One whose specification knows everything that its runs have; a stack has more. */
export interface TracedProtocol extends SimulatedProtocol {
  /** Runs that TLC is to accept, as runs of the model with these constants: those of the same nodes. */
  readonly traced: { readonly scenarioOf: (seed: number) => Scenario; readonly constants: Constants };
}
