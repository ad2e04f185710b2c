/**
 * Quotations, by name and never by copy: `TwoPhaseCommit!MayCommit` is a definition of a specification, and
 * `src/atomic-commit/two-phase-commit/coordinator.ts#decideCommit` a declaration of a TypeScript file, its comment
 * included.
 *
 * @module
 */

import { findDefinition, linesOfDefinition, parseReference } from "../../conformance/definitions/specifications.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import type { Project } from "../site/project.ts";
import { relativeLink } from "./relative-link.ts";

/** A part of a file. */
export interface Quotation {
  /** As it was asked for. */
  readonly reference: string;
  readonly language: "tla" | "ts";
  readonly path: string;
  /** What is defined or declared. */
  readonly name: string;
  /** The module whose names it uses, if it is of a specification. */
  readonly module: string | undefined;
  /** The line on which what has the name begins. */
  readonly line: number;
  readonly text: string;
}

/** @throws SetupError if there is no such thing */
export function quotation(project: Project, reference: string): Quotation {
  const specified = parseReference(reference);
  return specified === undefined
    ? quotedDeclaration(project, reference)
    : quotedDefinition(project, reference, specified.module, specified.name);
}

/** The text in a fence, below a link to its file and line. */
export function quotationMarkdown(project: Project, document: string, reference: string): string {
  const { path, line, language, text } = quotation(project, reference);
  return `[\`${reference}\`](${relativeLink(document, path)}#L${line})\n\`\`\`${language}\n${text}\n\`\`\``;
}

function quotedDefinition(project: Project, reference: string, moduleName: string, name: string): Quotation {
  const found = findDefinition(project.specifications, moduleName, name);
  if (found === undefined) throw new SetupError(`docs: there is no ${reference} to include`);
  const { module, definition } = found;
  const text = linesOfDefinition(found).join("\n").trimEnd();
  return { reference, language: "tla", path: module.path, name, module: module.name, line: definition.line, text };
}

function quotedDeclaration(project: Project, reference: string): Quotation {
  const [path = "", name = ""] = reference.split("#");
  const source = project.sources.get(path);
  const declaration = source?.declarations.find((candidate) => candidate.name === name);
  if (source === undefined || declaration === undefined) {
    throw new SetupError(`docs: there is no ${name} in ${path} to include`);
  }
  const text = source.text
    .split("\n")
    .slice(declaration.line - 1, declaration.lastLine)
    .join("\n")
    .trimEnd();
  return { reference, language: "ts", path, name, module: undefined, line: declaration.ownLine, text };
}
