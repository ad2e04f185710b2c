/**
 * Replicated commit as `ReplicatedCommit` sees it.
 *
 * A transaction of a model has the ordinal that its name has in the code: `t1` is `a.1.1`, if `a` has begun it in its
 * first take-over.
 *
 * @module
 */
import type { CommitEntry } from "../../src/atomic-commit/replicated-commit/entry.ts";
import { specified } from "../../src/atomic-commit/replicated-commit/guards.ts";
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import { partsOf } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { Message } from "../../src/atomic-commit/two-phase-commit/message.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { lookUp, rowsOf } from "../../src/core/dictionary.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { SharedLog } from "../../src/environment/shared-log.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";
import { toldText } from "./told.ts";
import { confirmationOf, requestOf } from "./two-phase-commit.mapping.ts";

type Role = CandidateState | ParticipantState;

export const replicatedCommitMapping: Mapping<Role, unknown, Message> = {
  specification: "ReplicatedCommit",
  variables: {
    ...{ state: 2, durable: 2, writing: 2, messages: 0, requested: 0, confirmed: 0, outcome: 2 },
    ...{ invoked: 0, broadcast: 0, delivered: 1, heard: 1, seat: 1, numbered: 1 },
  },
  messages: "messages",
  ranges: { c: "Candidate", t: "Transaction", p: "Participant", n: "Node" },

  leavesOf(part, situation) {
    const { role } = situation;
    if (part.role === "candidate")
      return leavesOfCandidate(part, situation, role !== undefined && "cells" in role ? role : undefined);
    return leavesOfNode(part.instance, part.node, {
      state: stateOf(role !== undefined && !("cells" in role) ? role : "down"),
      durable: string(String(situation.durable)),
      writing: sequence(situation.writing.map((record) => string(String(record)))),
      outcome: string(toldText(part, situation.told)),
    });
  },

  leavesOfObject: (_, log: SharedLog<CommitEntry>) => [
    { variable: "invoked", path: [], value: set(log.invoked.map(entryOf)) },
    { variable: "broadcast", path: [], value: set(log.taken.map(entryOf)) },
    ...log.nodes.flatMap(({ node, delivered, heard }) => [
      at("delivered", node, sequence(delivered.map(entryOf))),
      at("heard", node, integer(heard)),
    ]),
  ],

  asked: {
    variables: ["requested", "confirmed"],
    elementsOf: (_, { kind, ...about }) => {
      const transaction = "transaction" in about ? String(about.transaction) : "";
      if (kind === "requestCommit") return [requestOf(transaction)];
      return kind === "confirmOutcome" ? [confirmationOf(transaction)] : [];
    },
    variableOf: (said) => (String(said).startsWith(confirmationOf("")) ? "confirmed" : "requested"),
    valueOf: (said) => nameOf(String(said).slice(String(said).indexOf(" ") + 1)),
  },

  argumentsOf: (request): Readonly<Record<string, TlaValue>> =>
    "transaction" in request ? { t: nameOf(String(request.transaction)) } : {},

  messageOf: ({ kind, transaction, from, to }) =>
    record({ kind: string(kind), transaction: nameOf(transaction), from: model(from), to: model(to) }),
};

function at(variable: string, node: string, value: TlaValue): Leaf {
  return { variable, path: [model(node)], value };
}

/** The transaction as models name it. */
function nameOf(transaction: string): TlaValue {
  return model(`t${transaction.slice(transaction.lastIndexOf(".") + 1)}`);
}

interface OfNode {
  readonly state: TlaValue;
  readonly durable: TlaValue;
  readonly writing: TlaValue;
  readonly outcome: TlaValue;
}

function leavesOfNode(transaction: string, node: string, values: OfNode): readonly Leaf[] {
  return Object.entries(values).map(([variable, value]) => ({
    variable,
    path: [nameOf(transaction), model(node)],
    value,
  }));
}

function leavesOfCandidate(
  part: Part,
  { durable, told }: Situation,
  role: CandidateState | undefined,
): readonly Leaf[] {
  const transactions = transactionsOf(part);
  const outcomes = told.map(({ by, value }) => ({ by, ...Object(value) }));
  return [
    ...transactions.flatMap((transaction) =>
      leavesOfNode(transaction, part.node, {
        state: coordinatorIn(part.node, role, transaction),
        durable: string(
          role !== undefined && lookUp(role.cells.commits, transaction) !== undefined ? "commit" : "none",
        ),
        writing: sequence(recordsAwaited(role, transaction).map(string)),
        outcome: string(
          toldText(
            { ...part, role: "coordinator" },
            outcomes
              .filter((one) => one.transaction === transaction)
              .map(({ by, outcome }) => ({ by, value: outcome })),
          ),
        ),
      }),
    ),
    at("seat", part.node, seatOf(role, transactions)),
    at("numbered", part.node, integer(hasFields(durable) ? Number(durable.numbered) : -1)),
  ];
}

/** The transactions of a model are those about which users may ask. */
function transactionsOf({ requests }: Part): readonly string[] {
  return requests.flatMap((request) =>
    request.kind === "requestCommit" && "transaction" in request ? [String(request.transaction)] : [],
  );
}

/** The user of the coordinator acknowledges by its name, which is that of the role in the code, and the node's in models. */
function coordinatorIn(node: string, role: CandidateState | undefined, transaction: string): TlaValue {
  if (role?.status !== "bearing" || !specified.knowsOf(role, transaction)) return stateOf("down");
  const coordinator = lookUp(role.coordinators, transaction);
  if (coordinator === undefined) return stateOf("forgotten");
  const acknowledged = coordinator.acknowledged.map((name) => (name === role.role ? node : name));
  return stateOf({ ...coordinator, acknowledged });
}

function stateOf(role: CoordinatorState | ParticipantState | "down" | "forgotten"): TlaValue {
  const { status, votes, acknowledged } =
    typeof role === "string"
      ? { status: role, votes: [], acknowledged: [] }
      : "votes" in role
        ? role
        : { ...role, votes: [], acknowledged: [] };
  return record({ status: string(status), votes: set(votes.map(model)), acknowledged: set(acknowledged.map(model)) });
}

function recordsAwaited(role: CandidateState | undefined, transaction: string): readonly string[] {
  if (role === undefined) return [];
  return rowsOf(role.awaited).flatMap(({ value: { value } }) =>
    value.kind === "record" && value.transaction === transaction ? [value.record] : [],
  );
}

function seatOf(role: CandidateState | undefined, transactions: readonly string[]): TlaValue {
  if (role === undefined) return record({ status: string("down"), number: integer(0), begun: set([]) });
  const { status, number, begun, self } = role;
  const own = transactions.filter((transaction) => {
    const begunIn = partsOf(transaction);
    return begunIn?.by === self && begunIn.number === number;
  });
  return record({ status: string(status), number: integer(number), begun: set(own.slice(0, begun).map(nameOf)) });
}

function entryOf({ value }: CommitEntry): TlaValue {
  const { kind, by, number } = value;
  const about = { kind: string(kind), by: model(by), number: integer(number) };
  return value.kind === "takeOver"
    ? record(about)
    : record({ ...about, cell: nameOf(value.transaction), record: string(value.record) });
}
