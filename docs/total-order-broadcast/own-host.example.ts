/**
 * A host for one node of epoch broadcast, over a storage, a network and a clock that are yours: an example, which the
 * guide includes.
 *
 * @module
 */
import type { Refusal } from "../../src/core/refusal.ts";
import { sequenceOf, sharedLength, slice } from "../../src/core/sequence.ts";
import {
  type BroadcastRequest,
  type LogEntry,
  type Message,
  type NodeEffect,
  type NodeEvent,
  type NodeOptions,
  type NodeRecord,
  type NodeTimer,
  node,
} from "../../src/total-order-broadcast/epoch-broadcast/index.ts";

/** What is on the disk of a node, as its owner may keep it: at first epoch 0, no vote (`null`) and no entries. */
export interface OnDisk extends Pick<NodeRecord, "epoch" | "vote"> {
  readonly entries: readonly LogEntry[];
}

/** What a host needs. None of these calls back before it has returned. */
export interface World {
  /** Writes the epoch and the vote, and the entries behind the first `kept` ones; then, once all is flushed, calls back. */
  write(change: OnDisk & { readonly kept: number }, flushed: () => void): void;
  /** Sends the message, which may be lost, to the node that it names. */
  send(message: Message): void;
  /** Calls back after so many milliseconds, unless what it returns is called before. */
  after(milliseconds: number, ring: () => void): () => void;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  /** Applies a request, or skips it if it is one of those that have been applied before a restart. */
  deliver(request: BroadcastRequest): void;
}

/** Starts a node, for the first time or after a crash, and returns the function that gives it events. */
export function hostNode(options: NodeOptions, disk: OnDisk, world: World): (event: NodeEvent) => Refusal | undefined {
  const record: NodeRecord = { epoch: disk.epoch, vote: disk.vote, log: sequenceOf(disk.entries) };
  const timers = new Map<NodeTimer, () => void>();
  const started = node.recover(options, record);
  let { state } = started;
  let { log } = record;

  function give(event: NodeEvent): Refusal | undefined {
    const result = node.step(state, event);
    state = result.state;
    for (const effect of result.effects) carryOut(effect);
    return result.outcome === "refused" ? result.refusal : undefined;
  }

  function carryOut(effect: NodeEffect): void {
    switch (effect.kind) {
      case "persist":
        write(effect.record);
        break;
      case "send":
        world.send(effect.message);
        break;
      case "setTimer":
        timers.get(effect.timer)?.();
        timers.set(effect.timer, arm(effect.timer));
        break;
      case "cancelTimer":
        timers.get(effect.timer)?.();
        break;
      case "deliver":
      case "reply":
        world.deliver(effect.value);
        break;
    }
  }

  function arm(timer: NodeTimer): () => void {
    return world.after(timeOf(timer, world), () => give({ kind: "timeout", timer }));
  }

  /** Hands over what has changed of the log. The node heeds an answer once it is to the last write. */
  function write(next: NodeRecord): void {
    const kept = sharedLength(log, next.log);
    const entries = slice(next.log, kept);
    log = next.log;
    world.write({ epoch: next.epoch, vote: next.vote, kept, entries }, () => give({ kind: "persisted", record: next }));
  }

  for (const effect of started.effects) carryOut(effect);
  return give;
}

/** In milliseconds. No two nodes are to suspect together, and nobody while a leader is heard of. */
function timeOf(timer: NodeTimer, world: World): number {
  switch (timer) {
    case "suspect":
      return 500 + 500 * world.random();
    case "askAgain":
    case "replicate":
      return 100;
  }
}
