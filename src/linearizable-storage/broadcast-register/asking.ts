/**
 * The events with which clients ask.
 *
 * @module
 */
import type { PlainData } from "../../core/plain-data.ts";
import type { RequestIdentity } from "../../core/request-identity.ts";
import type { Ask, Look } from "./register.ts";

/**
 * A client asks to write.
 *
 * @example
 * ```ts
 * import { writeOf } from "quorate/broadcast-register";
 *
 * console.log(writeOf({ client: "Ada", number: 1 }, "price", 5).kind); // ask
 * ```
 */
export function writeOf({ client, number }: RequestIdentity, key: string, value: PlainData): Ask {
  return { kind: "ask", operation: { client, number, value: { kind: "write", key, value } } };
}

/**
 * A client asks to set a register if it holds what is expected.
 *
 * @example
 * ```ts
 * import { compareAndSetOf } from "quorate/broadcast-register";
 *
 * console.log(compareAndSetOf({ client: "Ada", number: 1 }, "price", 5, 6).operation.value.kind); // compareAndSet
 * ```
 */
export function compareAndSetOf(
  { client, number }: RequestIdentity,
  key: string,
  expected: PlainData,
  value: PlainData,
): Ask {
  return { kind: "ask", operation: { client, number, value: { kind: "compareAndSet", key, expected, value } } };
}

/**
 * A client claims a name that nobody has: of all who claim it, the first wins (`hasSet` says whether it was this one).
 *
 * @example
 * ```ts
 * import { claimOf } from "quorate/broadcast-register";
 *
 * console.log(claimOf({ client: "Ada", number: 1 }, "countess").operation.value.kind); // compareAndSet
 * ```
 */
export function claimOf(identity: RequestIdentity, name: string): Ask {
  return compareAndSetOf(identity, name, null, identity.client);
}

/**
 * A client asks to read by an entry in the log.
 *
 * @example
 * ```ts
 * import { readInLog } from "quorate/broadcast-register";
 *
 * console.log(readInLog({ client: "Ada", number: 1 }, "price").kind); // ask
 * ```
 */
export function readInLog({ client, number }: RequestIdentity, key: string): Ask {
  return { kind: "ask", operation: { client, number, value: { kind: "readInLog", key } } };
}

/**
 * A client asks to read at the newest position, or later.
 *
 * @example
 * ```ts
 * import { readAtPosition } from "quorate/broadcast-register";
 *
 * console.log(readAtPosition({ client: "Ada", number: 1 }, "price").kind); // look
 * ```
 */
export function readAtPosition({ client, number }: RequestIdentity, key: string): Look {
  return { kind: "look", operation: { client, number, value: { kind: "readAtPosition", key } } };
}

/**
 * A client asks to read what the replica has.
 *
 * @example
 * ```ts
 * import { readAtReplica } from "quorate/broadcast-register";
 *
 * console.log(readAtReplica({ client: "Ada", number: 1 }, "price").kind); // look
 * ```
 */
export function readAtReplica({ client, number }: RequestIdentity, key: string): Look {
  return { kind: "look", operation: { client, number, value: { kind: "readAtReplica", key } } };
}
