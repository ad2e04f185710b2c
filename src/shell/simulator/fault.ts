/**
 * What can go wrong in a run, beside what always can (messages that are late, lost, or come twice): plain data, each with
 * its time. All times are in milliseconds since the start.
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
   * The nodes go down at once, and come back with what their disks have made of the writes in flight: nothing if `landing`
   * is 0; every other number chooses among all that a crash can leave.
   */
  | (Spell & { readonly kind: "crash"; readonly nodes: readonly NodeId[]; readonly landing: number })
  /** The node goes down as soon as it has handed its next record to its disk, and done what it did with it. */
  | (Spell & { readonly kind: "crashInWrite"; readonly node: NodeId; readonly landing: number })
  /** The process stands still; its disk goes on. */
  | (Spell & { readonly kind: "pause"; readonly node: NodeId })
  /** The disk finishes nothing. */
  | (Spell & { readonly kind: "stall"; readonly node: NodeId })
  /** The disk takes so many times as long. */
  | (Spell & { readonly kind: "slowDisk"; readonly node: NodeId; readonly times: number })
  /** What one node sends does not reach the other. The way back is another link. */
  | (Spell & { readonly kind: "cut"; readonly from: NodeId; readonly to: NodeId })
  /** Nothing passes between these nodes and the others. */
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

/** How a node stays that liveness does not need. */
export type Left = { readonly node: NodeId; readonly how: "down" | "deaf" | "mute" | "apart" };

/** Whether it is a fault. Nothing else that happens lasts. */
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

/** The nodes that it befalls: of a link the one that sends. */
export function victimsOf(fault: Fault): readonly NodeId[] {
  if ("nodes" in fault) return fault.nodes;
  return ["node" in fault ? fault.node : fault.from];
}
