/**
 * The system that a model of epoch consensus describes.
 *
 * @module
 */
import {
  type EpochConsensusOptions,
  epochConsensus,
  type NodePart,
} from "../../src/consensus/epoch-consensus/system.ts";
import { majorityOf, type Quorums } from "../../src/core/quorum.ts";
import type { Part, System } from "../../src/core/system.ts";
import { clusterOf } from "../../src/epochs/cluster.ts";
import { type Constants, overrideOf, setNamed, valueNamed } from "../engine/constants.ts";
import { withForeignMessages } from "../engine/foreign-messages.ts";
import { mayPropose } from "./epoch-consensus.bounds.ts";

/** The nodes of a model, its quorums, and what its clients may want. */
export function optionsOf(constants: Constants): EpochConsensusOptions {
  const nodes = setNamed(constants, "Node");
  const values = setNamed(constants, "Value");
  const election = quorumsOf(constants, "IsElectionQuorum") ?? majorityOf(nodes);
  const proposal = quorumsOf(constants, "IsProposalQuorum") ?? majorityOf(nodes);
  const preVote = quorumsOf(constants, "IsPreVoteQuorum");
  return {
    nodes,
    quorums: { election, proposal, ...(preVote === undefined ? {} : { preVote }) },
    valuesOf: (node) => values.filter((value) => mayPropose(constants, node, value)),
  };
}

/** The step functions of every node, or of the given ones, to whom the network also brings what nobody has sent. */
export function systemOf(constants: Constants, partOf?: NodePart): System {
  const options = optionsOf(constants);
  return withForeignMessages(epochConsensus(options, partOf), (part) => foreignTo(part, options));
}

function quorumsOf(constants: Constants, operator: string): Quorums | undefined {
  const nodes = setNamed(constants, "Node");
  const known: Readonly<Record<string, Quorums>> = {
    AllNodes: { kind: "atLeast", count: nodes.length },
    AnyNode: { kind: "atLeast", count: 1 },
    TheDictator: { kind: "anyOf", sets: [[valueNamed(constants, "n1")]] },
    TheSecond: { kind: "anyOf", sets: [[valueNamed(constants, "n2")]] },
  };
  return overrideOf(constants, operator, known, "epoch-consensus.options.ts");
}

const right = {
  requestPreVote: { epoch: 1 },
  preVote: { epoch: 1 },
  requestVote: { epoch: 1 },
  vote: { epoch: 1, accepted: { epoch: 0, value: null } },
  lead: { epoch: 1 },
  follow: { epoch: 1 },
  propose: { epoch: 1, value: "v1" },
  accept: { epoch: 1 },
  decide: { value: "v1" },
  newer: { epoch: 1 },
  wish: { value: "v1" },
} as const;

/** What no field of that name may hold. */
const wrong: Readonly<Record<string, readonly unknown[]>> = {
  epoch: [-1, 0, 1.5, "1"],
  value: [-1, null],
  accepted: [
    -1,
    null,
    ...[
      { epoch: 0, value: "v1" },
      { epoch: -1, value: "v1" },
      { epoch: 0.5, value: "v1" },
    ],
  ],
};

/** Messages that are whole, and that no node of the specification sends: whatever the state, there is nothing to do. */
const impossible: readonly object[] = [
  { kind: "vote", epoch: 99, accepted: { epoch: 0, value: null } },
  { kind: "vote", epoch: 1, accepted: { epoch: 1, value: "v1" } },
  { kind: "accept", epoch: 99 },
];

/** Each is wrong in one thing: the sender, the addressee, what it carries, or the kind. */
function foreignTo({ node: to }: Part, options: EpochConsensusOptions): unknown[] {
  const from = options.nodes.find((node) => node !== to) ?? "";
  const { identity: cluster } = clusterOf({ ...options, self: to }, "a model");
  return [
    { kind: "veto", cluster, from, to, epoch: 1 },
    ...impossible.map((message) => ({ ...message, cluster, from, to })),
    ...Object.entries(right).flatMap(([kind, fields]) => [
      { kind, cluster, ...fields, from: "stranger", to },
      { kind, cluster, ...fields, from: to, to },
      { kind, cluster, ...fields, from, to: "stranger" },
      { kind, cluster, ...fields, from },
      { kind, cluster: "another", ...fields, from, to },
      { kind, ...fields, from, to },
      ...Object.keys(fields).flatMap((field) =>
        (wrong[field] ?? []).map((value) => ({ kind, cluster, ...fields, from, to, [field]: value })),
      ),
    ]),
  ];
}
