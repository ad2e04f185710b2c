/**
 * Who has delivered what, and when; and that it was the right thing.
 *
 * @module
 */
import type { NodeId } from "../../../src/core/node-id.ts";
import { last, leader, nodes } from "./setting.ts";

export class Deliveries {
  /** When each request arrived at the leader, and when that delivered it. */
  readonly arrivedAt: number[] = [];
  readonly #deliveredAt: number[] = [];
  /** How many each node has delivered. */
  readonly #counts = new Map<NodeId, number>();

  /** @returns the number of the request */
  arrive(now: number): number {
    return this.arrivedAt.push(now);
  }

  /** @throws Error if it is not the next one, or if nobody has asked for it. */
  told(node: NodeId, request: number, now: number): void {
    const count = this.countAt(node);
    if (request !== count + 1 || request > this.arrivedAt.length) {
      throw new Error(
        `${node} delivers request ${request} after ${count} of ${this.arrivedAt.length} that have arrived`,
      );
    }
    this.#counts.set(node, request);
    if (node === leader) this.#deliveredAt.push(now);
  }

  countAt(node: NodeId): number {
    return this.#counts.get(node) ?? 0;
  }

  /** Whether everybody has delivered everything. */
  get isComplete(): boolean {
    return nodes.every((node) => this.countAt(node) === this.arrivedAt.length);
  }

  /** How many requests the leader has delivered and the last node has not. */
  get lacking(): number {
    return this.countAt(leader) - this.countAt(last);
  }

  /** Whether the last node has delivered all that the leader had by the time. */
  hasCaughtUpWith(time: number): boolean {
    const next = this.#deliveredAt[this.countAt(last)];
    return next === undefined || next > time;
  }

  /** How long each request took that arrived in this time, the shortest first. */
  latencies(from: number, until: number): readonly number[] {
    return this.arrivedAt
      .flatMap((at, place) => (at >= from && at < until ? [(this.#deliveredAt[place] ?? Number.NaN) - at] : []))
      .sort((one, other) => one - other);
  }
}
