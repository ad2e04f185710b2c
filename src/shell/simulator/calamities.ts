/**
 * What faults do to nodes, disks and links. Several of a kind may last at once: each ends by itself.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Fault, Left } from "./fault.ts";
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
  /** The faults that wait for its next write, or have struck at it. */
  readonly inWrite: Map<Fault, "waits" | "struck">;
  pauses: number;
  readonly slowness: number[];
}

export class Calamities {
  readonly #network: SimulatedNetwork;
  readonly #soon: (job: () => void) => void;
  readonly #names: readonly NodeId[];
  readonly #nodes = new Map<NodeId, Suffering>();

  /** @param soon - does it at the same time, once what is being done is done */
  constructor(network: SimulatedNetwork, nodes: readonly NodeId[], soon: (job: () => void) => void) {
    this.#network = network;
    this.#soon = soon;
    this.#names = nodes;
  }

  add(node: Victim, disk: SimulatedDisk): void {
    this.#nodes.set(node.name, { node, disk, crashes: 0, inWrite: new Map(), pauses: 0, slowness: [] });
  }

  /** How many times as long the disk of the node takes. */
  slownessOf(node: NodeId): number {
    return Math.max(1, ...(this.#nodes.get(node)?.slowness ?? []));
  }

  /** The fault begins. */
  strike(fault: Fault, until: number): void {
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
      case "crashInWrite": {
        const at = this.#at(fault.node);
        if (at.inWrite.get(fault) === "struck") comeBack(at);
        at.inWrite.delete(fault);
        break;
      }
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
    at.inWrite.set(fault, "waits");
    at.disk.onNextWrite(() =>
      this.#soon(() => {
        if (at.inWrite.get(fault) !== "waits") return;
        at.inWrite.set(fault, "struck");
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
