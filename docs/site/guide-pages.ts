/** The documents, with what their markers name put in, and with links that lead to pages. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { filesIn } from "../../conformance/definitions/files-in.ts";
import { findDefinition, parseReference } from "../../conformance/definitions/specifications.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { nameOfRun } from "../explorer/found-paths.ts";
import { type Insert, type Stretch, stretchesOf } from "../walk/document.ts";
import { atTheTop } from "../walk/walk.ts";
import { conformanceTables } from "./conformance-tables.ts";
import { counterexample } from "./counterexample.ts";
import { linkToDefinition } from "./definition-link.ts";
import { excerpt } from "./excerpt.ts";
import { explorerLink, explorerPage } from "./explorer-link.ts";
import { picturesOf } from "./illustrations.ts";
import { linkTo, type Page } from "./page.ts";
import { type Pictures, runNamed, tableNamed } from "./pictures.ts";
import { plotNamed } from "./plots.ts";
import type { Project } from "./project.ts";
import { resultsTable } from "./results-table.ts";
import { sequenceDiagram } from "./sequence-diagram.ts";
import { tableDiagram } from "./table-diagram.ts";

export async function guidePages(project: Project): Promise<readonly Page[]> {
  const paths = [...atTheTop, ...filesIn(project.folder, "docs", (name) => name.endsWith(".md"))];
  return Promise.all(paths.map((path) => guidePage(project, path, picturesOf.get(path))));
}

async function guidePage(project: Project, path: string, pictures: Pictures | undefined): Promise<Page> {
  const text = readFileSync(join(project.folder, path), "utf8");
  const title = /^# (.*)$/m.exec(text)?.[1] ?? path;
  // typedoc prints the title itself.
  const body = text.replace(/^# .*\n+/, "");
  const expanded = await Promise.all(stretchesOf(body).map((stretch) => expand(project, path, stretch, pictures)));
  return { path, title: title.replaceAll("`", ""), group: groupOf(path), markdown: expanded.join("") };
}

const evidence = ["docs/claims.md", "docs/results.md", "docs/mutants.md", "docs/planted.md", "docs/open-load.md"];

function groupOf(path: string): Page["group"] {
  if (evidence.includes(path)) return "Evidence";
  if (path === "README.md") return "Guide";
  const isOfTheProject =
    path === "docs/contributing.md" || path.startsWith("docs/decisions/") || atTheTop.includes(path);
  return isOfTheProject ? "Project" : "Guide";
}

async function expand(
  project: Project,
  path: string,
  stretch: Stretch,
  pictures: Pictures | undefined,
): Promise<string> {
  if (stretch.kind === "prose") return linked(project, path, stretch.text, pictures?.specification);
  if (stretch.kind === "insert" && stretch.what === "arrows")
    return linked(project, path, stretch.content, pictures?.specification);
  return stretch.kind === "block" ? stretch.text : richForm(project, stretch, pictures);
}

/** What an insert names, as a site can show it: names lead to definitions, and pictures have links. */
async function richForm(
  project: Project,
  { what, name, content }: Insert,
  pictures: Pictures | undefined,
): Promise<string> {
  switch (what) {
    case "include":
      return excerpt(project, name);
    case "diagram":
      return drawTable(pictures, name);
    case "run":
      return drawRun(project, pictures, name);
    case "plot":
      return figure(plotNamed(name).svg, plotNamed(name).description);
    case "counterexample":
      return counterexample(project, name, content);
    case "results":
      return resultsTable(project);
    case "conformance":
      return conformanceTables(project);
    case "arrows":
      return content;
  }
}

async function drawTable(pictures: Pictures | undefined, name: string): Promise<string> {
  const { table, description } = tableNamed(pictures, name);
  return figure(await tableDiagram(table, description), description);
}

function drawRun(project: Project, pictures: Pictures | undefined, name: string): string {
  const { play, description } = runNamed(pictures, name);
  const { nodes = [], specification = "" } = pictures ?? {};
  const linkOfAction = (action: string): string => linkToDefinition(project, specification, action);
  const opened = pictures === undefined ? "" : explorerLink(project, nameOfRun(pictures, name), "Step through it");
  return figure(sequenceDiagram(play(), nodes, linkOfAction, description), description, opened);
}

function figure(svg: string, description: string, link = ""): string {
  return `<figure>${svg}<figcaption>${description}.${link}</figcaption></figure>`;
}

/** Links become links to pages, and a name in code that means something becomes a link to it. */
function linked(project: Project, path: string, prose: string, about: string | undefined): string {
  return prose.replace(/(!?)\[([^\]]*)\]\(([^()\s]+)\)|`([^`\n]+)`/g, (whole, picture, text, target, code) => {
    if (picture === "!") return pictureIn(project, path, target);
    if (typeof target === "string") return pageLinkText(project, path, text, target);
    const meant = linkOfMention(project, String(code), about);
    return meant === undefined ? whole : `[${whole}](${meant})`;
  });
}

/** @param about - the module that the page is about, whose names need no qualification there */
function linkOfMention(project: Project, code: string, about: string | undefined): string | undefined {
  const reference = parseReference(code);
  if (reference !== undefined) return linkToDefinition(project, reference.module, reference.name);
  if (project.models.some(({ name }) => name === code)) return linkTo("docs/results.md", code);
  const isOfThePage = about !== undefined && findDefinition(project.specifications, about, code) !== undefined;
  if (isOfThePage) return linkToDefinition(project, about, code);
  const module = project.specifications.get(code);
  if (module !== undefined) return linkTo(module.path);
  const isFile = code.includes("/") && existsSync(join(project.folder, code));
  return isFile && hasPage(project, code) ? linkTo(code) : undefined;
}

/** A picture stands in the page itself, where the style sheet reaches it. */
function pictureIn(project: Project, from: string, target: string): string {
  const svg = readFileSync(join(project.folder, posix.dirname(from), target), "utf8");
  return `<figure>${svg.replace(/\n\s*(?=\n)/g, "").trim()}</figure>`;
}

/** A link to a file of the project that has no page, such as its licence, is left as its text. */
function pageLinkText(project: Project, from: string, text: string, target: string): string {
  if (/^[a-z]+:/.test(target) || target.startsWith("#")) return `[${text}](${target})`;
  const [relative = "", anchor] = target.split("#");
  const path = posix.join(posix.dirname(from), relative);
  if (hasPage(project, path)) return `[${text}](${linkTo(path, anchor)})`;
  if (existsSync(join(project.folder, path))) return text;
  throw new SetupError(`docs: ${from} links to ${target}, which does not exist`);
}

function hasPage(project: Project, path: string): boolean {
  if (path === explorerPage) return true;
  const isDocument = (path.startsWith("docs/") || atTheTop.includes(path)) && path.endsWith(".md");
  const isModule = [...project.specifications.values()].some((module) => module.path === path);
  const isFolder = [...project.sources.keys()].some((source) => posix.dirname(source) === path);
  return isDocument || isModule || isFolder || project.sources.has(path);
}
