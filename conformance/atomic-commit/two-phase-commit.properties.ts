/**
 * The safety of two-phase commit, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Properties } from "../engine/properties.ts";
import { confirmationOf, requestOf } from "./two-phase-commit.mapping.ts";

interface Fact {
  readonly transaction: string;
  /** What its application has said, if it has: that it asks for a commit, and that it knows of it. */
  readonly request: string;
  readonly confirmation: string;
  readonly isCoordinator: boolean;
  readonly status: string;
  readonly durable: string;
  readonly outcome: unknown;
  /** Told one outcome, and then another. */
  readonly tookBack: boolean;
  readonly isWriting: boolean;
}

export const twoPhaseCommitProperties: Properties<Fact> = {
  factOf: (part: Part, situation: Situation<CoordinatorState | ParticipantState, string>) => ({
    transaction: part.instance,
    request: requestOf(part.instance),
    confirmation: confirmationOf(part.instance),
    isCoordinator: part.role === "coordinator",
    status: situation.role?.status ?? "down",
    durable: situation.durable,
    outcome: situation.told.at(-1)?.value,
    tookBack: situation.told.length > 1,
    isWriting: situation.writing.length > 0,
  }),

  violated(facts, asked) {
    if (facts.some((fact) => fact.tookBack)) return "OutcomeIsFinal";
    for (const coordinator of facts) {
      if (!coordinator.isCoordinator) continue;
      const property = violatedBy(coordinator, facts, asked);
      if (property !== undefined) return property;
    }
    return undefined;
  },

  isDone: (facts) => facts.every((fact) => isDecided(fact) && !fact.isWriting),
};

/** One pass over a transaction: this runs for every state. */
function violatedBy(
  coordinator: Fact,
  facts: readonly Fact[],
  asked: readonly NonNullable<unknown>[],
): string | undefined {
  let committed = false;
  let aborted = false;
  let pastCommitPoint = coordinator.durable === "commit";
  let everyonePrepared = true;
  let everyoneSettled = true;
  for (const fact of facts) {
    if (fact.transaction !== coordinator.transaction) continue;
    committed ||= fact.outcome === "committed";
    aborted ||= fact.outcome === "aborted";
    if (fact.isCoordinator) continue;
    pastCommitPoint ||= fact.durable === "committed";
    everyonePrepared &&= fact.durable !== "none";
    everyoneSettled &&= fact.durable === "committed";
    if (fact.status === "prepared" && fact.durable !== "prepared") return "PreparedSurvives";
  }
  if (committed && aborted) return "Agreement";
  if (committed && !asked.includes(coordinator.request)) return "CommitNeedsARequest";
  if (pastCommitPoint && !everyonePrepared) return "CommitNeedsEveryone";
  if (committed && !pastCommitPoint) return "CommitIsDurableBeforeSent";
  const forgot = coordinator.status === "aborted" || coordinator.status === "forgotten";
  if (!(pastCommitPoint && forgot)) return undefined;
  if (!everyoneSettled || !asked.includes(coordinator.confirmation)) return "ForgottenOnlyWhenSettled";
  return undefined;
}

function isDecided({ isCoordinator, status, durable }: Fact): boolean {
  if (isCoordinator) return (status === "aborted" || status === "forgotten") && durable === "none";
  return status === "aborted" || status === "committed";
}
