/**
 * The system that a model of three-phase commit describes.
 *
 * @module
 */
import { type Assumption, type Rules, rulesFor } from "../../src/atomic-commit/three-phase-commit/rules.ts";
import type { NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import { isInDoubt } from "../../src/atomic-commit/three-phase-commit/status.ts";
import {
  type ThreePhaseCommitOptions,
  type ThreePhaseCommitRoles,
  threePhaseCommit,
  threePhaseCommitRoles,
} from "../../src/atomic-commit/three-phase-commit/system.ts";
import type { Started } from "../../src/core/step.ts";
import type { Addressed, AnyEffect, Part, Request, System } from "../../src/core/system.ts";
import { outboxes } from "../../src/environment/outboxes.ts";
import { type Constants, overrideOf, setNamed, valueNamed } from "../engine/constants.ts";
import { withForeignMessages } from "../engine/foreign-messages.ts";
import { stableKey } from "../engine/stable-key.ts";

const file = "three-phase-commit.options.ts";

/** The one transaction of which the specification speaks. */
const transaction = "t";

const orders: Readonly<Record<string, (participants: readonly string[]) => readonly string[]>> = {
  Nobody: () => [],
  FirstThenSecond: (participants) => participants.slice(0, 2),
  SecondThenFirst: (participants) => participants.slice(0, 2).reverse(),
  FirstSecondThird: (participants) => participants.slice(0, 3),
  FirstAlone: (participants) => participants.slice(0, 1),
  SecondAlone: (participants) => participants.slice(1, 2),
  ThirdAlone: (participants) => participants.slice(2, 3),
};

/** Which rule an operator of the specification is, and what it is in the place of which operator. */
const ruled: readonly (readonly [rule: keyof Rules, operator: string, by: Readonly<Record<string, boolean>>])[] = [
  ["endsAlone", "EndsAlone", { Always: true }],
  ["isFenced", "Obeys", { OnlyTheHighest: true }],
  ["needsMajority", "IsEnough", { AMajority: true }],
  ["asksBeforeAbort", "AsksBeforeAbort", { BeforeEither: true }],
  ["highestDecides", "OutcomeOf", { AnyPreCommit: false }],
  ["countsRestarted", "IsCountedAfterRestart", { Always: true }],
  ["waitsForAll", "AllAreBack", { SomebodyIsBack: false }],
];

const byItself: Rules = {
  endsAlone: false,
  isFenced: false,
  needsMajority: false,
  asksBeforeAbort: false,
  highestDecides: true,
  countsRestarted: false,
  waitsForAll: true,
};

/** The rules by which a model goes. */
export function rulesOf(constants: Constants): Rules {
  const given = ruled.flatMap(([rule, operator, by]) => {
    const value = overrideOf(constants, operator, by, file);
    return value === undefined ? [] : [[rule, value] as const];
  });
  return { ...byItself, ...Object.fromEntries(given) };
}

const assumptions: readonly Assumption[] = ["boundedDelay", "rightSuspicions", "nothing"];

/** The nodes of a model, and the assumption whose rules are its own, if one has them. */
export function optionsOf(constants: Constants): ThreePhaseCommitOptions {
  const rules = rulesOf(constants);
  const isOwn = (one: Assumption): boolean => stableKey(rulesFor(one, rules.endsAlone)) === stableKey(rules);
  const participants = setNamed(constants, "Participant");
  const order = overrideOf(constants, "Order", orders, file) ?? (() => []);
  return {
    transactions: [transaction],
    coordinator: valueNamed(constants, "Coordinator"),
    participants,
    assumes: assumptions.find(isOwn) ?? "boundedDelay",
    ...(rules.endsAlone ? { endsAlone: true } : { order: order(participants) }),
  };
}

/**
 * The step functions of every node, or of the given roles, to whom the network also brings what nobody has sent. They go
 * by the rules of the model, also where nobody may start them so: then the model is one of those that must fail.
 */
export function systemOf(constants: Constants, roles?: ThreePhaseCommitRoles): System {
  const options = optionsOf(constants);
  const { parts, ...system } = threePhaseCommit(options, goingBy(rulesOf(constants), roles));
  return withForeignMessages(
    { ...system, parts: parts.map((part) => offering(part, options)), objects: [outboxes] },
    (part) => kinds.flatMap((kind) => foreignTo(part, kind, options)),
  );
}

/** The roles, going by these rules, whether or not anybody may start them so. */
export function goingBy(rules: Rules, roles: ThreePhaseCommitRoles = threePhaseCommitRoles): ThreePhaseCommitRoles {
  const ruled = (part: Part<NodeState>): Part<NodeState> => {
    const by = (started: Started<NodeState, AnyEffect>): Started<NodeState, AnyEffect> => ({
      ...started,
      state: { ...started.state, rules },
    });
    const back = (state: NodeState): NodeState =>
      isInDoubt(state.status) ? { ...state, wasDown: !rules.countsRestarted } : state;
    return {
      ...part,
      start: () => by(part.start()),
      recover: (record) => {
        const started = by(part.recover(record));
        return { ...started, state: back(started.state) };
      },
    };
  };
  return {
    coordinator: (options) => ruled(roles.coordinator(options)),
    participant: (options) => ruled(roles.participant(options)),
  };
}

/** With the nodes that it may suspect in all combinations; and its disk may know more than the node. */
function offering({ flawIn: _, ...part }: Part, { coordinator, participants }: ThreePhaseCommitOptions): Part {
  const others = [coordinator, ...participants].filter((node) => node !== part.node);
  const requests = part.requests.flatMap((request): readonly Request[] =>
    "suspected" in request ? subsetsOf(others).map((suspected) => ({ ...request, suspected })) : [request],
  );
  return { ...part, requests };
}

function subsetsOf([first, ...others]: readonly string[]): readonly (readonly string[])[] {
  if (first === undefined) return [[]];
  return subsetsOf(others).flatMap((subset) => [subset, [first, ...subset]]);
}

const kinds = [
  ...["prepare", "yes", "no", "commit", "abort", "preCommit", "preAbort", "acknowledge", "poll", "answer"],
  ...["inquire", "report", "heuristic"],
];

/** What only its owner says with a number, and what a coordinator or a participant never says. */
function impossibleTo(
  { node: to }: Part,
  right: Addressed & Readonly<Record<string, unknown>>,
  { coordinator, participants, order = [] }: Pick<ThreePhaseCommitOptions, "coordinator" | "participants" | "order">,
): readonly unknown[] {
  if (to === coordinator) return order.length > 0 && right.kind === "acknowledge" ? [{ ...right, number: 1 }] : [];
  const another = participants.find((node) => node !== to);
  if (right.kind === "prepare") return another === undefined ? [] : [{ ...right, from: another }];
  const own = order.indexOf(to) + 1;
  const byCoordinator = ["acknowledge", "answer", "inquire", "report"];
  const isAnothers = ["preCommit", "preAbort", "poll"].includes(right.kind) && own > 0;
  return byCoordinator.includes(right.kind) || isAnothers ? [{ ...right, number: own }] : [];
}

/** Each is wrong in one thing. Of the last kind everything else is right. */
function foreignTo(
  part: Part,
  kind: string,
  { coordinator, participants, order = [] }: ThreePhaseCommitOptions,
): unknown[] {
  const { node: to } = part;
  const [from = ""] = to === coordinator ? participants : [coordinator];
  const standing = { from, status: "prepared", accepted: 0 };
  const right: Addressed & Readonly<Record<string, unknown>> = { kind, transaction, from, to, number: 0, standing };
  if (kind === "heuristic") return [right];
  const wrong = [
    { ...right, from: "stranger" },
    { ...right, from: to },
    { ...right, to: "stranger" },
    { ...right, transaction: "no transaction" },
    { kind, from, to },
  ];
  const isNumbered = ["preCommit", "preAbort", "acknowledge", "poll", "answer"].includes(kind);
  const numbers = [order.length + 1, -1, 0.5, "0"];
  const isStanding = kind === "answer" || kind === "report";
  const standings = [
    { ...standing, from: "stranger" },
    { ...standing, status: "working" },
    { ...standing, accepted: 9 },
  ];
  return [
    ...wrong,
    ...impossibleTo(part, right, { coordinator, participants, order }),
    ...(isNumbered ? numbers.map((number) => ({ ...right, number })) : []),
    ...(isStanding ? [undefined, ...standings].map((one) => ({ ...right, standing: one })) : []),
  ];
}
