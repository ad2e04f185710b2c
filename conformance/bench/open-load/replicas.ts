/**
 * Three nodes that keep one log, whoever has written them, and the world in which they live.
 *
 * @module
 */
import type { NodeId } from "../../../src/core/node-id.ts";
import type { Addressed } from "../../../src/core/system.ts";
import type { Flight } from "../../../src/shell/in-memory/in-memory-network.ts";
import type { Random } from "../../../src/shell/simulator/random.ts";
import type { SimulatedDisk } from "../../../src/shell/simulator/simulated-disk.ts";
import type { SimulatedNetwork } from "../../../src/shell/simulator/simulated-network.ts";

/** The world, as nodes see it. */
export interface Surroundings {
  readonly network: SimulatedNetwork;
  readonly diskOf: (node: NodeId) => SimulatedDisk;
  /** Does it so many milliseconds later. */
  readonly after: (milliseconds: number, job: () => void) => void;
  /** The stream of chance of this name. */
  readonly randomOf: (name: string) => Random;
  /** To be called with each request that a node delivers, once, in its order. */
  readonly told: (node: NodeId, request: number) => void;
}

/** The nodes. What is asked of them may be done a little later, as long as no time passes in the world. */
export interface Replicas {
  /** All nodes begin, and the first of them stands for election at once. */
  start(): void;
  /** A request arrives at the first node. They are numbered from 1 on. */
  propose(request: number): void;
  /** A message has come as far as its addressee. */
  receive(flight: Flight): void;
  crash(node: NodeId): void;
  restart(node: NodeId): void;
  /** How many entries the message carries. */
  entriesIn(message: Addressed): number;
  /** Called before time passes: what was asked for is to be done then. `undefined` if it is. */
  settle?(): Promise<void> | undefined;
  /** They are not needed any more. */
  end?(): void;
}

/** Makes the nodes in a world. */
export type MakeReplicas = (around: Surroundings) => Replicas;
