/**
 * What nodes of a log have delivered, as somebody sees it who watches them all.
 *
 * @module
 */
import type { BroadcastRequest } from "quorate/epoch-broadcast";

/** The requests of one client with these numbers. */
export function requestsFrom(first: number, last: number): readonly BroadcastRequest[] {
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return numbers.map((number) => ({ client: "till", number, value: `item ${number}` }));
}

export class Deliveries {
  readonly #of = new Map<string, BroadcastRequest[]>();
  /** What nodes had delivered before they were killed. */
  readonly #before = new Map<string, readonly BroadcastRequest[]>();

  add(node: string, request: BroadcastRequest): void {
    this.#of.set(node, [...this.of(node), request]);
  }

  /** What the node has delivered since its last start. */
  of(node: string): readonly BroadcastRequest[] {
    return this.#of.get(node) ?? [];
  }

  /** The node was killed, and its application has lost all that it had in memory. */
  killed(node: string): void {
    this.#before.set(node, this.of(node));
    this.#of.delete(node);
  }

  /** Whether the node has delivered again what it had before it was killed. @throws Error if it has delivered something else. */
  hasAgain(node: string): boolean {
    const before = this.#before.get(node) ?? [];
    const now = this.of(node).slice(0, before.length);
    if (!isSame(now, before.slice(0, now.length)))
      throw new Error(`${node} has delivered ${numbers(before)}, and after it was killed ${numbers(now)}`);
    return now.length === before.length;
  }

  /** Whether the node has delivered these requests, and nothing else. @throws Error if it has delivered something else. */
  has(node: string, requests: readonly BroadcastRequest[]): boolean {
    const now = this.of(node);
    if (!isSame(now, requests.slice(0, now.length)))
      throw new Error(`${node} has delivered ${numbers(now)}, and not ${numbers(requests)}`);
    return now.length === requests.length;
  }
}

function isSame(some: readonly BroadcastRequest[], others: readonly BroadcastRequest[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

function numbers(requests: readonly BroadcastRequest[]): string {
  return requests.map(({ number }) => number).join(", ");
}
