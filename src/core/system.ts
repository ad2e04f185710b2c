/**
 * A protocol as a whole: its parts, each of them one role of one node, and the links between them. A system says what
 * there is, and nothing about what may happen: that is decided by the steps. It is what the explorer walks, what the
 * simulator runs and what is compared with the specification.
 *
 * @module
 */
import type { Deliver, Effect, Reply } from "./effect.ts";
import type { RecordParts } from "./landing.ts";
import type { NodeId } from "./node-id.ts";
import type { SharedObject } from "./object.ts";
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

/** What the role hears of an object: of something that it has invoked, or of what others have. */
export interface Heard<Name extends string = string, Outcome = unknown> {
  readonly kind: "heard";
  readonly object: Name;
  readonly outcome: Outcome;
}

/** The events that every role understands, whatever else it does. */
export type CommonEvent =
  | Heard
  | { readonly kind: "receive"; readonly message: unknown }
  | Persisted
  | { readonly kind: "timeout"; readonly timer: string };

/** An event that the environment of a role may give at any time: a request, or a local verdict. */
export interface Request {
  readonly kind: string;
}

/** The effects of any role, as a host sees them. */
export type AnyEffect<Told = unknown, Durable = unknown> = Effect<Addressed, Durable, Told, string>;

/** The types that a host and the user of a part meet; those of a role are narrower. */
export interface PartTypes {
  /** What it has on disk. */
  readonly record: unknown;
  /** What the part can be asked for. */
  readonly request: Request;
  /** What it tells. */
  readonly told: unknown;
  /** What it can be, such as leader. */
  readonly status: string;
}

/** The effects of a part of these types. */
export type PartEffect<Types extends PartTypes> = AnyEffect<Types["told"], Types["record"]>;

/** What a role says about itself. It may be out of date: other nodes may be in a higher epoch already. */
export interface Status<Is extends string = string> {
  /** What it is, such as leader, or how far it is, such as prepared. */
  readonly is: Is;
  /** The highest epoch that it has heard of, where there are epochs. */
  readonly epoch?: number;
  /** Whom it takes for the leader of that epoch, where it knows one. */
  readonly leader?: NodeId;
}

/** What of a part's situation follows from the rest. */
export interface Derivable<State> {
  readonly role: State;
  /** The armed timers, sorted. */
  readonly timers: readonly string[];
  /** Records on their way to disk. */
  readonly writing: readonly unknown[];
}

/**
 * The facts that a user learns from what it is told: values that it then knows, and that no crash undoes. `known`, if
 * it is given, is what the user knows already: what is told again is no news.
 */
export type Learning = (telling: Deliver<unknown> | Reply<unknown>, known?: readonly unknown[]) => readonly unknown[];

/**
 * One role of one node, for one transaction, register or log. A node may have many parts; they crash together.
 *
 * The functions are declared as methods. So TypeScript accepts a part of a narrower state where any part may stand; a
 * part is given no states and events but its own.
 */
export interface Part<State = unknown, Types extends PartTypes = PartTypes> {
  /** Unique in its system. */
  readonly name: string;
  /** Which instance of the protocol it belongs to, such as a transaction. */
  readonly instance: string;
  readonly node: NodeId;
  /** Which role it has, such as coordinator. */
  readonly role: string;
  /** What the environment may ask of it, at any time. */
  readonly requests: readonly Types["request"][];
  /** The names of the objects that it uses. Of each object a node has at most one part that does. */
  readonly objects?: readonly string[];
  /** What is on its disk before anything was written. */
  readonly noRecord: Types["record"];
  /** How its records can be torn by a crash; without it a record lands whole. */
  readonly recordParts?: RecordParts;
  /**
   * Whether its user starts anew with the node, as a replica in memory does: a restarted node then tells everything
   * again, from the first value on. Otherwise it repeats at most its last words, at once.
   */
  readonly tellsFromTheStart?: boolean;
  /**
   * What its user learns from what it is told: the values, unless it says otherwise, as a log does that has entries of
   * its own.
   */
  readonly learns?: Learning;
  /** The very first start. */
  start(): Started<State, PartEffect<Types>>;
  /** A start after a crash, from the durable part alone. */
  recover(record: Types["record"]): Started<State, PartEffect<Types>>;
  step(state: State, event: CommonEvent | Types["request"]): StepResult<State, PartEffect<Types>>;
  /** What it says about itself in this state. */
  status?(state: State): Status<Types["status"]>;
  /**
   * The action that the event is in this state, by its name in the specification; `undefined` if it is none. A part that
   * is compared with nothing has no actions.
   */
  actionOf?(state: State, event: CommonEvent | Types["request"]): string | undefined;
  /**
   * What in a state contradicts the rest of it, or the timers and the disk, if writes land just when the node hears of
   * it;
   * `undefined` if all is well. A part without this function keeps nothing twice.
   */
  flawIn?(situation: Derivable<State>): string | undefined;
}

/** The parts of a protocol, and the links over which they send. */
export interface System<Types extends PartTypes = PartTypes> {
  readonly parts: readonly Part<unknown, Types>[];
  /**
   * Names of links. A link is a set of messages that mostly change together. How messages are split makes no
   * difference.
   */
  readonly links: readonly string[];
  /** The link of a message. */
  readonly linkOf: (message: Addressed) => string;
  /**
   * What the environment offers beside network and disks. A host offers no objects: there a protocol takes the place of
   * each.
   */
  readonly objects?: readonly SharedObject[];
}

/**
 * The nodes of a system, each once.
 *
 * @example
 * ```ts
 * import { nodesOf } from "quorate/core";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const system = twoPhaseCommit({ transactions: ["t", "u"], coordinator: "shop", participants: ["bank"] });
 * console.log(nodesOf(system)); // [ 'shop', 'bank' ]
 * ```
 */
export function nodesOf(system: System): readonly NodeId[] {
  return [...new Set(system.parts.map((part) => part.node))];
}
