/**
 * A protocol as a whole: its parts, each of them one role of one node, and the links between them. A system says what
 * there is, and nothing about what may happen: that is decided by the steps. It is what the explorer walks, what the
 * simulator runs and what is compared with the specification.
 *
 * @module
 */
import type { Effect } from "./effect.ts";
import type { RecordParts } from "./landing.ts";
import type { NodeId } from "./node-id.ts";
import type { Started, StepResult } from "./step.ts";

/** Every message says what it is, who sent it and whom it is for. */
export interface Addressed {
  readonly kind: string;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** Whatever was asked to be written up to this record is durable; later records may still be on their way. */
export interface Persisted {
  readonly kind: "persisted";
  readonly record: unknown;
}

/** The events that every role understands, whatever else it does. */
export type CommonEvent =
  | { readonly kind: "receive"; readonly message: unknown }
  | Persisted
  | { readonly kind: "timeout"; readonly timer: string };

/** An event that the environment of a role may give at any time: a request, or a local verdict. */
export interface Request {
  readonly kind: string;
}

/** The effects of any role, as the world around it sees them. */
export type AnyEffect = Effect<Addressed, unknown, unknown, string>;

/**
 * One role of one node, for one transaction, register or log. A node may have many parts; they crash together.
 *
 * The methods are declared as methods, so that a part of a narrower state can stand where any part is wanted: a part is
 * only ever given states and events of its own.
 */
export interface Part<State = unknown> {
  /** Unique in its system. */
  readonly name: string;
  /** Which instance of the protocol it belongs to, such as a transaction. */
  readonly instance: string;
  readonly node: NodeId;
  /** Which role it has, such as coordinator. */
  readonly role: string;
  /** What the environment may ask of it, at any time. */
  readonly requests: readonly Request[];
  /** What is on its disk before anything was written. */
  readonly noRecord: unknown;
  /** How its records can be torn by a crash; without it a record lands whole. */
  readonly recordParts?: RecordParts;
  /**
   * Whether its user starts anew with the node, as a replica in memory does: a restarted node then tells everything
   * again, from the first value on. Otherwise it repeats at most its last words, at once.
   */
  readonly tellsFromTheStart?: boolean;
  /** The very first start. */
  start(): Started<State, AnyEffect>;
  /** A start after a crash, from the durable part alone. */
  recover(record: unknown): Started<State, AnyEffect>;
  step(state: State, event: CommonEvent | Request): StepResult<State, AnyEffect>;
}

/** The parts of a protocol, and the links over which they send. */
export interface System {
  readonly parts: readonly Part[];
  /** Names of links. A link is a set of messages that mostly change together; how messages are split is no matter. */
  readonly links: readonly string[];
  /** The link of a message. */
  readonly linkOf: (message: Addressed) => string;
}

/** The nodes of a system, each once. */
export function nodesOf(system: System): readonly NodeId[] {
  return [...new Set(system.parts.map((part) => part.node))];
}
