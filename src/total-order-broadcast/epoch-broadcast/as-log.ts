/**
 * Epoch broadcast in the place of a log: how roles that stand on a log stand on it.
 *
 * @module
 */
import { judgeLimits } from "../../core/limits.ts";
import type { Stacking } from "../../core/stack.ts";
import type { LogOperation } from "../../environment/shared-log.ts";
import type { BroadcastRequest } from "./log-entry.ts";
import { broadcastOf } from "./system.ts";

/**
 * What is invoked of the log is broadcast, where the node leads; otherwise the log misses it.
 *
 * @param object - the log, as the role on top names it
 * @param maxRequests - how many requests the nodes take in one step, as in their options
 * @throws Error if that is no whole number from 1 on.
 * @see [A replicated counter](page:docs/replicated-machine/replicated-counter.md)
 * @example
 * ```ts
 * import { stack } from "quorate/core";
 * import { asLog, epochBroadcast } from "quorate/epoch-broadcast";
 * import { replicatedCounter } from "quorate/replicated-counter";
 *
 * const nodes = ["a", "b", "c"];
 * const system = stack(replicatedCounter({ nodes }), epochBroadcast({ nodes }), asLog("log"));
 * console.log(system.parts.length, system.objects); // 3 []
 * ```
 */
export function asLog(object: string, maxRequests = 1_000): Stacking<LogOperation<BroadcastRequest>> {
  judgeLimits("asLog", { maxRequests });
  return {
    object,
    requestsOf: ({ broadcast }) =>
      Array.from({ length: Math.ceil(broadcast.length / maxRequests) }, (_, i) =>
        broadcastOf(...broadcast.slice(i * maxRequests, (i + 1) * maxRequests)),
      ),
  };
}
