/**
 * Two-phase commit as `TwoPhaseCommit` sees it.
 *
 * @module
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { Message } from "../../src/atomic-commit/two-phase-commit/message.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";
import { toldText } from "./told.ts";

export const twoPhaseCommitMapping: Mapping<CoordinatorState | ParticipantState, string, Message> = {
  specification: "TwoPhaseCommit",
  variables: { state: 2, durable: 2, writing: 2, messages: 0, requested: 0, confirmed: 0, outcome: 2 },
  messages: "messages",
  ranges: { t: "Transaction", p: "Participant", n: "Node", m: "Message" },

  leavesOf(part, situation) {
    const at = (variable: string, value: TlaValue): Leaf => ({
      variable,
      path: [model(part.instance), model(part.node)],
      value,
    });
    return [
      at("state", stateOf(situation.role)),
      at("durable", string(situation.durable)),
      at("writing", sequence(situation.writing.map(string))),
      at("outcome", string(toldText(part, situation.told))),
    ];
  },

  asked: {
    variables: ["requested", "confirmed"],
    elementsOf: ({ instance }, { kind }) => {
      if (kind === "requestCommit") return [requestOf(instance)];
      return kind === "confirmOutcome" ? [confirmationOf(instance)] : [];
    },
    variableOf: (said) => (String(said).startsWith(confirmationOf("")) ? "confirmed" : "requested"),
    valueOf: (said) => model(String(said).slice(String(said).indexOf(" ") + 1)),
  },

  messageOf: ({ kind, transaction, from, to }) =>
    record({ kind: string(kind), transaction: model(transaction), from: model(from), to: model(to) }),
};

/** What an application has said of a transaction: that it asks for a commit. */
export function requestOf(transaction: string): string {
  return `request ${transaction}`;
}

/** And that it knows of the commit. */
export function confirmationOf(transaction: string): string {
  return `confirmation ${transaction}`;
}

/** A participant has nothing to count, and a node that is down has counted nothing. */
function stateOf(role: CoordinatorState | ParticipantState | undefined): TlaValue {
  const { votes, acknowledged } = role !== undefined && "votes" in role ? role : { votes: [], acknowledged: [] };
  return record({
    status: string(role?.status ?? "down"),
    votes: set(votes.map(model)),
    acknowledged: set(acknowledged.map(model)),
  });
}
