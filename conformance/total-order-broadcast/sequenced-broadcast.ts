/**
 * What is shown of sequenced broadcast, which stands on objects: the bounds of its models, the behaviours that are
 * replayed, the runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf, systemOf } from "./sequenced-broadcast.bounds.ts";
import { ends, endsOf } from "./sequenced-broadcast.ends.ts";
import { sequencedBroadcastMapping } from "./sequenced-broadcast.mapping.ts";
import { sequencedBroadcastProperties } from "./sequenced-broadcast.properties.ts";
import { sequencedBroadcastTwins } from "./sequenced-broadcast.twins.ts";

const module = "MCSequencedBroadcast";

export const sequencedBroadcastProtocol: Protocol = {
  name: "sequenced-broadcast",
  problem: "total-order-broadcast",
  mapping: sequencedBroadcastMapping(["n1", "n2", "n3"]),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: sequencedBroadcastMapping(setNamed(constants, "Node")),
  }),
  replays: [{ name: "SequencedBroadcast_3_Cells", module, constants: constantsOf({}), behaviours: 150, depth: 60 }],
  runs: [
    {
      name: "SequencedBroadcast_3_Runs",
      module,
      constants: constantsOf({ Window: "Two" }),
      runs: 120,
      steps: 60,
      faults: ["Crash", "NumberLost", "CellLost", "FillGap"],
    },
  ],
  ends,
  endsOf,
  twins: sequencedBroadcastTwins,
  properties: sequencedBroadcastProperties,
  explorations: [
    {
      name: "SequencedBroadcast_2_TwoRequests",
      constants: constantsOf({ UsesCells: "NoCells", MayLoseAnswer: "Never" }, 2),
    },
  ],
};

function constantsOf(overrides: Constants["overrides"], size = 3): Constants {
  return {
    sets: { Node: ["n1", "n2", "n3"].slice(0, size), Request: ["a", "b", "c"].slice(0, size) },
    values: { n1: "n1", a: "a", None: "None" },
    overrides,
  };
}
