/**
 * The bounds that the models of three-phase commit put on the environment, as `MCThreePhaseCommit` defines them: what a
 * network guarantees, which nodes crash, and what users do.
 *
 * @module
 */
import type { NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import type { Addressed, Part, Request } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type Constants, overrideOf, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";
import type { OrderlyNetwork, Seen } from "../engine/orderly-network.ts";

const file = "three-phase-commit.bounds.ts";

/** The nodes that a bound singles out. */
interface Cast {
  readonly coordinator: string;
  readonly first: string;
  readonly second: string;
  readonly third: string;
}

type NodeBound = (seen: Seen, node: string, cast: Cast) => boolean;

/** Whether one node may stop waiting for another. */
type TimeOut = (seen: Seen, node: string, other: string, cast: Cast) => boolean;

function at(seen: Seen, node: string): NodeState | undefined {
  const role = seen.roleAt(node);
  return isNodeState(role) ? role : undefined;
}

function isNodeState(role: unknown): role is NodeState {
  return hasFields(role) && "wasDown" in role;
}

const hasEnded = (seen: Seen, node: string): boolean => ["committed", "aborted"].includes(at(seen, node)?.status ?? "");
const wasDown = (seen: Seen, node: string): boolean => at(seen, node)?.wasDown === true;
/** The node is down, or was: it will not answer what it was asked before. */
const hasFailed = (seen: Seen, node: string): boolean => at(seen, node) === undefined || wasDown(seen, node);

/** A participant that has ended does not take over when its turn comes. */
const hasPassed: TimeOut = (seen, node, other, { coordinator }) =>
  other !== coordinator && at(seen, node)?.phase === "none" && hasEnded(seen, other);

/** Except for the questions of one that is back, and their answers. */
const nothingIsOnItsWayFrom = (seen: Seen, node: string): boolean =>
  seen.outboxOf(node).length === 0 &&
  seen.messages.every(({ from, kind }) => from !== node || kind === "inquire" || kind === "report");

const nothingIsOnItsWayTo = (seen: Seen, other: string, node: string): boolean =>
  [...seen.outboxOf(node), ...seen.messages].every(({ from, to }) => from !== node || to !== other);

const afterTheBound: TimeOut = (seen, node, other) =>
  (hasFailed(seen, other) || hasEnded(seen, other)) &&
  nothingIsOnItsWayFrom(seen, other) &&
  nothingIsOnItsWayTo(seen, other, node);

const timeOuts: Readonly<Record<string, TimeOut>> = {
  AlwaysBetween: () => true,
  IfItHasFailed: (seen, node, other, cast) => hasFailed(seen, other) || hasPassed(seen, node, other, cast),
  AfterTheBound: afterTheBound,
  UnlessItCounts: (seen, node) => ["none", "voting"].includes(at(seen, node)?.phase ?? ""),
};

const nodeBounds: Readonly<Record<string, NodeBound>> = {
  Never: () => false,
  Always: () => true,
  OnlyTheFirst: (_, node, { first }) => node === first,
  AllButTheFirst: (_, node, { first }) => node !== first,
  AllButTheThird: (seen, node, { third }) => node !== third && nothingIsOnItsWayFrom(seen, node),
  OnlyTheCoordinator: (_, node, { coordinator }) => node === coordinator,
  OnlyTheParticipants: (seen, node, { coordinator }) => node !== coordinator && !wasDown(seen, node),
  Once: (seen, node) => !wasDown(seen, node),
  OnceAndNotTheFirst: (seen, node, { first }) => node !== first && !wasDown(seen, node),
  OnceItsMessagesAreGone: (seen, node) => nothingIsOnItsWayFrom(seen, node),
  IfNobodyAsks: (seen, node, cast) => afterTheBound(seen, node, cast.coordinator, cast),
  IfNobodyAsksOrTheFirst: (seen, node, cast) =>
    node === cast.first || afterTheBound(seen, node, cast.coordinator, cast),
  IfTheCoordinatorHasFailed: (seen, _, { coordinator }) => hasFailed(seen, coordinator),
};

const sending: Readonly<Record<string, (sent: readonly Addressed[]) => boolean>> = {
  Always: () => true,
  IfItIsOne: (sent) => sent.length < 2,
};

const arrivals: Readonly<Record<string, (message: Addressed, cast: Cast) => boolean>> = {
  ThroughTheThird: ({ from, to }, { coordinator, first, second, third }) => {
    if (from === coordinator) return to === second;
    return (from !== first && from !== second) || to === third || to === coordinator;
  },
};

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const cast = {
    coordinator: valueNamed(constants, "Coordinator"),
    first: valueNamed(constants, "p1"),
    second: valueNamed(constants, "p2"),
    third: valueNamed(constants, "p3"),
  };
  const boundOf = (operator: string, usual: boolean): ((seen: Seen, node: string) => boolean) => {
    const bound = overrideOf(constants, operator, nodeBounds, file) ?? (() => usual);
    return (seen, node) => bound(seen, node, cast);
  };
  const timesOut = overrideOf(constants, "MayTimeOut", timeOuts, file) ?? (() => true);
  const mayTimeOut = (seen: Seen, node: string, other: string): boolean => timesOut(seen, node, other, cast);
  const byKind = { abortAlone: boundOf("MayAbortAlone", true), ask: boundOf("MayInquire", true) };
  const mayRestart = boundOf("MayRestart", true);
  const writesAtOnce = overrideOf(constants, "WritesAtOnce", nodeBounds, file) ?? (() => false);
  const arrives = overrideOf(constants, "MayArrive", arrivals, file) ?? (() => true);
  const orderly: OrderlyNetwork = {
    stays: overrideOf(constants, "Stays", { Always: true }, file) ?? false,
    sendsAtOnce: overrideOf(constants, "SendsAtOnce", sending, file) ?? (() => false),
    writesAtOnce: (node) => writesAtOnce(nowhere, node, cast),
    mayArrive: (message) => arrives(message, cast),
    mayAsk: (seen, { node }: Part, request: Request) => {
      if (request.kind === "abortAlone" || request.kind === "ask") return byKind[request.kind](seen, node);
      return waitedForIn(request).every((other) => mayTimeOut(seen, node, other));
    },
    mayCrash: boundOf("MayCrash", true),
    // The first coordinator comes back with nothing, so of this transaction it is gone.
    mayRestart: (seen, node) => node !== cast.coordinator && mayRestart(seen, node),
  };
  return { ...everyFault, orderly };
}

/** What is said of a disk looks at no state. */
const nowhere: Seen = { roleAt: () => undefined, messages: [], outboxOf: () => [] };

/** For whom the request says that the node has waited in vain. */
function waitedForIn(request: Request): readonly string[] {
  if ("node" in request && typeof request.node === "string") return [request.node];
  return "suspected" in request && Array.isArray(request.suspected) ? request.suspected : [];
}
