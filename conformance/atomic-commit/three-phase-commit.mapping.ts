/**
 * Three-phase commit as `ThreePhaseCommit` sees it.
 *
 * @module
 */
import type { Message, Standing } from "../../src/atomic-commit/three-phase-commit/message.ts";
import type { CommitRecord } from "../../src/atomic-commit/three-phase-commit/record.ts";
import type { NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import { areOutboxes, outboxOf } from "../../src/environment/outboxes.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { boolean, integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";
import { toldText } from "./told.ts";

export const threePhaseCommitMapping: Mapping<NodeState, CommitRecord, Message> = {
  specification: "ThreePhaseCommit",
  variables: { state: 1, durable: 1, writing: 1, outbox: 1, messages: 0, outcome: 1 },
  // One that owes nothing more has nothing to go on with; and a coordinator that comes back has nothing to do or to lose.
  unshown: ["GoOn", "Crash", "Restart"],
  messages: "messages",
  ranges: { p: "Participant", q: "Participant", n: "Node" },

  leavesOf(part, { role, durable, writing, told }) {
    const at = (variable: string, value: TlaValue): Leaf => ({ variable, path: [model(part.node)], value });
    const leaves = [at("state", stateOf(role)), at("outcome", string(toldText(part, told)))];
    if (part.role === "coordinator") return leaves;
    return [...leaves, at("durable", recordValue(durable)), at("writing", sequence(writing.map(recordValue)))];
  },

  messageOf: messageValue,
};

/** What the nodes have still to send, which is no part of any. */
export function outboxLeaves(nodes: readonly string[], held: unknown): readonly Leaf[] {
  if (!areOutboxes<Message>(held)) return [];
  return nodes.map((node) => ({
    variable: "outbox",
    path: [model(node)],
    value: set(outboxOf(held, node).map(messageValue)),
  }));
}

/** A node that is down has nothing. Neither has a coordinator that is back: to the specification it stays down. */
function stateOf(role: NodeState | undefined): TlaValue {
  const nothing: readonly never[] = [];
  const { status, phase, number, answers, acknowledged, missing, promised, accepted, wasDown, owes } =
    role !== undefined && role.status !== "gone"
      ? role
      : {
          status: "down",
          phase: "none",
          number: 0,
          answers: nothing,
          acknowledged: nothing,
          missing: nothing,
          promised: 0,
          accepted: 0,
          wasDown: false,
          owes: nothing,
        };
  return record({
    status: string(status),
    phase: string(phase),
    number: integer(number),
    answers: set(answers.map(standingValue)),
    acknowledged: set(acknowledged.map(model)),
    missing: set(missing.map(model)),
    promised: integer(promised),
    accepted: integer(accepted),
    wasDown: boolean(wasDown),
    owes: set(owes.map(messageValue)),
  });
}

function recordValue({ status, promised, accepted }: CommitRecord): TlaValue {
  return record({ status: string(status), promised: integer(promised), accepted: integer(accepted) });
}

function standingValue({ from, status, accepted }: Standing): TlaValue {
  return record({ from: model(from), status: string(status), accepted: integer(accepted) });
}

function messageValue(message: Message): TlaValue {
  return record({
    kind: string(message.kind),
    from: model(message.from),
    to: model(message.to),
    ...("number" in message ? { number: integer(message.number) } : {}),
    ...("standing" in message ? { standing: standingValue(message.standing) } : {}),
  });
}
