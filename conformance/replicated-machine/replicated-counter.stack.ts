/**
 * The replicated counter on epoch broadcast does what the replicated counter on a log does: every step that the stack can
 * take is seen as a step of the counter, with what the log takes or misses at once; or as none, if nothing changes of which
 * the counter knows. So what was shown of the counter is true of the stack.
 *
 * @module
 */
import { emptyDictionary, rowsOf } from "../../src/core/dictionary.ts";
import type { SharedObject } from "../../src/core/object.ts";
import { majorityOf } from "../../src/core/quorum.ts";
import type { Situation } from "../../src/core/situation.ts";
import { type Stacked, stack } from "../../src/core/stack.ts";
import { changed } from "../../src/core/step.ts";
import type { Part, System } from "../../src/core/system.ts";
import type { SharedLog } from "../../src/environment/shared-log.ts";
import type { CounterState } from "../../src/replicated-machine/replicated-counter/counter.ts";
import { replicatedCounter } from "../../src/replicated-machine/replicated-counter/system.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { type Environment, everyFault } from "../engine/environment.ts";
import { explore } from "../engine/explore.ts";
import { type Subject, walkerOf } from "../engine/subject.ts";
import type { Walker } from "../engine/walker.ts";
import { replicatedCounterMapping } from "./replicated-counter.mapping.ts";

/** Nodes and clients of one exploration. */
interface Size {
  readonly nodes: readonly string[];
  readonly clients: readonly string[];
}

/** What may happen in it. */
export interface Model extends Size {
  readonly epochs: number;
  /** Whether the first node crashes. */
  readonly crashes: boolean;
  /** Timers that never fire. */
  readonly still: readonly string[];
}

/** What a state is for the counter, as a text. */
type View = (walker: Walker, state: Uint32Array) => string;

interface OfNode {
  readonly counter: CounterState | undefined;
  readonly told: readonly unknown[];
  readonly delivered: readonly unknown[];
  readonly heard: number;
}

interface OfAll {
  readonly nodes: readonly OfNode[];
  readonly requested: readonly unknown[];
  readonly invoked: readonly unknown[];
  readonly taken: readonly unknown[];
}

const mapping = { ...replicatedCounterMapping, specification: "a stack" };

/** On the log that is an object. */
function onLog({ nodes, clients }: Size): Subject {
  return { system: replicatedCounter({ nodes, requests: requestsOf(clients) }), environment: everyFault, mapping };
}

/** On epoch broadcast: each node leads in its turn, up to an epoch, and the first may crash. */
function onBroadcast({ nodes, clients, epochs, crashes, still }: Model, mistaken: Mistaken): Subject {
  const { upper = replicatedCounter({ nodes, requests: requestsOf(clients) }), lower = logOf(nodes) } = mistaken;
  const system = stack(upper, lower, asLog("log"));
  const environment: Environment = {
    ...everyFault,
    disk: "answers",
    offers: ({ node }, name, role) =>
      name === "log.suspect" ? node === `n${epochIn(role) + 1}` && epochIn(role) < epochs : !still.includes(name),
    mayLag: () => false,
    mayCrash: (node) => crashes && node === "n1",
  };
  return { system: recording(system), environment, mapping };
}

/** Whoever suspects starts an epoch. */
function logOf(nodes: readonly string[]): System {
  const majority = majorityOf(nodes);
  return epochBroadcast({ nodes, quorums: { election: majority, proposal: majority, preVote: anyOne } });
}

const anyOne = { kind: "atLeast", count: 1 } as const;

function requestsOf(clients: readonly string[]): readonly { client: string; number: number }[] {
  return clients.map((client) => ({ client, number: 1 }));
}

function epochIn(role: unknown): number {
  const { lower }: Partial<Stacked> = Object(role);
  const { epoch = 0 }: Partial<NodeState> = Object(lower);
  return epoch;
}

/**
 * A log keeps what it has ever delivered to whom; of a stack nobody does, since no part of it outlives a crash. So each
 * node writes what it has counted into an object of its own, which forgets nothing.
 */
function recording(system: System): System {
  const facts: SharedObject<Readonly<Record<string, readonly unknown[]>>, readonly unknown[]> = {
    name: "facts",
    initial: {},
    invoked: (state, by, counted) => (counted.length > (state[by] ?? []).length ? { ...state, [by]: counted } : state),
    crashed: (state) => state,
    steps: () => [],
    outcomes: () => [],
  };
  return { ...system, parts: system.parts.map(recorded), objects: [facts] };
}

function recorded(part: Part): Part {
  return {
    ...part,
    step: (state, event) => {
      const result = part.step(state, event);
      if (result.outcome !== "changed") return result;
      const operation = orderIn(counterIn(result.state));
      return changed(result.state, [...result.effects, { kind: "invoke", object: "facts", operation }]);
    },
  };
}

function counterIn(role: unknown): CounterState | undefined {
  const { upper }: Partial<Stacked> = Object(role);
  return isCounter(upper) ? upper : undefined;
}

function isCounter(role: unknown): role is CounterState {
  return typeof role === "object" && role !== null && "counted" in role;
}

function orderIn(counter: CounterState | undefined): readonly unknown[] {
  return rowsOf(counter?.counted ?? emptyDictionary)
    .toSorted((one, other) => one.value.number - other.value.number)
    .map(({ value }) => value.request.client);
}

const viewOnLog: View = (walker, state) => {
  const log = sharedLogIn(walker, state);
  return textOf({
    nodes: log.nodes.map(({ delivered, heard }, slot) => {
      const { role, told }: Situation = walker.situation(state, slot);
      return { counter: isCounter(role) ? role : undefined, told, delivered: delivered.map(clientIn), heard };
    }),
    requested: askedIn(walker, state),
    invoked: log.invoked.map(clientIn),
    taken: log.taken.map(clientIn),
  });
};

/** What was asked of the counter was asked of its leader, and what a leader is asked it takes at once. */
const viewOnBroadcast: View = (walker, state) => {
  const [at = 0] = walker.objects;
  const facts: Readonly<Record<string, readonly unknown[]>> = Object(walker.objectStateNumbered(at, state[at] ?? 0));
  const requested = askedIn(walker, state);
  return textOf({
    nodes: walker.system.parts.map(({ node }, slot) => {
      const { role, told }: Situation = walker.situation(state, slot);
      const counter = counterIn(role);
      return { counter, told, delivered: facts[node] ?? [], heard: counter?.counted.size ?? 0 };
    }),
    requested,
    invoked: [],
    taken: requested,
  });
};

function sharedLogIn(walker: Walker, state: Uint32Array): SharedLog {
  const [at = 0] = walker.objects;
  const log = walker.objectStateNumbered(at, state[at] ?? 0);
  if (!isLog(log)) throw new Error("the system has no log");
  return log;
}

function isLog(state: object): state is SharedLog {
  return "taken" in state;
}

function askedIn(walker: Walker, state: Uint32Array): readonly unknown[] {
  return walker.askedNumbered(state[walker.askedSlot ?? 0] ?? 0);
}

function clientIn(request: unknown): unknown {
  return Reflect.get(Object(request), "client");
}

function textOf({ nodes, requested, invoked, taken }: OfAll): string {
  const views = nodes.map(({ counter, told, delivered, heard }) => [
    counter === undefined ? "down" : "up",
    orderIn(counter),
    rowsOf(counter?.waiting ?? emptyDictionary).map(({ name }) => name),
    told,
    delivered,
    heard,
  ]);
  return JSON.stringify([views, ...[requested, invoked, taken].map((set) => set.map(String).toSorted())]);
}

/** A stack that has more is given smaller bounds. */
const limit = 400_000;

/** Every edge, by the view of its source: those of the log itself apart. */
interface Edges {
  readonly ofLog: Map<string, Set<string>>;
  readonly others: Map<string, Set<string>>;
}

function edgesOf(subject: Subject, view: View): Edges {
  const edges: Edges = { ofLog: new Map(), others: new Map() };
  walkAll(subject, view, (from, action, to) => {
    const kind = action.startsWith("Log") ? edges.ofLog : edges.others;
    kind.set(from, (kind.get(from) ?? new Set()).add(to));
  });
  return edges;
}

function walkAll(subject: Subject, view: View, onEdge: (from: string, action: string, to: string) => void): number {
  const walker = walkerOf(subject);
  const views: string[] = [];
  const state = new Uint32Array(walker.width);
  const { states, complete } = explore(walker, (number, steps, all) => {
    const viewOf = (one: number): string => {
      all.read(one, state);
      views[one] ??= view(walker, state);
      return views[one];
    };
    for (let i = 0; i < steps.count; i++) {
      onEdge(viewOf(number), walker.actions.value(steps.actions[i] ?? 0), viewOf(steps.targets[i] ?? 0));
    }
    return all.size < limit;
  });
  if (!complete) throw new Error(`the stack has more than ${limit} states`);
  return states.size;
}

export interface Found {
  readonly states: number;
  /** That change anything for the counter. */
  readonly steps: number;
  /** The first that is none of the counter. */
  readonly wrong: string | undefined;
}

/** Other systems in the place of those that are meant. */
export interface Mistaken {
  readonly upper?: System;
  readonly lower?: System;
}

export function compared(model: Model, mistaken: Mistaken = {}): Found {
  const edges = edgesOf(onLog(model), viewOnLog);
  let steps = 0;
  let wrong: string | undefined;
  const known = new Set<string>();
  const states = walkAll(onBroadcast(model, mistaken), viewOnBroadcast, (from, action, to) => {
    const edge = `${action}: ${from} -> ${to}`;
    if (from === to || known.has(edge)) return;
    known.add(edge);
    steps++;
    if (!isReached(edges, from, to)) wrong ??= edge;
  });
  return { states, steps, wrong };
}

/** By one step of a node, and then some of the log. */
function isReached({ ofLog, others }: Edges, from: string, to: string): boolean {
  const reached = new Set(others.get(from) ?? []);
  for (const at of reached) for (const next of ofLog.get(at) ?? []) reached.add(next);
  return reached.has(to);
}
