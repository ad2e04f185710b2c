/**
 * Whether every action of a specification fires in one of its passing models at least. An action that never does is
 * not checked by anything, however many properties hold.
 */
import { type ActionCoverage, sumCoverage } from "../tlc/action-coverage.ts";
import type { TlcResult } from "../tlc/run.ts";
import type { ModelRow } from "./manifest.ts";
import { checkTier } from "./selection.ts";

export type SpecificationCoverage = {
  readonly specification: string;
  readonly actions: readonly Omit<ActionCoverage, "module">[];
  /** False if not all of the passing models of the small tier were run, so that nothing can be concluded. */
  readonly complete: boolean;
  readonly neverFired: readonly string[];
  readonly ok: boolean;
};

export type CheckedRow = { readonly row: ModelRow; readonly result: TlcResult };

export function specificationCoverage(
  checked: readonly CheckedRow[],
  rows: readonly ModelRow[],
): readonly SpecificationCoverage[] {
  const passing = checked.filter(({ result }) => result.outcome.kind === "passes");
  const specifications = [...new Set(checked.map(({ row }) => row.specification))];
  return specifications.flatMap((specification) => {
    const needed = modelsThatCount(rows, specification);
    const ran = passing.filter(({ row }) => needed.includes(row));
    // A specification whose models must all fail, such as a protocol that is wrong on purpose, has nothing to sum.
    if (needed.length === 0) return [];
    const complete = needed.length === ran.length;
    return [sumUp(specification, complete, ran)];
  });
}

/**
 * Counting takes TLC longer than the check itself, and what is to fire does so in the smaller models already. In states
 * that TLC generates; the smallest model of a specification counts whatever its size.
 */
const largestThatCounts = 25_000;
/** How many models of a specification count, the smallest of them. */
const mostThatCount = 18;

/** The models that must have run before anything can be said of a specification's actions. */
export function modelsThatCount(rows: readonly ModelRow[], specification: string): readonly ModelRow[] {
  const passing = rows.filter(
    (row) => row.specification === specification && checkTier(row) === "small" && row.expected.kind === "passes",
  );
  const bySize = [...passing].sort((left, right) => sizeOf(left) - sizeOf(right)).slice(0, mostThatCount);
  const smallest = Math.min(...passing.map(sizeOf));
  return bySize.filter((row) => sizeOf(row) <= Math.max(smallest, largestThatCounts));
}

/** A model of which the manifest does not tell the size yet may be small. */
function sizeOf({ expected }: ModelRow): number {
  return (expected.kind === "passes" ? expected.counts?.generated : undefined) ?? 0;
}

function sumUp(specification: string, complete: boolean, ran: readonly CheckedRow[]): SpecificationCoverage {
  const all = sumCoverage(ran.flatMap(({ result }) => result.coverage));
  const actions = all
    .filter(({ module }) => isPartOf(module, specification))
    .map(({ action, distinct, generated }) => ({ action, distinct, generated }));
  const neverFired = complete ? actions.filter(({ generated }) => generated === 0).map(({ action }) => action) : [];
  // Without any action of that module the row names the wrong specification, and the check would check nothing.
  const ok = !complete || (actions.length > 0 && neverFired.length === 0);
  return { specification, actions, complete, neverFired, ok };
}

/** A protocol is several modules: `EpochBroadcast`, and `EpochBroadcast_Election` that it extends. */
function isPartOf(module: string, specification: string): boolean {
  return module === specification || module.startsWith(`${specification}_`);
}
