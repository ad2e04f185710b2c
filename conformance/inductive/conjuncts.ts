/**
 * The inductive invariant of a specification, read from its text: its conjuncts, which are names, one on each line, and
 * what a theorem says to follow from it.
 *
 * @module
 */
import { SetupError } from "../setup-error.ts";
import { extendedModules } from "../tlc/extended-modules.ts";

export interface Inductive {
  readonly conjuncts: readonly string[];
  /** What the invariant is for. */
  readonly implied: readonly string[];
}

/** @throws SetupError if the module has no `Inductive`, or if this is anything but a list of names. */
export function inductiveOf(module: string, libraries: readonly string[]): Inductive {
  const modules = extendedModules(module, libraries);
  const body = modules.flatMap(({ definitions }) => definitions.get("Inductive") ?? []).at(-1)?.body;
  if (body === undefined) throw new SetupError(`${module} has no Inductive`);
  const conjuncts = body.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const [, name] = line.match(/^\s*\/\\\s*(\w+)\s*$/) ?? [];
    if (name === undefined) throw new SetupError(`a conjunct of Inductive has no name of its own: ${line.trim()}`);
    return [name];
  });
  const implied = modules
    .flatMap(({ theorems }) => theorems)
    .flatMap((theorem) => theorem.body.match(/^Inductive => ([\w\s/\\]+)$/)?.[1]?.split("/\\") ?? [])
    .map((name) => name.trim());
  return { conjuncts, implied };
}
