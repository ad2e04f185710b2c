/** How often TLC took each action of a specification. */
export type ActionCoverage = {
  readonly module: string;
  readonly action: string;
  /** How often the action led to a state that had not been seen. */
  readonly distinct: number;
  /** How often it was taken at all. */
  readonly generated: number;
};

/** Reads `<Reset line 9, col 1 to line 9, col 8 of module C>: 1:6`. */
export function parseActionCoverage(text: string): ActionCoverage | undefined {
  const match = /^<([^\s(]+).* of module (\S+)>: (\d+):(\d+)$/.exec(text.trim());
  const [, action, module, distinct, generated] = match ?? [];
  if (action === undefined || module === undefined) return undefined;
  return { module, action, distinct: Number(distinct), generated: Number(generated) };
}

/** Adds up the entries of one action, of which there are two when Next names it twice or when two models are summed. */
export function sumCoverage(entries: readonly ActionCoverage[]): readonly ActionCoverage[] {
  const sums = new Map<string, ActionCoverage>();
  for (const entry of entries) {
    const key = `${entry.module}!${entry.action}`;
    const before = sums.get(key);
    const distinct = entry.distinct + (before?.distinct ?? 0);
    sums.set(key, { ...entry, distinct, generated: entry.generated + (before?.generated ?? 0) });
  }
  return [...sums.values()];
}
