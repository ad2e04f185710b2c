/**
 * Registers as a system: its nodes, all alike, and the log that they have in common, which is an object of the environment
 * until a protocol takes its place.
 *
 * @module
 */
import { newReplies } from "../../core/learning.ts";
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet } from "../../core/node-set.ts";
import { partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { positionedLog } from "../../environment/positioned-log.ts";
import { readAtPosition, writeOf } from "./asking.ts";
import { type RegisterOptions, type RegisterState, type RegisterTypes, register } from "./register.ts";

/** All nodes have the same options, but for the name of their own. */
export interface BroadcastRegisterOptions extends Omit<RegisterOptions, "self"> {
  readonly nodes: readonly NodeId[];
  /** What clients may ask at any time and at any node, where that is to be told in advance. */
  readonly requests?: readonly RegisterTypes["request"][];
}

/** How a node is made a part of the system. */
export type RegisterPart = (
  options: RegisterOptions,
  requests: readonly RegisterTypes["request"][],
) => Part<RegisterState>;

/**
 * The whole of it, of nodes as they are specified, or of others. The part of each node has its name.
 *
 * @throws Error if the replica is none of the nodes.
 * @see [Registers on a log](page:docs/linearizable-storage/broadcast-register.md)
 * @see [BroadcastRegister](page:spec/linearizable-storage/BroadcastRegister.tla)
 * @example
 * ```ts
 * import { broadcastRegister } from "quorate/broadcast-register";
 *
 * const system = broadcastRegister({ nodes: ["a", "b"] });
 * console.log(system.parts.map(({ name }) => name), system.parts[0]?.objects); // [ 'a', 'b' ] [ 'log' ]
 * ```
 */
export function broadcastRegister(options: BroadcastRegisterOptions): System<RegisterTypes>;
export function broadcastRegister(options: BroadcastRegisterOptions, makePart: RegisterPart | undefined): System;
export function broadcastRegister(
  { nodes, requests = [], ...common }: BroadcastRegisterOptions,
  makePart: RegisterPart = registerPart,
): System {
  const { replica = null } = common;
  if (replica !== null && !nodes.includes(replica))
    throw new Error(`broadcastRegister: the replica ${replica} is none of the nodes ${nodes.join(", ")}`);
  return {
    parts: nodeSet(nodes).map((self) => makePart({ ...common, self }, requests)),
    links: [],
    linkOf: () => "none",
    objects: [positionedLog("log", nodes)],
  };
}

const nobody = { client: "", number: 1 };

/** A node as it is specified. */
export function registerPart(
  options: RegisterOptions,
  requests: readonly RegisterTypes["request"][],
): Part<RegisterState, RegisterTypes> {
  const { self } = options;
  const place = { name: self, instance: "register", node: self, role: "register", learns: newReplies };
  const asked = requests.length === 0 ? [writeOf(nobody, "", null), readAtPosition(nobody, "")] : requests;
  return partOf(place, register, options, asked);
}
