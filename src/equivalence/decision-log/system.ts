/**
 * A log of decisions as a system: its nodes, all alike, and the decisions that they have in common, which are an object of
 * the environment until a protocol takes its place.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { PlainData } from "../../core/plain-data.ts";
import { partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedDecisions } from "../../environment/shared-decisions.ts";
import { onObjects } from "../systems.ts";
import {
  type BroadcastAll,
  type DecisionLogOptions,
  type DecisionLogState,
  type DecisionLogTypes,
  decisionLogNode,
} from "./node.ts";

/** All nodes have the same options, but for the name of their own. */
export interface DecisionLogSystemOptions extends Omit<DecisionLogOptions, "self"> {
  readonly nodes: readonly NodeId[];
  /** What the clients of a node may ask for at any time, for whoever explores the system: its name, if not given. */
  readonly requestsOf?: (node: NodeId) => readonly PlainData[];
}

/** How a node is made a part of the system. */
export type DecisionLogPart = (options: DecisionLogOptions, requests: readonly PlainData[]) => Part<DecisionLogState>;

/**
 * The whole of a log of decisions, of nodes as they are specified, or of others. The part of each node has its name.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [DecisionLog](page:spec/equivalence/DecisionLog.tla)
 * @example
 * ```ts
 * import { decisionLog } from "quorate/equivalence";
 *
 * const system = decisionLog({ nodes: ["a", "b"] });
 * console.log(system.parts.map(({ name }) => name), system.parts[0]?.objects); // [ 'a', 'b' ] [ 'decisions' ]
 * ```
 */
export function decisionLog(options: DecisionLogSystemOptions): System<DecisionLogTypes>;
export function decisionLog(options: DecisionLogSystemOptions, makePart: DecisionLogPart | undefined): System;
export function decisionLog(
  { nodes, requestsOf = (node) => [node], ...common }: DecisionLogSystemOptions,
  makePart: DecisionLogPart = decisionLogPart,
): System {
  return onObjects(nodes, (self) => makePart({ ...common, self }, requestsOf(self)), [sharedDecisions("decisions")]);
}

/**
 * The event with which a client asks that its requests be delivered.
 *
 * @example
 * ```ts
 * import { broadcastAll } from "quorate/equivalence";
 *
 * console.log(broadcastAll("tea", "milk").requests); // [ 'tea', 'milk' ]
 * ```
 */
export function broadcastAll(...requests: readonly PlainData[]): BroadcastAll {
  return { kind: "broadcast", requests };
}

/** A node as it is specified. */
export function decisionLogPart(
  options: DecisionLogOptions,
  requests: readonly PlainData[],
): Part<DecisionLogState, DecisionLogTypes> {
  const { self } = options;
  const place = { name: self, instance: "log", node: self, role: "node", tellsFromTheStart: true };
  return partOf(
    place,
    decisionLogNode,
    options,
    requests.map((request) => broadcastAll(request)),
  );
}
