/**
 * A log that also says how long it is: the newest position, which is the length of the longest order that any node was
 * told.
 *
 * A node asks for it on behalf of a read. What it hears is the newest position at the instant of asking, however long the
 * answer is on its way; who asks twice on behalf of one read hears what was the newest when it asked first. A crash loses
 * what is on its way.
 *
 * Specification: `PositionedLog`.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import type { ObjectOutcome, SharedObject } from "../core/object.ts";
import { isSameData } from "../core/plain-data.ts";
import type { Stacking } from "../core/stack.ts";
import { type LogOperation, type SharedLog, sharedLog } from "./shared-log.ts";

/** What such a log is also invoked with: reads that are to know the newest position. */
export interface LocateOperation<Read = unknown> {
  readonly locate: readonly Read[];
}

/** What a node hears for one of its reads. */
export interface PositionOutcome<Read = unknown> {
  readonly read: Read;
  /** As many requests there are in the order, at least. */
  readonly position: number;
}

/** Such a log, as it is for all nodes. */
export interface PositionedLog<Read = unknown> extends SharedLog {
  /** The positions that are on their way. */
  readonly located: readonly (PositionOutcome<Read> & { readonly node: NodeId })[];
}

/** The log of these nodes, by the name under which roles know it. */
export function positionedLog(
  name: string,
  nodes: readonly NodeId[],
): SharedObject<PositionedLog, LogOperation | LocateOperation> {
  const log = sharedLog(name, nodes);
  const withLog = (state: PositionedLog, after: SharedLog): PositionedLog => ({ ...after, located: state.located });
  return {
    name,
    initial: { ...log.initial, located: [] },
    invoked: (state, node, operation) =>
      "locate" in operation
        ? operation.locate.reduce<PositionedLog>((before, read) => locating(before, node, read), state)
        : withLog(state, log.invoked(state, node, operation)),
    crashed: (state, node) => ({
      ...log.crashed(state, node),
      located: state.located.filter((one) => one.node !== node),
    }),
    steps: (state) => log.steps(state).map((step) => ({ ...step, state: withLog(state, step.state) })),
    outcomes: (state, node) => [
      ...log.outcomes(state, node).map((told) => ({ ...told, state: withLog(state, told.state) })),
      ...positionsFor(state, node),
    ],
  };
}

/** @spec PositionedLog!Locate */
function locating(state: PositionedLog, node: NodeId, read: unknown): PositionedLog {
  if (state.located.some((one) => one.node === node && isSameData(one.read, read))) return state;
  const position = Math.max(...state.nodes.map(({ delivered }) => delivered.length));
  const located = [...state.located, { node, read, position }];
  return { ...state, located: located.sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1)) };
}

/** @spec PositionedLog!TellPosition */
function positionsFor(state: PositionedLog, node: NodeId): readonly ObjectOutcome<PositionedLog>[] {
  return state.located
    .filter((one) => one.node === node)
    .map((told) => ({
      outcome: { read: told.read, position: told.position },
      state: { ...state, located: state.located.filter((one) => one !== told) },
    }));
}

function textOf(located: unknown): string {
  return JSON.stringify(located);
}

/**
 * A log that only orders, in the place of one that knows positions: each read becomes an entry of its own, and the place
 * of the entry is the position. Whoever has asked hears the entry, and knows it by its identity.
 *
 * @param log - how what is broadcast is asked of it
 * @example
 * ```ts
 * import { locatingByEntries } from "quorate/broadcast-register";
 * import { asLog } from "quorate/epoch-broadcast";
 *
 * const log = locatingByEntries(asLog("log"));
 * console.log(log.requestsOf({ locate: [{ client: "Ada", number: 1 }] }, "n1").length); // 1
 * ```
 */
export function locatingByEntries<Request>(
  log: Stacking<LogOperation<Request>>,
): Stacking<LogOperation<Request> | LocateOperation<Request>> {
  return {
    ...log,
    requestsOf: (operation, by) =>
      log.requestsOf({ broadcast: "locate" in operation ? operation.locate : operation.broadcast }, by),
  };
}
