/**
 * An object with one value, on which each operation takes effect at one instant.
 *
 * A node has at most one operation in flight. If it waits for the operation, it hears the result in the instant in
 * which the operation takes effect. A crash does not withdraw the operation: it may still take effect, and then nobody
 * hears. A node that invokes another operation gives up the one that it had in flight. If a network is between the node
 * and the object, an answer may be lost as well.
 *
 * Specification: `AtomicObject`.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import type { ObjectOutcome, ObjectStep, SharedObject } from "../core/object.ts";

/** What the object holds, and what is in flight. */
export interface AtomicObject<Value = unknown, Operation = unknown> {
  readonly value: Value;
  /** By node, sorted by name. Most nodes have nothing in flight, and are left out. */
  readonly pending: readonly Pending<Operation>[];
}

/** An operation in flight. */
export interface Pending<Operation = unknown> {
  readonly node: NodeId;
  readonly operation: Operation;
  /** Whether its node waits for it. */
  readonly isAwaited: boolean;
}

/** What an operation makes of the value, and what it gives. */
export interface Effected<Value, Result> {
  readonly value: Value;
  readonly result: Result;
}

/**
 * The object, by the name under which roles know it.
 *
 * @spec AtomicObject!Invoke
 * @spec AtomicObject!Forget
 * @spec AtomicObject!Hear
 * @spec AtomicObject!HearAndInvoke
 * @spec AtomicObject!TakeUnheard
 * @spec AtomicObject!LoseAnswer
 * @spec RegisterConsensus!SetUnheard
 * @spec CounterConsensus!CountUnheard
 * @spec CounterConsensus!WriteUnheard
 * @param unheard - the name of the action, in the specification, by which an operation takes effect and nobody hears
 * @param effect - what an operation does
 * @param lost - the name of the action by which it takes effect and its answer is lost; without it no answer is. What it
 * is about is the node that waits.
 */
export function atomicObject<Value, Operation, Result>(
  name: string,
  value: Value,
  unheard: string,
  effect: (value: Value, operation: Operation) => Effected<Value, Result>,
  lost?: string,
): SharedObject<AtomicObject<Value, Operation>, Operation> {
  type State = AtomicObject<Value, Operation>;
  const after = ({ value: before, pending }: State, one: Pending<Operation>): State => ({
    value: effect(before, one.operation).value,
    pending: without(pending, one.node),
  });
  return {
    name,
    initial: { value, pending: [] },
    invoked: (state, node, operation) => ({
      ...state,
      pending: sorted([...without(state.pending, node), { node, operation, isAwaited: true }]),
    }),
    crashed: (state, node) => ({
      ...state,
      pending: state.pending.map((one) => (one.node === node ? { ...one, isAwaited: false } : one)),
    }),
    steps: (state): readonly ObjectStep<State>[] =>
      state.pending.flatMap((one): readonly ObjectStep<State>[] => {
        if (!one.isAwaited) return [{ action: unheard, subject: state.value, state: after(state, one) }];
        return lost === undefined ? [] : [{ action: lost, subject: one.node, state: after(state, one) }];
      }),
    outcomes: (state, node): readonly ObjectOutcome<State>[] =>
      state.pending
        .filter((one) => one.isAwaited && one.node === node)
        .map((one) => ({ outcome: effect(state.value, one.operation).result, state: after(state, one) })),
  };
}

function without<Operation>(pending: readonly Pending<Operation>[], node: NodeId): readonly Pending<Operation>[] {
  return pending.filter((one) => one.node !== node);
}

function sorted<Operation>(pending: readonly Pending<Operation>[]): readonly Pending<Operation>[] {
  return pending.toSorted((one, other) => (one.node < other.node ? -1 : 1));
}
