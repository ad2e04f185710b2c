/**
 * A log as an object: what a role may expect of total order broadcast, whichever protocol does it.
 *
 * Requests that a role has given to the log are in flight. In the end the log takes them, or misses them, also if the
 * node has crashed. It tells every node the requests that it has taken: in one order, each request once, some at a
 * time. A node that restarts is told everything again, from the first request on.
 *
 * Specification: `SharedLog`, whose order is that of `TotalOrderBroadcast`. This object is made for exploring, with a
 * few requests: it offers every possible order.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import { nodeSet } from "../core/node-set.ts";
import type { ObjectOutcome, ObjectStep, SharedObject } from "../core/object.ts";
import { isSameData } from "../core/plain-data.ts";

/** What a log is invoked with: requests that it is to tell everybody. */
export interface LogOperation<Request = unknown> {
  readonly broadcast: readonly Request[];
}

/** What a node is told: requests in their order, and the position of the first of them since the node has started. */
export interface LogOutcome<Request = unknown> {
  /** Counted from 1. */
  readonly first: number;
  readonly values: readonly Request[];
}

/** The state of the log, for all nodes. Requests that have no order yet are sorted by their text. */
export interface SharedLog<Request = unknown> {
  readonly invoked: readonly Request[];
  readonly taken: readonly Request[];
  readonly nodes: readonly LogOfNode<Request>[];
}

/** What one node was told. */
export interface LogOfNode<Request = unknown> {
  readonly node: NodeId;
  /** In all its life, crashes included. */
  readonly delivered: readonly Request[];
  /** How many of these since its last start. */
  readonly heard: number;
}

/** The log of these nodes, by the name under which roles know it. */
export function sharedLog(name: string, nodes: readonly NodeId[]): SharedObject<SharedLog, LogOperation> {
  return {
    name,
    initial: { invoked: [], taken: [], nodes: nodeSet(nodes).map((node) => ({ node, delivered: [], heard: 0 })) },
    invoked,
    crashed,
    steps,
    outcomes,
  };
}

/** @spec SharedLog!Invoke */
function invoked(log: SharedLog, _: NodeId, { broadcast }: LogOperation): SharedLog {
  return { ...log, invoked: broadcast.reduce<readonly unknown[]>(including, log.invoked) };
}

/** @spec SharedLog!Forget */
function crashed(log: SharedLog, node: NodeId): SharedLog {
  return withNode(log, node, (before) => ({ ...before, heard: 0 }));
}

/**
 * @spec SharedLog!Take
 * @spec SharedLog!Miss
 * @spec ReplicatedCounter!LogTakes
 * @spec ReplicatedCounter!LogMisses
 * @spec BroadcastRegister!LogTakes
 * @spec BroadcastRegister!LogMisses
 * @spec LogConsensus!LogTakes
 * @spec LogConsensus!LogMisses
 * @spec ReplicatedCommit!LogTakes
 * @spec ReplicatedCommit!LogMisses
 */
function steps(log: SharedLog): readonly ObjectStep<SharedLog>[] {
  return log.invoked.flatMap((request) => {
    const rest = { ...log, invoked: log.invoked.filter((other) => other !== request) };
    return [
      { action: "LogTakes", subject: request, state: { ...rest, taken: including(log.taken, request) } },
      { action: "LogMisses", subject: request, state: rest },
    ];
  });
}

/** @spec SharedLog!Tell */
function outcomes(log: SharedLog, node: NodeId): readonly ObjectOutcome<SharedLog>[] {
  const longest = log.nodes.reduce<readonly unknown[]>(
    (order, { delivered }) => (delivered.length > order.length ? delivered : order),
    [],
  );
  const heard = log.nodes.find((of) => of.node === node)?.heard ?? 0;
  const known = longest.slice(heard).map((_, i) => longest.slice(0, heard + i + 1));
  return [...known, ...continuations(longest, log.taken)].map((order) => ({
    outcome: { first: heard + 1, values: order.slice(heard) },
    state: withNode(log, node, ({ delivered }) => ({
      node,
      delivered: order.length > delivered.length ? order : delivered,
      heard: order.length,
    })),
  }));
}

/** Every order that continues this one with some of the requests that are not in it yet. */
function continuations(order: readonly unknown[], taken: readonly unknown[]): readonly (readonly unknown[])[] {
  return taken
    .filter((request) => !order.some((other) => isSameData(other, request)))
    .flatMap((request) => {
      const longer = [...order, request];
      return [longer, ...continuations(longer, taken)];
    });
}

function withNode(log: SharedLog, node: NodeId, change: (before: LogOfNode) => LogOfNode): SharedLog {
  return { ...log, nodes: log.nodes.map((before) => (before.node === node ? change(before) : before)) };
}

function including(requests: readonly unknown[], request: unknown): readonly unknown[] {
  if (requests.some((other) => isSameData(other, request))) return requests;
  return [...requests, request].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
}

function textOf(request: unknown): string {
  return JSON.stringify(request);
}
