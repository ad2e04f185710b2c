/**
 * What is shown of consensus on a register, which is an object: the bounds of its models, the behaviours that are
 * replayed, the runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { AtomicObject } from "../../src/environment/atomic-object.ts";
import type { Proposing } from "../../src/equivalence/proposing.ts";
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { Protocol } from "../engine/protocol.ts";
import { record, type TlaValue } from "../engine/tla-value.ts";
import {
  asked,
  at,
  constantsOf,
  decidedOf,
  ends,
  endsOf,
  orNone,
  pendingOf,
  properties,
  stateOf,
} from "./proposers.ts";
import { boundsOf, systemOf } from "./register-consensus.bounds.ts";
import { registerConsensusTwins } from "./register-consensus.twins.ts";

/** @param nodes - those of the model: of most the register has nothing in flight */
export function registerConsensusMapping(nodes: readonly string[]): Mapping<Proposing> {
  return {
    specification: "RegisterConsensus",
    variables: { state: 1, register: 0, setting: 1, proposed: 0, decided: 1 },
    ranges: { n: "Node", v: "Value" },
    asked,

    leavesOf: ({ node }, { role, told }: Situation<Proposing>) => [
      at("state", node, stateOf(role)),
      at("decided", node, decidedOf(told)),
    ],

    leavesOfObject: (_, { value, pending }: AtomicObject) => [
      { variable: "register", path: [], value: orNone(value) },
      ...nodes.map((node) =>
        at(
          "setting",
          node,
          pendingOf(
            pending.find((one) => one.node === node),
            operationOf,
          ),
        ),
      ),
    ],
  };
}

function operationOf(operation: { readonly expected?: unknown; readonly new?: unknown }): TlaValue {
  return record({ expected: orNone(operation.expected), new: orNone(operation.new) });
}

export const registerConsensusProtocol: Protocol = {
  name: "register-consensus",
  problem: "equivalence",
  mapping: registerConsensusMapping([]),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: boundsOf(constants),
    mapping: registerConsensusMapping(setNamed(constants, "Node")),
  }),
  replays: [
    {
      name: "RegisterConsensus_3_EveryValue",
      module: "MCRegisterConsensus",
      constants: everyValue(3),
      behaviours: 100,
      depth: 40,
    },
  ],
  runs: [
    {
      name: "RegisterConsensus_4_Runs",
      module: "MCRegisterConsensus",
      constants: everyValue(4),
      runs: 60,
      steps: 50,
      faults: ["Crash"],
    },
  ],
  ends,
  endsOf,
  twins: registerConsensusTwins,
  properties,
  explorations: [{ name: "RegisterConsensus_2_EveryValue", constants: everyValue(2) }],
};

function everyValue(nodes: number): Constants {
  return { ...constantsOf(nodes), overrides: {} };
}
