/**
 * The actions of a specification: the disjuncts of `Next`, where a disjunct that is only a disjunction of definitions
 * (`CoordinatorStep(t)`) stands for its own disjuncts. One that extends another by steps of its own has a `NextLocating`,
 * say, of which `Next /\ Forget` is a part: its actions are the others.
 *
 * @module
 */

import { findVisible, type Specifications } from "../../conformance/definitions/specifications.ts";
import type { Definition, SpecificationModule } from "../../conformance/tlc/specification-module.ts";
import { namesIn, withoutStrings } from "../../conformance/tlc/tla-text.ts";

const quantifier = /\\E\s+[^:]*:/g;

/** In the order of the specification, each once. */
export function actionsOf(specifications: Specifications, moduleName: string): readonly string[] {
  const own = extensionIn(specifications.get(moduleName));
  if (own === undefined) return [...new Set(disjunctsOf(specifications, moduleName, "Next"))];
  const disjuncts = own.body.split("\\/").filter((disjunct) => !disjunct.includes("/\\"));
  return disjuncts.flatMap((disjunct) => namesIn(withoutArguments(disjunct.replace(quantifier, ""))));
}

/** What a specification does that extends another by steps of its own. */
export function extensionIn(module: SpecificationModule | undefined): Definition | undefined {
  return [...(module?.definitions.values() ?? [])].find(
    ({ name, body }) => /^Next[A-Z]/.test(name) && /\bNext \/\\/.test(body),
  );
}

function disjunctsOf(specifications: Specifications, moduleName: string, name: string): readonly string[] {
  const body = findVisible(specifications, moduleName, name)?.definition.body;
  if (body === undefined) return [];
  const formula = withoutArguments(withoutStrings(body).replace(quantifier, "").replace(/\\\//g, " "));
  const names = namesIn(formula);
  const areDefined = names.every((other) => findVisible(specifications, moduleName, other) !== undefined);
  const isDisjunction = areDefined && /^[\w\s]*$/.test(formula);
  if (!isDisjunction) return [name];
  return names.flatMap((disjunct) => disjunctsOf(specifications, moduleName, disjunct));
}

/** Leaves of each application its operator, whatever it is applied to; other parentheses stay. */
function withoutArguments(formula: string): string {
  let depth = 0;
  let kept = "";
  for (const character of formula) {
    if (character === "(" && (depth > 0 || /\w\s*$/.test(kept))) depth++;
    else if (character === ")" && depth > 0) depth--;
    else if (depth === 0) kept += character;
  }
  return kept;
}
