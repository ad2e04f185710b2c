/**
 * The safety of three-phase commit, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import type { CommitRecord } from "../../src/atomic-commit/three-phase-commit/record.ts";
import type { NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Properties } from "../engine/properties.ts";

export interface Fact {
  readonly transaction: string;
  readonly isCoordinator: boolean;
  readonly status: string;
  readonly accepted: number;
  readonly hasPromised: boolean;
  readonly outcome: unknown;
  /** Told one outcome, and then another. */
  readonly tookBack: boolean;
  /** What its user is told waits for its disk. */
  readonly waits: boolean;
}

export const threePhaseCommitProperties: Properties<Fact> = {
  factOf: (part: Part, { role, durable, told }: Situation<NodeState, CommitRecord>) => ({
    transaction: part.instance,
    isCoordinator: part.role === "coordinator",
    status: role?.status ?? "down",
    accepted: role?.accepted ?? 0,
    hasPromised: durable.status !== "none",
    outcome: told.at(-1)?.value,
    tookBack: told.length > 1,
    waits: role?.isWriting === true,
  }),

  violated(facts) {
    if (facts.some(({ tookBack }) => tookBack)) return "OutcomeIsFinal";
    for (const coordinator of facts) {
      if (!coordinator.isCoordinator) continue;
      const own = facts.filter(({ transaction }) => transaction === coordinator.transaction);
      const property = violatedBy(own);
      if (property !== undefined) return property;
    }
    return undefined;
  },

  isDone: (facts) => facts.every(({ status }) => ["committed", "aborted", "down"].includes(status)),
};

function violatedBy(facts: readonly Fact[]): string | undefined {
  const isTold = (outcome: string): boolean => facts.some((fact) => fact.outcome === outcome);
  if (isTold("committed") && isTold("aborted")) return "Agreement";
  if (isTold("committed") && facts.some(({ isCoordinator, hasPromised }) => !isCoordinator && !hasPromised))
    return "CommitNeedsEveryone";
  const isUntold = ({ status, outcome, waits }: Fact): boolean =>
    (status === "committed" || status === "aborted") && !waits && outcome !== status;
  if (facts.some(isUntold)) return "OutcomeIsTold";
  const acceptedIn = (wanted: string): readonly number[] =>
    facts.filter(({ status }) => status === wanted).map(({ accepted }) => accepted);
  const preAborted = acceptedIn("preAborted");
  return acceptedIn("preCommitted").some((number) => preAborted.includes(number))
    ? "OneOutcomeInEachNumber"
    : undefined;
}
