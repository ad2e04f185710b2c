/**
 * The system that a model of replicated commit describes, and the bounds that it puts on the environment, as
 * `MCReplicatedCommit` defines them.
 *
 * @module
 */
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import { type CandidatePart, replicatedCommit } from "../../src/atomic-commit/replicated-commit/system.ts";
import { partsOf, transactionName } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import { lookUp } from "../../src/core/dictionary.ts";
import type { Part, System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type Constants, overrideOf, setNamed, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "replicated-commit.bounds.ts";

/** Which requests or timers an operator of the specification bounds. */
const bounded: Readonly<Record<string, readonly string[]>> = {
  MayTakeOver: ["takeOver"],
  MayBegin: ["begin"],
  MayGiveUp: ["giveUp"],
  MayRequestOutcome: ["requestOutcome"],
  MayConfirmOutcome: ["confirmOutcome"],
  MayResend: ["resendPrepare", "resendDecision"],
  MayAskAgain: ["askAgain"],
  MayAbortAlone: ["abortAlone"],
  MayInquire: ["askForOutcome"],
};

type Bound = (
  node: string,
  first: string,
  role: CandidateState | undefined,
  participants: readonly string[],
) => boolean;

const bounds: Readonly<Record<string, Bound>> = {
  Never: () => false,
  NeverBoth: () => false,
  Always: () => true,
  // A candidate begins them so.
  OneAfterTheOther: () => true,
  OnlyTheFirst: (node, first) => node === first,
  AllButTheFirst: (node, first) => node !== first,
  OnlyTheParticipants: (node, _first, _role, participants) => participants.includes(node),
  OnceEach: (_node, _first, role) => hasTakenOverLess(1, role),
  TwiceEach: (_node, _first, role) => hasTakenOverLess(2, role),
  TheFirstTwice: (node, first, role) => hasTakenOverLess(node === first ? 2 : 1, role),
  TheFirstOnce: (node, first, role) => node === first && hasTakenOverLess(1, role),
  InTurn: (node, first, role) => hasTakenOverLess(1, role) && (node === first || hasHeardOf(role, first)),
  AfterALateOne: (node, first, role) =>
    node === first ? hasTakenOverLess(2, role) : role?.number === 0 && hasHeardALateOne(role, first),
};

function hasTakenOverLess(times: number, role: CandidateState | undefined): boolean {
  return role !== undefined && role.number < times;
}

function hasHeardOf(role: CandidateState | undefined, first: string): boolean {
  return role !== undefined && lookUp(role.cells.highest, first) !== undefined;
}

/** Its first take-over came last, and not alone. */
function hasHeardALateOne({ heard, cells: { last } }: CandidateState, first: string): boolean {
  return heard > 1 && last?.by === first && last.number === 1;
}

/** Whose entries the log may take, or miss. */
const entryBounds: Readonly<Record<string, (by: unknown, first: string) => boolean>> = {
  Never: () => false,
  OnlyOfTheFirst: (by, first) => by === first,
  OnlyOfOthers: (by, first) => by !== first,
};

const messageBounds: Readonly<Record<string, (kind: string) => boolean>> = {
  Questions: (kind) => kind === "inquire",
};

/** In which of its take-overs the first candidate begins the transactions. */
const begunIn: Readonly<Record<string, number>> = { TheSecond: 2 };

function numberOf(constants: Constants): number {
  return overrideOf(constants, "BegunIn", begunIn, file) ?? 1;
}

/** The candidates of a model, its participants, and the log that the candidates have in common. */
export function systemOf(constants: Constants, makePart?: CandidatePart): System {
  const [by, number] = [valueNamed(constants, "First"), numberOf(constants)];
  // A model has short names.
  const transactions = setNamed(constants, "Transaction").map((name, i) =>
    partsOf(name) === undefined ? transactionName({ by, number }, i + 1) : name,
  );
  const [candidates, participants] = [setNamed(constants, "Candidate"), setNamed(constants, "Participant")];
  return replicatedCommit({ transactions, candidates, participants, role: valueNamed(constants, "Role") }, makePart);
}

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const [first, number] = [valueNamed(constants, "First"), numberOf(constants)];
  const transactions = setNamed(constants, "Transaction").length;
  const participants = setNamed(constants, "Participant");
  const boundOf = (operator: string): ((node: string, role?: unknown) => boolean) => {
    const bound = overrideOf(constants, operator, bounds, file) ?? (() => true);
    return (node, role) => bound(node, first, isCandidate(role) ? role : undefined, participants);
  };
  const requests = Object.entries(bounded).map(([operator, names]) => ({ names, bound: boundOf(operator) }));
  const entries = (operator: string): ((by: unknown, first: string) => boolean) =>
    overrideOf(constants, operator, entryBounds, file) ?? (() => true);
  const [takes, misses] = [entries("MayTake"), entries("MayMiss")];
  const loses = overrideOf(constants, "MayLose", messageBounds, file) ?? (() => false);
  return {
    ...everyFault,
    offers: ({ node }: Part, name, role) =>
      requests.every(({ names, bound }) => !names.includes(name) || bound(node, role)) &&
      (name !== "begin" ||
        (node === first && isCandidate(role) && role.number === number && role.begun < transactions)),
    mayCrash: boundOf("MayCrash"),
    mayRestart: boundOf("MayRestart"),
    mayLose: ({ kind }) => loses(kind),
    mayTake: (action, entry) => (action === "LogTakes" ? takes : misses)(writerOf(entry), first),
  };
}

function isCandidate(role: unknown): role is CandidateState {
  return hasFields(role) && "cells" in role;
}

function writerOf(entry: unknown): unknown {
  return hasFields(entry) && hasFields(entry.value) ? entry.value.by : undefined;
}
