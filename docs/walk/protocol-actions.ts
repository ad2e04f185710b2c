/**
 * The actions of a specification: the disjuncts of `Next`, where a disjunct that is only a disjunction of definitions
 * (`CoordinatorStep(t)`) stands for its own disjuncts.
 *
 * @module
 */
import { namesIn } from "../../conformance/tlc/specification-module.ts";
import { findVisible, type Specifications } from "./specifications.ts";

const quantifier = /\\E\s+[^:]*:/g;
const application = /[A-Za-z_]\w*\s*(?:\([^()]*\))?/g;

/** In the order of the specification, each once. */
export function actionsOf(specifications: Specifications, moduleName: string): readonly string[] {
  return [...new Set(disjunctsOf(specifications, moduleName, "Next"))];
}

function disjunctsOf(specifications: Specifications, moduleName: string, name: string): readonly string[] {
  const body = findVisible(specifications, moduleName, name)?.definition.body;
  if (body === undefined) return [];
  const formula = body.replace(quantifier, "").replace(/\\\//g, " ");
  const isDisjunction = formula.replace(application, "").trim() === "";
  if (!isDisjunction) return [name];
  const names = namesIn(formula.replace(/\([^()]*\)/g, ""));
  return names.flatMap((disjunct) => disjunctsOf(specifications, moduleName, disjunct));
}
