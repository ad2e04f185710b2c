/**
 * A replicated counter as a system: its nodes, all alike, and the log that they share. The log is an object of the
 * environment until a protocol takes its place.
 *
 * @module
 */

import { newReplies } from "../../core/learning.ts";
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet } from "../../core/node-set.ts";
import { partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedLog } from "../../environment/shared-log.ts";
import { type Count, type CounterOptions, type CounterState, type CounterTypes, counter } from "./counter.ts";
import type { CountRequest } from "./request.ts";

/** All nodes have the same options, but for the name of their own. */
export interface ReplicatedCounterOptions extends Omit<CounterOptions, "self"> {
  readonly nodes: readonly NodeId[];
  /** What clients may ask to be counted at any time and at any node, where that is to be told in advance. */
  readonly requests?: readonly CountRequest[];
}

/** How a node is made a part of the system. */
export type CounterPart = (options: CounterOptions, requests: readonly CountRequest[]) => Part<CounterState>;

/**
 * A system of nodes that count, as they are specified or with changes. The part of each node has the name of the node.
 *
 * @see [A replicated counter](page:docs/replicated-machine/replicated-counter.md)
 * @see [ReplicatedCounter](page:spec/replicated-machine/ReplicatedCounter.tla)
 * @example
 * ```ts
 * import { replicatedCounter } from "quorate/replicated-counter";
 *
 * const system = replicatedCounter({ nodes: ["a", "b"] });
 * console.log(system.parts.map(({ name }) => name), system.parts[0]?.objects); // [ 'a', 'b' ] [ 'log' ]
 * ```
 */
export function replicatedCounter(options: ReplicatedCounterOptions): System<CounterTypes>;
export function replicatedCounter(options: ReplicatedCounterOptions, makePart: CounterPart | undefined): System;
export function replicatedCounter(
  { nodes, requests = [], ...common }: ReplicatedCounterOptions,
  makePart: CounterPart = counterPart,
): System {
  return {
    parts: nodeSet(nodes).map((self) => makePart({ ...common, self }, requests)),
    links: [],
    linkOf: () => "none",
    objects: [sharedLog("log", nodes)],
  };
}

/**
 * The event with which a client asks that its request be counted.
 *
 * @example
 * ```ts
 * import { countOf } from "quorate/replicated-counter";
 *
 * console.log(countOf({ client: "Ada", number: 1 })); // { kind: 'count', request: { client: 'Ada', number: 1 } }
 * ```
 */
export function countOf(request: CountRequest): Count {
  return { kind: "count", request };
}

/** A node as it is specified. */
export function counterPart(
  options: CounterOptions,
  requests: readonly CountRequest[],
): Part<CounterState, CounterTypes> {
  const { self } = options;
  const place = { name: self, instance: "counter", node: self, role: "counter", learns: newReplies };
  const asked = requests.length === 0 ? [{ client: "", number: 1 }] : requests;
  return partOf(place, counter, options, asked.map(countOf));
}
