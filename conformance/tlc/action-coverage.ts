/** How often TLC took each action of a specification. */
export type ActionCoverage = {
  readonly module: string;
  readonly action: string;
  /** How often the action led to a state that had not been seen. */
  readonly distinct: number;
  /** How often it was taken at all. */
  readonly generated: number;
};

/**
 * Reads `<Reset line 9, col 1 to line 9, col 8 of module C>: 1:6`. A part of the next-state relation that TLC takes for
 * one action although it is none by itself, such as one that ranges over a set that changes, comes as
 * `<Next line 65, col 1 to line 65, col 4 of module C (67 22 67 71)>: 1:6`, and is called `Next, line 67`.
 */
export function parseActionCoverage(text: string): ActionCoverage | undefined {
  const match = /^<([^\s(]+).* of module (\S+?)(?: \((\d+) [\d ]+\))?>: (\d+):(\d+)$/.exec(text.trim());
  const [, name, module, line, distinct, generated] = match ?? [];
  if (name === undefined || module === undefined) return undefined;
  const action = line === undefined ? name : `${name}, line ${line}`;
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
