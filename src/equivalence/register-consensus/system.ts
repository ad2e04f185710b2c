/**
 * Consensus on a register as a system: its nodes, all alike, and the register that they have in common, which is an object
 * of the environment until a protocol takes its place.
 *
 * @module
 */
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedRegister } from "../../environment/shared-register.ts";
import { type ProposerOptions, type Proposing, proposerPart } from "../proposing.ts";
import { type ConsensusOptions, systemOfProposers } from "../systems.ts";
import { type RegisterConsensusTypes, registerProposer } from "./proposer.ts";

/** How a node is made a part of the system. */
export type RegisterProposerPart = (options: ProposerOptions, values: readonly Value[]) => Part<Proposing>;

/**
 * The whole of consensus on a register, of nodes as they are specified, or of others. The part of each node has its name.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [RegisterConsensus](page:spec/equivalence/RegisterConsensus.tla)
 * @example
 * ```ts
 * import { registerConsensus } from "quorate/equivalence";
 *
 * const system = registerConsensus({ nodes: ["a", "b"] });
 * console.log(system.parts.map(({ name }) => name), system.parts[0]?.objects); // [ 'a', 'b' ] [ 'register' ]
 * ```
 */
export function registerConsensus(options: ConsensusOptions): System<RegisterConsensusTypes>;
export function registerConsensus(options: ConsensusOptions, makePart: RegisterProposerPart | undefined): System;
export function registerConsensus(
  options: ConsensusOptions,
  makePart: RegisterProposerPart = registerProposerPart,
): System {
  return systemOfProposers(options, makePart, [sharedRegister("register", null)]);
}

/** A node as it is specified. */
export function registerProposerPart(
  options: ProposerOptions,
  values: readonly Value[],
): Part<Proposing, RegisterConsensusTypes> {
  return proposerPart(registerProposer, options, values);
}
