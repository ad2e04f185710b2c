/**
 * What is shown of the broadcast register, which stands on a log that is an object: the bounds of its models, the
 * behaviours that are replayed, the runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Constants } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf, systemOf } from "./broadcast-register.bounds.ts";
import { ends, endsOf } from "./broadcast-register.ends.ts";
import { broadcastRegisterMapping } from "./broadcast-register.mapping.ts";
import { broadcastRegisterProperties } from "./broadcast-register.properties.ts";
import { broadcastRegisterTwins } from "./broadcast-register.twins.ts";

export const broadcastRegisterProtocol: Protocol = {
  name: "broadcast-register",
  problem: "linearizable-storage",
  mapping: broadcastRegisterMapping,
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: broadcastRegisterMapping,
  }),
  replays: [
    {
      name: "BroadcastRegister_3_EveryFault",
      module: "MCBroadcastRegister",
      constants: constantsOf(3, { Write: ["w"], CompareAndSet: ["c"], Logged: ["l"], Read: ["x"] }),
      behaviours: 60,
      depth: 30,
    },
  ],
  runs: [
    {
      name: "BroadcastRegister_3_Runs",
      module: "MCBroadcastRegister",
      constants: constantsOf(3, {
        Write: ["w"],
        CompareAndSet: ["c", "d"],
        Logged: ["l"],
        Read: ["x", "y", "z"],
        AtReplica: ["z"],
        Replica: ["n2"],
      }),
      runs: 100,
      steps: 50,
      faults: ["Crash", "LogMisses"],
    },
  ],
  ends,
  endsOf,
  twins: broadcastRegisterTwins,
  properties: broadcastRegisterProperties,
  explorations: [
    {
      name: "BroadcastRegister_2_EveryFault",
      constants: constantsOf(2, { Write: ["w"], CompareAndSet: [], Logged: [], Read: ["x"] }),
    },
  ],
};

interface Asked {
  readonly Write: readonly string[];
  readonly CompareAndSet: readonly string[];
  readonly Logged: readonly string[];
  readonly Read: readonly string[];
  readonly AtReplica?: readonly string[];
  readonly Replica?: readonly string[];
}

function constantsOf(
  nodes: number,
  { Write, CompareAndSet, Logged, Read, AtReplica = [], Replica = [] }: Asked,
): Constants {
  return {
    sets: {
      Node: Array.from({ length: nodes }, (_, i) => `n${i + 1}`),
      Request: [...Write, ...CompareAndSet, ...Logged],
      Write,
      CompareAndSet,
      Read,
      AtReplica,
      Replica,
    },
    values: { Nothing: "Nothing", Expected: "Nothing", n1: "n1", n2: "n2", w: "w" },
    overrides: {},
  };
}
