/**
 * The safety of epoch consensus, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { type Accepted, type NodeRecord, readBack } from "../../src/consensus/epoch-consensus/record.ts";
import type { NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Properties } from "../engine/properties.ts";

/** What is known of a node. */
export interface Fact {
  readonly node: string;
  /** The epoch that the node leads, or 0. */
  readonly leads: number;
  /** The leader of its epoch, as far as it has heard. */
  readonly follows: string | null;
  readonly epoch: number;
  /** Everything that the node has accepted, wherever it is. */
  readonly accepted: readonly Accepted[];
  readonly told: unknown;
  /** Told one value, and then another. */
  readonly tookBack: boolean;
  readonly isDown: boolean;
  readonly isDecided: boolean;
  readonly isWriting: boolean;
  /** A record on disk that says less than the node has said. */
  readonly hasForgotten: boolean;
}

export const epochConsensusProperties: Properties<Fact> = {
  factOf: (part: Part, { role, durable, writing, told }: Situation<NodeState, NodeRecord>) => ({
    node: part.node,
    leads: role?.role === "leader" ? role.epoch : 0,
    follows: role?.leader ?? null,
    epoch: role?.epoch ?? readBack(durable).epoch,
    accepted: [
      durable.accepted,
      ...writing.map(({ accepted }) => accepted),
      ...(role === undefined ? [] : [role.accepted]),
    ],
    told: told.at(-1)?.value,
    tookBack: told.length > 1,
    isDown: role === undefined,
    isDecided: role === undefined || role.decision !== null,
    isWriting: writing.length > 0,
    hasForgotten: role !== undefined && writing.length === 0 && saysMore(role, readBack(durable)),
  }),

  violated(facts, asked) {
    if (facts.some((fact) => fact.tookBack)) return "Integrity";
    const told = new Set(facts.flatMap((fact) => (fact.told === undefined ? [] : [fact.told])));
    if (told.size > 1) return "Agreement";
    if ([...told].some((value) => !asked.some((one) => one === value))) return "Validity";
    const leads = facts.flatMap((fact) => (fact.leads === 0 ? [] : [fact.leads]));
    if (new Set(leads).size < leads.length) return "OneLeaderPerEpoch";
    if (hasTwoValues(facts.flatMap((fact) => fact.accepted))) return "OneValuePerEpoch";
    return facts.some((fact) => fact.hasForgotten) ? "AcknowledgedIsDurable" : undefined;
  },

  /** Without the leader of the highest epoch another epoch may be needed, and a model has so many and no more. */
  isDone(facts) {
    const highest = Math.max(...facts.map(({ epoch }) => epoch));
    return (
      facts.every((fact) => fact.isDecided && !fact.isWriting) ||
      !facts.some(({ leads }) => leads > 0 && leads === highest)
    );
  },
};

function hasTwoValues(accepted: readonly Accepted[]): boolean {
  const values = new Map<number, string | null>();
  for (const { epoch, value } of accepted) {
    const known = values.get(epoch);
    if (known !== undefined && known !== value) return true;
    values.set(epoch, value);
  }
  return false;
}

function saysMore(role: NodeState, durable: NodeRecord): boolean {
  return role.epoch !== durable.epoch || role.vote !== durable.vote || role.accepted.epoch !== durable.accepted.epoch;
}
