/**
 * The system that a model of a log of decisions describes, and the bounds that it puts on the environment, as `MCDecisionLog` defines them.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type DecisionLogPart, decisionLog } from "../../src/equivalence/decision-log/system.ts";
import { type Constants, overrideOf, setNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "decision-log.bounds.ts";

const bounds: Readonly<Record<string, (name: string) => boolean>> = {
  Never: () => false,
  OnlyTheFirst: (node) => node === "n1",
  OfTheFirst: (text) => text === '"a"',
};

type RequestsOf = (node: string, all: readonly string[]) => readonly string[];

const requestsNamed: Readonly<Record<string, RequestsOf>> = {
  AtItsOwn: (node, all) => all.filter((request) => (node === "n1") === (request === "a")),
};

/** The nodes of a model, and the decisions that they have in common. A request is its name. */
export function systemOf(constants: Constants, makePart?: DecisionLogPart): System {
  const all = setNamed(constants, "Request");
  const requestsOf = overrideOf(constants, "MayAsk", requestsNamed, file) ?? ((_, every) => every);
  return decisionLog({ nodes: setNamed(constants, "Node"), requestsOf: (node) => requestsOf(node, all) }, makePart);
}

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const bound = (operator: string): ((name: string) => boolean) =>
    overrideOf(constants, operator, bounds, file) ?? (() => true);
  const [mayAskAgain, mayMiss] = [bound("MayAskAgain"), bound("MayMiss")];
  return {
    ...everyFault,
    offers: ({ node }, requestOrTimer) => requestOrTimer !== "askAgain" || mayAskAgain(node),
    mayCrash: bound("MayCrash"),
    mayRestart: bound("MayRestart"),
    mayTake: (_, proposal) => hasFields(proposal) && mayMiss(String(proposal.value)),
  };
}
