/**
 * The system that a model of consensus on a log describes, and the bounds that it puts on the environment, as `MCLogConsensus` defines them.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type LogProposerPart, logConsensus } from "../../src/equivalence/log-consensus/system.ts";
import { type Constants, overrideOf, setNamed } from "../engine/constants.ts";
import type { Environment } from "../engine/environment.ts";
import { environmentOf, valuesOf } from "./proposers.ts";

const file = "log-consensus.bounds.ts";

/** The nodes of a model, and the log that they have in common. */
export function systemOf(constants: Constants, makePart?: LogProposerPart): System {
  return logConsensus({ nodes: setNamed(constants, "Node"), valuesOf: valuesOf(constants, file) }, makePart);
}

const misses: Readonly<Record<string, (by: string) => boolean>> = {
  Never: () => false,
  OfTheFirst: (by) => by === "n1",
};

/** The same bounds that the constants put on the model. */
export function boundsOf(constants: Constants): Environment {
  const mayMiss = overrideOf(constants, "MayMiss", misses, file) ?? (() => true);
  return {
    ...environmentOf(constants, file),
    mayTake: (action, request) => action !== "LogMisses" || (hasFields(request) && mayMiss(String(request.client))),
  };
}
