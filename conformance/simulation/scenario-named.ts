/**
 * A scenario by the name of its protocol.
 *
 * @module
 */
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import { unknown } from "../check/names.ts";
import { simulatedProtocols } from "./protocols.ts";

/** @throws SetupError that lists what there is, if there is none of the name. */
export function scenarioNamed(name: string, seed: number): Scenario {
  const found = simulatedProtocols.find((one) => one.name === name);
  if (found === undefined) {
    throw unknown(
      "scenario",
      name,
      simulatedProtocols.map((one) => one.name),
    );
  }
  return found.scenarioOf(seed);
}
