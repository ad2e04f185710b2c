/** A behaviour that TLC prints: the way to a violation, or, for a temporal property, a lasso. */

export type Variable = {
  readonly name: string;
  /** The value as TLC prints it, with its line breaks. */
  readonly value: string;
};

export type TraceState = {
  /** Counted from 1. */
  readonly number: number;
  /** The action that led here, and "Init" for the first state. */
  readonly action: string;
  readonly variables: readonly Variable[];
};

export type Ending =
  | { readonly kind: "ends" }
  /** From the last state on, nothing happens any more. */
  | { readonly kind: "stutters" }
  /** The last state is followed by the state of that number, again and again. */
  | { readonly kind: "back to"; readonly state: number };

export type Counterexample = {
  readonly states: readonly TraceState[];
  readonly ending: Ending;
};

/** Reads a message such as `2: <Increment line 8, col 14 to line 8, col 44 of module C>` and the state below it. */
export function parseTraceState(text: string): TraceState | undefined {
  const [heading = "", ...body] = text.split("\n");
  const match = /^(\d+): <(.*)>$/.exec(heading.trim());
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { number: Number(match[1]), action: actionName(match[2]), variables: parseVariables(body) };
}

/** Reads `/\ x = 1` lines, or `x = 1` alone where there is one variable; a value may go on over several lines. */
export function parseVariables(lines: readonly string[]): readonly Variable[] {
  const variables: { name: string; value: string }[] = [];
  for (const line of lines) {
    const match = /^(?:\/\\ )?([A-Za-z_]\w*) = (.*)$/.exec(line);
    const starts = match !== null && (line.startsWith("/\\ ") || variables.length === 0);
    if (starts && match[1] !== undefined && match[2] !== undefined) variables.push({ name: match[1], value: match[2] });
    else if (line.trim() !== "") continueLast(variables, line);
  }
  return variables;
}

function continueLast(variables: readonly { name: string; value: string }[], line: string): void {
  const last = variables.at(-1);
  if (last !== undefined) last.value += `\n${line}`;
}

/** Reads `3: Back to state: <Reset line …>` as 3. */
export function parseBackTo(text: string): number | undefined {
  const match = /^(\d+): Back to state/.exec(text.trim());
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

function actionName(described: string): string {
  if (described === "Initial predicate") return "Init";
  return described.replace(/ line \d+.*$/s, "").replace(/\(.*$/s, "");
}
