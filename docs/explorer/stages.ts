/**
 * What a protocol gives to the explorer page besides what conformance has of it: the constants of a world of so many
 * nodes in which nothing is bounded, and what is written on the picture.
 *
 * @module
 */
import type { Constants } from "../../conformance/engine/constants.ts";
import type { Protocol } from "../../conformance/engine/protocol.ts";
import { protocols } from "../../conformance/protocols.ts";
import { replicatedCommitWording } from "../atomic-commit/replicated-commit.wording.ts";
import { threePhaseCommitWording } from "../atomic-commit/three-phase-commit.wording.ts";
import { epochConsensusWording } from "../consensus/epoch-consensus.wording.ts";
import { plainWording, type Wording } from "../site/wording.ts";
import { epochBroadcastWording } from "../total-order-broadcast/epoch-broadcast.wording.ts";

export interface Stage {
  /** What it is called where people choose. */
  readonly title: string;
  readonly protocol: Protocol;
  readonly freeWorld: (nodes: number) => Constants;
  readonly wording: Wording;
}

interface Given {
  readonly title: string;
  /** Who takes part, and what its users may ask for. */
  readonly freeWorld: (nodes: number) => Pick<Constants, "sets" | "values"> & Partial<Constants>;
  readonly wording?: Wording;
}

/** The fewest and the most nodes of a world in which nothing is bounded. */
export const nodeCounts: readonly number[] = [2, 3, 4, 5];

const given: Readonly<Record<string, Given>> = {
  "two-phase-commit": {
    title: "Two-phase commit",
    freeWorld: (nodes) => ({
      sets: { Transaction: ["t1"], Participant: numbered("p", nodes - 1) },
      values: { Coordinator: "c", Role: "c", p1: "p1" },
    }),
  },
  "three-phase-commit": {
    title: "Three-phase commit",
    freeWorld: (nodes) => ({
      sets: { Participant: numbered("p", nodes - 1) },
      values: { Coordinator: "c", p1: "p1", p2: "p2", p3: "p3" },
      overrides: { Order: "FirstSecondThird" },
    }),
    wording: threePhaseCommitWording,
  },
  "replicated-commit": {
    title: "Replicated commit",
    freeWorld: (nodes) => ({
      sets: {
        Transaction: ["t1"],
        Participant: numbered("p", Math.floor(nodes / 2)),
        Candidate: ["a", "b", "c"].slice(0, Math.ceil(nodes / 2)),
      },
      values: { First: "a", Role: "coordinator" },
    }),
    wording: replicatedCommitWording,
  },
  "epoch-consensus": {
    title: "Epoch consensus",
    freeWorld: (nodes) => ({
      sets: { Node: numbered("n", nodes), Value: ["x", "y"] },
      values: { None: "None", n1: "n1", n2: "n2", n3: "n3", v1: "x", v2: "y" },
    }),
    wording: epochConsensusWording,
  },
  "epoch-broadcast": {
    title: "Epoch broadcast",
    freeWorld: (nodes) => ({
      sets: { Node: numbered("n", nodes), Client: ["c", "d"], Number: ["1", "2"] },
      values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
    }),
    wording: epochBroadcastWording,
  },
  "replicated-counter": {
    title: "A replicated counter on a log",
    freeWorld: (nodes) => ({
      sets: { Node: numbered("n", nodes), Request: ["a", "b"] },
      values: { n1: "n1", b: "b" },
    }),
  },
  "sequenced-broadcast": {
    title: "Sequenced broadcast on a counter",
    freeWorld: (nodes) => ({
      sets: { Node: numbered("n", nodes), Request: ["a", "b"] },
      values: { n1: "n1", a: "a", None: "None" },
    }),
  },
  "broadcast-register": {
    title: "Registers on a log",
    freeWorld: (nodes) => ({
      sets: {
        Node: numbered("n", nodes),
        Request: ["w", "c", "l"],
        Write: ["w"],
        CompareAndSet: ["c"],
        Read: ["p", "r"],
        AtReplica: ["r"],
        Replica: ["n1"],
      },
      values: { Nothing: "Nothing", Expected: "Nothing", n1: "n1", n2: "n2", w: "w" },
    }),
  },
  "object-use": {
    title: "A counter and a register",
    freeWorld: (nodes) => ({
      sets: { Node: numbered("n", nodes), Value: ["v", "w"] },
      values: { First: "v", n1: "n1" },
    }),
  },
  "register-consensus": {
    title: "Consensus on a register",
    freeWorld: proposers,
  },
  "log-consensus": {
    title: "Consensus on a log",
    freeWorld: proposers,
  },
  "counter-consensus": {
    title: "Consensus on a counter",
    freeWorld: proposers,
  },
  "decision-log": {
    title: "A log of decisions",
    freeWorld: (nodes) => ({
      sets: { Node: numbered("n", nodes), Request: ["a", "b"], Place: ["1", "2"] },
      values: { None: "None", n1: "n1", a: "a" },
    }),
  },
};

/** Every protocol, in the order in which they are compared. */
export const stages: readonly Stage[] = protocols.map((protocol) => {
  const { title, freeWorld, wording = plainWording } = givenBy(protocol.name);
  return { title, protocol, wording, freeWorld: (nodes) => ({ overrides: {}, ...freeWorld(nodes) }) };
});

/** @throws Error if there is no such protocol */
export function stageOf(name: string): Stage {
  const stage = stages.find(({ protocol }) => protocol.name === name);
  if (stage === undefined) throw new Error(`there is no protocol ${name}`);
  return stage;
}

function givenBy(name: string): Given {
  const found = given[name];
  if (found === undefined)
    throw new Error(`${name} says nothing to the explorer page: add it to docs/explorer/stages.ts`);
  return found;
}

/** Nodes at which clients propose two values. */
function proposers(nodes: number): Pick<Constants, "sets" | "values"> {
  return { sets: { Node: numbered("n", nodes), Value: ["x", "y"] }, values: { None: "None" } };
}

function numbered(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
}
