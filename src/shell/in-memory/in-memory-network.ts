/**
 * A network whose messages stay on their way until somebody takes one of them and lets it arrive.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Addressed } from "../../core/system.ts";
import type { Network } from "../ports.ts";
import { Pool } from "./pool.ts";

/** A message on its way. */
export interface Flight {
  readonly message: Addressed;
  readonly instance: string;
}

/**
 * The messages on their way. Each arrives when it is taken and handed over, and not before.
 *
 * @example
 * ```ts
 * import { InMemoryNetwork } from "quorate/in-memory";
 *
 * const network = new InMemoryNetwork();
 * network.send({ kind: "hello", from: "a", to: "b" }, "order");
 * console.log(network.size, network.take()?.message.kind, network.size); // 1 hello 0
 * ```
 */
export class InMemoryNetwork implements Network {
  readonly #flights = new Pool<Flight>();
  readonly #receivers = new Map<NodeId, (message: unknown, instance: unknown) => void>();
  /** For each node, the nodes that its messages do not reach. */
  readonly #cut = new Map<NodeId, Set<NodeId>>();
  readonly #sent: (message: Addressed) => void;

  /** @param sent - called whenever a message is on its way */
  constructor(sent: (message: Addressed) => void = () => {}) {
    this.#sent = sent;
  }

  /** How many messages are on their way. */
  get size(): number {
    return this.#flights.size;
  }

  send(message: Addressed, instance: string): void {
    this.#flights.add({ message, instance });
    this.#sent(message);
  }

  listen(node: NodeId, receive: (message: unknown, instance: unknown) => void): void {
    this.#receivers.set(node, receive);
  }

  /** Takes a message that is on its way: the oldest, or the one with this index. */
  take(index = 0): Flight | undefined {
    return this.#flights.take(index);
  }

  /** Puts a message on its way once more. */
  again(flight: Flight): void {
    this.#flights.add(flight);
  }

  /** Hands the message over. @returns whether there is such a node */
  arrive({ message, instance }: Flight): boolean {
    const receive = this.#receivers.get(message.to);
    receive?.(message, instance);
    return receive !== undefined;
  }

  /** From now on no message of one node arrives at the other. The way back is another link. */
  cut(from: NodeId, to: NodeId): void {
    const deaf = this.#cut.get(from) ?? new Set();
    this.#cut.set(from, deaf.add(to));
  }

  /** Messages of one node arrive at the other again. */
  mend(from: NodeId, to: NodeId): void {
    this.#cut.get(from)?.delete(to);
  }

  /** The links that are cut, each as the node that sends and the node that is not reached. */
  get cutLinks(): readonly (readonly [NodeId, NodeId])[] {
    return [...this.#cut].flatMap(([from, deaf]) => [...deaf].map((to) => [from, to] as const));
  }

  isCut({ from, to }: Addressed): boolean {
    return this.#cut.get(from)?.has(to) === true;
  }
}
