/**
 * What conformance says alike of every consensus that stands on an object: its bounds, its properties, how its behaviours
 * end, and how what a node has in common with the others is seen.
 *
 * @module
 */
import type { Situation, Told } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Pending } from "../../src/environment/atomic-object.ts";
import type { Proposing } from "../../src/equivalence/proposing.ts";
import { type Constants, overrideOf, setNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";
import type { Asked, Leaf } from "../engine/mapping.ts";
import { recovering } from "../engine/mistaken.ts";
import type { Properties } from "../engine/properties.ts";
import type { PathStep } from "../engine/protocol.ts";
import { model, record, string, type TlaValue } from "../engine/tla-value.ts";
import type { Walker } from "../engine/walker.ts";

const nodeBounds: Readonly<Record<string, (node: string) => boolean>> = {
  Never: () => false,
  OnlyTheFirst: (node) => node === "n1",
};

type ValuesOf = (node: string) => readonly string[];

/** What the clients of a node may propose. @param file - where the bounds of the protocol are */
export function valuesOf(constants: Constants, file: string): ValuesOf {
  const all = setNamed(constants, "Value");
  const [first = "", second = first] = all;
  const known: Readonly<Record<string, ValuesOf>> = { ItsOwn: (node) => [node === "n1" ? first : second] };
  return overrideOf(constants, "MayPropose", known, file) ?? (() => all);
}

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants, file: string): Environment {
  const bound = (operator: string): ((node: string) => boolean) =>
    overrideOf(constants, operator, nodeBounds, file) ?? (() => true);
  const mayAskAgain = bound("MayAskAgain");
  return {
    ...everyFault,
    offers: ({ node }, requestOrTimer) => requestOrTimer !== "askAgain" || mayAskAgain(node),
    mayCrash: bound("MayCrash"),
    mayRestart: bound("MayRestart"),
  };
}

/** What was proposed. */
export const asked: Asked<string> = {
  variables: ["proposed"],
  elementsOf: (_, request) => ("value" in request && typeof request.value === "string" ? [request.value] : []),
  valueOf: (value) => model(value),
};

export function at(variable: string, node: string, value: TlaValue): Leaf {
  return { variable, path: [model(node)], value };
}

/** A node that keeps nothing but its proposal and the decision. */
export function stateOf(role: Proposing | undefined): TlaValue {
  return record({
    status: string(role === undefined ? "down" : "up"),
    proposal: orNone(role?.proposal),
    decision: orNone(role?.decision),
  });
}

/** An operation of an atomic object in flight. */
export function pendingOf(pending: Pending | undefined, operationOf: (operation: object) => TlaValue): TlaValue {
  if (pending === undefined) return record({ is: string("none") });
  const is = string(pending.isAwaited ? "waiting" : "orphaned");
  return record({ is, operation: operationOf(Object(pending.operation)) });
}

/** Nodes in which each proposes one of two values. */
export function constantsOf(nodes: number): Constants {
  return {
    sets: { Node: Array.from({ length: nodes }, (_, i) => `n${i + 1}`), Value: ["v1", "v2"] },
    values: { None: "None", n1: "n1", v1: "v1", v2: "v2" },
    overrides: { MayPropose: "ItsOwn" },
  };
}

/** A node that takes for decided what it has not heard. */
export function decidingAtItsRestart<State extends Proposing>(part: Part<State>, change: Partial<State>): Part<State> {
  return recovering(part, ({ state, effects }) => ({ state: { ...state, ...change, decision: "v1" }, effects }));
}

export function orNone(name: unknown): TlaValue {
  return model(name === null || name === undefined ? "None" : String(name));
}

/** Whoever was told one value and then another is seen to have been: the specification has no such value. */
export function decidedOf(told: readonly Told[]): TlaValue {
  const [first, ...more] = told;
  if (first === undefined) return model("None");
  const isPlain = more.length === 0 && first.by === "deliver";
  return isPlain ? model(String(first.value)) : string(told.map(({ by, value }) => `${by} ${value}`).join(", then "));
}

interface Fact {
  readonly role: Proposing | undefined;
  readonly told: readonly unknown[];
}

/** The safety of consensus, stated of the step functions' own states. The names are the specification's. */
export const properties: Properties<Fact> = {
  factOf: (_: Part, { role, told }: Situation<Proposing>) => ({ role, told: told.map(({ value }) => value) }),

  violated(facts, proposed) {
    const decisions = facts.flatMap(({ told }) => told);
    if (new Set(decisions).size > 1) return "Agreement";
    if (decisions.some((value) => !proposed.some((one) => one === value))) return "Validity";
    return facts.some(
      ({ role, told }) => role !== undefined && role.decision !== (told[0] ?? null) && role.decision !== null,
    )
      ? "KnownIsTold"
      : undefined;
  },

  isDone: (facts) =>
    facts.every(({ role }) => role !== undefined && (role.decision !== null || role.proposal === null)),
};

/** How a behaviour ends, for counting: a suite in which nobody decides shows little. */
export const ends = ["everybody decides", "decides after a crash", "decides what another has proposed"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const situations = walker.system.parts.map((_, slot): Situation => walker.situation(last.state, slot));
  const isTold = situations.map(({ told }) => told.length > 0);
  const crashed = path.findIndex(({ action }) => action === "Crash");
  const atTheCrash = path[crashed];
  const before = atTheCrash === undefined ? 0 : decidedIn(walker, atTheCrash);
  return [
    ...(isTold.every(Boolean) ? [ends[0]] : []),
    ...(atTheCrash !== undefined && decidedIn(walker, last) > before ? [ends[1]] : []),
    ...(situations.some(decidesAnother) ? [ends[2]] : []),
  ];
}

function decidedIn(walker: Walker, { state }: PathStep): number {
  return walker.system.parts.filter((_, slot) => walker.situation(state, slot).told.length > 0).length;
}

function decidesAnother({ role }: Situation): boolean {
  const { proposal = null, decision = null }: Partial<Proposing> = Object(role);
  return proposal !== null && decision !== null && proposal !== decision;
}
