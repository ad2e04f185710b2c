/**
 * Quotations, by name and never by copy: `TwoPhaseCommit!MayCommit` is a definition of a specification, and
 * `src/atomic-commit/two-phase-commit/coordinator.ts#decideCommit` a declaration of a TypeScript file, its comment
 * included.
 *
 * @module
 */

import { findDefinition, parseReference } from "../../conformance/definitions/specifications.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { fenced, linkTo } from "./page.ts";
import type { Project } from "./project.ts";

export function excerpt(project: Project, reference: string): string {
  const specified = parseReference(reference);
  if (specified !== undefined) return definitionExcerpt(project, specified.module, specified.name);
  const [path = "", name = ""] = reference.split("#");
  return declarationExcerpt(project, path, name);
}

function definitionExcerpt(project: Project, moduleName: string, name: string): string {
  const found = findDefinition(project.specifications, moduleName, name);
  if (found === undefined) throw new SetupError(`docs: there is no ${moduleName}!${name} to include`);
  const { module, definition } = found;
  const text = module.text.split("\n").slice(definition.line - 1, definition.lastLine);
  const source = `<p class="source">${codeLinkHtml(`${moduleName}!${name}`, module.path, name)}</p>`;
  return `${source}\n\n${fenced("tla", [`module=${module.name}`], text.join("\n"))}`;
}

function declarationExcerpt(project: Project, path: string, name: string): string {
  const source = project.sources.get(path);
  const declaration = source?.declarations.find((candidate) => candidate.name === name);
  if (source === undefined || declaration === undefined) {
    throw new SetupError(`docs: there is no ${name} in ${path} to include`);
  }
  const text = source.text.split("\n").slice(declaration.line - 1, declaration.lastLine);
  return `<p class="source">${codeLinkHtml(`${path}#${name}`, path, name)}</p>\n\n${fenced("ts", [], text.join("\n"))}`;
}

/** A link whose text is code, in HTML, so that it may stand in a paragraph with a class. */
function codeLinkHtml(text: string, path: string, anchor: string): string {
  return `<a href="${linkTo(path, anchor)}"><code>${text}</code></a>`;
}
