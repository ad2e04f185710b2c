/**
 * What the environment of a system may do in a model: the same bounds, by the same constants, as the TLC model has.
 * A bound looks at a state for one reason only, which is to keep a graph finite, or small enough to be compared;
 * whatever else depends on a state is the step's to decide.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Addressed, Part, Persisted, Request } from "../../src/core/system.ts";
import type { OrderlyNetwork } from "./orderly-network.ts";

/**
 * How a specification sees a disk. One that `lands` takes the writes in flight one by one, by an action of its own,
 * and the node hears of it later. With one that `answers` they land as the node hears of it, and a crash decides how
 * many had landed: the same behaviours, without the states in which the disk knows more than its node. It may answer for
 * an earlier write than the last, too.
 */
export type Disk = "lands" | "answers";

export interface Environment {
  /**
   * Whether this request (by kind) or timer (by name) is ever offered to the part. What is known of its role, while
   * it is up, is for bounds on what is counted, such as epochs, which would grow for ever. A request is given whole, too.
   */
  readonly offers: (part: Part, requestOrTimer: string, role: unknown, request?: Request) => boolean;
  readonly disk: Disk;
  /** Whether anything else can happen at the node while its disk writes. */
  readonly mayLag: (node: NodeId) => boolean;
  /** Whether the message can arrive where the role is as it is now; there is none while the part is down. */
  readonly mayArrive: (message: Addressed, role: unknown) => boolean;
  readonly mayCrash: (node: NodeId) => boolean;
  /** Whether a crash may find a write torn, where a disk answers. */
  readonly mayTear: (node: NodeId) => boolean;
  readonly mayRestart: (node: NodeId) => boolean;
  readonly mayLose: (message: Addressed) => boolean;
  /** Whether an object ever takes this step by itself: by the action's name, and what it is about. */
  readonly mayTake: (action: string, subject: unknown) => boolean;
  /** Where the network keeps its word, the bounds are these instead. */
  readonly orderly?: OrderlyNetwork;
}

/**
 * What a disk may say once more: that the record which it holds is durable. One that holds what it held before anything
 * was written has nothing to say, since it may name no record that it was not asked to write.
 */
export function saidAgain(part: Part, { durable }: Situation): Persisted | undefined {
  return durable === part.noRecord ? undefined : { kind: "persisted", record: durable };
}

/** Every fault but the removal of messages, which for safety is the same as never receiving them. */
export const everyFault: Environment = {
  offers: () => true,
  disk: "lands",
  mayLag: () => true,
  mayArrive: () => true,
  mayCrash: () => true,
  mayTear: () => true,
  mayRestart: () => true,
  mayLose: () => false,
  mayTake: () => true,
};
