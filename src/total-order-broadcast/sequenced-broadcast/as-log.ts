/**
 * Sequenced broadcast in the place of a log: how roles that stand on a log stand on it.
 *
 * @module
 */
import type { Stacking } from "../../core/stack.ts";
import type { LogOperation } from "../../environment/shared-log.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import { broadcastOf } from "./system.ts";

/**
 * What is invoked of the log is broadcast.
 *
 * @param object - the log, as the role on top names it
 * @see [Sequenced broadcast](page:docs/total-order-broadcast/sequenced-broadcast.md)
 * @example
 * ```ts
 * import { stack } from "quorate/core";
 * import { replicatedCounter } from "quorate/replicated-counter";
 * import { asLog, sequencedBroadcast } from "quorate/sequenced-broadcast";
 *
 * const nodes = ["a", "b", "c"];
 * const system = stack(replicatedCounter({ nodes }), sequencedBroadcast({ nodes }), asLog("log"));
 * console.log(system.parts.length, system.objects?.map(({ name }) => name)); // 3 [ 'sequencer' ]
 * ```
 */
export function asLog(object: string): Stacking<LogOperation<BroadcastRequest>> {
  return { object, requestsOf: ({ broadcast }) => broadcast.map(broadcastOf) };
}
