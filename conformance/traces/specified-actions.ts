/**
 * The actions of a specification, read from its modules: the names and parameters of its definitions.
 *
 * @module
 */
import type { SpecificationModule } from "../tlc/specification-module.ts";

export interface SpecifiedAction {
  readonly name: string;
  /** The definition that is the action, or is it together with what is joined to it. */
  readonly defined: string;
  readonly parameters: readonly string[];
}

/** @throws Error if no module defines one of the actions. */
export function specifiedActions(
  modules: readonly SpecificationModule[],
  names: readonly string[],
  joins?: string,
): readonly SpecifiedAction[] {
  return names.map((name) => {
    const found = [...(joins === undefined ? [] : [`${name}_${joins}`]), name].flatMap((defined) =>
      modules.flatMap(({ definitions }) => {
        const definition = definitions.get(defined);
        return definition === undefined ? [] : [{ name, defined, parameters: definition.parameters }];
      }),
    );
    if (found[0] === undefined) throw new Error(`the specification defines no action ${name}`);
    return found[0];
  });
}
