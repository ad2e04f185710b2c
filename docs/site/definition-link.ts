import { findDefinition } from "../../conformance/definitions/specifications.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

/** A definition is an anchor on the page of its module. @throws SetupError if the module does not have it */
export function linkToDefinition(project: Project, moduleName: string, name: string): string {
  const found = findDefinition(project.specifications, moduleName, name);
  if (found === undefined) throw new SetupError(`docs: there is no ${moduleName}!${name}`);
  return linkTo(found.module.path, found.definition.name);
}
