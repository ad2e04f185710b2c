/**
 * The safety of replicated commit, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { bears } from "../../src/atomic-commit/replicated-commit/cells.ts";
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { Properties } from "../engine/properties.ts";
import { requestOf } from "./two-phase-commit.mapping.ts";

interface Fact {
  /** What the part has told of each transaction. */
  readonly outcomes: readonly { readonly transaction: string; readonly outcome: string }[];
  readonly candidate: CandidateState | undefined;
  readonly isDone: boolean;
}

export const replicatedCommitProperties: Properties<Fact> = {
  factOf({ name, node }: Part, { role, told }: Situation) {
    const candidate = isCandidate(role) ? role : undefined;
    const outcomes = told.map(({ value }) =>
      hasFields(value)
        ? { transaction: String(value.transaction), outcome: String(value.outcome) }
        : { transaction: transactionOf(name, node), outcome: String(value) },
    );
    return { outcomes, candidate, isDone: candidate !== undefined || outcomes.length > 0 };
  },

  violated(facts, asked) {
    const outcomes = facts.flatMap((fact) => fact.outcomes);
    const differ = outcomes.some((one) =>
      outcomes.some((other) => one.transaction === other.transaction && one.outcome !== other.outcome),
    );
    if (differ) return "Agreement";
    const committed = outcomes.filter(({ outcome }) => outcome === "committed");
    if (committed.some(({ transaction }) => !asked.includes(requestOf(transaction)))) return "CommitNeedsARequest";
    return facts.some(({ candidate }) => candidate !== undefined && keepsTheRole(candidate))
      ? "KnowersGiveWay"
      : undefined;
  },

  isDone: (facts) => facts.every(({ isDone }) => isDone),
};

function isCandidate(role: unknown): role is CandidateState {
  return hasFields(role) && "cells" in role;
}

function keepsTheRole({ status, self, number, cells }: CandidateState): boolean {
  return status === "bearing" && !bears(cells, { by: self, number });
}

/** The part of a participant has the name of its transaction, and of its node. */
function transactionOf(name: string, node: string): string {
  return name.slice(0, name.length - node.length - 1);
}
