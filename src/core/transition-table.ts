/**
 * The role changes of a role, as rows of `typescript-fsm` (status, change, next status). The step computes what has
 * happened, and the table says whether that is a change and to which status: it is the one place that allows a role
 * change, and the diagrams in the guide are drawn from it.
 *
 * Only the library's look-up is used. Its dispatch is asynchronous, and would take a second transition at once where
 * rows have no callbacks.
 *
 * @module
 */
import { StateMachine, t } from "typescript-fsm";

/** A status, what happened, and the status that follows, as `t(from, change, to)` writes it. */
export interface Row<Status extends string, Change extends string> {
  readonly fromState: Status;
  readonly event: Change;
  readonly toState: Status;
}

/** A checked table. */
export interface TransitionTable<Status extends string, Change extends string> {
  /** The rows, in the order of the specification. */
  readonly rows: readonly Row<Status, Change>[];
  /** The statuses in which a node may start, the first one for a new transaction or run. */
  readonly starts: readonly Status[];
  /** The statuses that no change leaves. */
  readonly finals: readonly Status[];
  /** The status after `change`, or `undefined` where the table has no such row. */
  readonly next: (status: Status, change: Change) => Status | undefined;
  /** The table as a Mermaid state diagram. */
  readonly toMermaid: (title: string) => string;
}

/**
 * Checks the rows and makes them a table.
 *
 * @throws Error if two rows have the same status and change, if a status cannot be reached from any start, or if
 * `finals` are not exactly the statuses that no row leaves.
 * @example
 * ```ts
 * import { transitionTable } from "quorate/core";
 *
 * const rows = [{ fromState: "working", event: "decided", toState: "done" }] as const;
 * const table = transitionTable(rows, ["working"], ["done"]);
 * console.log(table.next("working", "decided"), table.next("done", "decided")); // done undefined
 * ```
 */
export function transitionTable<Status extends string, Change extends string>(
  rows: readonly Row<Status, Change>[],
  starts: readonly [Status, ...Status[]],
  finals: readonly Status[],
): TransitionTable<Status, Change> {
  refuseDuplicates(rows);
  refuseUnreachable(rows, starts);
  refuseWrongFinals(rows, starts, finals);
  const machineIn = (status: Status): StateMachine<Status, Change> =>
    new StateMachine(
      status,
      rows.map((row) => t(row.fromState, row.event, row.toState)),
    );
  const machines = new Map<Status, StateMachine<Status, Change>>();
  for (const status of statuses(rows, starts)) machines.set(status, machineIn(status));
  return {
    rows,
    starts,
    finals,
    next: (status, change) => machines.get(status)?.getNextState(change),
    toMermaid: (title) => machineIn(starts[0]).toMermaid(title),
  };
}

function statuses<Status extends string>(rows: readonly Row<Status, string>[], starts: readonly Status[]): Set<Status> {
  return new Set([...starts, ...rows.flatMap((row) => [row.fromState, row.toState])]);
}

function refuseDuplicates(rows: readonly Row<string, string>[]): void {
  const seen = new Set<string>();
  for (const { fromState, event } of rows) {
    const key = JSON.stringify([fromState, event]);
    if (seen.has(key)) throw new Error(`transition table: two rows for ${event} in ${fromState}`);
    seen.add(key);
  }
}

function refuseUnreachable(rows: readonly Row<string, string>[], starts: readonly string[]): void {
  const reached = new Set(starts);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const row of rows) if (reached.has(row.fromState)) reached.add(row.toState);
  }
  for (const status of statuses(rows, starts)) {
    if (!reached.has(status)) throw new Error(`transition table: ${status} cannot be reached`);
  }
}

function refuseWrongFinals(
  rows: readonly Row<string, string>[],
  starts: readonly string[],
  finals: readonly string[],
): void {
  const left = new Set(rows.map((row) => row.fromState));
  const stays = [...statuses(rows, starts)].filter((status) => !left.has(status)).sort();
  if (JSON.stringify(stays) !== JSON.stringify([...finals].sort())) {
    throw new Error(`transition table: final are ${stays.join(", ")}, declared are ${finals.join(", ")}`);
  }
}
