/**
 * Several state predicates in one run of TLC, of which none hides another: for each, the length of the shortest
 * behaviour to a state that violates it.
 *
 * TLC stops at the first invariant that is violated. So a module that extends the model's has one invariant that holds
 * whatever the predicates say, and prints each the first time that it is false. With one worker TLC goes breadth first,
 * so the first time is the earliest.
 *
 * @module
 */

export interface Noting {
  /** The predicates, names that the model's module defines. */
  readonly names: readonly string[];
  /** Whether TLC is to stop when each has been false: what remains of the states has nothing to tell. */
  readonly stops: boolean;
}

/** The invariant of the module that is generated. It is violated only where TLC is to stop. */
export const notingInvariant = "NothingLeftToNote";

export function notingModuleName(module: string): string {
  return `Noting_${module}`;
}

export function notingModuleText(module: string, { names, stops }: Noting): string {
  const name = notingModuleName(module);
  const register = (at: number) => at + 1;
  return `---- MODULE ${name} ----
EXTENDS ${module}
LOCAL INSTANCE TLC
LOCAL INSTANCE Naturals

ASSUME \\A register \\in 1..${names.length} : TLCSet(register, FALSE)

\\* TLC counts the steps to a state; a behaviour has one state more.
NoteOnce(register, holds) ==
  \\/ holds
  \\/ TLCGet(register)
  \\/ TLCSet(register, TRUE) /\\ PrintT(<<"noted", register, TLCGet("level") + 1>>)

${notingInvariant} ==
${names.map((predicate, at) => `  /\\ NoteOnce(${register(at)}, ${predicate})`).join("\n")}
  /\\ ${stops ? `\\E register \\in 1..${names.length} : ~TLCGet(register)` : "TRUE"}
====
`;
}

/** What was noted, by name, from the lines that TLC printed. */
export function notedIn(lines: readonly string[], { names }: Noting): ReadonlyMap<string, number> {
  return new Map(
    lines.flatMap((line) => {
      const [, register, length] = /^<<"noted", (\d+), (\d+)>>$/.exec(line.trim()) ?? [];
      const name = names[Number(register) - 1];
      return name === undefined ? [] : [[name, Number(length)] as const];
    }),
  );
}
