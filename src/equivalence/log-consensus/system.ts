/**
 * Consensus on a log as a system: its nodes, all alike, and the log that they have in common, which is an object of the
 * environment until a protocol takes its place.
 *
 * @module
 */
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedLog } from "../../environment/shared-log.ts";
import { type ProposerOptions, type Proposing, proposerPart } from "../proposing.ts";
import { type ConsensusOptions, systemOfProposers } from "../systems.ts";
import { type LogConsensusTypes, logProposer } from "./proposer.ts";

/** How a node is made a part of the system. */
export type LogProposerPart = (options: ProposerOptions, values: readonly Value[]) => Part<Proposing>;

/**
 * The whole of consensus on a log, of nodes as they are specified, or of others. The part of each node has its name.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [LogConsensus](page:spec/equivalence/LogConsensus.tla)
 * @example
 * ```ts
 * import { stack } from "quorate/core";
 * import { asLog, epochBroadcast } from "quorate/epoch-broadcast";
 * import { logConsensus, proposalOf } from "quorate/equivalence";
 * import { InMemoryHost } from "quorate/in-memory";
 *
 * const nodes = ["a", "b", "c"];
 * const host = new InMemoryHost(stack(logConsensus({ nodes }), epochBroadcast({ nodes }), asLog("log")));
 * host.crash("c");
 * host.runUntil(() => host.status("a")?.leader !== undefined);
 * for (const node of ["a", "b"]) host.request(node, proposalOf(`tea for ${node}`));
 * host.runUntil(() => host.told("a").length > 0 && host.told("b").length > 0);
 * console.log(host.told("a")[0] === host.told("b")[0]); // true
 * ```
 */
export function logConsensus(options: ConsensusOptions): System<LogConsensusTypes>;
export function logConsensus(options: ConsensusOptions, makePart: LogProposerPart | undefined): System;
export function logConsensus(options: ConsensusOptions, makePart: LogProposerPart = logProposerPart): System {
  return systemOfProposers(options, makePart, [sharedLog("log", options.nodes)]);
}

/** A node as it is specified. */
export function logProposerPart(
  options: ProposerOptions,
  values: readonly Value[],
): Part<Proposing, LogConsensusTypes> {
  return proposerPart(logProposer, options, values);
}
