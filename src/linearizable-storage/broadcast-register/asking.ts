/**
 * The events with which clients ask.
 *
 * @module
 */
import type { PlainData } from "../../core/plain-data.ts";
import type { Operation } from "./operation.ts";
import type { Ask, Look } from "./register.ts";

/** Whose operation it is, and the client's number for it. */
export type Identity = Pick<Operation, "client" | "number">;

/** A client asks to write. */
export function writeOf({ client, number }: Identity, key: string, value: PlainData): Ask {
  return { kind: "ask", operation: { client, number, value: { kind: "write", key, value } } };
}

/** A client asks to set a register if it holds what is expected. */
export function compareAndSetOf({ client, number }: Identity, key: string, expected: PlainData, value: PlainData): Ask {
  return { kind: "ask", operation: { client, number, value: { kind: "compareAndSet", key, expected, value } } };
}

/** A client claims a name that nobody has: of all who claim it, the first wins (`hasSet` says whether it was this one). */
export function claimOf(identity: Identity, name: string): Ask {
  return compareAndSetOf(identity, name, null, identity.client);
}

/** A client asks to read by an entry in the log. */
export function readInLog({ client, number }: Identity, key: string): Ask {
  return { kind: "ask", operation: { client, number, value: { kind: "readInLog", key } } };
}

/** A client asks to read at the newest position, or later. */
export function readAtPosition({ client, number }: Identity, key: string): Look {
  return { kind: "look", operation: { client, number, value: { kind: "readAtPosition", key } } };
}

/** A client asks to read what the replica has. */
export function readAtReplica({ client, number }: Identity, key: string): Look {
  return { kind: "look", operation: { client, number, value: { kind: "readAtReplica", key } } };
}
