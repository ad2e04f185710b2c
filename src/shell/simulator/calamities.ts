/**
 * What faults do to nodes, disks and links. Several of a kind may last at once: each ends by itself.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Fault, FaultKind, Left } from "./fault.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { SimulatedNetwork } from "./simulated-network.ts";

/** What can be done to a node. */
interface Victim {
  readonly name: NodeId;
  crash(landing: number): void;
  restart(): void;
  pause(): void;
  resume(): void;
}

/** A node, and how many faults keep it down, still or slow. */
interface Suffering {
  readonly node: Victim;
  readonly disk: SimulatedDisk;
  crashes: number;
  pauses: number;
  readonly slowness: number[];
}

/** What calamities need of the world. */
interface Surroundings {
  /** Does it at the same time, once what is being done is done. */
  readonly soon: (job: () => void) => void;
  /** To be called whenever a fault has struck. */
  readonly struck: (kind: FaultKind) => void;
}

export class Calamities {
  readonly #network: SimulatedNetwork;
  readonly #around: Surroundings;
  readonly #names: readonly NodeId[];
  readonly #nodes = new Map<NodeId, Suffering>();
  /** The faults that wait for the next write of a node. */
  readonly #waiting = new Set<Fault>();

  constructor(network: SimulatedNetwork, nodes: readonly NodeId[], around: Surroundings) {
    this.#network = network;
    this.#around = around;
    this.#names = nodes;
  }

  add(node: Victim, disk: SimulatedDisk): void {
    this.#nodes.set(node.name, { node, disk, crashes: 0, pauses: 0, slowness: [] });
  }

  /** How many times as long the disk of the node takes. */
  slownessOf(node: NodeId): number {
    return Math.max(1, ...(this.#nodes.get(node)?.slowness ?? []));
  }

  /** The fault begins. */
  strike(fault: Fault, until: number): void {
    // This one waits for a write.
    if (fault.kind !== "crashInWrite") this.#around.struck(fault.kind);
    switch (fault.kind) {
      case "crash":
        for (const node of fault.nodes) crash(this.#at(node), fault.landing);
        break;
      case "crashInWrite":
        this.#crashInWrite(this.#at(fault.node), fault);
        break;
      case "pause": {
        const at = this.#at(fault.node);
        at.pauses++;
        at.node.pause();
        break;
      }
      case "stall":
        this.#at(fault.node).disk.stall(until);
        break;
      case "slowDisk":
        this.#at(fault.node).slowness.push(fault.times);
        break;
      case "cut":
      case "partition":
        this.#cut(fault, 1);
        break;
      case "slowLink":
        this.#network.link(fault.from, fault.to).late += fault.by;
        break;
    }
  }

  /** The fault is over. */
  end(fault: Fault): void {
    switch (fault.kind) {
      case "crash":
        for (const node of fault.nodes) comeBack(this.#at(node));
        break;
      case "crashInWrite":
        // It has struck, or waits no longer.
        if (!this.#waiting.delete(fault)) comeBack(this.#at(fault.node));
        break;
      case "pause": {
        const at = this.#at(fault.node);
        at.pauses--;
        if (at.pauses === 0) at.node.resume();
        break;
      }
      case "stall":
        break;
      case "slowDisk": {
        const { slowness } = this.#at(fault.node);
        slowness.splice(slowness.indexOf(fault.times), 1);
        break;
      }
      case "cut":
      case "partition":
        this.#cut(fault, -1);
        break;
      case "slowLink":
        this.#network.link(fault.from, fault.to).late -= fault.by;
        break;
    }
  }

  /** From now on, and for good. */
  leave({ node, how }: Left): void {
    if (how === "down") this.#at(node).node.crash(0);
    for (const other of this.#names) {
      if (other === node) continue;
      if (how === "deaf" || how === "apart") this.#network.link(other, node).cuts++;
      if (how === "mute" || how === "apart") this.#network.link(node, other).cuts++;
    }
  }

  #crashInWrite(at: Suffering, fault: Extract<Fault, { readonly kind: "crashInWrite" }>): void {
    this.#waiting.add(fault);
    at.disk.onNextWrite(() =>
      this.#around.soon(() => {
        if (!this.#waiting.delete(fault)) return;
        this.#around.struck(fault.kind);
        crash(at, fault.landing);
      }),
    );
  }

  #cut(fault: Extract<Fault, { readonly kind: "cut" | "partition" }>, by: 1 | -1): void {
    if (fault.kind === "cut") this.#network.link(fault.from, fault.to).cuts += by;
    else {
      for (const one of fault.nodes) {
        for (const other of this.#names) {
          if (fault.nodes.includes(other)) continue;
          this.#network.link(one, other).cuts += by;
          this.#network.link(other, one).cuts += by;
        }
      }
    }
  }

  #at(node: NodeId): Suffering {
    const found = this.#nodes.get(node);
    if (found === undefined) throw new Error(`simulation: a fault of ${node}, which is no node of the system`);
    return found;
  }
}

function crash(at: Suffering, landing: number): void {
  at.crashes++;
  at.node.crash(landing);
}

function comeBack(at: Suffering): void {
  at.crashes--;
  if (at.crashes > 0) return;
  at.node.restart();
  // A process that comes back while it is to stand still stands still.
  if (at.pauses > 0) at.node.pause();
}
