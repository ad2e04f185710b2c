/**
 * What is shown of epoch broadcast: the bounds of its models, and the twins that must be rejected.
 *
 * @module
 */
import { setNamed } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf } from "./epoch-broadcast.bounds.ts";
import { epochBroadcastMapping } from "./epoch-broadcast.mapping.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { epochBroadcastProperties } from "./epoch-broadcast.properties.ts";
import { epochBroadcastTwins } from "./epoch-broadcast.twins.ts";

export const epochBroadcastProtocol: Protocol = {
  name: "epoch-broadcast",
  problem: "total-order-broadcast",
  mapping: epochBroadcastMapping(["n1", "n2", "n3"]),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: epochBroadcastMapping(setNamed(constants, "Node")),
  }),
  replays: [],
  runs: [],
  ends: [],
  endsOf: () => [],
  twins: epochBroadcastTwins,
  properties: epochBroadcastProperties,
  explorations: [],
};
