/**
 * A sequence that shares structure with those it was made from, for logs: to append, to cut off the end and to look
 * something up cost the same at a thousand items as at a million, but for the few levels of a tree of {@link width}.
 *
 * It is plain data that nothing changes. Equal sequences have equal structure, whatever they were made from, so they
 * can be compared like other plain data. Items are counted from 0.
 *
 * A position may be any number. Of one that is not whole, the part behind the point is dropped. One that is no number
 * at all counts as 0, one before the beginning as the beginning, and one behind the end as the end. Only {@link itemAt}
 * finds nothing at such positions.
 *
 * @module
 */
import { present } from "./present.ts";

/** How many items a leaf holds, and how many nodes a branch. A power of two. */
const width = 32;
const bits = 5;

/**
 * No sequence has more items: beyond this number bits cannot be shifted. So many do not fit into the memory of a
 * process.
 */
const greatestLength = 2 ** 30;

/** The items in order: those in the trunk, then those in the tail. */
export interface Sequence<Item> {
  readonly length: number;
  /** The items before the tail, in full leaves: a tree as low as can be, filled from the left. */
  readonly trunk: Trunk<Item>;
  /** The last items: at least one, unless the sequence is empty, and at most as many as a leaf holds. */
  readonly tail: readonly Item[];
}

/** A tree of items: a leaf has items and no nodes, a branch has nodes and no items. */
export interface Trunk<Item> {
  readonly items: readonly Item[];
  readonly nodes: readonly Trunk<Item>[];
}

const nothing: Trunk<never> = { items: [], nodes: [] };

/**
 * The sequence of nothing.
 *
 * @example
 * ```ts
 * import { append, emptySequence } from "quorate/core";
 *
 * console.log(emptySequence.length, append<string>(emptySequence, "a").length); // 0 1
 * ```
 */
export const emptySequence: Sequence<never> = { length: 0, trunk: nothing, tail: [] };

/**
 * The sequence of the given items.
 *
 * @example
 * ```ts
 * import { sequenceOf, slice } from "quorate/core";
 *
 * console.log(slice(sequenceOf(["a", "b", "c"]), 1)); // [ 'b', 'c' ]
 * ```
 */
export function sequenceOf<Item>(items: readonly Item[]): Sequence<Item> {
  return appendAll<Item>(emptySequence, items);
}

/**
 * The item at the position, from 0 on; `undefined` where there is none.
 *
 * @example
 * ```ts
 * import { itemAt, sequenceOf } from "quorate/core";
 *
 * const letters = sequenceOf(["a", "b"]);
 * console.log(itemAt(letters, 0), itemAt(letters, 2)); // a undefined
 * ```
 */
export function itemAt<Item>(sequence: Sequence<Item>, position: number): Item | undefined {
  if (!(position >= 0 && position < sequence.length)) return undefined;
  return leafAt(sequence, position)[position % width];
}

/**
 * The sequence with one item more at its end.
 *
 * @example
 * ```ts
 * import { append, itemAt, sequenceOf } from "quorate/core";
 *
 * const longer = append(sequenceOf(["a", "b"]), "c");
 * console.log(longer.length, itemAt(longer, 2), itemAt(longer, 3)); // 3 c undefined
 * ```
 */
export function append<Item>(sequence: Sequence<Item>, item: Item): Sequence<Item> {
  const { length, trunk, tail } = sequence;
  if (tail.length < width) return { length: length + 1, trunk, tail: joined(tail, [item]) };
  return { length: length + 1, trunk: withLeaf(trunk, length - width, tail), tail: [item] };
}

/**
 * The sequence with more items at its end; the same object if there are none.
 *
 * @example
 * ```ts
 * import { appendAll, sequenceOf, slice } from "quorate/core";
 *
 * console.log(slice(appendAll(sequenceOf(["a"]), ["b", "c"]), 0)); // [ 'a', 'b', 'c' ]
 * ```
 */
export function appendAll<Item>(sequence: Sequence<Item>, items: readonly Item[]): Sequence<Item> {
  if (items.length === 0) return sequence;
  let { trunk, tail } = sequence;
  if (items.length <= width - tail.length) {
    return { length: sequence.length + items.length, trunk, tail: joined(tail, items) };
  }
  let inTrunk = sequence.length - tail.length;
  for (let at = 0; at < items.length; ) {
    if (tail.length === width) {
      trunk = withLeaf(trunk, inTrunk, tail);
      inTrunk += width;
      tail = [];
    }
    const more = items.slice(at, at + width - tail.length);
    tail = tail.length === 0 ? more : joined(tail, more);
    at += more.length;
  }
  return { length: inTrunk + tail.length, trunk, tail };
}

/**
 * The first `count` items, or none if that is less than 1; the same object if the sequence has no more.
 *
 * @example
 * ```ts
 * import { sequenceOf, slice, take } from "quorate/core";
 *
 * console.log(slice(take(sequenceOf(["a", "b", "c"]), 2), 0)); // [ 'a', 'b' ]
 * ```
 */
export function take<Item>(sequence: Sequence<Item>, count: number): Sequence<Item> {
  if (count >= sequence.length) return sequence;
  const length = whole(count);
  if (length <= 0) return emptySequence;
  const kept = length - 1 - ((length - 1) % width);
  const tail = leafAt(sequence, kept).slice(0, length - kept);
  if (kept === 0) return { length, trunk: nothing, tail };
  const inTrunk = sequence.length - sequence.tail.length;
  return { length, trunk: cut(lowest(sequence.trunk, inTrunk, kept), shiftOf(kept), kept), tail };
}

/**
 * The items from one position up to, but not including, another, as an array; none if the one is not before the other.
 *
 * @example
 * ```ts
 * import { sequenceOf, slice } from "quorate/core";
 *
 * console.log(slice(sequenceOf(["a", "b", "c"]), 1)); // [ 'b', 'c' ]
 * ```
 */
export function slice<Item>(sequence: Sequence<Item>, from: number, to: number = sequence.length): readonly Item[] {
  const end = Math.min(whole(to), sequence.length);
  const start = Math.max(whole(from), 0);
  if (start >= end) return [];
  const some = leafAt(sequence, start).slice(start % width, (start % width) + end - start);
  // Mostly what is asked for lies in one leaf.
  if (some.length === end - start) return some;
  const found = [...some];
  for (let at = start + some.length; at < end; ) {
    const more = leafAt(sequence, at).slice(0, end - at);
    for (const item of more) found.push(item);
    at += more.length;
  }
  return found;
}

/**
 * How many items at the beginning two sequences share, found without looking at each item. It is never more than they
 * have in common. If one was made from the other, or both from a third, by {@link append}, {@link appendAll} and {@link
 * take}, it is all that was kept. So a host that has written a sequence, and is to write another, need only write what
 * comes after these.
 *
 * @see [Running it](page:docs/total-order-broadcast/running-epoch-broadcast.md)
 * @example
 * ```ts
 * import { append, sequenceOf, sharedLength, slice, take } from "quorate/core";
 *
 * const written = sequenceOf(["a", "b", "c"]);
 * const next = append(take(written, 2), "d");
 * const kept = sharedLength(written, next);
 * console.log(kept, slice(next, kept)); // 2 [ 'd' ]
 * ```
 */
export function sharedLength<Item>(one: Sequence<Item>, other: Sequence<Item>): number {
  const [inOne, inOther] = [one.length - one.tail.length, other.length - other.tail.length];
  const inBoth = Math.min(inOne, inOther);
  const [left, right] = [lowest(one.trunk, inOne, inBoth), lowest(other.trunk, inOther, inBoth)];
  const shared = sharedIn(left, right, shiftOf(inBoth), inBoth);
  if (shared < inBoth || shared === Math.min(one.length, other.length)) return shared;
  return shared + sharedItems(leafAt(one, shared), leafAt(other, shared));
}

/**
 * Whether it is a sequence, of whatever items: for what is read from a disk. Unlike the other functions it looks at all
 * of it.
 *
 * @example
 * ```ts
 * import { isSequence, sequenceOf } from "quorate/core";
 *
 * const read: unknown = JSON.parse(JSON.stringify(sequenceOf(["a", "b"])));
 * console.log(isSequence(read), isSequence({ length: 2 })); // true false
 * ```
 */
export function isSequence(candidate: unknown): candidate is Sequence<unknown> {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { length, trunk, tail }: Partial<Record<keyof Sequence<unknown>, unknown>> = candidate;
  if (typeof length !== "number" || !Number.isSafeInteger(length) || length < 0) return false;
  // Of a longer one the end would never be reached.
  if (length > greatestLength || !Array.isArray(tail)) return false;
  const inTrunk = length - tail.length;
  const isTail = length === 0 ? tail.length === 0 : tail.length > 0 && tail.length <= width;
  return isTail && inTrunk >= 0 && inTrunk % width === 0 && isTrunk(trunk, shiftOf(inTrunk), inTrunk);
}

function isTrunk(candidate: unknown, shift: number, count: number): boolean {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { items, nodes }: Partial<Record<keyof Trunk<unknown>, unknown>> = candidate;
  if (!Array.isArray(items) || !Array.isArray(nodes)) return false;
  if (shift === 0) return items.length === count && nodes.length === 0;
  const below = 1 << shift;
  const isBelow = (node: unknown, i: number): boolean =>
    isTrunk(node, shift - bits, Math.min(below, count - i * below));
  return items.length === 0 && nodes.length === Math.ceil(count / below) && nodes.every(isBelow);
}

/** The leaf that holds the item at the position, which must exist. Its first item stands at a multiple of the width. */
function leafAt<Item>({ length, trunk, tail }: Sequence<Item>, position: number): readonly Item[] {
  const inTrunk = length - tail.length;
  if (position >= inTrunk) return tail;
  let node = trunk;
  for (let shift = shiftOf(inTrunk); shift > 0; shift -= bits) node = present(node.nodes[(position >>> shift) % width]);
  return node.items;
}

/** Both lists in one array without spare room, which every leaf would keep. Mostly there is one item more. */
function joined<Item>(some: readonly Item[], more: readonly Item[]): readonly Item[] {
  // What is fastest for one item is slowest for many.
  return more.length === 1 ? some.toSpliced(some.length, 0, ...more) : some.concat(more);
}

/** The position without the part behind its point. */
function whole(position: number): number {
  return Math.trunc(position) || 0;
}

/** By how many bits a position is shifted to find the node under the root of the lowest tree of so many items. */
function shiftOf(count: number): number {
  let shift = 0;
  while (width << shift < count) shift += bits;
  return shift;
}

function withLeaf<Item>(trunk: Trunk<Item>, inTrunk: number, items: readonly Item[]): Trunk<Item> {
  const shift = shiftOf(inTrunk);
  if (inTrunk === 0) return { items, nodes: [] };
  // A full tree becomes the first node of one that is a level higher.
  return inTrunk === width << shift
    ? grown([trunk], shift + bits, inTrunk, items)
    : grown(trunk.nodes, shift, inTrunk, items);
}

/** A branch with one leaf more at the position: `nodes` are what it has now. */
function grown<Item>(
  nodes: readonly Trunk<Item>[],
  shift: number,
  position: number,
  items: readonly Item[],
): Trunk<Item> {
  if (shift === 0) return { items, nodes: [] };
  const at = (position >>> shift) % width;
  const below = at < nodes.length ? present(nodes[at]).nodes : [];
  const node = grown(below, shift - bits, position, items);
  return { items: [], nodes: at < nodes.length ? nodes.with(at, node) : [...nodes, node] };
}

/** The lowest tree that holds the first `count` items, along the left edge of one that holds `inTrunk`. */
function lowest<Item>(trunk: Trunk<Item>, inTrunk: number, count: number): Trunk<Item> {
  let node = trunk;
  for (let shift = shiftOf(inTrunk); shift > shiftOf(count); shift -= bits) node = present(node.nodes[0]);
  return node;
}

/** The first `kept` items of a tree, a multiple of the width and not more than it holds. */
function cut<Item>(node: Trunk<Item>, shift: number, kept: number): Trunk<Item> {
  if (kept === width << shift) return node;
  const untouched = kept >>> shift;
  const rest = kept - (untouched << shift);
  const nodes = node.nodes.slice(0, untouched);
  return { items: [], nodes: rest === 0 ? nodes : [...nodes, cut(present(node.nodes[untouched]), shift - bits, rest)] };
}

/** How many of the first `count` items two trees of one height share. */
function sharedIn<Item>(one: Trunk<Item>, other: Trunk<Item>, shift: number, count: number): number {
  if (one === other) return count;
  if (shift === 0) return sharedItems(one.items, other.items);
  let shared = 0;
  let at = 0;
  for (; shared < count && one.nodes[at] === other.nodes[at]; at++) shared += 1 << shift;
  if (shared >= count) return count;
  const below = Math.min(1 << shift, count - shared);
  return shared + sharedIn(present(one.nodes[at]), present(other.nodes[at]), shift - bits, below);
}

function sharedItems<Item>(one: readonly Item[], other: readonly Item[]): number {
  const length = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < length && one[shared] === other[shared]) shared++;
  return shared;
}
