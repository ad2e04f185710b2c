/**
 * What is written on the runs of replicated commit. A candidate says how it stands to the role, and how far the
 * coordinator is that it drives; an entry of the log says what it is, and the take-over of its writer.
 *
 * @module
 */
import type { TakesOver, TransactionRecord } from "../../src/atomic-commit/replicated-commit/entry.ts";
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import { takeOverName } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { rowsOf } from "../../src/core/dictionary.ts";
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { plainWording, type Wording } from "../site/wording.ts";

type OfEither = Situation<CandidateState | ParticipantState>;

export const replicatedCommitWording: Wording<CandidateState | ParticipantState> = {
  contentsOf: () => [],
  changesBetween: (before, after) => {
    const known = coordinatorTexts(before);
    return [
      ...plainWording.changesBetween({ ...before, told: [] }, { ...after, told: [] }),
      ...coordinatorTexts(after).filter((text) => !known.includes(text)),
      ...after.told.slice(before.told.length).map(({ value }) => `tells ${outcomeText(value)}`),
    ];
  },
  standingOf: (situation) => [...plainWording.standingOf(situation), ...coordinatorTexts(situation)],
  entryText: (entry) => {
    const { value }: { readonly value: TakesOver | TransactionRecord } = Object(entry);
    const name = takeOverName(value);
    return value.kind === "takeOver" ? `take-over ${name}` : `${value.record} by ${name}`;
  },
};

/** What is in the coordinators of a candidate. */
function coordinatorTexts({ role }: OfEither): readonly string[] {
  if (role === undefined || !("coordinators" in role)) return [];
  return rowsOf(role.coordinators).flatMap(({ value: { status, votes, acknowledged } }) => [
    `coordinator: ${status}`,
    ...(votes.length > 0 ? [`votes: ${votes.join(", ")}`] : []),
    ...(acknowledged.length > 0 ? [`acknowledged: ${acknowledged.join(", ")}`] : []),
  ]);
}

/** A candidate names the transaction, and a participant has but one. */
function outcomeText(told: unknown): string {
  return String(hasFields(told) ? told.outcome : told);
}
