import type { ModelRow } from "../../conformance/check/manifest.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

/** A model's configuration is a section of the page of its module. */
export function linkToModel(project: Project, row: ModelRow): string {
  const module = project.specifications.get(row.module);
  if (module === undefined) throw new SetupError(`docs: there is no module ${row.module}, which ${row.name} bounds`);
  return linkTo(module.path, row.name.toLowerCase());
}
