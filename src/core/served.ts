/**
 * Objects that are served: one node keeps the objects of a system and is asked by messages, so that any host runs a system
 * whose roles use objects. Nothing changes in the roles: what they invoke is sent to that node, and what it answers they
 * hear. Between the two is a network, which may lose either; so the roles have to ask again, and operations to be such that
 * it does no harm.
 *
 * The node that serves has on disk what the objects hold, and answers once that is durable. While it is down, nobody is
 * answered. It is the simplest way to a linearizable object; a protocol that survives the crash of any node can take its
 * place.
 *
 * @module
 */
import type { NodeId } from "./node-id.ts";
import type { SharedObject } from "./object.ts";
import { isSameData, readCopyOf } from "./plain-data.ts";
import { answered, changed, refused, type StepResult } from "./step.ts";
import {
  type Addressed,
  type AnyEffect,
  type CommonEvent,
  nodesOf,
  type Part,
  type PartTypes,
  type Request,
  type System,
} from "./system.ts";
import { described, hasFields, isNumber } from "./taking-in.ts";

/** What is asked of the node that serves, and what it answers. */
export interface ObjectMessage extends Addressed {
  readonly kind: "operation" | "outcome";
  readonly object: string;
  /** The operation, or its outcome. */
  readonly about: unknown;
}

/** What the node that serves has on disk: how often it has written, and the state of each object. */
export interface ServedRecord {
  readonly writes: number;
  readonly held: readonly unknown[];
}

/** What users meet is what they meet without a server. */
export interface ServedTypes<Types extends PartTypes> extends Pick<Types, "request" | "told"> {
  readonly record: unknown;
  readonly status: Types["status"] | "serving";
}

interface ServerState extends ServedRecord {
  /** How many of its writes are durable. */
  readonly durable: number;
  /** What is answered once so many writes are durable, in the order of these. */
  readonly answers: readonly { readonly once: number; readonly message: ObjectMessage }[];
}

type ServerResult = StepResult<ServerState, AnyEffect>;

/**
 * The system in which this node serves the objects of the other one.
 *
 * @param server - the node, which has no other part
 * @throws Error if the node has another part, or if the parts belong to different instances.
 * @see [Objects](page:docs/environment/objects.md)
 * @example
 * ```ts
 * import { served } from "quorate/core";
 * import { InMemoryHost } from "quorate/in-memory";
 * import { broadcastOf, sequencedBroadcast } from "quorate/sequenced-broadcast";
 *
 * const host = new InMemoryHost(served(sequencedBroadcast({ nodes: ["a", "b"] }), "sequencer"));
 * host.request("a", broadcastOf({ client: "till", number: 1, value: "bread" }));
 * host.runUntil(() => host.told("b").length > 0);
 * console.log(host.told("b")); // [ { client: 'till', number: 1, value: 'bread' } ]
 * ```
 */
export function served<Types extends PartTypes>(system: System<Types>, server: NodeId): System<ServedTypes<Types>>;
// Within, nothing hangs on the types of the roles.
export function served(system: System, server: NodeId): System<ServedTypes<PartTypes>> {
  const { parts, links, linkOf, objects = [] } = system;
  const nodes = nodesOf(system);
  if (nodes.includes(server)) throw new Error(`served: ${described(server)} is a node with a part of its own`);
  const [instance = "", ...more] = new Set(parts.map((part) => part.instance));
  if (more.length > 0)
    throw new Error(`served: parts of ${described(instance)} and of ${described(more[0])} cannot share a server`);
  return {
    parts: [...parts.map((part) => asking(part, server)), serving(server, instance, nodes, objects)],
    links: [...links, ...nodes.map(linkOfNode)],
    linkOf: (message) => {
      if (message.from === server) return linkOfNode(message.to);
      return message.to === server ? linkOfNode(message.from) : linkOf(message);
    },
  };
}

function linkOfNode(node: NodeId): string {
  return JSON.stringify(["served", node]);
}

/** The part that sends what it invokes, and hears what it is answered. */
function asking(part: Part, server: NodeId): Part {
  const { node } = part;
  const sending = (effect: AnyEffect): AnyEffect =>
    effect.kind === "invoke"
      ? { kind: "send", message: messageOf("operation", node, server, effect.object, effect.operation) }
      : effect;
  const { objects: _, ...rest } = part;
  return {
    ...rest,
    start: () => ({ ...part.start(), effects: part.start().effects.map(sending) }),
    recover: (record) => {
      const { state, effects } = part.recover(record);
      return { state, effects: effects.map(sending) };
    },
    step: (state, event) => {
      const message = "message" in event ? answerIn(event.message, server, node) : undefined;
      const result = part.step(
        state,
        message === undefined ? event : { kind: "heard", object: message.object, outcome: message.about },
      );
      return result.outcome === "refused" ? result : { ...result, effects: result.effects.map(sending) };
    },
  };
}

function messageOf(
  kind: ObjectMessage["kind"],
  from: NodeId,
  to: NodeId,
  object: string,
  about: unknown,
): ObjectMessage {
  return { kind, from, to, object, about };
}

/** The answer of the server that a message is, if it is one. What cannot be read is for the part to refuse. */
function answerIn(candidate: unknown, server: NodeId, node: NodeId): ObjectMessage | undefined {
  const message = readCopyOf(candidate);
  return isObjectMessage(message) && message.kind === "outcome" && message.from === server && message.to === node
    ? message
    : undefined;
}

function isObjectMessage(message: unknown): message is ObjectMessage {
  return hasFields(message) && typeof message.object === "string" && "about" in message;
}

/** The part that keeps the objects. */
function serving(
  server: NodeId,
  instance: string,
  nodes: readonly NodeId[],
  objects: readonly SharedObject[],
): Part<ServerState> {
  const first: ServedRecord = { writes: 0, held: objects.map(({ initial }) => initial) };
  return {
    name: server,
    instance,
    node: server,
    role: "server",
    requests: [],
    noRecord: first,
    start: () => ({ state: begun(first), effects: [] }),
    recover: (record) => {
      if (!isServedRecord(record, objects.length))
        throw new Error(`served: ${described(record)} is no record of a server of ${objects.length} objects`);
      return { state: begun(record), effects: [] };
    },
    step: (state, event) => serve(state, event, server, nodes, objects),
    status: () => ({ is: "serving" }),
  };
}

function begun({ writes, held }: ServedRecord): ServerState {
  return { writes, held, durable: writes, answers: [] };
}

function isServedRecord(record: unknown, objects: number): record is ServedRecord {
  return hasFields(record) && isNumber(record.writes) && Array.isArray(record.held) && record.held.length === objects;
}

function serve(
  state: ServerState,
  event: CommonEvent | Request,
  server: NodeId,
  nodes: readonly NodeId[],
  objects: readonly SharedObject[],
): ServerResult {
  if ("record" in event) return answerUpTo(state, event.record);
  const asked = "message" in event ? readCopyOf(event.message) : undefined;
  if (!isObjectMessage(asked) || asked.kind !== "operation" || asked.to !== server || !nodes.includes(asked.from))
    return refused(state, "malformed", "it is no operation of a node that is served");
  const { from, object: name, about } = asked;
  const at = objects.findIndex((object) => object.name === name);
  const object = objects[at];
  if (object === undefined)
    return refused(state, "malformed", `object: ${described(name)} is no object that is served`);
  const [heard] = object.outcomes(object.invoked(Object(state.held[at]), from, about), from);
  // The object answers nobody now: the node asks again.
  if (heard === undefined) return answered(state, []);
  const message = messageOf("outcome", server, from, name, heard.outcome);
  // What was done before is answered again, and nothing is written.
  const isSame = isSameData(heard.state, state.held[at]);
  if (isSame && state.durable === state.writes) return answered(state, [{ kind: "send", message }]);
  const once = isSame ? state.writes : state.writes + 1;
  const answers = [...state.answers, { once, message }];
  if (isSame) return changed({ ...state, answers }, []);
  const held = state.held.with(at, heard.state);
  return changed({ ...state, writes: once, held, answers }, [{ kind: "persist", record: { writes: once, held } }]);
}

/** What is durable is answered, also while later writes are on their way: a load that never pauses waits for none. */
function answerUpTo(state: ServerState, record: unknown): ServerResult {
  const durable = hasFields(record) && isNumber(record.writes) ? record.writes : 0;
  if (durable <= state.durable || durable > state.writes) return answered(state, []);
  return changed(
    { ...state, durable, answers: state.answers.filter(({ once }) => once > durable) },
    state.answers.filter(({ once }) => once <= durable).map(({ message }) => ({ kind: "send", message })),
  );
}
