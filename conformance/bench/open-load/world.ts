/**
 * The world of one measurement: agenda, links, disks and chance of the simulator, around nodes that need not be ours.
 *
 * @module
 */
import { setImmediate as breathe } from "node:timers/promises";
import type { NodeId } from "../../../src/core/node-id.ts";
import { Agenda, type Dated } from "../../../src/shell/agenda.ts";
import { type Random, Streams } from "../../../src/shell/simulator/random.ts";
import { SimulatedDisk } from "../../../src/shell/simulator/simulated-disk.ts";
import { SimulatedNetwork } from "../../../src/shell/simulator/simulated-network.ts";
import type { MakeReplicas, Replicas, Surroundings } from "./replicas.ts";
import { bandwidth, entrySize, last, latency, leader, messageSize, nodes, type Setting, slowness } from "./setting.ts";

interface Due extends Dated {
  readonly happen: () => void;
}

/** Whoever watches the world. */
export interface Watcher {
  told(node: NodeId, request: number): void;
  /** A message with so many entries is on its way, and has arrived. */
  sent(to: NodeId, entries: number): void;
  arrived(to: NodeId, entries: number): void;
}

/** After so many things that happened this process hears whether it is to end. */
const breath = 4_096;

export class World {
  readonly replicas: Replicas;
  readonly #agenda = new Agenda<Due>();
  readonly #streams: Streams;
  readonly #watcher: Watcher;
  #now = 0;
  #order = 0;

  constructor({ seed, flush, situation }: Setting, make: MakeReplicas, watcher: Watcher) {
    this.#streams = new Streams(seed);
    this.#watcher = watcher;
    const after = (milliseconds: number, job: () => void): void => this.after(milliseconds, job);
    const now = (): number => this.#now;
    const slow = { "a follower is slow": last, "the leader is slow": leader, "all is well": "", "one was down": "" };
    const disks = new Map<NodeId, SimulatedDisk>();
    for (const node of nodes) {
      const flushTime = (): number => (node === slow[situation] ? slowness * flush : flush);
      disks.set(node, new SimulatedDisk({ after, now, flushTime, flushesTogether: true, landed: () => {} }));
    }
    this.replicas = make({
      network: this.#network(after, now),
      diskOf: (node) => {
        const disk = disks.get(node);
        if (disk === undefined) throw new Error(`${node} has no disk`);
        return disk;
      },
      after,
      randomOf: (name) => this.randomOf(name),
      told: (node, request) => watcher.told(node, request),
    } satisfies Surroundings);
  }

  now(): number {
    return this.#now;
  }

  randomOf(name: string): Random {
    return this.#streams.of(name);
  }

  after(milliseconds: number, happen: () => void): void {
    this.#agenda.add({ at: this.#now + milliseconds, order: this.#order++, happen });
  }

  /**
   * Runs until it is over.
   *
   * @throws Error if it is not by the time
   */
  async run(isOver: () => boolean, atTheLatest: number): Promise<void> {
    this.replicas.start();
    while (!isOver()) {
      const isTime = this.#agenda.next?.at !== this.#now;
      const settling = isTime ? this.replicas.settle?.() : undefined;
      if (settling !== undefined) await settling;
      const due = this.#agenda.take();
      if (due === undefined || due.at > atTheLatest) throw new Error("it does not come to its end");
      this.#now = due.at;
      due.happen();
      if (due.order % breath === 0) await breathe();
    }
  }

  /** Nothing is lost on it, and nothing overtakes anything. */
  #network(after: Surroundings["after"], now: () => number): SimulatedNetwork {
    return new SimulatedNetwork({
      after,
      now,
      world: { latency, spread: 0, bandwidth },
      sizeOf: (message) => messageSize + entrySize * this.replicas.entriesIn(message),
      lose: () => 0,
      duplicate: () => 0,
      randomOf: (from, to) => this.randomOf(`from ${from} to ${to}`),
      sent: (message) => this.#watcher.sent(message.to, this.replicas.entriesIn(message)),
      lost: () => {},
      duplicated: () => {},
      arrived: (flight) => {
        this.#watcher.arrived(flight.message.to, this.replicas.entriesIn(flight.message));
        this.replicas.receive(flight);
      },
    });
  }
}
