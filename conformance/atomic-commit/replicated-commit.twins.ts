/**
 * The mistakes of the models that must fail, made once more in the step functions. Each must be rejected by conformance.
 *
 * @module
 */
import { candidateWith } from "../../src/atomic-commit/replicated-commit/candidate.ts";
import { bears } from "../../src/atomic-commit/replicated-commit/cells.ts";
import { carriedOut } from "../../src/atomic-commit/replicated-commit/coordinating.ts";
import { type Guards, specified } from "../../src/atomic-commit/replicated-commit/guards.ts";
import type { HeardOfLog } from "../../src/atomic-commit/replicated-commit/hearing.ts";
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import { type CandidatePart, candidatePart } from "../../src/atomic-commit/replicated-commit/system.ts";
import { step } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import { lookUp, rowsOf, withValue } from "../../src/core/dictionary.ts";
import { type Changed, changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { type Given, type Mistake, mistaken } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./replicated-commit.bounds.ts";

const once = "ReplicatedCommit_1";
const returning = "ReplicatedCommit_Returns";
const late = "ReplicatedCommit_Late";

export const replicatedCommitTwins: readonly Twin[] = [
  guarded("PredecessorLands", { lands: () => true }, once),
  guarded("TakesOverAtOnce", { hasTheRole: ({ status }) => status === "asking" || status === "bearing" }, once),
  guarded("ResumesTheRole", { hasTheRole: ({ self, number }, cells) => bears(cells, { by: self, number }) }, returning),
  guarded("PresumesOfLaterOnes", { knowsOf: () => true }, once),
  guarded("KeepsTheRole", { hasTheRole: hasHeardIt }, once),
  twin("CountsTheLast", countsTheLast, late, "heard"),
  twin("NumberUsedTwice", usesItsNumberAtOnce, returning, "takeOver"),
  twin("SameNumber", takesTheNumberBefore, returning, "takeOver"),
  twin("BeginsUnasked", beginsUnasked, once, "begin"),
  twin("AnsweredBeforeDelivered", answersAtOnce, once),
];

function guarded(name: string, guards: Partial<Guards>, against: string): Twin {
  const role = candidateWith({ ...specified, ...guards });
  return made(name, against, (options, transactions) => candidatePart(options, transactions, role));
}

type Right = Changed<CandidateState, AnyEffect>;

/** What becomes of the right step, or `undefined` where the mistake makes no difference. */
type Altered = (right: Right, about: About) => Right | undefined;

interface About {
  readonly part: Part<CandidateState>;
  readonly before: CandidateState;
  readonly event: Given;
}

/** @param kind - of the event in whose step the mistake is made; of any, unless given */
function twin(name: string, altered: Altered, against: string, kind?: string): Twin {
  const mistake: Mistake<CandidateState> = (state, event, part) => {
    if (kind !== undefined && event.kind !== kind) return undefined;
    const right = part.step(state, event);
    return right.outcome === "changed" ? altered(right, { part, before: state, event }) : undefined;
  };
  return made(name, against, (options, transactions) => mistaken(candidatePart(options, transactions), mistake));
}

function made(name: string, against: string, makePart: CandidatePart): Twin {
  return { name: `ReplicatedCommit_Bug_${name}`, against, systemOf: (constants) => systemOf(constants, makePart) };
}

/** Has heard of its take-over, whatever came later. */
function hasHeardIt({ status, self, number }: CandidateState, { highest }: CandidateState["cells"]): boolean {
  return (status === "asking" || status === "bearing") && (lookUp(highest, self) ?? 0) >= number;
}

/** Of each candidate the take-over that came last counts, which may be an earlier one. */
function countsTheLast({ state, effects }: Right, { event }: About): Right {
  const { outcome }: { readonly outcome?: HeardOfLog } = Object(event);
  const highest = (outcome?.values ?? []).reduce(
    (counted, entry) =>
      entry?.value.kind === "takeOver" ? withValue(counted, entry.value.by, entry.value.number) : counted,
    state.cells.highest,
  );
  return changed({ ...state, cells: { ...state.cells, highest } }, effects);
}

/** Its number is on its way to the disk, and it goes on as if it were there. */
function usesItsNumberAtOnce({ state, effects }: Right, { part }: About): Right {
  const early = part.step(state, { kind: "persisted", record: { numbered: state.number } });
  return changed(early.state, [...effects, ...early.effects]);
}

/** Its record is on its way to the log, and it tells the commit as if it were there. */
function answersAtOnce({ state, effects }: Right): Right | undefined {
  const written = rowsOf(state.coordinators).find(({ value }) => value.status === "committing")?.value;
  if (written === undefined) return undefined;
  const { state: after, sent } = carriedOut(state, written, step(written, { kind: "persisted", record: "commit" }));
  return changed(after, [...effects, ...sent.map((message) => ({ kind: "send", message }) as const)]);
}

function takesTheNumberBefore({ state }: Right, { before: { number } }: About): Right {
  return changed({ ...state, number }, [{ kind: "persist", record: { numbered: number } }]);
}

/** It asks for votes when a transaction begins. */
function beginsUnasked({ state, effects }: Right, { part }: About): Right | undefined {
  const [begun] = rowsOf(state.coordinators).filter(({ value }) => value.status === "working");
  if (begun === undefined) return undefined;
  const asked = part.step(state, Object({ kind: "requestCommit", transaction: begun.name }));
  return changed(asked.state, [...effects, ...asked.effects]);
}
