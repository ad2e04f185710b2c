/**
 * The actions of a specification: the disjuncts of `Next`, where a disjunct that is only a disjunction of definitions
 * (`CoordinatorStep(t)`) stands for its own disjuncts.
 *
 * @module
 */
import { namesIn, type SpecificationModule } from "../../conformance/tlc/specification-module.ts";

const quantifier = /\\E\s+[^:]*:/g;
const application = /[A-Za-z_]\w*\s*(?:\([^()]*\))?/g;

/** In the order of the specification, each once. */
export function actionsOf(module: SpecificationModule): readonly string[] {
  return [...new Set(disjunctsOf(module, "Next"))];
}

function disjunctsOf(module: SpecificationModule, name: string): readonly string[] {
  const body = module.definitions.get(name)?.body;
  if (body === undefined) return [];
  const formula = body.replace(quantifier, "").replace(/\\\//g, " ");
  const isDisjunction = formula.replace(application, "").trim() === "";
  if (!isDisjunction) return [name];
  const names = namesIn(formula.replace(/\([^()]*\)/g, ""));
  return names.flatMap((disjunct) => disjunctsOf(module, disjunct));
}
