/**
 * The system that a model of epoch broadcast describes.
 *
 * @module
 */
import type { Part, System } from "../../src/core/system.ts";
import { clusterOf } from "../../src/epochs/cluster.ts";
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
  const options = { nodes, batches: batchesOf(constants), maxEntries, window, maxUndecided };
  return withForeignMessages(epochBroadcast(options, makePart), (part) =>
    kinds.flatMap((kind) => foreignTo(part, kind, options)),
  );
}

const file = "epoch-broadcast.options.ts";

const numbersNamed: Readonly<Record<string, number>> = { One: 1, Eight: 8 };

type Batches = (client: string, numbers: readonly number[]) => readonly (readonly BroadcastRequest[])[];

const single: Batches = (client, numbers) => numbers.map((number) => [{ client, number }]);

const batchesNamed: Readonly<Record<string, Batches>> = {
  Pairs: (client) => [[1, 2].map((number) => ({ client, number }))],
};

/** What each client broadcasts at once: as the specification has it, or as the model has it instead. */
function batchesOf(constants: Constants): ReturnType<Batches> {
  const batches = overrideOf(constants, "Batch", batchesNamed, file) ?? single;
  const numbers = setNamed(constants, "Number").map(Number);
  return setNamed(constants, "Client").flatMap((client) => batches(client, numbers));
}

const kinds = ["requestVote", "vote", "append", "acknowledge", "mismatch", "newer", "heartbeat"];

/** Each is wrong in one thing: the sender, the addressee, the cluster, a number, an entry. Of the last kind all else is right. */
function foreignTo({ node: to }: Part, kind: string, options: EpochBroadcastOptions): unknown[] {
  const from = options.nodes.find((node) => node !== to);
  const { identity: cluster } = clusterOf({ ...options, self: to }, "a model");
  const end = { epoch: 1, position: 1 };
  const right = { kind, cluster, epoch: 9, from, to, end, after: end, entries: [], decided: 0, position: 1 };
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

const carried: Readonly<Record<string, readonly object[]>> = {
  requestVote: [...wrongEnds, { epoch: 9, position: 1 }, { epoch: 10, position: 1 }].map((end) => ({ end })),
  append: [...wrongEntries, ...wrongEnds.map((after) => ({ after }))],
  vote: [{}],
  acknowledge: answers,
  mismatch: answers,
};
