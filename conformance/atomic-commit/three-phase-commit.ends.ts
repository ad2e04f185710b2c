/**
 * How a behaviour of three-phase commit ends, for counting: a suite in which nobody takes over shows little.
 *
 * @module
 */
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";
import { type Fact, threePhaseCommitProperties } from "./three-phase-commit.properties.ts";

export const ends = [
  "committed",
  "aborted",
  "decided after a take-over",
  "decided after a poll was answered",
  "decided after a restart",
  "decided while a node was down",
] as const;

/** It has ended when whoever of the participants is up has told its user the outcome. */
export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const facts = walker.system.parts.map((part, slot) =>
    threePhaseCommitProperties.factOf(part, walker.situation(last.state, slot)),
  );
  const up = facts.filter(({ isCoordinator, status }) => !isCoordinator && status !== "down");
  const [first] = up;
  if (first === undefined || up.some(({ outcome }) => outcome === undefined)) return [];
  const took = (wanted: string): boolean => path.some(({ action }) => action === wanted);
  const isDown = ({ status }: Fact): boolean => status === "down";
  return [
    String(first.outcome),
    ...(took("TakeOver") ? ["decided after a take-over"] : []),
    ...(took("ReceiveAnswer") ? ["decided after a poll was answered"] : []),
    ...(took("Restart") ? ["decided after a restart"] : []),
    ...(facts.some(isDown) ? ["decided while a node was down"] : []),
  ];
}
