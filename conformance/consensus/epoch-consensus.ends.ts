/**
 * How a behaviour of epoch consensus ends, for counting: a suite whose behaviours never decide shows little.
 *
 * @module
 */
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";
import { epochConsensusProperties, type Fact } from "./epoch-consensus.properties.ts";

export const ends = [
  "decided",
  "decided by a later leader",
  "decided with a value that was recovered",
  "decided after a restart",
  "decided while a node was down",
] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const decidedAt = path.findIndex(({ state }) => factsIn(walker, state).some(isTold));
  const decided = path[decidedAt];
  if (decided === undefined) return [];
  const before = path.slice(0, decidedAt);
  const facts = factsIn(walker, decided.state);
  const epoch = facts.find(isTold)?.epoch ?? 0;
  const wasAccepted = before.some(({ state }) =>
    factsIn(walker, state).some(({ accepted }) => accepted.some((one) => one.epoch > 0 && one.epoch < epoch)),
  );
  return [
    "decided",
    ...(epoch > 1 ? ["decided by a later leader"] : []),
    ...(wasAccepted ? ["decided with a value that was recovered"] : []),
    ...(before.some(({ action }) => action === "Restart") ? ["decided after a restart"] : []),
    ...(facts.some(({ isDown }) => isDown) ? ["decided while a node was down"] : []),
  ];
}

function isTold({ told }: Fact): boolean {
  return told !== undefined;
}

function factsIn(walker: Walker, state: Uint32Array): readonly Fact[] {
  return walker.system.parts.map((part, slot) => epochConsensusProperties.factOf(part, walker.situation(state, slot)));
}
