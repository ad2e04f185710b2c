/**
 * Several predicates in one run of TLC, of which none hides another: for each, the length of the shortest behaviour that
 * violates it.
 *
 * TLC stops at the first invariant that is violated. So a module that extends the model's has one invariant that holds
 * whatever the predicates say, and prints each the first time that it is false. With one worker TLC goes breadth first,
 * so the first time is the earliest.
 *
 * @module
 */

/** A predicate of two states, as the action of a property `[][Action]_variables`. */
export interface NotedAction {
  readonly name: string;
  /** The lines of its definition, whose head is `NotedAction_Name ==`. */
  readonly definition: string;
}

export interface Noting {
  /** Predicates of a state: names that the model's module defines, or one of `others`. */
  readonly names: readonly string[];
  readonly actions?: readonly NotedAction[];
  /** Modules besides the model's that define what is noted. */
  readonly others?: readonly string[];
  /** Whether TLC is to stop when each has been violated: what remains of the states has nothing to tell. */
  readonly stops: boolean;
  /** TLC is to stop, too, when it has found as many different states. */
  readonly mostStates?: number;
}

/** The invariant of the module that is generated. It is violated only where TLC is to stop. */
export const notingInvariant = "NothingLeftToNote";

/** The action constraint of it, which lets every step pass; there is none without actions. */
export const notingActionConstraint = "NotedActions";

export function notingModuleName(module: string): string {
  return `Noting_${module}`;
}

export function nameOfNotedAction(name: string): string {
  return `NotedAction_${name}`;
}

export function notingModuleText(module: string, noting: Noting): string {
  // A name of the model may stand for no second thing here, not even for a parameter.
  const { names, actions = [], others = [], stops, mostStates } = noting;
  const all = names.length + actions.length;
  const note = (name: string, at: number) => `  /\\ NoteOnce(${at + 1}, ${name})`;
  const conditions = [
    ...names.map(note),
    stops && all > 0 ? `  /\\ \\E noting_register \\in 1..${all} : ~TLCGet(noting_register)` : "  /\\ TRUE",
    ...(mostStates === undefined ? [] : [`  /\\ TLCGet("distinct") < ${mostStates}`]),
  ];
  const noted = actions.map(({ name }, at) => note(nameOfNotedAction(name), names.length + at));
  return `---- MODULE ${notingModuleName(module)} ----
EXTENDS ${[module, ...others].join(", ")}
LOCAL INSTANCE TLC
LOCAL INSTANCE Naturals

ASSUME \\A noting_register \\in 1..${all} : TLCSet(noting_register, FALSE)

\\* TLC counts the steps to a state; a behaviour has one state more.
NoteOnce(noting_register, noting_holds) ==
  \\/ noting_holds
  \\/ TLCGet(noting_register)
  \\/ TLCSet(noting_register, TRUE) /\\ PrintT(<<"noted", noting_register, TLCGet("level") + 1>>)

${notingInvariant} ==
${conditions.join("\n")}
${actions.map(({ definition }) => `\n${definition}\n`).join("")}${
  noted.length === 0 ? "" : `\n${notingActionConstraint} ==\n${noted.join("\n")}\n`
}====
`;
}

/** What was noted, by name, from the lines that TLC printed. */
export function notedIn(lines: readonly string[], { names, actions = [] }: Noting): ReadonlyMap<string, number> {
  const all = [...names, ...actions.map(({ name }) => name)];
  return new Map(
    lines.flatMap((line) => {
      const [, register, length] = /^<<"noted", (\d+), (\d+)>>$/.exec(line.trim()) ?? [];
      const name = all[Number(register) - 1];
      return name === undefined ? [] : [[name, Number(length)] as const];
    }),
  );
}
