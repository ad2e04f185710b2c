/**
 * What a host needs from its surroundings: a storage, a network, a clock and chance. You may write each of them. They
 * know nothing of protocols. Each may call back at any time, even before it has returned.
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
   * Writes the record, in the place of the one before. The records of one part must reach the disk in the order in
   * which they were given. When a crash comes, some parts of the record that was being written may be on disk and
   * others not (`recordParts` says what the parts are).
   *
   * @param answer - to be called when this record, and every record given earlier for the same part, is flushed, which
   * is more than written. A storage that writes several records at once may answer for the last of them alone. If it is
   * called with a failure, nobody knows what is on disk, and the host stops.
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
   * From now on calls `receive` with what arrives for the node. It parses the bytes and checks nothing: the part
   * refuses whatever is not a message of its protocol.
   */
  listen(node: NodeId, receive: (message: unknown, instance: unknown) => void): void;
}

/** The timers. A part has at most one timer of each name. */
export interface Clock {
  /** Calls `ring` once, after so many milliseconds. A timer that is armed already begins anew. */
  arm(part: string, timer: string, milliseconds: number, ring: () => void): void;
  /** Forgets the timer; one that is not armed is no error. */
  disarm(part: string, timer: string): void;
}

/** All randomness of a host. */
export interface Chance {
  /**
   * How many milliseconds the timer is to take this time. For timers by which nodes suspect a leader, choose a new
   * number at random each time. Otherwise several nodes may suspect at the same moment, again and again.
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
