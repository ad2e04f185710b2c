/**
 * The system that a model of sequenced broadcast describes, and the bounds that it puts on the environment, as
 * `MCSequencedBroadcast` defines them.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { sharedCells } from "../../src/environment/shared-cells.ts";
import {
  type NodePart,
  type SequencedBroadcastOptions,
  sequencedBroadcast,
} from "../../src/total-order-broadcast/sequenced-broadcast/system.ts";
import { type Constants, overrideOf, setNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "sequenced-broadcast.bounds.ts";

/** Of a node, and of a request where there is one. */
type Bound = (node: string, request?: unknown) => boolean;

const bounds: Readonly<Record<string, Bound>> = {
  Never: () => false,
  OnlyTheFirst: (node) => node === "n1",
  OnlyTheOthers: (node) => node !== "n1",
  AtTheFirst: (node) => node === "n1",
  AtItsNode: (node, request) => (request === "a") === (node === "n1"),
};

/** Numbers by the names that constants have for them. */
export const numbersNamed: Readonly<Record<string, number>> = { One: 1, Two: 2 };

const ways: Readonly<Record<string, SequencedBroadcastOptions["gaps"]>> = { NoCells: "senderComesBack" };

/** The options of the nodes of a model. A request has the name of its client. */
function optionsOf(constants: Constants): SequencedBroadcastOptions {
  const number = (operator: string): number | undefined => overrideOf(constants, operator, numbersNamed, file);
  const [maxPlaces, window] = [number("MaxPlaces"), number("Window")];
  return {
    nodes: setNamed(constants, "Node"),
    requests: setNamed(constants, "Request").map((client) => ({ client, number: 1 })),
    gaps: overrideOf(constants, "UsesCells", ways, file) ?? "cells",
    ...(maxPlaces === undefined ? {} : { maxPlaces }),
    ...(window === undefined ? {} : { window }),
  };
}

/** The nodes of a model and their objects. The specification has cells also where nobody uses them. */
export function systemOf(constants: Constants, makePart?: NodePart): System {
  const options = optionsOf(constants);
  const system = sequencedBroadcast(options, makePart);
  return options.gaps === "cells" ? system : { ...system, objects: [...(system.objects ?? []), sharedCells("cells")] };
}

const timersBounded: Readonly<Record<string, string>> = {
  askAgain: "MayAskAgain",
  askForMissing: "MayAskForMissing",
  fillGap: "MayFill",
  broadcast: "MayBroadcast",
};

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const bound = (operator: string): Bound => overrideOf(constants, operator, bounds, file) ?? (() => true);
  const offered = new Map(Object.entries(timersBounded).map(([name, operator]) => [name, bound(operator)]));
  const mayLoseAnswer = bound("MayLoseAnswer");
  const losable = { Always: () => true, ToTheOthers: (to: string) => to !== "n1" };
  const mayLose = overrideOf(constants, "MayLose", losable, file) ?? (() => false);
  return {
    ...everyFault,
    disk: "answers",
    offers: ({ node }, name, _, request) => offered.get(name)?.(node, clientOf(request)) ?? true,
    mayCrash: bound("MayCrash"),
    mayRestart: bound("MayRestart"),
    mayLose: ({ to }) => mayLose(to),
    mayTake: (action, subject) => !["NumberLost", "CellLost"].includes(action) || mayLoseAnswer(String(subject)),
  };
}

function clientOf(request: unknown): unknown {
  return hasFields(request) && hasFields(request.request) ? request.request.client : undefined;
}
