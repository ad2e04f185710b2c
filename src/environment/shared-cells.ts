/**
 * Cells as an object: each is written once, by whoever comes first, and whoever comes later is told what it holds. It is a
 * consensus for each cell.
 *
 * Specification: `SequencedBroadcast!Written` and `SequencedBroadcast!HeldThen`.
 *
 * @module
 */
import type { SharedObject } from "../core/object.ts";
import { type AtomicObject, atomicObject, type Effected } from "./atomic-object.ts";

/** What is to be written into which cell; and what a node hears: what the cell holds then. Cells are counted from 1. */
export interface Cell<Value = unknown> {
  readonly cell: number;
  readonly value: Value;
}

/**
 * The cells, by the name under which roles know them. Those that were written, sorted by cell, are what they hold.
 *
 * @spec SequencedBroadcast!CellUnheard
 * @spec SequencedBroadcast!CellLost
 * @example
 * ```ts
 * import { sharedCells } from "quorate/sequenced-broadcast";
 *
 * console.log(sharedCells("cells").name); // cells
 * ```
 */
export function sharedCells(name: string): SharedObject<AtomicObject<readonly Cell[], Cell>, Cell> {
  return atomicObject<readonly Cell[], Cell, Cell>(name, [], "CellUnheard", written, "CellLost");
}

/** @spec SequencedBroadcast!Written */
function written(cells: readonly Cell[], { cell, value }: Cell): Effected<readonly Cell[], Cell> {
  const before = cells.find((one) => one.cell === cell);
  if (before !== undefined) return { value: cells, result: before };
  const first = { cell, value };
  return { value: [...cells, first].sort((one, other) => one.cell - other.cell), result: first };
}
