/** Paths by the names of actions, and what TLC would print of them, for tests. */
import { valuesOf } from "../../conformance/engine/plain-values.ts";
import { textOf } from "../../conformance/engine/tla-value.ts";
import type { Counterexample, Ending } from "../../conformance/tlc/counterexample.ts";
import { beginning, choiceAfter, here, type Journey, taking } from "./journey.ts";
import type { World } from "./world.ts";

/** @param names - of each step its action and its node, as `SendVote p1`; what has no node is named by its action */
export function played(world: World, names: readonly string[]): Journey {
  return names.reduce((journey, name) => {
    const { choices, violated } = here(journey);
    const place = choices.findIndex(({ action, node = "" }) => `${action} ${node}`.trim() === name);
    if (place < 0) throw new Error(`no ${name} after ${journey.position} steps; violated: ${violated}`);
    return taking(journey, place);
  }, beginning(world));
}

/** As TLC prints a behaviour. */
export function printed(journey: Journey, ending: Ending): Counterexample {
  const states = journey.stops.map(({ state }, at) => ({
    number: at + 1,
    action: at === 0 ? "Init" : choiceAfter(journey, at - 1).action,
    variables: valuesOf(journey.world.subject, state).map(([name, value]) => ({ name, value: textOf(value) })),
  }));
  return { states, ending };
}

/** A coordinator that commits with one vote of two is found out when its decision is on disk. */
export const committingOnAMajority: readonly string[] = [
  "RequestCommit c",
  "ReceivePrepare p1",
  "Land p1",
  "SendVote p1",
  "ReceivePrepare p2",
  "Land p2",
  "SendVote p2",
  "ReceiveYes c",
  "ReceiveYes c",
  "Land c",
];
