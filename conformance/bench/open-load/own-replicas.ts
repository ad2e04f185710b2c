/**
 * Three nodes of epoch broadcast, with the options that it has unless others are given, on the nodes of the simulator.
 *
 * @module
 */
import type { NodeId } from "../../../src/core/node-id.ts";
import type { Addressed } from "../../../src/core/system.ts";
import { hasFields } from "../../../src/core/taking-in.ts";
import { InMemoryNode } from "../../../src/shell/in-memory/in-memory-node.ts";
import type { LogEntry } from "../../../src/shell/in-memory/log-entry.ts";
import { between } from "../../../src/shell/simulator/random.ts";
import { SimulatedClock } from "../../../src/shell/simulator/simulated-clock.ts";
import {
  broadcastOf,
  type EpochBroadcastTypes,
  epochBroadcast,
} from "../../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Replicas, Surroundings } from "./replicas.ts";
import { heartbeat, leader, nodes, patience } from "./setting.ts";

/** What is in each request; its size is what counts, and that is the world's. */
const value = "a value";

export function ownReplicas({ network, diskOf, after, randomOf, told }: Surroundings): Replicas {
  const { parts } = epochBroadcast({ nodes });
  const members = new Map<NodeId, InMemoryNode<EpochBroadcastTypes>>();
  const member = (name: NodeId): InMemoryNode<EpochBroadcastTypes> => {
    const found = members.get(name);
    if (found === undefined) throw new Error(`there is no node ${name}`);
    return found;
  };
  const clock = new SimulatedClock({ after, slowness: () => 1, ringing: (part, ring) => member(part).ring(ring) });
  const around = {
    network,
    clock,
    chance: { timeOf: timesFrom(randomOf) },
    changed: () => {},
    happened: (entry: LogEntry) => hear(entry, told),
    met: (_: NodeId, happen: () => void) => happen(),
  };
  for (const name of nodes) {
    const own = parts.filter(({ node }) => node === name);
    members.set(name, new InMemoryNode(name, own, diskOf(name), around));
  }
  return {
    start: () => {
      for (const node of members.values()) node.start();
    },
    propose: (number) => {
      const refusal = member(leader).ask(leader, broadcastOf({ client: "load", number, value }));
      if (refusal !== undefined) throw new Error(`request ${number} was refused: ${refusal.because}`);
    },
    receive: (flight) => member(flight.message.to).receive(flight),
    crash: (node) => member(node).crash(0),
    restart: (node) => member(node).restart(),
    entriesIn,
  };
}

/** The first to suspect is the one that is to lead. */
function timesFrom(randomOf: Surroundings["randomOf"]): (part: string, timer: string) => number {
  let isFirst = true;
  return (part, timer) => {
    if (timer === "replicate") return heartbeat;
    if (timer === "checkQuorum") return patience;
    if (timer !== "suspect") return heartbeat;
    if (part !== leader || !isFirst) return between(randomOf(`timers of ${part}`), patience, 2 * patience);
    isFirst = false;
    return 1;
  };
}

/** @throws Error if a node takes what another has sent for impossible */
function hear(entry: LogEntry, told: Surroundings["told"]): void {
  if (entry.kind === "told" && entry.by === "deliver" && hasFields(entry.value)) {
    told(entry.part, Number(entry.value.number));
  } else if (entry.kind === "refused" && entry.refusal.kind !== "untimely") {
    throw new Error(`${entry.part} refused: ${entry.refusal.because}`);
  }
}

function entriesIn(message: Addressed): number {
  return "entries" in message && Array.isArray(message.entries) ? message.entries.length : 0;
}
