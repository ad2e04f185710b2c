/**
 * A scenario by the name of its protocol, or of what a protocol does not stand.
 *
 * @module
 */
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import { unknown } from "../check/selection.ts";
import { simulatedProtocols } from "./protocols.ts";
import type { SimulatedProtocol, Unmet } from "./simulated.ts";

/** @throws SetupError that lists what there is, if there is none of the name. */
export function scenarioNamed(name: string, seed: number): Scenario {
  const all = simulatedProtocols.flatMap((protocol) => [
    { name: protocol.name, scenarioOf: protocol.scenarioOf },
    ...protocol.unmet.map((unmet) => ({ name: unmetName(protocol, unmet), scenarioOf: unmet.scenarioOf })),
  ]);
  const found = all.find((one) => one.name === name);
  if (found === undefined) {
    throw unknown(
      "scenario",
      name,
      all.map((one) => one.name),
    );
  }
  return found.scenarioOf(seed);
}

/** Unique among all protocols. */
export function unmetName(protocol: SimulatedProtocol, { name }: Unmet): string {
  return `${protocol.name}-${name}`;
}
