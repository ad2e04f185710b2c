/**
 * What faults do to nodes, disks and links. Several faults of one kind may overlap; each ends at its own time.
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

/** A node, and how many faults keep it down, paused or slow. */
interface Suffering {
  readonly node: Victim;
  readonly disk: SimulatedDisk;
  crashes: number;
  pauses: number;
  readonly slowness: number[];
}

/** What calamities need from their surroundings. */
interface Surroundings {
  /** Does the job at the same virtual time, after what is being done now. */
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

  /** By what factor the disk of the node is slower than usual. */
  slownessOf(node: NodeId): number {
    return Math.max(1, ...(this.#nodes.get(node)?.slowness ?? []));
  }

  /** The fault begins. */
  strike(fault: Fault, until: number): void {
    // A crash in a write strikes later, when the node writes.
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
        // If it still waits for a write, it does not strike any more. Otherwise it has struck.
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

  /** Leaves the node as the plan says, to the end of the run. */
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
  // If another fault still pauses it, it comes back paused.
  if (at.pauses > 0) at.node.pause();
}
