/**
 * A network in virtual time. The world of the plan says how long each message takes. A message may be lost, or come
 * twice, or wait because a slow link still has to send earlier messages.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Addressed } from "../../core/system.ts";
import type { Flight } from "../in-memory/in-memory-network.ts";
import type { Network } from "../ports.ts";
import { type Random, waiting } from "./random.ts";

/** What a network needs from its surroundings. */
export interface NetworkSurroundings {
  /** Does the job so many milliseconds later. */
  readonly after: (milliseconds: number, job: () => void) => void;
  readonly now: () => number;
  readonly world: { readonly latency: number; readonly spread: number; readonly bandwidth: number | null };
  /** The present probabilities that a message is lost, and that it comes twice. */
  readonly lose: () => number;
  readonly duplicate: () => number;
  /** The size of a message in bytes. */
  readonly sizeOf: (message: Addressed) => number;
  /** The random numbers of a link. */
  readonly randomOf: (from: NodeId, to: NodeId) => Random;
  /** To be called with each message that is sent, and its size in bytes. */
  readonly sent: (message: Addressed, size: number) => void;
  readonly lost: (message: Addressed, because: "network" | "cut") => void;
  readonly duplicated: (message: Addressed) => void;
  /** To be called with each message that has reached its node. */
  readonly arrived: (flight: Flight) => void;
}

/** One way from a node to another. */
interface Link {
  readonly random: Random;
  /** How many faults cut it at present. */
  cuts: number;
  /** How much longer each message takes. */
  late: number;
  /** When all that was sent over it so far will be on its way. */
  freeAt: number;
}

export class SimulatedNetwork implements Network {
  readonly #around: NetworkSurroundings;
  readonly #links = new Map<NodeId, Map<NodeId, Link>>();
  readonly #receivers = new Map<NodeId, (message: unknown, instance: unknown) => void>();

  constructor(around: NetworkSurroundings) {
    this.#around = around;
  }

  send(message: Addressed, instance: string): void {
    const { now, world, sizeOf, lose, duplicate, sent, lost, duplicated } = this.#around;
    const link = this.link(message.from, message.to);
    const size = sizeOf(message);
    sent(message, size);
    if (link.cuts > 0) {
      lost(message, "cut");
      return;
    }
    // A link sends one message after the other.
    link.freeAt = Math.max(now(), link.freeAt) + size / (world.bandwidth ?? Number.POSITIVE_INFINITY);
    const waits = link.freeAt - now();
    const luck = link.random();
    if (luck < lose()) {
      lost(message, "network");
      return;
    }
    this.#fly(link, { message, instance }, waits);
    if (luck >= 1 - duplicate()) {
      duplicated(message);
      this.#fly(link, { message, instance }, waits);
    }
  }

  listen(node: NodeId, receive: (message: unknown, instance: unknown) => void): void {
    this.#receivers.set(node, receive);
  }

  /** Hands the message over. @returns whether there is such a node */
  arrive({ message, instance }: Flight): boolean {
    const receive = this.#receivers.get(message.to);
    receive?.(message, instance);
    return receive !== undefined;
  }

  /** The way from one node to the other. */
  link(from: NodeId, to: NodeId): Link {
    const links = this.#links.get(from) ?? new Map<NodeId, Link>();
    if (links.size === 0) this.#links.set(from, links);
    const known = links.get(to);
    if (known !== undefined) return known;
    const link = { random: this.#around.randomOf(from, to), cuts: 0, late: 0, freeAt: 0 };
    links.set(to, link);
    return link;
  }

  /** Whether some link needs more than so many milliseconds for what was sent over it. */
  isBehind(milliseconds: number): boolean {
    const until = this.#around.now() + milliseconds;
    return [...this.#links.values()].some((links) => [...links.values()].some(({ freeAt }) => freeAt > until));
  }

  #fly(link: Link, flight: Flight, waits: number): void {
    const { after, world, lost, arrived } = this.#around;
    after(waits + world.latency + link.late + waiting(link.random, world.spread), () => {
      if (link.cuts > 0) lost(flight.message, "cut");
      else arrived(flight);
    });
  }
}
