/** The documents of `docs/`, with what their directives name put in, and with links that lead to pages. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { SetupError } from "../../conformance/setup-error.ts";
import { runNamed } from "../explorer/found-paths.ts";
import { measured } from "../running/under-load.ts";
import { type Stretch, stretchesOf } from "../walk/document.ts";
import { filesIn } from "../walk/files-in.ts";
import { findDefinition, parseReference } from "../walk/specifications.ts";
import { conformanceTables } from "./conformance-tables.ts";
import { counterexample } from "./counterexample.ts";
import { linkToDefinition } from "./definition-link.ts";
import { excerpt } from "./excerpt.ts";
import { explorerLink, explorerPage } from "./explorer-link.ts";
import { picturesOf } from "./illustrations.ts";
import { loadPlot } from "./load-plot.ts";
import { linkTo, type Page } from "./page.ts";
import type { Pictures } from "./pictures.ts";
import type { Project } from "./project.ts";
import { resultsTable } from "./results-table.ts";
import { sequenceDiagram } from "./sequence-diagram.ts";
import { tableDiagram } from "./table-diagram.ts";

export async function guidePages(project: Project): Promise<readonly Page[]> {
  const paths = filesIn(project.folder, "docs", (name) => name.endsWith(".md"));
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
  return path === "docs/contributing.md" || path.startsWith("docs/decisions/") ? "Project" : "Guide";
}

async function expand(
  project: Project,
  path: string,
  stretch: Stretch,
  pictures: Pictures | undefined,
): Promise<string> {
  if (stretch.kind === "prose") return linked(project, path, stretch.text, pictures?.specification);
  switch (stretch.language) {
    case "include":
      return stretch.body
        .split("\n")
        .map((name) => excerpt(project, name.trim()))
        .join("\n\n");
    case "diagram":
      return drawTable(pictures, stretch.body);
    case "run":
      return drawRun(project, pictures, stretch.body);
    case "plot":
      return drawPlot(stretch.body);
    case "counterexample":
      return stretch.body
        .split("\n")
        .map((name) => counterexample(project, name.trim()))
        .join("\n\n");
    case "results":
      return resultsTable(project);
    case "conformance":
      return conformanceTables(project);
    default:
      return stretch.text;
  }
}

async function drawTable(pictures: Pictures | undefined, name: string): Promise<string> {
  const drawn = pictures?.tables[name];
  if (drawn === undefined) throw new SetupError(`docs: there is no table ${name} to draw`);
  return `<figure>${await tableDiagram(drawn.table, drawn.description)}<figcaption>${drawn.description}.</figcaption></figure>`;
}

function drawRun(project: Project, pictures: Pictures | undefined, name: string): string {
  const run = pictures?.runs[name];
  if (pictures === undefined || run === undefined) throw new SetupError(`docs: there is no run ${name} to draw`);
  const linkOfAction = (action: string): string => linkToDefinition(project, pictures.specification, action);
  const svg = sequenceDiagram(run.play(), pictures.nodes, linkOfAction, run.description);
  const opened = explorerLink(project, runNamed(pictures, name), "Step through it");
  return `<figure>${svg}<figcaption>${run.description}.${opened}</figcaption></figure>`;
}

function drawPlot(name: string): string {
  if (name !== "underLoad") throw new SetupError(`docs: there is no plot ${name} to draw`);
  const description = "A cluster of three under a load, through a crash and a partition of its leader";
  return `<figure>${loadPlot(measured(), description)}<figcaption>${description}.</figcaption></figure>`;
}

/** Links become links to pages, and a name in code that means something becomes a link to it. */
function linked(project: Project, path: string, prose: string, about: string | undefined): string {
  return prose.replace(/\[([^\]]*)\]\(([^()\s]+)\)|`([^`\n]+)`/g, (whole, text, target, code) => {
    if (typeof target === "string") return `[${text}](${pageLink(project, path, target)})`;
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

function pageLink(project: Project, from: string, target: string): string {
  if (/^[a-z]+:/.test(target) || target.startsWith("#")) return target;
  const [relative = "", anchor] = target.split("#");
  const path = posix.join(posix.dirname(from), relative);
  if (!hasPage(project, path)) throw new SetupError(`docs: ${from} links to ${target}, which has no page`);
  return linkTo(path, anchor);
}

function hasPage(project: Project, path: string): boolean {
  if (path === explorerPage) return true;
  const isDocument = path.startsWith("docs/") && path.endsWith(".md");
  const isModule = [...project.specifications.values()].some((module) => module.path === path);
  return isDocument || isModule || project.sources.has(path);
}
