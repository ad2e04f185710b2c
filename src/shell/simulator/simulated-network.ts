/**
 * A network in virtual time: each message takes its way, as long as the world has it take, and may be lost, come twice,
 * or wait until a narrow link has taken what was sent before.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Addressed } from "../../core/system.ts";
import type { Flight } from "../in-memory/in-memory-network.ts";
import type { Network } from "../ports.ts";
import { type Random, waiting } from "./random.ts";

/** What a network needs of the world. */
export interface NetworkSurroundings {
  /** Does it so many milliseconds later. */
  readonly after: (milliseconds: number, job: () => void) => void;
  readonly now: () => number;
  readonly world: { readonly latency: number; readonly spread: number; readonly bandwidth: number | null };
  /** The probabilities that a message is lost, and that it comes twice, as they are now. */
  readonly lose: () => number;
  readonly duplicate: () => number;
  /** How many bytes of a link a message takes. */
  readonly sizeOf: (message: Addressed) => number;
  /** The chance of a link. */
  readonly randomOf: (from: NodeId, to: NodeId) => Random;
  /** To be called with each message that is sent, and its size in bytes. */
  readonly sent: (message: Addressed, size: number) => void;
  readonly lost: (message: Addressed, because: "network" | "cut") => void;
  readonly duplicated: (message: Addressed) => void;
  /** To be called with what has come as far as its addressee. */
  readonly arrived: (flight: Flight) => void;
}

/** One way from a node to another. */
interface Link {
  readonly random: Random;
  /** How many faults cut it. */
  cuts: number;
  /** How much longer each message takes. */
  late: number;
  /** When it will have taken all that was sent. */
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
    // A link takes one message after the other.
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

  /** Whether a link has taken on more than it can take in so many milliseconds. */
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
