/**
 * The system that a model of consensus on a counter describes, and the bounds that it puts on the environment, as `MCCounterConsensus` defines them.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import { type CounterProposerPart, counterConsensus } from "../../src/equivalence/counter-consensus/system.ts";
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Environment } from "../engine/environment.ts";
import { environmentOf, valuesOf } from "./proposers.ts";

const file = "counter-consensus.bounds.ts";

/** The nodes of a model, and the counter and the board that they have in common. */
export function systemOf(constants: Constants, makePart?: CounterProposerPart): System {
  return counterConsensus({ nodes: setNamed(constants, "Node"), valuesOf: valuesOf(constants, file) }, makePart);
}

/** The same bounds that the constants put on the model. */
export function boundsOf(constants: Constants): Environment {
  return environmentOf(constants, file);
}
