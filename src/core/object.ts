/**
 * Objects: what the environment offers to nodes beside the network and their disks, such as a counter, a register or a
 * log. A role invokes an operation by the effect `invoke`, and hears what became of it by the event `heard`. Between the
 * two it can crash; what the object remembers then is its contract.
 *
 * An object is plain data and pure functions, like a role, but it is nowhere: no crash undoes it, and each of its steps
 * happens at one instant. What stands here is its contract. A protocol that keeps the contract can take its place, see
 * `stack.ts`.
 *
 * The functions are declared as methods, so that an object of a narrower state can stand where any is wanted.
 *
 * @module
 */
import type { NodeId } from "./node-id.ts";

/** An object that nodes share. */
export interface SharedObject<State extends NonNullable<unknown> = NonNullable<unknown>, Operation = unknown> {
  /** As roles name it. */
  readonly name: string;
  /** Before anybody has invoked anything. */
  readonly initial: State;
  /** A node has invoked an operation: it is in flight, and need not have taken effect. */
  invoked(state: State, by: NodeId, operation: Operation): State;
  /** A node went down: what it has heard is forgotten, and what it has invoked it will not hear of. */
  crashed(state: State, node: NodeId): State;
  /** What the object can do of which nobody hears. */
  steps(state: State): readonly ObjectStep<State>[];
  /** What the node can hear next, if it is up. */
  outcomes(state: State, node: NodeId): readonly ObjectOutcome<State>[];
}

/** A step of an object by itself. */
export interface ObjectStep<State> {
  /** Its name in the specification. */
  readonly action: string;
  /** What it is about: an environment may keep it from happening for some. */
  readonly subject: unknown;
  readonly state: State;
}

/** A step of an object of which a node hears at once. */
export interface ObjectOutcome<State> {
  readonly state: State;
  readonly outcome: unknown;
}
