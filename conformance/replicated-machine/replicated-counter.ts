/**
 * What is shown of the replicated counter, which stands on a log that is an object: the bounds of its models, the
 * behaviours that are replayed, the runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Constants } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf, systemOf } from "./replicated-counter.bounds.ts";
import { ends, endsOf } from "./replicated-counter.ends.ts";
import { replicatedCounterMapping } from "./replicated-counter.mapping.ts";
import { replicatedCounterProperties } from "./replicated-counter.properties.ts";
import { replicatedCounterTwins } from "./replicated-counter.twins.ts";

export const replicatedCounterProtocol: Protocol = {
  name: "replicated-counter",
  problem: "replicated-machine",
  mapping: replicatedCounterMapping,
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: replicatedCounterMapping,
  }),
  replays: [
    {
      name: "ReplicatedCounter_3_EveryFault",
      module: "MCReplicatedCounter",
      constants: constantsOf(3, ["a", "b", "c"]),
      behaviours: 200,
      depth: 40,
    },
  ],
  runs: [
    {
      name: "ReplicatedCounter_3_Runs",
      module: "MCReplicatedCounter",
      constants: constantsOf(3, ["a", "b", "c", "d"]),
      runs: 150,
      steps: 50,
      faults: ["Crash", "LogMisses"],
    },
  ],
  ends,
  endsOf,
  twins: replicatedCounterTwins,
  properties: replicatedCounterProperties,
  explorations: [{ name: "ReplicatedCounter_2_EveryFault", constants: constantsOf(2, ["a", "b"]) }],
};

function constantsOf(nodes: number, requests: readonly string[]): Constants {
  return {
    sets: { Node: Array.from({ length: nodes }, (_, i) => `n${i + 1}`), Request: requests },
    values: { n1: "n1", b: "b" },
    overrides: {},
  };
}
