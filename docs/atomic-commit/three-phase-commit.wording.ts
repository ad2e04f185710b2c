/**
 * What is written on the runs of three-phase commit. A message of a round says with which number it is led; a node says how
 * far it is, what it leads, and what it tells its user.
 *
 * @module
 */
import type { Message } from "../../src/atomic-commit/three-phase-commit/message.ts";
import type { CommitRecord } from "../../src/atomic-commit/three-phase-commit/record.ts";
import type { NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import type { Wording } from "../site/wording.ts";

export const threePhaseCommitWording: Wording<NodeState, CommitRecord, Message> = {
  contentsOf: (message) => ("number" in message && message.number > 0 ? [`number ${message.number}`] : []),
  changesBetween: (before, after) => [
    ...(after.told.length > before.told.length
      ? [`tells ${after.told.at(-1)?.value}`]
      : newIn(before.role, after.role, ({ status }) => status)),
    ...newIn(before.role, after.role, leadText),
    ...newIn(before.role, after.role, ({ promised }) => (promised === 0 ? "" : `obeys ${promised} and higher`)),
    ...newIn(before.role, after.role, ({ missing }) => (missing.length === 0 ? "" : `without ${missing.join(", ")}`)),
  ],
  standingOf: ({ role }) => [role?.status ?? "down"],
};

function leadText({ phase, number }: NodeState): string {
  return phase === "none" ? "" : `${phase}, number ${number}`;
}

/** What is said of a state, where it is another than before. */
function newIn(
  before: NodeState | undefined,
  after: NodeState | undefined,
  textOf: (state: NodeState) => string,
): readonly string[] {
  const [old, now] = [before, after].map((state) => (state === undefined ? "down" : textOf(state)));
  return now === undefined || now === "" || now === old ? [] : [now];
}
