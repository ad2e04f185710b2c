/**
 * Outboxes in virtual time: a node that sends its messages one by one has still to send the others, and a crash drops
 * those. Where all that a step sends leaves at once, no crash comes between two messages.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Addressed } from "../../core/system.ts";
import type { Flight } from "../in-memory/in-memory-network.ts";
import type { Network } from "../ports.ts";

/** What outboxes need from their surroundings. */
export interface OutboxSurroundings {
  /** How many milliseconds a node takes for each message; `undefined` if all leave at once. */
  readonly betweenSends: number | undefined;
  readonly now: () => number;
  /** Does the job so many milliseconds later. */
  readonly after: (milliseconds: number, job: () => void) => void;
  /** Where messages go from there. */
  readonly network: Network & { arrive(flight: Flight): boolean };
}

/** What a node has to send, from a start to a crash. */
interface Outbox {
  /** When the last message that is in it will have left. */
  emptyAt: number;
}

export class SimulatedOutboxes implements Network {
  readonly #around: OutboxSurroundings;
  readonly #outboxes = new Map<NodeId, Outbox>();

  constructor(around: OutboxSurroundings) {
    this.#around = around;
  }

  /** The message leaves when those before it have. */
  send(message: Addressed, instance: string): void {
    const { betweenSends, now, after, network } = this.#around;
    if (betweenSends === undefined) {
      network.send(message, instance);
      return;
    }
    const { from } = message;
    const outbox = this.#outboxes.get(from) ?? { emptyAt: 0 };
    this.#outboxes.set(from, outbox);
    outbox.emptyAt = Math.max(now(), outbox.emptyAt) + betweenSends;
    after(outbox.emptyAt - now(), () => {
      // After a crash the node has another one.
      if (this.#outboxes.get(from) === outbox) network.send(message, instance);
    });
  }

  listen(node: NodeId, receive: (message: unknown, instance: unknown) => void): void {
    this.#around.network.listen(node, receive);
  }

  arrive(flight: Flight): boolean {
    return this.#around.network.arrive(flight);
  }

  /** What it had still to send is never sent. */
  crashed(node: NodeId): void {
    this.#outboxes.delete(node);
  }
}
