/**
 * The actions of a specification, read from its modules: the names and parameters of its definitions.
 *
 * @module
 */
import type { SpecificationModule } from "../tlc/specification-module.ts";

export interface SpecifiedAction {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** @throws Error if no module defines one of the actions. */
export function specifiedActions(
  modules: readonly SpecificationModule[],
  names: readonly string[],
): readonly SpecifiedAction[] {
  return names.map((name) => {
    const [definition] = modules.flatMap(({ definitions }) => definitions.get(name) ?? []);
    if (definition === undefined) throw new Error(`the specification defines no action ${name}`);
    return { name, parameters: definition.parameters };
  });
}
