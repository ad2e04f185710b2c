/** Where code in running text leads, such as `TwoPhaseCommit!Agreement`, `make check` or `receiveAppend`. */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import type { SourceFile } from "../../conformance/definitions/source-file.ts";
import { findDefinition, parseReference, protocolModule } from "../../conformance/definitions/specifications.ts";
import { atTheTop } from "../walk/walk.ts";
import { linkToCommand } from "./command-link.ts";
import { linkToDefinition } from "./definition-link.ts";
import { explorerPage } from "./explorer-link.ts";
import { linkTo } from "./page.ts";
import { onlyOne, type Project } from "./project.ts";

/**
 * Nothing, if the code has no page, or if it may mean several things.
 *
 * @param about - the module that the page is about, whose names need no qualification there
 */
export function linkOfMention(project: Project, code: string, about: string | undefined): string | undefined {
  const reference = parseReference(code);
  if (reference !== undefined) return linkToDefinition(project, reference.module, reference.name);
  return (
    linkToResult(project, code, about) ??
    linkOfThePage(project, code, about) ??
    linkToModule(project, code) ??
    linkToFile(project, code) ??
    linkToCommand(project, code) ??
    (project.entries.some(({ name }) => name === code) ? linkTo(code) : undefined) ??
    linkToName(project, code)
  );
}

/** A model is a row of the results. On the page of its specification the rest of its name is enough: `_Bug_CommitOnMajority`. */
function linkToResult({ models }: Project, code: string, about = ""): string | undefined {
  const row = models.find(({ name }) => name === code || (code.startsWith("_") && name === `${about}${code}`));
  return row && linkTo("docs/results.md", row.name);
}

function linkOfThePage(project: Project, code: string, about: string | undefined): string | undefined {
  const isOfThePage = about !== undefined && findDefinition(project.specifications, about, code) !== undefined;
  return isOfThePage ? linkToDefinition(project, about, code) : undefined;
}

function linkToModule({ specifications }: Project, code: string): string | undefined {
  const module = specifications.get(code);
  return module && linkTo(module.path);
}

/** A folder of documents is the document that tells of it. */
function linkToFile(project: Project, code: string): string | undefined {
  if (!code.includes("/")) return undefined;
  const path = code.replace(/\/$/, "");
  const found = [`${path}/README.md`, path].find((one) => existsSync(join(project.folder, one)));
  return found !== undefined && hasPage(project, found) ? linkTo(found) : undefined;
}

/**
 * A word of several words is a name, wherever it stands; one of one word may be just that. What is declared or defined
 * once is meant; of several nobody knows which.
 */
function linkToName(project: Project, code: string): string | undefined {
  if (!/^[A-Za-z]\w*[a-z][A-Z]\w*$/.test(code)) return undefined;
  const declaring = onlyOne(sourcesThatDeclare(project, code));
  if (declaring !== undefined) return linkTo(declaring.path, code);
  const defining = [...project.specifications.values()].filter(({ definitions }) => definitions.has(code));
  const protocol = onlyOne([...new Set(defining.map(({ name }) => protocolModule(project.specifications, name)))]);
  return protocol === undefined ? undefined : linkToDefinition(project, protocol, code);
}

/** What is a message or an event, too, is meant only where it is the function that takes it. */
function sourcesThatDeclare(project: Project, code: string): readonly SourceFile[] {
  const sources = [...project.sources.values()].filter(
    ({ path }) => path.startsWith("src/") && !/\.(?:test|fixture)\.ts$/.test(path),
  );
  const isKind = sources.some(({ text }) => text.includes(`kind: "${code}"`));
  return sources.filter(({ declarations }) =>
    declarations.some((one) => one.name === code && (!isKind || one.implements.length > 0)),
  );
}

/** What it says in short is said in full by a page of the same title, `docs/contributing.md`. */
const inShort = "CONTRIBUTING.md";

/** @param path - from the project's folder */
export function hasPage(project: Project, path: string): boolean {
  if (path === explorerPage) return true;
  if (path === inShort) return false;
  const isDocument = (path.startsWith("docs/") || atTheTop.includes(path)) && path.endsWith(".md");
  const isModule = [...project.specifications.values()].some((module) => module.path === path);
  const isFolder = [...project.sources.keys()].some((source) => posix.dirname(source) === path);
  return isDocument || isModule || isFolder || project.sources.has(path);
}
