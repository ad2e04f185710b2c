/**
 * What is shown of consensus on a log, which is an object: the bounds of its models, the behaviours that are replayed, the
 * runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { SharedLog } from "../../src/environment/shared-log.ts";
import type { Proposing } from "../../src/equivalence/proposing.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { Constants } from "../engine/constants.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { Protocol } from "../engine/protocol.ts";
import { integer, model, record, sequence, set, type TlaValue } from "../engine/tla-value.ts";
import { boundsOf, systemOf } from "./log-consensus.bounds.ts";
import { logConsensusTwins } from "./log-consensus.twins.ts";
import { asked, at, constantsOf, decidedOf, ends, endsOf, properties, stateOf } from "./proposers.ts";

export const logConsensusMapping: Mapping<Proposing> = {
  specification: "LogConsensus",
  variables: { state: 1, proposed: 0, decided: 1, invoked: 0, broadcast: 0, delivered: 1, heard: 1 },
  ranges: { n: "Node", v: "Value", r: "Proposals" },
  asked,

  leavesOf: ({ node }, { role, told }: Situation<Proposing>) => [
    at("state", node, stateOf(role)),
    at("decided", node, decidedOf(told)),
  ],

  leavesOfObject: (_, log: SharedLog<BroadcastRequest>) => [
    { variable: "invoked", path: [], value: set(log.invoked.map(requestOf)) },
    { variable: "broadcast", path: [], value: set(log.taken.map(requestOf)) },
    ...log.nodes.flatMap(({ node, delivered, heard }) => [
      at("delivered", node, sequence(delivered.map(requestOf))),
      at("heard", node, integer(heard)),
    ]),
  ],
};

/** A node has one request, of that number. */
function requestOf({ client, number, value }: BroadcastRequest): TlaValue {
  const by = number === 1 ? client : `${client} ${number}`;
  return record({ by: model(by), value: model(String(value)) });
}

export const logConsensusProtocol: Protocol = {
  name: "log-consensus",
  problem: "equivalence",
  mapping: logConsensusMapping,
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: boundsOf(constants),
    mapping: logConsensusMapping,
  }),
  replays: [
    {
      name: "LogConsensus_3_EachItsOwn",
      module: "MCLogConsensus",
      constants: ofProposals(constantsOf(3)),
      behaviours: 100,
      depth: 30,
    },
  ],
  runs: [
    {
      name: "LogConsensus_3_Runs",
      module: "MCLogConsensus",
      constants: ofProposals(constantsOf(3)),
      runs: 60,
      steps: 40,
      faults: ["Crash", "LogMisses"],
    },
  ],
  ends,
  endsOf,
  twins: logConsensusTwins,
  properties,
  explorations: [{ name: "LogConsensus_2_EveryValue", constants: ofProposals({ ...constantsOf(2), overrides: {} }) }],
};

function ofProposals(constants: Constants): Constants {
  return { ...constants, overrides: { ...constants.overrides, Request: "Proposals" } };
}
