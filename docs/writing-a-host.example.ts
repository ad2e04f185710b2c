/**
 * A node of epoch broadcast over a disk, a network and a clock that are yours: an example, which the guide includes.
 *
 * @module
 */
import { sequenceOf, sharedLength, slice } from "../src/core/sequence.ts";
import { Host } from "../src/shell/host.ts";
import type { Chance, Clock, Network, Storage } from "../src/shell/ports.ts";
import {
  type BroadcastRequest,
  epochBroadcast,
  type LogEntry,
  type NodeRecord,
  type Verdict,
} from "../src/total-order-broadcast/epoch-broadcast/index.ts";

/** What is on the disk of a node, as its owner may keep it: at first no cluster (`""`), epoch 0, no vote (`null`) and no entries. */
export interface OnDisk extends Pick<NodeRecord, "cluster" | "epoch" | "vote"> {
  readonly entries: readonly LogEntry[];
}

/** What is yours. */
export interface World {
  /** What the disk holds when the node begins. */
  readonly disk: OnDisk;
  /** Writes the epoch and the vote, and the entries behind the first `kept` ones; then, once all is flushed, calls back. */
  write(change: OnDisk & { readonly kept: number }, flushed: (failure?: unknown) => void): void;
  readonly network: Network;
  /** Calls back after so many milliseconds, unless what it returns is called before. */
  after(milliseconds: number, ring: () => void): () => void;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  /** Applies a request, or skips it if it is one of those that have been applied before a restart. */
  deliver(request: BroadcastRequest): void;
  /** The node has stopped: begin again with what is on the disk. */
  stopped(failure: unknown): void;
}

/** Begins a node, for the first time or after a crash, which is the same where no record is a record. */
export function hostNode(node: string, nodes: readonly string[], world: World): Host {
  const host = new Host({
    node,
    storage: logStorage(world),
    network: world.network,
    clock: clockOf(world),
    chance: chanceOf(world),
    listener: {
      told(_, told: BroadcastRequest | readonly Verdict[]) {
        // What a leader replies at once is no promise: what is delivered is.
        if ("client" in told) world.deliver(told);
      },
      stopped: (failure) => world.stopped(failure),
    },
  });
  host.recover(epochBroadcast({ nodes }));
  return host;
}

/** A record holds the whole log, and only what has changed of it is written. */
export function logStorage({ disk, write }: Pick<World, "disk" | "write">): Storage<NodeRecord> {
  let log = sequenceOf(disk.entries);
  return {
    read: () => ({ cluster: disk.cluster, epoch: disk.epoch, vote: disk.vote, log }),
    write(_, next, answer) {
      const kept = sharedLength(log, next.log);
      const entries = slice(next.log, kept);
      log = next.log;
      write({ cluster: next.cluster, epoch: next.epoch, vote: next.vote, kept, entries }, answer);
    },
  };
}

/** A clock of timers like those of `setTimeout`. A node of epoch broadcast has one part, so their names are enough. */
export function clockOf({ after }: Pick<World, "after">): Clock {
  const cancel = new Map<string, () => void>();
  return {
    arm(_, timer, milliseconds, ring) {
      cancel.get(timer)?.();
      cancel.set(timer, after(milliseconds, ring));
    },
    disarm(_, timer) {
      cancel.get(timer)?.();
    },
  };
}

/** No two nodes are to suspect together, and nobody while a leader is heard of. */
export function chanceOf({ random }: Pick<World, "random">): Chance {
  return { timeOf: (_, timer) => (timer === "suspect" ? 500 + 500 * random() : 100) };
}
