/**
 * What a candidate does with what the log tells it: it has the role then, or has it still, or has it no longer.
 *
 * @module
 */
import { impossible, next, type Outcome as Then } from "../../core/description.ts";
import { lookUp, rowsOf, withoutValue } from "../../core/dictionary.ts";
import type { Reply } from "../../core/effect.ts";
import { present } from "../../core/present.ts";
import type { LogOutcome } from "../../environment/shared-log.ts";
import { recover, step } from "../two-phase-commit/coordinator.ts";
import type { ToParticipant, TransactionId } from "../two-phase-commit/message.ts";
import type { CandidateTypes, TransactionOutcome } from "./candidate.ts";
import { cellsAfter } from "./cells.ts";
import { carriedOut } from "./coordinating.ts";
import type { CommitEntry } from "./entry.ts";
import type { Guards } from "./guards.ts";
import { type CandidateState, entryName, noTenure, withCoordinator, withTimer } from "./state.ts";
import { takeOverName } from "./transaction-name.ts";

/** An entry of others than the candidates is `undefined`: it has a place, and says nothing. */
export type HeardOfLog = LogOutcome<CommitEntry | undefined>;

/**
 * Whether it has the role is looked at once, after all of these entries: what it would have been in between, nobody can
 * have heard of.
 *
 * @spec ReplicatedCommit!Hear
 */
export function hear(before: CandidateState, { first, values }: HeardOfLog, guards: Guards): Then<CandidateTypes> {
  if (first !== before.heard + 1) return impossible(`the log goes on at ${first}, and ${before.heard} were heard`);
  const own = takeOverName({ by: before.self, number: before.number });
  let { cells, awaited } = before;
  for (const entry of values) {
    if (entry === undefined) continue;
    cells = cellsAfter(cells, entry.value, guards.lands);
    if (entry.client === own) awaited = withoutValue(awaited, entryName(entry.number));
  }
  const state = { ...before, heard: before.heard + values.length, cells, awaited };
  if (!guards.hasTheRole(before, cells)) return next(isBehind(before, state) ? givingWay(state) : state);
  return before.status === "bearing" ? deciding(state, commitsHeard(before, state)) : next(installed(state));
}

/** Whether its own take-over is among what it has heard, although another one is the last. */
function isBehind({ status, awaited }: CandidateState, after: CandidateState): boolean {
  return status === "bearing" || (status === "asking" && awaited !== after.awaited);
}

/** What it has done in the role is lost to it, as in a crash. */
function givingWay(state: CandidateState): CandidateState {
  return { ...state, ...noTenure, status: "following" };
}

/** Whoever has the role for the first time recovers what the cells hold. @spec ReplicatedCommit!CoordinatorAfter */
function installed(state: CandidateState): CandidateState {
  const { role: self } = state;
  return rowsOf(state.cells.commits).reduce<CandidateState>(
    (after, { name: transaction, value: participants }) => {
      const { state: coordinator } = recover({ transaction, self, participants }, "commit");
      return withTimer(withCoordinator(after, coordinator), "resendDecision", transaction, true);
    },
    { ...state, status: "bearing" },
  );
}

/** The transactions whose commit it has written and is told now. While it has the role, what it has written lands. */
function commitsHeard({ awaited }: CandidateState, after: CandidateState): readonly TransactionId[] {
  if (awaited === after.awaited) return [];
  return rowsOf(awaited).flatMap(({ name, value: { value } }) =>
    value.kind === "record" && value.record === "commit" && lookUp(after.awaited, name) === undefined
      ? [value.transaction]
      : [],
  );
}

/** Their records are durable, as TwoPhaseCommit says of a disk. @spec ReplicatedCommit!Decides */
function deciding(state: CandidateState, landed: readonly TransactionId[]): Then<CandidateTypes> {
  const sent: ToParticipant[] = [];
  let after = state;
  for (const transaction of landed) {
    const coordinator = present(lookUp(after.coordinators, transaction));
    const decided = carriedOut(after, coordinator, step(coordinator, { kind: "persisted", record: "commit" }));
    after = decided.state;
    sent.push(...decided.sent);
  }
  return next(after, sent);
}

/** What the user is told of what was heard: each commit that landed, or that was found by a successor. */
export function told(before: CandidateState | undefined, after: CandidateState): readonly Reply<TransactionOutcome>[] {
  if (before === undefined || before.heard === after.heard || after.status !== "bearing") return [];
  const committed =
    before.status === "bearing" ? commitsHeard(before, after) : rowsOf(after.coordinators).map(({ name }) => name);
  return committed.map((transaction) => ({ kind: "reply", value: { transaction, outcome: "committed" } }));
}
