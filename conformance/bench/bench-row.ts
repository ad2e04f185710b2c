/** One measurement, side by side: `ratio` is ours over theirs, better above 1. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly theirs: readonly { readonly who: string; readonly value: number; readonly ratio: number }[];
  /** What a reader of the figures must know. */
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
