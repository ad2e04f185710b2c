/**
 * The bounds that the models of two-phase commit put on the environment, as `MCTwoPhaseCommit` defines them.
 *
 * @module
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import { excluding } from "../../src/core/node-set.ts";
import type { Addressed, Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type Constants, overrideOf, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "two-phase-commit.bounds.ts";

/** Which request or timer an operator of the specification bounds. */
const requestsBounded: Readonly<Record<string, readonly string[]>> = {
  MayRequestCommit: ["requestCommit"],
  MayRequestOutcome: ["requestOutcome"],
  MayConfirmOutcome: ["confirmOutcome"],
  MayGiveUp: ["giveUp"],
  MayAbortAlone: ["abortAlone"],
  MayInquire: ["askForOutcome"],
  MayResend: ["resendPrepare", "resendDecision"],
};

type NodeBound = (node: string, coordinator: string, first: string, role?: unknown) => boolean;

const nodeBounds: Readonly<Record<string, NodeBound>> = {
  Never: () => false,
  NeverAt: () => false,
  Always: () => true,
  OnlyTheCoordinator: (node, coordinator) => node === coordinator,
  AllButTheCoordinator: (node, coordinator) => node !== coordinator,
  OnlyTheFirst: (node, _, first) => node === first,
  OnlyTheFirstAt: (node, _, first) => node === first,
  AllButTheFirst: (node, _, first) => node !== first,
  WhenAllHaveAcknowledged: (_node, _coordinator, _first, role) => isCoordinator(role) && lacking(role).length === 0,
  CoordinatorAndFirst: (node, coordinator, first) => node === coordinator || node === first,
};

const messageBounds: Readonly<Record<string, (message: Addressed, first: string) => boolean>> = {
  Always: () => true,
  OnTheFirstLink: ({ from, to }, first) => from === first || to === first,
  OfTheSecondPhase: ({ kind }) => ["commit", "abort", "acknowledge", "inquire"].includes(kind),
};

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const coordinator = valueNamed(constants, "Coordinator");
  const first = valueNamed(constants, "p1");
  const boundOf = (operator: string): ((node: string, role?: unknown) => boolean) => {
    const bound = overrideOf(constants, operator, nodeBounds, file) ?? (() => true);
    return (node, role) => bound(node, coordinator, first, role);
  };
  const requests = Object.entries(requestsBounded).map(([operator, names]) => ({ names, bound: boundOf(operator) }));
  const loses = overrideOf(constants, "MayLose", messageBounds, file) ?? (() => false);
  return {
    ...everyFault,
    offers: (part: Part, name, role) =>
      requests.every(({ names, bound }) => !names.includes(name) || bound(part.node, role)),
    mayCrash: boundOf("MayCrash"),
    mayRestart: boundOf("MayRestart"),
    mayLose: (message) => loses(message, first),
  };
}

function isCoordinator(role: unknown): role is CoordinatorState {
  return hasFields(role) && "acknowledged" in role;
}

function lacking({ participants, acknowledged }: CoordinatorState): readonly string[] {
  return excluding(participants, acknowledged);
}
