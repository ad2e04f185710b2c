/** Rows and results for tests. */
import type { Outcome } from "../tlc/outcome.ts";
import type { TlcResult } from "../tlc/run.ts";
import type { ModelRow } from "./manifest.ts";

export function modelRow(changes: Partial<ModelRow> = {}): ModelRow {
  return {
    name: "Counter_3",
    problem: "counting",
    protocol: "counter",
    specification: "Counter",
    module: "MCCounter",
    tier: "small",
    expected: { kind: "passes", counts: { distinct: 8, generated: 10, depth: 6 } },
    claims: [],
    shows: "The counter stays within its limit.",
    graph: false,
    seesMost: false,
    checked: undefined,
    deadlock: false,
    line: 4,
    sets: {},
    values: { Limit: "3" },
    bounds: {},
    behaviour: { specification: "Spec" },
    invariants: ["WithinLimit"],
    properties: [],
    reaches: new Map(),
    ...changes,
  };
}

export const passes: Outcome = { kind: "passes", counts: { initial: 1, distinct: 8, generated: 10, depth: 6 } };

export function tlcResult(outcome: Outcome, changes: Partial<TlcResult> = {}): TlcResult {
  return {
    outcome,
    trace: undefined,
    coverage: [],
    noted: new Map(),
    counted: { distinct: 8, generated: 10, depth: 6 },
    seconds: 1.5,
    version: "2.18 of 20 March 2023",
    ...changes,
  };
}
