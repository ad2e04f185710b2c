/**
 * Consensus on a counter as a system: its nodes, all alike, with a counter and a board in common, which are objects of the
 * environment until protocols take their places.
 *
 * @module
 */
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedBoard } from "../../environment/shared-board.ts";
import { sharedCounter } from "../../environment/shared-counter.ts";
import { type ProposerOptions, proposerPart } from "../proposing.ts";
import { type ConsensusOptions, systemOfProposers } from "../systems.ts";
import { type CounterConsensusTypes, type CounterProposing, counterProposer } from "./proposer.ts";

/** How a node is made a part of the system. */
export type CounterProposerPart = (options: ProposerOptions, values: readonly Value[]) => Part<CounterProposing>;

/**
 * The whole of consensus on a counter, of nodes as they are specified, or of others. The part of each node has its name.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [CounterConsensus](page:spec/equivalence/CounterConsensus.tla)
 * @example
 * ```ts
 * import { counterConsensus } from "quorate/equivalence";
 *
 * const system = counterConsensus({ nodes: ["a", "b"] });
 * console.log(system.parts[0]?.objects); // [ 'board', 'counter' ]
 * ```
 */
export function counterConsensus(options: ConsensusOptions): System<CounterConsensusTypes>;
export function counterConsensus(options: ConsensusOptions, makePart: CounterProposerPart | undefined): System;
export function counterConsensus(
  options: ConsensusOptions,
  makePart: CounterProposerPart = counterProposerPart,
): System {
  return systemOfProposers(options, makePart, [sharedBoard("board"), sharedCounter("counter")]);
}

/** A node as it is specified. */
export function counterProposerPart(
  options: ProposerOptions,
  values: readonly Value[],
): Part<CounterProposing, CounterConsensusTypes> {
  return proposerPart(counterProposer, options, values);
}
