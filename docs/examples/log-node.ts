/**
 * A node of a replicated log: epoch broadcast over a file, a network and real timers.
 *
 * @module
 */
import { type BroadcastRequest, broadcastOf, type EpochBroadcastTypes, epochBroadcast } from "quorate/epoch-broadcast";
import { Host, type Network } from "quorate/host";
import { openLogStorage } from "./log-storage.ts";
import { realClock, timesOfLog } from "./real-time.ts";

/** So much fits into a line of `lines.ts`, even if every character is escaped. All nodes must be given the same. */
const limits = { maxSize: 10_000, maxTotalSize: 100_000, maxEntries: 1_000 };

/** What the application of a node does. */
export interface Application {
  /** A request has its place in the log. After a restart this begins with the first one again. */
  delivered(request: BroadcastRequest): void;
  /** The node has stopped, since its disk has failed, say. To go on, begin again with what is on the disk. */
  stopped(failure: unknown): void;
}

/** What becomes of a request: it is on its way, and delivered if its leader lives; or it was refused by one who may know whom to ask. */
export type Heard = { readonly isTaken: true } | { readonly isTaken: false; readonly leader: string | undefined };

export interface LogNode {
  /** Asks that the request be delivered everywhere. Only the leader takes it. */
  ask(request: BroadcastRequest): Promise<Heard>;
}

/** Begins a node, for the first time or after a crash: where there is no file yet, the log is empty. */
export async function openLogNode(
  node: string,
  nodes: readonly string[],
  file: string,
  network: Network,
  application: Application,
): Promise<LogNode> {
  const storage = await openLogStorage(file);
  const host = new Host<EpochBroadcastTypes>({
    node,
    storage,
    network,
    clock: realClock(),
    chance: timesOfLog,
    listener: {
      told(_, told) {
        // What a leader replies at once is no promise: what is delivered is.
        if ("client" in told) application.delivered(told);
      },
      stopped: (failure) => application.stopped(failure),
    },
  });
  host.recover(epochBroadcast({ nodes, ...limits }));
  return {
    ask: (request) =>
      new Promise((resolve) => {
        host.ask(node, broadcastOf(request), (refusal) => {
          resolve(refusal === undefined ? { isTaken: true } : { isTaken: false, leader: refusal.leader });
        });
      }),
  };
}
