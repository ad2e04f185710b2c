/**
 * A network whose messages are on their way until one of them is told to arrive.
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
  /** For each node, those who do not hear it. */
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

  /** Takes the oldest message on its way, or another one, off it. */
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

  /** From now on nothing arrives that one node sends to the other; the other way is another link. */
  cut(from: NodeId, to: NodeId): void {
    const deaf = this.#cut.get(from) ?? new Set();
    this.#cut.set(from, deaf.add(to));
  }

  /** What one node sends to the other arrives again. */
  mend(from: NodeId, to: NodeId): void {
    this.#cut.get(from)?.delete(to);
  }

  /** The links that are cut: who sends, and who does not hear it. */
  get cutLinks(): readonly (readonly [NodeId, NodeId])[] {
    return [...this.#cut].flatMap(([from, deaf]) => [...deaf].map((to) => [from, to] as const));
  }

  isCut({ from, to }: Addressed): boolean {
    return this.#cut.get(from)?.has(to) === true;
  }
}
