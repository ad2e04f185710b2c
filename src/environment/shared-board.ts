/**
 * A board as an object: each node writes an entry of its own, and reads those of all. Whoever writes takes the place of
 * what it wrote before. To write and to read decide nothing by themselves: nobody learns whether another was faster.
 *
 * Specification: `CounterConsensus!Written` and `CounterConsensus!Seen`.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import type { SharedObject } from "../core/object.ts";
import type { PlainData } from "../core/plain-data.ts";
import { type AtomicObject, atomicObject, type Effected } from "./atomic-object.ts";

/** What a node has written: what it is about is the protocol's to say. */
export interface BoardEntry {
  readonly by: NodeId;
  readonly value: PlainData;
  readonly number: number;
}

/** What a board is invoked with. */
export type BoardOperation = { readonly kind: "read" } | { readonly kind: "write"; readonly entry: BoardEntry };

/** What a node hears: what stood on the board before its operation, sorted by who has written it. */
export interface BoardSeen {
  readonly entries: readonly BoardEntry[];
}

/** The board, by the name under which roles know it. */
export function sharedBoard(
  name: string,
): SharedObject<AtomicObject<readonly BoardEntry[], BoardOperation>, BoardOperation> {
  return atomicObject(name, [], "WriteUnheard", operated);
}

function operated(
  entries: readonly BoardEntry[],
  operation: BoardOperation,
): Effected<readonly BoardEntry[], BoardSeen> {
  if (operation.kind === "read") return { value: entries, result: { entries } };
  const { entry } = operation;
  const others = entries.filter(({ by }) => by !== entry.by);
  const value = [...others, entry].sort((one, other) => (one.by < other.by ? -1 : 1));
  return { value, result: { entries } };
}
