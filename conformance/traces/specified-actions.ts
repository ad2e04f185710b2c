/**
 * The actions of a specification, read from its text: the names and parameters of its definitions.
 *
 * @module
 */

export interface SpecifiedAction {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** @throws Error if the module does not define one of the actions. */
export function specifiedActions(moduleText: string, names: readonly string[]): readonly SpecifiedAction[] {
  return names.map((name) => {
    const [definition, parameters = ""] = moduleText.match(new RegExp(`^${name}(?:\\(([^)]*)\\))? ==`, "m")) ?? [];
    if (definition === undefined) throw new Error(`the specification defines no action ${name}`);
    return { name, parameters: parameters.split(",").flatMap((text) => text.trim() || []) };
  });
}
