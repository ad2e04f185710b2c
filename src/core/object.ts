/**
 * Objects: what the environment offers to nodes beside the network and their disks, such as a counter, a register or a
 * log. A role invokes an operation by the effect `invoke`, and hears what became of it by the event `heard`. Between the
 * two it can crash. The contract of the object says what then becomes of the operation.
 *
 * An object is plain data and pure functions, like a role. But it is at no node: no crash undoes it, and each of its
 * steps happens at one instant. It is its own contract, written as code. A protocol that keeps the contract can take
 * its place, see `stack.ts`.
 *
 * The functions are declared as methods. So TypeScript accepts an object of a narrower state where any object may
 * stand.
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
  /** A node went down: it forgets what it has heard, and will not hear of what it has invoked. */
  crashed(state: State, node: NodeId): State;
  /** The steps that the object can take without any node hearing of them. */
  steps(state: State): readonly ObjectStep<State>[];
  /** What the node can hear next, if it is up. */
  outcomes(state: State, node: NodeId): readonly ObjectOutcome<State>[];
}

/** A step of an object by itself. */
export interface ObjectStep<State> {
  /** Its name in the specification. */
  readonly action: string;
  /** What the step is about, such as a node. A model may forbid it for some. */
  readonly subject: unknown;
  readonly state: State;
}

/** A step of an object of which a node hears at once. */
export interface ObjectOutcome<State> {
  readonly state: State;
  readonly outcome: unknown;
}
