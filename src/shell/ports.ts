/**
 * What a host needs of the world: a storage, a network, a clock and chance. Each may be yours. None of them knows
 * anything of a protocol, and each may call back at any time, even before it has returned.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import type { Addressed } from "../core/system.ts";

/** The disk of one node. Which records it is given depends on the parts that its host runs. */
export interface Storage<Durable = unknown> {
  /**
   * The record that the part has on disk; `undefined` if nothing was ever written for it.
   *
   * @throws Error if it cannot be read. That is not the same as no record: the part must not begin.
   */
  read(part: string): Durable | undefined;
  /**
   * Writes the record, in the place of the one before. The records of one part reach the disk in the order in which they
   * were given, and a crash may find the last of those under way landed in part (`recordParts` says in which).
   *
   * @param answer - to be called when this record, and all that were given before it for the part, are flushed and not
   * just written. Storage that writes several at once may answer for the last of them alone. Called with a failure, it
   * says that nobody knows what is on disk: the host stops.
   */
  write(part: string, record: Durable, answer: (failure?: unknown) => void): void;
}

/** The way to the other nodes. It may lose, duplicate, reorder and delay. */
export interface Network {
  /**
   * Sends the message to the node that it names in `to`, together with the name of the instance, such as a transaction,
   * by which the host there finds the part that it is for.
   */
  send(message: Addressed, instance: string): void;
  /**
   * From now on hands over what arrives for the node, parsed and nothing more: what is no message of the protocol is
   * refused by the part.
   */
  listen(node: NodeId, receive: (message: unknown, instance: unknown) => void): void;
}

/** Timers. Each part has one of each name. */
export interface Clock {
  /** Calls `ring` once, after so many milliseconds. A timer that is armed already begins anew. */
  arm(part: string, timer: string, milliseconds: number, ring: () => void): void;
  /** Forgets the timer; one that is not armed is no error. */
  disarm(part: string, timer: string): void;
}

/** All randomness of a host. */
export interface Chance {
  /**
   * How many milliseconds the timer is to take this time. Timers by which nodes suspect a leader must be drawn anew each
   * time, or several suspect together, again and again.
   */
  timeOf(part: string, timer: string): number;
}

/** The four together. */
export interface Ports<Durable = unknown> {
  readonly storage: Storage<Durable>;
  readonly network: Network;
  readonly clock: Clock;
  readonly chance: Chance;
}
