/**
 * Node `a` of three, what happens to it and what it does, for its tests. Messages come from `b`, of the first epoch.
 *
 * @module
 */
import { present } from "../../core/present.ts";
import { continued, emptyLog } from "./log.ts";
import type { LogEntry } from "./log-entry.ts";
import { type NodeEvent, start } from "./node.ts";
import { type NodeEffect, type NodeState, recordOf } from "./state.ts";

/** The entry with which the leader of the first epoch begins. */
export const opening: LogEntry = { epoch: 1, request: null };

/** The node with these fields and entries, and otherwise as it starts. */
export function when(fields: Partial<NodeState>, ...entries: readonly LogEntry[]): NodeState {
  const log = present(continued(emptyLog, entries));
  return { ...start({ self: "a", nodes: ["a", "b", "c"] }).state, log, ...fields };
}

/** Everything that the node has asked to be written is durable. */
export function persisted(state: NodeState): NodeEvent {
  return { kind: "persisted", record: recordOf(state) };
}

export function receive(message: object): NodeEvent {
  return { kind: "receive", message: { epoch: 1, from: "b", to: "a", ...message } };
}

export function persist({ epoch, vote, log }: NodeState): NodeEffect {
  return { kind: "persist", record: { epoch, vote, log: log.entries } };
}

/** To `b`, if it is not said to whom. */
export function send(message: object): object {
  return { kind: "send", message: { epoch: 1, from: "a", to: "b", ...message } };
}

/** The suspicion is put off. */
export const rearm = { kind: "setTimer", timer: "suspect" } as const;
