import type { NodeId } from "../../core/node-id.ts";
import type { Part, PartTypes, System } from "../../core/system.ts";

/**
 * The parts of each node, which crash together.
 *
 * @param where - who says so if two parts have the same name
 * @throws Error if two parts have the same name.
 */
export function partsByNode<Types extends PartTypes>(
  where: string,
  system: System<Types>,
): ReadonlyMap<NodeId, readonly Part<unknown, Types>[]> {
  const names = new Set<string>();
  const nodes = new Map<NodeId, Part<unknown, Types>[]>();
  for (const part of system.parts) {
    if (names.has(part.name)) throw new Error(`${where}: two parts are named ${part.name}`);
    names.add(part.name);
    const parts = nodes.get(part.node);
    if (parts === undefined) nodes.set(part.node, [part]);
    else parts.push(part);
  }
  return nodes;
}
