/**
 * What the environment may do where the network keeps its word: it loses nothing, what is received is gone, and whether a
 * node may stop waiting for another hangs on where all are and on what is on its way. So these bounds look at the whole of
 * a state. They stand for what a network guarantees, and hold no guard of a protocol.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import type { Addressed, Part, Request } from "../../src/core/system.ts";

/** What can be seen of a state from outside of all nodes. */
export interface Seen {
  /** The state of the role at the node; `undefined` while it is down. */
  readonly roleAt: (node: NodeId) => unknown;
  readonly messages: readonly Addressed[];
  /** What the node has still to send. */
  readonly outboxOf: (node: NodeId) => readonly Addressed[];
}

export interface OrderlyNetwork {
  /** Whether a message stays when it was received, or has found its addressee down: then it can come again. */
  readonly stays: boolean;
  /** Whether all that a step sends is on its way at once. */
  readonly sendsAtOnce: (sent: readonly Addressed[]) => boolean;
  /** Whether all that a step of the node writes is on disk at once. */
  readonly writesAtOnce: (node: NodeId) => boolean;
  /** Whether the message can arrive at all. */
  readonly mayArrive: (message: Addressed) => boolean;
  readonly mayAsk: (seen: Seen, part: Part, request: Request) => boolean;
  readonly mayCrash: (seen: Seen, node: NodeId) => boolean;
  readonly mayRestart: (seen: Seen, node: NodeId) => boolean;
}
