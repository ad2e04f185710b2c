/**
 * Where an action stands in the specification and in the code, and what a property says: for whoever reads in a terminal
 * that something went wrong.
 *
 * @module
 */
import { basename, dirname, resolve } from "node:path";
import { type Implementation, implementationsIn, readSources } from "./implementations.ts";
import {
  type Found,
  findDefinition,
  linesOfDefinition,
  protocolModule,
  readSpecifications,
  type Specifications,
} from "./specifications.ts";

export interface Definitions {
  readonly specifications: Specifications;
  readonly implementations: readonly Implementation[];
}

/** A place in a file, such as `spec/atomic-commit/TwoPhaseCommit.tla:120`. */
export type Whereabouts = string;

export function readDefinitions(specFolder: string, projectFolder: string): Definitions {
  const folder = resolve(specFolder);
  return {
    specifications: readSpecifications(dirname(folder), basename(folder)),
    implementations: implementationsIn(readSources(projectFolder)),
  };
}

/** In the specification, and in the code if that has a function for it; none if the module has no such action. */
export function whereIs(
  { specifications, implementations }: Definitions,
  module: string,
  action: string,
): readonly Whereabouts[] {
  const found = findDefinition(specifications, module, action);
  if (found === undefined) return [];
  const reference = `${protocolModule(specifications, module)}!${action}`;
  const functions = implementations.filter((one) => one.reference === reference);
  return [placeOf(found), ...functions.map(({ path, line, declaration }) => `${path}:${line} ${declaration}`)];
}

/** Where the property is defined, and its lines as they stand there; `undefined` if the module has none of the name. */
export function propertyText(
  { specifications }: Definitions,
  module: string,
  property: string,
): { readonly where: Whereabouts; readonly lines: readonly string[] } | undefined {
  const found = findDefinition(specifications, module, property);
  return found && { where: placeOf(found), lines: linesOfDefinition(found) };
}

function placeOf({ module, definition }: Found): Whereabouts {
  return `${module.path}:${definition.line}`;
}
