/**
 * The mistakes of the models that must fail, made once more in the step functions. Each must be rejected by conformance.
 *
 * @module
 */

import { candidateWith } from "../../src/atomic-commit/replicated-commit/candidate.ts";
import { bears } from "../../src/atomic-commit/replicated-commit/cells.ts";
import { carriedOut } from "../../src/atomic-commit/replicated-commit/coordinating.ts";
import { type Guards, specified } from "../../src/atomic-commit/replicated-commit/guards.ts";
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import { type CandidatePart, candidatePart } from "../../src/atomic-commit/replicated-commit/system.ts";
import { step } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import { lookUp, rowsOf } from "../../src/core/dictionary.ts";
import { changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { type Given, type Mistake, mistaken, type Result } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./replicated-commit.bounds.ts";

const once = "ReplicatedCommit_1";
const returning = "ReplicatedCommit_Returns";

export const replicatedCommitTwins: readonly Twin[] = [
  guarded("PredecessorLands", { lands: () => true }, once),
  guarded("TakesOverAtOnce", { hasTheRole: ({ status }) => status === "asking" || status === "bearing" }, once),
  guarded("ResumesTheRole", { hasTheRole: ({ self, number }, cells) => bears(cells, { by: self, number }) }, returning),
  guarded("PresumesOfLaterOnes", { knowsOf: () => true }, once),
  guarded("KeepsTheRole", { hasTheRole: hasHeardIt }, once),
  twin("NumberUsedTwice", usesItsNumberAtOnce, returning),
  twin("SameNumber", takesTheNumberBefore, returning),
  twin("BeginsUnasked", beginsUnasked, once),
  twin("AnsweredBeforeDelivered", answersAtOnce, once),
];

function guarded(name: string, guards: Partial<Guards>, against: string): Twin {
  const role = candidateWith({ ...specified, ...guards });
  return made(name, against, (options, transactions) => candidatePart(options, transactions, role));
}

function twin(name: string, mistake: Mistake<CandidateState>, against: string): Twin {
  return made(name, against, (options, transactions) => mistaken(candidatePart(options, transactions), mistake));
}

function made(name: string, against: string, makePart: CandidatePart): Twin {
  return { name: `ReplicatedCommit_Bug_${name}`, against, systemOf: (constants) => systemOf(constants, makePart) };
}

/** Has heard of its take-over, whatever came later. */
function hasHeardIt({ status, self, number }: CandidateState, { highest }: CandidateState["cells"]): boolean {
  return (status === "asking" || status === "bearing") && (lookUp(highest, self) ?? 0) >= number;
}

/** Its number is on its way to the disk, and it goes on as if it were there. */
function usesItsNumberAtOnce(
  state: CandidateState,
  event: Given,
  part: Part<CandidateState>,
): Result<CandidateState> | undefined {
  const right = part.step(state, event);
  if (event.kind !== "takeOver" || right.outcome !== "changed") return undefined;
  const early = part.step(right.state, { kind: "persisted", record: { numbered: right.state.number } });
  return changed(early.state, [...right.effects, ...early.effects]);
}

/** Its record is on its way to the log, and it tells the commit as if it were there. */
function answersAtOnce(
  state: CandidateState,
  event: Given,
  part: Part<CandidateState>,
): Result<CandidateState> | undefined {
  const right = part.step(state, event);
  const written = rowsOf(right.state.coordinators).find(({ value }) => value.status === "committing")?.value;
  if (right.outcome !== "changed" || written === undefined) return undefined;
  const { state: after, sent } = carriedOut(
    right.state,
    written,
    step(written, { kind: "persisted", record: "commit" }),
  );
  return changed(after, [...right.effects, ...sent.map((message) => ({ kind: "send", message }) as const)]);
}

function takesTheNumberBefore(
  state: CandidateState,
  event: Given,
  part: Part<CandidateState>,
): Result<CandidateState> | undefined {
  const right = part.step(state, event);
  if (event.kind !== "takeOver" || right.outcome !== "changed") return undefined;
  const { number } = state;
  return changed({ ...right.state, number }, [{ kind: "persist", record: { numbered: number } }]);
}

/** It asks for votes when a transaction begins. */
function beginsUnasked(
  state: CandidateState,
  event: Given,
  part: Part<CandidateState>,
): Result<CandidateState> | undefined {
  const right = part.step(state, event);
  if (event.kind !== "begin" || right.outcome !== "changed") return undefined;
  const [begun] = rowsOf(right.state.coordinators).filter(({ value }) => value.status === "working");
  if (begun === undefined) return undefined;
  const asked = part.step(right.state, Object({ kind: "requestCommit", transaction: begun.name }));
  return changed(asked.state, [...right.effects, ...asked.effects]);
}
