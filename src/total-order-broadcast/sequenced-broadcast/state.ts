/**
 * What a node of sequenced broadcast keeps in memory, and what follows from it.
 *
 * @module
 */
import { type Dictionary, emptyDictionary, lookUp, withoutValue, withValue } from "../../core/dictionary.ts";
import type { Deliver, Invoke } from "../../core/effect.ts";
import { isSameData, textOfData } from "../../core/plain-data.ts";
import { append, emptySequence, itemAt, type Sequence, slice } from "../../core/sequence.ts";
import type { Cell } from "../../environment/shared-cells.ts";
import type { NumberTaken, TakeNumber } from "../../environment/shared-sequencer.ts";
import type { Cluster } from "../../epochs/cluster.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import type { Limits } from "./limits.ts";
import type { Content } from "./message.ts";

/**
 * What is done about a number whose request reaches nobody. `"senderComesBack"`: it is assumed that the node that took
 * the number comes back and sends the request. `"cells"`: a node that waits too long writes "nothing" into the number's
 * cell.
 *
 * @spec SequencedBroadcast!UsesCells
 */
export type Gaps = "senderComesBack" | "cells";

/** @spec SequencedBroadcast!NodeState */
export interface NodeState {
  readonly cluster: Cluster;
  readonly limits: Limits;
  readonly gaps: Gaps;
  /** The requests that it was asked to broadcast, in the order in which it was asked. */
  readonly own: Sequence<BroadcastRequest>;
  /** The same requests, found by their texts. */
  readonly owned: Dictionary<true>;
  /** How many of them are on its disk, as far as it knows. */
  readonly stored: number;
  /** How many of them have a place, from the first on. */
  readonly placedOwn: number;
  /** The number that it has taken for a request, whose cell has yet to be written. */
  readonly taken: NumberTaken<BroadcastRequest> | null;
  /** The contents of the numbers 1, 2 and so on, which are delivered. The next number is the one after them. */
  readonly order: Sequence<Content>;
  /** The contents of later numbers, found by the numbers' texts. */
  readonly early: Dictionary<Place>;
  /** The number of each request that it knows to have one, by the request's text. */
  readonly placed: Dictionary<number>;
}

/** A number, and what has it. @spec SequencedBroadcast!Place */
export interface Place {
  readonly number: number;
  readonly content: Content;
}

/** What a node asks of the two objects. */
export type Invoked = Invoke<"sequencer", TakeNumber<BroadcastRequest>> | Invoke<"cells", Cell<Content>>;

/** The timers of a node. */
export type NodeTimer = "askAgain" | "askForMissing" | "fillGap";

/** A node that has started, with what is on its disk and nothing else. @spec SequencedBroadcast!Begun */
export function begun(
  cluster: Cluster,
  limits: Limits,
  gaps: Gaps,
  own: Sequence<BroadcastRequest>,
  owned: Dictionary<true>,
): NodeState {
  const nothing = { placedOwn: 0, taken: null, order: emptySequence, early: emptyDictionary, placed: emptyDictionary };
  return { cluster, limits, gaps, own, owned, stored: own.length, ...nothing };
}

/** The number whose content is to be delivered next. */
export function nextNumber({ order }: NodeState): number {
  return order.length + 1;
}

/** The content of the number; `undefined` if the node does not know it. @spec SequencedBroadcast!ContentAt */
export function contentAt({ order, early }: NodeState, number: number): Content | undefined {
  return number <= order.length ? itemAt(order, number - 1) : lookUp(early, String(number))?.content;
}

/** The contents from the number `first` on, up to the first that the node does not know, and as many as a message carries. @spec SequencedBroadcast!ContentsFrom */
export function contentsFrom(state: NodeState, first: number): readonly Content[] {
  const { order, limits } = state;
  if (first <= order.length) return slice(order, first - 1, Math.min(first - 1 + limits.maxPlaces, order.length));
  const contents: Content[] = [];
  while (contents.length < limits.maxPlaces) {
    const content = contentAt(state, first + contents.length);
    if (content === undefined) break;
    contents.push(content);
  }
  return contents;
}

/** A node broadcasts its requests one after the other: the first that is on its disk and has no place yet. @spec SequencedBroadcast!Current */
function current({ own, stored, placedOwn }: NodeState): BroadcastRequest | undefined {
  return placedOwn < stored ? itemAt(own, placedOwn) : undefined;
}

/** What it has to ask of an object for its current request, if it has one. @spec SequencedBroadcast!Due */
export function due(state: NodeState): Invoked | undefined {
  const request = current(state);
  if (request === undefined) return undefined;
  // The number may still be that of the request before.
  const { taken } = state;
  const number = taken !== null && isSameData(taken.request, request) ? taken.number : 0;
  const isToBeWritten = number > 0 && contentAt(state, number) === undefined;
  return isToBeWritten
    ? toCell(number, request)
    : { kind: "invoke", object: "sequencer", operation: { request, after: number } };
}

/** @spec SequencedBroadcast!ToCell */
export function toCell(cell: number, value: Content): Invoked {
  return { kind: "invoke", object: "cells", operation: { cell, value } };
}

/** Whether there is something after the number that it waits for: a later place, or a number of its own. @spec SequencedBroadcast!SeesGap */
export function seesGap(state: NodeState): boolean {
  return state.early.size > 0 || (state.taken !== null && state.taken.number > nextNumber(state));
}

/**
 * The node once it knows these places too, and has delivered what it now can. It must not know another content of one
 * of them.
 *
 * @spec SequencedBroadcast!Learning
 * @spec SequencedBroadcast!Delivering
 */
export function learning(state: NodeState, places: readonly Place[]): NodeState {
  let { order, early, placed, placedOwn } = state;
  for (const place of places) {
    const name = String(place.number);
    if (place.number <= order.length || lookUp(early, name) !== undefined) continue;
    early = withValue(early, name, place);
    if (place.content !== null) placed = withValue(placed, textOfData(place.content), place.number);
  }
  for (;;) {
    const name = String(order.length + 1);
    const turn = lookUp(early, name);
    if (turn === undefined) break;
    early = withoutValue(early, name);
    order = append(order, turn.content);
  }
  while (placedOwn < state.own.length && isPlaced(placed, itemAt(state.own, placedOwn))) placedOwn++;
  const isSame = early === state.early && order === state.order && placedOwn === state.placedOwn;
  return isSame ? state : { ...state, order, early, placed, placedOwn };
}

function isPlaced(placed: Dictionary<number>, request: BroadcastRequest | undefined): boolean {
  return lookUp(placed, textOfData(request)) !== undefined;
}

/** @spec SequencedBroadcast!Told */
export function toldOf(before: NodeState | undefined, { order }: NodeState): readonly Deliver<Content>[] {
  const first = (before?.order.length ?? 0) + 1;
  return order.length < first ? [] : [{ kind: "deliver", first, values: order }];
}

/** What is asked again while it is due. A node asks for the next content for as long as it runs. */
export function timersOf(state: NodeState): readonly NodeTimer[] {
  return [
    ...(due(state) === undefined ? [] : (["askAgain"] as const)),
    "askForMissing",
    ...(state.gaps === "cells" && seesGap(state) ? (["fillGap"] as const) : []),
  ];
}
