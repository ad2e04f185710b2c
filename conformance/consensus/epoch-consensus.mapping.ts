/**
 * Epoch consensus as `EpochConsensus` sees it.
 *
 * @module
 */
import type { Message } from "../../src/consensus/epoch-consensus/message.ts";
import type { Accepted, NodeRecord } from "../../src/consensus/epoch-consensus/record.ts";
import type { NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import type { Told } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Mapping } from "../engine/mapping.ts";
import { integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";

export const epochConsensusMapping: Mapping<NodeState, NodeRecord, Message> = {
  specification: "EpochConsensus",
  variables: { state: 1, durable: 1, writing: 1, proposed: 0, decided: 1, messages: 0 },
  messages: "messages",
  asked: {
    variables: ["proposed"],
    elementsOf: (_, request) => ("value" in request && typeof request.value === "string" ? [request.value] : []),
    valueOf: (value) => model(String(value)),
  },
  ranges: { n: "Node", v: "Value" },

  leavesOf(part, { role, durable, writing, told }) {
    const path = [model(part.node)];
    return [
      { variable: "state", path, value: stateOf(role ?? downOf(part, durable)) },
      { variable: "durable", path, value: recordOf(durable) },
      { variable: "writing", path, value: sequence(writing.map(recordOf)) },
      { variable: "decided", path, value: decidedOf(told) },
    ];
  },

  messageOf: (message) => record(fieldsOf(message)),
};

/** A node that is down is what it would make of its disk, but for the role. */
function downOf(part: Part<NodeState>, durable: NodeRecord): Seen {
  return { ...part.recover(durable).state, role: "down" };
}

type Seen = Omit<NodeState, "role"> & { readonly role: NodeState["role"] | "down" };

function stateOf(state: Seen): TlaValue {
  return record({
    role: string(state.role),
    epoch: integer(state.epoch),
    vote: orNone(state.vote),
    accepted: acceptedOf(state.accepted),
    leader: orNone(state.leader),
    votes: set(state.votes.map(model)),
    preVotes: set(state.preVotes.map(model)),
    unheard: set(state.unheard.map(model)),
    highest: acceptedOf(state.highest),
    acceptances: set(state.acceptances.map(model)),
    decision: orNone(state.decision),
  });
}

function recordOf({ epoch, vote, accepted }: NodeRecord): TlaValue {
  return record({ epoch: integer(epoch), vote: orNone(vote), accepted: acceptedOf(accepted) });
}

function acceptedOf({ epoch, value }: Accepted): TlaValue {
  return record({ epoch: integer(epoch), value: orNone(value) });
}

function orNone(name: string | null): TlaValue {
  return model(name ?? "None");
}

/** Whoever was told one value and then another is seen to have been: the specification has no such value. */
function decidedOf(told: readonly Told[]): TlaValue {
  const [first, ...more] = told;
  if (first === undefined) return model("None");
  const isPlain = more.length === 0 && first.by === "deliver";
  return isPlain ? model(String(first.value)) : string(told.map(({ by, value }) => `${by} ${value}`).join(", then "));
}

function fieldsOf(message: Message): Record<string, TlaValue> {
  const { kind, from, to } = message;
  return {
    kind: string(kind),
    from: model(from),
    to: model(to),
    ...("epoch" in message ? { epoch: integer(message.epoch) } : {}),
    ...("value" in message ? { value: model(message.value) } : {}),
    ...("accepted" in message ? { accepted: acceptedOf(message.accepted) } : {}),
  };
}
