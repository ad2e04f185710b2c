/**
 * Two-phase commit as `TwoPhaseCommit` sees it.
 *
 * @module
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { Message } from "../../src/atomic-commit/two-phase-commit/message.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import type { Situation, Told } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import { actionName } from "../engine/action-name.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";

export const twoPhaseCommitMapping: Mapping<CoordinatorState | ParticipantState, string, Message> = {
  specification: "TwoPhaseCommit",
  variables: { status: 2, votes: 1, acknowledged: 1, durable: 2, writing: 2, messages: 0, outcome: 2 },
  messages: "messages",
  ranges: { t: "Transaction", p: "Participant", n: "Node", m: "Message" },

  leavesOf(part, situation) {
    const at = (variable: string, value: TlaValue): Leaf => ({
      variable,
      path: [model(part.instance), model(part.node)],
      value,
    });
    return [
      at("status", string(situation.role?.status ?? "down")),
      at("durable", string(situation.durable)),
      at("writing", sequence(situation.writing.map(string))),
      at("outcome", string(outcomeOf(part, situation.told))),
      ...(part.role === "coordinator" ? counted(part, situation) : []),
    ];
  },

  messageOf: ({ kind, transaction, from, to }) =>
    record({ kind: string(kind), transaction: model(transaction), from: model(from), to: model(to) }),

  actionOf: (part, event) =>
    actionName(event, (durable) => (part.role === "coordinator" ? "SendDecision" : afterPersisted(durable))),
};

/** What the coordinator has counted. While it is down it has counted nothing. */
function counted(part: Part, { role }: Situation<CoordinatorState | ParticipantState, string>): readonly Leaf[] {
  const { votes, acknowledged } = role !== undefined && "votes" in role ? role : { votes: [], acknowledged: [] };
  const path = [model(part.instance)];
  return [
    { variable: "votes", path, value: set(votes.map(model)) },
    { variable: "acknowledged", path, value: set(acknowledged.map(model)) },
  ];
}

/**
 * The client of a coordinator gets a reply, the application at a participant a delivery. Whoever was told one thing and
 * then another is seen to have been: the specification has no such outcome.
 */
function outcomeOf(part: Part, told: readonly Told[]): string {
  const own = part.role === "coordinator" ? "reply" : "deliver";
  return told.length === 0
    ? "none"
    : told.map(({ by, value }) => (by === own ? String(value) : `${by} ${value}`)).join(", then ");
}

function afterPersisted(record: unknown): string {
  if (record === "prepared") return "SendVote";
  return record === "committed" ? "SendAcknowledge" : "FinishAbort";
}
