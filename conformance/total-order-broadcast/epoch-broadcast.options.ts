/**
 * The system that a model of epoch broadcast describes.
 *
 * @module
 */
import { majorityOf, type Quorums } from "../../src/core/quorum.ts";
import type { Part, System } from "../../src/core/system.ts";
import { clusterOf } from "../../src/epochs/cluster.ts";
import { locateFor } from "../../src/total-order-broadcast/epoch-broadcast/locating.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import {
  type EpochBroadcastOptions,
  epochBroadcast,
  type NodePart,
} from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { type Constants, overrideOf, setNamed } from "../engine/constants.ts";
import { withForeignMessages } from "../engine/foreign-messages.ts";

/** The nodes of a model, with the step functions as they are or another role, to whom the network also brings what nobody has sent. */
export function systemOf(constants: Constants, makePart?: NodePart): System {
  const nodes = setNamed(constants, "Node");
  const maxEntries = overrideOf(constants, "MaxEntries", numbersNamed, file) ?? 1_000;
  const window = overrideOf(constants, "Window", numbersNamed, file) ?? 10 * maxEntries;
  const maxUndecided = overrideOf(constants, "MaxUndecided", numbersNamed, file) ?? 10 * maxEntries;
  const maxTotalSize = overrideOf(constants, "MaxSize", numbersNamed, file);
  const windowSize = overrideOf(constants, "WindowSize", numbersNamed, file);
  const sizes = {
    ...(maxTotalSize && { maxSize: longText, maxTotalSize }),
    ...(windowSize && { maxSize: longText, windowSize }),
  };
  const quorumOf = (operator: string): Quorums | undefined =>
    overrideOf(constants, operator, quorumsNamed, file)?.(nodes);
  const election = quorumOf("IsElectionQuorum") ?? majorityOf(nodes);
  const proposal = quorumOf("IsProposalQuorum") ?? majorityOf(nodes);
  const preVote = quorumOf("IsPreVoteQuorum");
  const quorums = { election, proposal, ...(preVote === undefined ? {} : { preVote }) };
  const options = { nodes, quorums, batches: batchesOf(constants), maxEntries, window, maxUndecided, ...sizes };
  return withForeignMessages(withReads(epochBroadcast(options, makePart), constants), (part) =>
    kinds.flatMap((kind) => foreignTo(part, kind, options)),
  );
}

/** A model with reads has users that ask for the newest position on their behalf. */
function withReads({ parts, ...rest }: System, { sets }: Constants): System {
  const asked = (sets.Read ?? []).map((client) => locateFor({ client, number: 1 }));
  return { parts: parts.map((part) => ({ ...part, requests: [...part.requests, ...asked] })), ...rest };
}

const file = "epoch-broadcast.options.ts";

const quorumsNamed: Readonly<Record<string, (nodes: readonly string[]) => Quorums>> = {
  AnyOne: () => ({ kind: "atLeast", count: 1 }),
  Everyone: ({ length }) => ({ kind: "atLeast", count: length }),
  Dictated: (nodes) => ({ kind: "anyOf", sets: [nodes.slice(0, 1)] }),
};

/** What limits are called in the constants of models and of simulated runs. */
export const numbersNamed: Readonly<Record<string, number>> = {
  One: 1,
  Eight: 8,
  RoomForOneText: 564,
  RoomForTwoTexts: 700,
};

/** How long the texts of some requests are. */
const longText = 300;

/** Whatever a request is asked for with is what it is delivered with; it has values of all kinds and sizes. */
export function requestOf(client: string, number: number): BroadcastRequest {
  if (client === "writer") return { client, number, value: "x".repeat(longText) };
  const value = number % 3 === 0 ? { of: client, because: "x".repeat(number % 50) } : `${client} ${number}`;
  return { client, number, value };
}

type Batches = (clients: readonly string[], numbers: readonly number[]) => readonly (readonly BroadcastRequest[])[];

const single: Batches = (clients, numbers) =>
  clients.flatMap((client) => numbers.map((number) => [requestOf(client, number)]));

const batchesNamed: Readonly<Record<string, Batches>> = {
  Pairs: (clients) => clients.map((client) => [1, 2].map((number) => requestOf(client, number))),
  BothTogether: ([one = "", other = ""]) => [[requestOf(one, 1), requestOf(other, 1)]],
  Overlapping: ([one = "", other = ""]) => {
    const [first, second] = [requestOf(one, 1), requestOf(one, 2)];
    const ofOther = requestOf(other, 1);
    return [
      [first, second],
      [second, ofOther],
      [ofOther, first],
      [first, first],
    ];
  },
};

/** What clients broadcast at once: as the specification has it, or as the model has it instead. */
function batchesOf(constants: Constants): ReturnType<Batches> {
  const batches = overrideOf(constants, "Batch", batchesNamed, file) ?? single;
  return batches(setNamed(constants, "Client"), setNamed(constants, "Number").map(Number));
}

const kinds = [
  "requestPreVote",
  "preVote",
  "requestVote",
  "vote",
  "append",
  "acknowledge",
  "mismatch",
  "newer",
  "takeOver",
  "requestConfirmation",
  "confirmation",
  "heartbeat",
];

/** Each is wrong in one thing: the sender, the addressee, the cluster, a number, an entry. Of the last kind all else is right. */
function foreignTo({ node: to }: Part, kind: string, options: EpochBroadcastOptions): unknown[] {
  const from = options.nodes.find((node) => node !== to);
  const { identity: cluster } = clusterOf({ ...options, self: to }, "a model");
  const end = { epoch: 1, position: 1 };
  const right = { kind, cluster, epoch: 9, from, to, end, after: end, entries: [], decided: 0, position: 1, number: 1 };
  const wrong: readonly object[] = [
    { ...right, from: "stranger" },
    { ...right, from: to },
    { ...right, to: "stranger" },
    { ...right, cluster: "another" },
    { ...right, cluster: undefined },
    { ...right, epoch: 0 },
    { ...right, epoch: 1.5 },
    { ...right, epoch: "1" },
  ];
  if (kind === "heartbeat") return [right];
  return [...wrong, ...(carried[kind] ?? []).map((fields) => ({ ...right, ...fields }))];
}

const wrongEnds = [
  null,
  1,
  { epoch: 0, position: 1 },
  { epoch: 1, position: 0 },
  { epoch: 1.5, position: 1 },
  { epoch: 1, position: -1 },
];

const begin = { epoch: 0, position: 0 };

const wrongEntries = [
  { entries: [null], decided: 0 },
  { entries: [{ epoch: 10, client: null }], decided: 0 },
  { entries: [{ epoch: 2, client: "a", number: 0 }], decided: 0 },
  { entries: [], decided: -1 },
  { entries: null },
  { after: begin, entries: [{ epoch: 0, client: null }] },
  { after: begin, entries: [{ epoch: 1.5, client: null }] },
  { after: begin, entries: [{ epoch: 2, client: 1, number: 1 }] },
  { after: begin, entries: [2, 1].map((epoch) => ({ epoch, client: null })) },
];

/** Nobody asks, or leads, in the ninth epoch, and no log is so long: what answers that is impossible. */
const answers = [{}, { epoch: 1, position: -1 }, { epoch: 1, position: 1.5 }, { epoch: 1, position: 1_000_000 }];

const wrongQuestions = [...wrongEnds, { epoch: 9, position: 1 }, { epoch: 10, position: 1 }].map((end) => ({ end }));

const carried: Readonly<Record<string, readonly object[]>> = {
  requestPreVote: wrongQuestions,
  requestVote: wrongQuestions,
  append: [...wrongEntries, ...wrongEnds.map((after) => ({ after }))],
  vote: [{}],
  takeOver: [{}],
  acknowledge: answers,
  mismatch: answers,
  requestConfirmation: [{ number: 0 }, { number: 1.5 }],
  // Nobody leads in the ninth epoch, and no leader begins so many rounds.
  confirmation: [{}, { number: 0 }, { number: 1.5 }, { epoch: 1, number: 1_000_000 }],
};
