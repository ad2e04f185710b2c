/**
 * Epoch broadcast as `EpochBroadcast` sees it.
 *
 * @module
 */
import { noNodes } from "../../src/core/node-set.ts";
import { isSameData } from "../../src/core/plain-data.ts";
import { type Sequence, slice } from "../../src/core/sequence.ts";
import type { Situation, Told } from "../../src/core/situation.ts";
import type { Request } from "../../src/core/system.ts";
import type { End } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import type { BroadcastRequest, LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Mapping } from "../engine/mapping.ts";
import { integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";
import { requestOf as askedFor } from "./epoch-broadcast.options.ts";

const none = "None";

/** @param nodes - the nodes of the model, over which `match` and `sent` are functions */
export function epochBroadcastMapping(nodes: readonly string[]): Mapping<NodeState, NodeRecord, Message> {
  return {
    specification: "EpochBroadcast",
    variables: { state: 1, durable: 1, writing: 1, broadcast: 0, delivered: 1, messages: 0 },
    messages: "messages",
    asked: {
      variables: ["broadcast"],
      elementsOf: (_, request) => requestsIn(request) ?? [],
      valueOf: requestOf,
    },
    ranges: { n: "Node", m: "Node", batch: "Batch" },
    argumentsOf: (request) => {
      const requests = requestsIn(request);
      return requests === undefined ? {} : { batch: sequence(requests.map(requestOf)) };
    },

    leavesOf(part, situation) {
      const values = {
        state: stateOf(situation, nodes),
        durable: recordOf(situation.durable),
        writing: sequence(situation.writing.map(recordOf)),
        delivered: sequence(situation.told.map(toldOf)),
      };
      return Object.entries(values).map(([variable, value]) => ({ variable, path: [model(part.node)], value }));
    },

    messageOf,
  };
}

/** What is broadcast at once, if that is what is asked. */
function requestsIn(request: Request): readonly BroadcastRequest[] | undefined {
  return "requests" in request && Array.isArray(request.requests) ? request.requests : undefined;
}

/** A node that is down is seen as it would start again. */
function stateOf({ role, durable }: Situation<NodeState, NodeRecord>, nodes: readonly string[]): TlaValue {
  if (role === undefined) {
    const zeros = nodes.map(() => 0);
    const followers = { match: zeros, sent: zeros, found: noNodes, onTheirWay: zeros };
    return inMemory(durable, { ...down, stored: durable.log.length, followers }, nodes);
  }
  return inMemory({ ...role, log: role.log.entries }, role, role.cluster.nodes);
}

const down = {
  role: "down",
  leader: null,
  votes: noNodes,
  preVotes: noNodes,
  unheard: noNodes,
  heir: null,
  agreed: 0,
  decided: 0,
} as const;

function inMemory(
  durable: Pick<NodeRecord, "epoch" | "vote" | "log">,
  volatile: Pick<
    NodeState,
    "leader" | "votes" | "preVotes" | "unheard" | "stored" | "agreed" | "followers" | "heir" | "decided"
  > & {
    readonly role: string;
  },
  nodes: readonly string[],
): TlaValue {
  const { match, sent, found } = volatile.followers;
  const ofEach = (positions: readonly number[]): TlaValue => ({
    kind: "function",
    pairs: nodes.map((node, i) => [model(node), integer(positions[i] ?? -1)]),
  });
  return record({
    ...fieldsOf(durable),
    role: string(volatile.role),
    leader: model(volatile.leader ?? none),
    votes: set(volatile.votes.map(model)),
    preVotes: set(volatile.preVotes.map(model)),
    unheard: set(volatile.unheard.map(model)),
    stored: integer(volatile.stored),
    agreed: integer(volatile.agreed),
    match: ofEach(match),
    sent: ofEach(sent),
    found: set(found.map(model)),
    heir: model(volatile.heir ?? none),
    decided: integer(volatile.decided),
  });
}

function recordOf(durable: NodeRecord): TlaValue {
  return record(fieldsOf(durable));
}

function fieldsOf({
  epoch,
  vote,
  log,
}: Pick<NodeRecord, "epoch" | "vote" | "log">): Readonly<Record<"epoch" | "vote" | "log", TlaValue>> {
  return { epoch: integer(epoch), vote: model(vote ?? none), log: logOf(log) };
}

function logOf(log: Sequence<LogEntry>): TlaValue {
  return sequence(slice(log, 0).map(entryOf));
}

function entryOf(entry: LogEntry): TlaValue {
  return record({ epoch: integer(entry.epoch), request: entry.client === null ? model(none) : requestOf(entry) });
}

/** Whatever a node tells that is no delivery of a request is seen: the specification has no such thing. */
function toldOf({ by, value }: Told): TlaValue {
  return by === "deliver" ? requestOf(value) : string(by);
}

function requestOf(request: unknown): TlaValue {
  const { client = "", number = 0, value }: Partial<BroadcastRequest> = Object(request);
  // The specification has no values: one that is not what was asked for is seen.
  if (!isSameData(value, askedFor(client, number).value)) return string("another value");
  return record({ client: model(String(client)), number: integer(Number(number)) });
}

function endOf({ epoch, position }: End): TlaValue {
  return record({ epoch: integer(epoch), position: integer(position) });
}

function messageOf(message: Message): TlaValue {
  const { kind, epoch, from, to } = message;
  const common = { kind: string(kind), epoch: integer(epoch), from: model(from), to: model(to) };
  switch (message.kind) {
    case "requestPreVote":
    case "requestVote":
      return record({ ...common, end: endOf(message.end) });
    case "append": {
      const { after, entries, decided } = message;
      return record({
        ...common,
        after: endOf(after),
        entries: sequence(entries.map(entryOf)),
        decided: integer(decided),
      });
    }
    case "acknowledge":
      return record({ ...common, position: integer(message.position) });
    case "mismatch":
      return record({ ...common, position: integer(message.position), end: endOf(message.end) });
    case "requestConfirmation":
    case "confirmation":
      return record({ ...common, number: integer(message.number) });
    case "preVote":
    case "vote":
    case "newer":
    case "takeOver":
      return record(common);
  }
}
