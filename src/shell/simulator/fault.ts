/**
 * What can go wrong in a run at a planned time, as plain data. Messages that are late, lost, or come twice are not
 * planned: that can happen at any time. All times are in milliseconds since the start.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";

/** When it begins, and how long it lasts. */
export interface Spell {
  readonly at: number;
  readonly for: number;
}

/** One thing that goes wrong, and is over later. */
export type Fault =
  /**
   * The nodes go down at once, and come back later. `landing` says how much of the writes in flight is on their disks:
   * nothing if it is 0. Each other number chooses one of the results that are possible after a crash.
   */
  | (Spell & { readonly kind: "crash"; readonly nodes: readonly NodeId[]; readonly landing: number })
  /** The node goes down once it has given its next record to its disk, and the step that did so has ended. */
  | (Spell & { readonly kind: "crashInWrite"; readonly node: NodeId; readonly landing: number })
  /** The process is paused; its disk goes on. */
  | (Spell & { readonly kind: "pause"; readonly node: NodeId })
  /** The disk finishes no write. */
  | (Spell & { readonly kind: "stall"; readonly node: NodeId })
  /** The disk is slower by this factor. */
  | (Spell & { readonly kind: "slowDisk"; readonly node: NodeId; readonly times: number })
  /** Messages of one node do not reach the other. The way back is another link. */
  | (Spell & { readonly kind: "cut"; readonly from: NodeId; readonly to: NodeId })
  /** No message passes between these nodes and the others. */
  | (Spell & { readonly kind: "partition"; readonly nodes: readonly NodeId[] })
  /** Each message of one node to the other takes so many milliseconds more. */
  | (Spell & { readonly kind: "slowLink"; readonly from: NodeId; readonly to: NodeId; readonly by: number });

export type FaultKind = Fault["kind"];

/**
 * All of them, in the order of the summary.
 *
 * @example
 * ```ts
 * import { faultKinds, planOf } from "quorate/simulator";
 *
 * const noPause = faultKinds.filter((kind) => kind !== "pause");
 * console.log(planOf(["a", "b", "c"], 7, { faults: noPause }).faults.some(({ kind }) => kind === "pause")); // false
 * ```
 */
export const faultKinds: readonly FaultKind[] = [
  "crash",
  "crashInWrite",
  "pause",
  "stall",
  "slowDisk",
  "cut",
  "partition",
  "slowLink",
];

/** How a node that liveness does not need stays after the healing. */
export type Left = { readonly node: NodeId; readonly how: "down" | "deaf" | "mute" | "apart" };

/** Whether it is a fault: only faults have a duration. */
export function isFault(what: object): what is Fault {
  return "for" in what;
}

/** Whether it is a node that stays as it is. */
export function isLeft(what: object): what is Left {
  return "how" in what;
}

/**
 * The fault in one line, without its time.
 *
 * @example
 * ```ts
 * import { describeFault } from "quorate/simulator";
 *
 * console.log(describeFault({ kind: "cut", at: 100, for: 250, from: "a", to: "b" })); // a -> b is cut for 250 ms
 * ```
 */
export function describeFault(fault: Fault): string {
  const spell = `for ${Math.round(fault.for)} ms`;
  switch (fault.kind) {
    case "crash":
      return `${fault.nodes.join(", ")} down ${spell}`;
    case "crashInWrite":
      return `${fault.node} down at its next write ${spell}`;
    case "pause":
      return `${fault.node} stands still ${spell}`;
    case "stall":
      return `the disk of ${fault.node} finishes nothing ${spell}`;
    case "slowDisk":
      return `the disk of ${fault.node} takes ${fault.times} times as long ${spell}`;
    case "cut":
      return `${fault.from} -> ${fault.to} is cut ${spell}`;
    case "partition":
      return `${fault.nodes.join(", ")} cut off ${spell}`;
    case "slowLink":
      return `${fault.from} -> ${fault.to} takes ${Math.round(fault.by)} ms more ${spell}`;
  }
}

/** The nodes that it affects; of a link, the node that sends. */
export function victimsOf(fault: Fault): readonly NodeId[] {
  if ("nodes" in fault) return fault.nodes;
  return ["node" in fault ? fault.node : fault.from];
}
