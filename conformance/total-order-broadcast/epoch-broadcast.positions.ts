/**
 * Epoch broadcast as `EpochBroadcastPosition` sees it, which extends it by rounds.
 *
 * @module
 */
import type { Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import { noRound, type ReadPosition, type Round } from "../../src/total-order-broadcast/epoch-broadcast/round.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Mapping } from "../engine/mapping.ts";
import { integer, model, record, sequence, type TlaValue } from "../engine/tla-value.ts";
import { epochBroadcastMapping } from "./epoch-broadcast.mapping.ts";

/** @param nodes - the nodes of the model */
export function epochBroadcastPositions(nodes: readonly string[]): Mapping<NodeState, NodeRecord, Message> {
  const plain = epochBroadcastMapping(nodes);
  return {
    ...plain,
    specification: "EpochBroadcastPosition",
    extension: { begins: "InitLocating", joins: "Forget" },
    variables: { ...plain.variables, round: 1, told: 1 },
    ranges: { ...plain.ranges, q: "Read" },

    leavesOf(part, situation) {
      const { role, told } = situation;
      const delivered = told.filter(({ by }) => by === "deliver");
      const own = {
        round: roundOf(role?.round ?? noRound({ nodes }), nodes),
        told: sequence(told.filter(({ by }) => by === "reply").map(({ value }) => positionOf(value))),
      };
      return [
        ...plain.leavesOf(part, { ...situation, told: delivered }),
        ...Object.entries(own).map(([variable, value]) => ({ variable, path: [model(part.node)], value })),
      ];
    },
  };
}

function roundOf({ number, waiting, confirmed }: Round, nodes: readonly string[]): TlaValue {
  return record({
    number: integer(number),
    waiting: sequence(
      waiting.map(({ read, position, number: of }) =>
        record({ read: model(read.client), position: integer(position), number: integer(of) }),
      ),
    ),
    confirmed: { kind: "function", pairs: nodes.map((node, i) => [model(node), integer(confirmed[i] ?? -1)]) },
  });
}

/** A position that was told; whatever else a node may reply is seen to be something else. */
function positionOf(told: unknown): TlaValue {
  const { read, position }: Partial<ReadPosition> = Object(told);
  return record({ read: model(String(read?.client)), position: integer(Number(position)) });
}
