/**
 * Epoch broadcast in the place of a log: how roles that stand on a log stand on it.
 *
 * @module
 */
import { judgeLimits } from "../../core/limits.ts";
import type { RequestIdentity } from "../../core/request-identity.ts";
import type { Stacking } from "../../core/stack.ts";
import type { LocateOperation } from "../../environment/positioned-log.ts";
import type { LogOperation } from "../../environment/shared-log.ts";
import { locateFor } from "./locating.ts";
import type { BroadcastRequest } from "./log-entry.ts";
import { broadcastOf, positionsIn } from "./system.ts";

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

/**
 * The same, and the log says how long it is: a leader tells that once a quorum has confirmed its epoch, and no entry is
 * made for it. Each read that asks is a round.
 *
 * @param object - the log, as the role on top names it
 * @param maxRequests - how many requests the nodes take in one step, as in their options
 * @throws Error if that is no whole number from 1 on.
 * @see [Registers on a log](page:docs/linearizable-storage/broadcast-register.md)
 * @example
 * ```ts
 * import { broadcastRegister } from "quorate/broadcast-register";
 * import { stack } from "quorate/core";
 * import { asPositionedLog, epochBroadcast } from "quorate/epoch-broadcast";
 *
 * const nodes = ["a", "b", "c"];
 * const system = stack(broadcastRegister({ nodes }), epochBroadcast({ nodes }), asPositionedLog("log"));
 * console.log(system.parts.length, system.objects); // 3 []
 * ```
 */
export function asPositionedLog(
  object: string,
  maxRequests = 1_000,
): Stacking<LogOperation<BroadcastRequest> | LocateOperation<RequestIdentity>> {
  const log = asLog(object, maxRequests);
  return {
    object,
    requestsOf: (operation, by) =>
      "locate" in operation ? operation.locate.map(locateFor) : log.requestsOf(operation, by),
    outcomesOf: (telling) => (telling.kind === "reply" ? positionsIn(telling.value) : undefined),
  };
}
