/** Whether a history has an order, found by trying every order: slow, and so simple that it cannot be wrong. */
import { isSameData, type PlainData } from "../../core/plain-data.ts";
import type { History } from "./history.ts";
import type { SequentialObject } from "./sequential-object.ts";

export function hasOrder<State extends PlainData, Operation, Outcome>(
  history: History<Operation, Outcome>,
  object: SequentialObject<State, Operation, Outcome>,
  states: ReadonlyMap<string, State> = new Map(),
): boolean {
  if (history.every(({ returned }) => returned === undefined)) return true;
  return history.some((call) => {
    if (history.some(({ returned }) => returned !== undefined && returned.at < call.invoked)) return false;
    const key = object.keyOf?.(call.operation) ?? "";
    const { state, outcome } = object.apply(states.get(key) ?? object.initial, call.operation);
    if (call.returned !== undefined && !isSameData(outcome, call.returned.outcome)) return false;
    const rest = history.filter((other) => other !== call);
    return hasOrder(rest, object, new Map(states).set(key, state));
  });
}
