/**
 * Who suspects whom in a run: what a network guarantees, said as a detector of failures. One that is right suspects only
 * those that have failed, and one with a bound waits that long, so that what they had sent has come. A detector that is
 * not right suspects anybody at any time.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import type { Random } from "../../src/shell/simulator/random.ts";

export interface DetectorOptions {
  /** Whether it suspects only those that have failed. */
  readonly isRight: boolean;
  /** For how many milliseconds it waits after a failure, if it is right. */
  readonly bound: number;
  /** How likely one that is not right suspects a node, each time that it looks. */
  readonly suspicion: number;
}

/** What can be seen from outside of all nodes, at one time. */
export interface Sight {
  readonly now: number;
  /** Whether the node will not answer what it was asked before. */
  readonly hasFailed: (node: NodeId) => boolean;
}

export interface Detector {
  /** Looks at all nodes; to be called again and again. @returns those that are suspected now */
  look(sight: Sight): readonly NodeId[];
}

export function detectorOf(
  nodes: readonly NodeId[],
  { isRight, bound, suspicion }: DetectorOptions,
  random: Random,
): Detector {
  const since = new Map<NodeId, number>();
  return {
    look({ now, hasFailed }) {
      if (!isRight) return nodes.filter(() => random() < suspicion);
      for (const node of nodes) if (hasFailed(node) && !since.has(node)) since.set(node, now);
      return nodes.filter((node) => hasFailed(node) && now - (since.get(node) ?? now) >= bound);
    },
  };
}
