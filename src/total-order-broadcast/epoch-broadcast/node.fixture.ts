/**
 * Node `a` of three, what happens to it and what it does, for its tests. Messages come from `b`, of the first epoch.
 *
 * @module
 */
import type { NodeSet } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { sequenceOf } from "../../core/sequence.ts";
import { type Followers, sizesOnTheirWay } from "./followers.ts";
import { continued, emptyLog } from "./log.ts";
import type { LogEntry } from "./log-entry.ts";
import { type NodeEffect, type NodeEvent, type NodeOptions, start } from "./node.ts";
import { type NodeState, recordOf } from "./state.ts";

export const options: NodeOptions = { self: "a", nodes: ["a", "b", "c"] };

/** The identity of the cluster. */
export const cluster: string = start(options).state.cluster.identity;

/** The entry with which the leader of the first epoch begins. */
export const opening: LogEntry = { epoch: 1, client: null };

/** The node with these fields and entries, and otherwise as it starts. If it is not said otherwise, its disk has them. */
export function when(fields: Partial<NodeState>, ...entries: readonly LogEntry[]): NodeState {
  const log = present(continued(emptyLog, entries));
  const { cluster: own, followers: nothing, ...started } = start(options).state;
  const known = fields.followers ?? nothing;
  const followers = { ...known, onTheirWay: sizesOnTheirWay(known, own, log.entries) };
  return { ...started, cluster: own, log, stored: entries.length, ...fields, followers };
}

/**
 * What a leader knows of `a`, `b` and `c`; how large what is on its way to them is follows from its log. Unless it is said
 * otherwise, it has sent to nobody, and looks after nothing.
 */
export function knowing(
  match: readonly number[],
  sent: readonly number[] = [0, 0, 0],
  found: NodeSet = [],
): { readonly followers: Followers } {
  return { followers: { match, sent, found, onTheirWay: match.map(() => 0) } };
}

/** Everything that the node has asked to be written is durable. */
export function persisted(state: NodeState): NodeEvent {
  return { kind: "persisted", record: recordOf(state) };
}

export function receive(message: object): NodeEvent {
  return { kind: "receive", message: { cluster, epoch: 1, from: "b", to: "a", ...message } };
}

export function persist({ cluster: { identity }, epoch, vote, log }: NodeState): NodeEffect {
  return { kind: "persist", record: { cluster: identity, epoch, vote, log: log.entries } };
}

/** To `b`, if it is not said to whom. */
export function send(message: object): object {
  return { kind: "send", message: { cluster, epoch: 1, from: "a", to: "b", ...message } };
}

/** The entries up to here are decided, of which those from the position on are new. */
export function deliver(first: number, ...values: readonly LogEntry[]): object {
  return { kind: "deliver", first, values: sequenceOf(values) };
}

/** The suspicion is put off. */
export const rearm = { kind: "setTimer", timer: "suspect" } as const;
