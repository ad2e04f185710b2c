/** The documents, with what their markers name put in, and with links that lead to pages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../../conformance/definitions/files-in.ts";
import { nameOfRun } from "../explorer/found-paths.ts";
import { type Insert, type Stretch, stretchesOf } from "../walk/document.ts";
import { atTheTop } from "../walk/walk.ts";
import { commandsPath, withAnchors } from "./command-link.ts";
import { conformanceTables } from "./conformance-tables.ts";
import { counterexample } from "./counterexample.ts";
import { linkToDefinition } from "./definition-link.ts";
import { excerpt } from "./excerpt.ts";
import { explorerLink } from "./explorer-link.ts";
import { picturesOf } from "./illustrations.ts";
import { hasPage } from "./mention-link.ts";
import type { Page } from "./page.ts";
import { type Pictures, runNamed, tableNamed } from "./pictures.ts";
import { plotNamed } from "./plots.ts";
import type { Project } from "./project.ts";
import { linked } from "./prose-links.ts";
import { withCards } from "./protocol-cards.ts";
import { resultsTable } from "./results-table.ts";
import { sequenceDiagram } from "./sequence-diagram.ts";
import { tableDiagram } from "./table-diagram.ts";

export async function guidePages(project: Project): Promise<readonly Page[]> {
  const documents = [...atTheTop, ...filesIn(project.folder, "docs", (name) => name.endsWith(".md"))];
  const paths = documents.filter((path) => hasPage(project, path));
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

/** The page with which the site begins. */
export const startPage = "README.md";

const evidence = ["docs/claims.md", "docs/results.md", "docs/mutants.md", "docs/planted.md", "docs/open-load.md"];

function groupOf(path: string): Page["group"] {
  if (evidence.includes(path)) return "Evidence";
  if (path === startPage) return "Guide";
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
  if (stretch.kind === "prose")
    return linked(project, path, prepared(project, path, stretch.text), pictures?.specification);
  if (stretch.kind === "insert" && (stretch.what === "arrows" || stretch.what === "costs"))
    return linked(project, path, stretch.content, pictures?.specification);
  return stretch.kind === "block" ? stretch.text : richForm(project, stretch, pictures);
}

/** What a page has on the site beside what all of them have. */
function prepared(project: Project, path: string, prose: string): string {
  if (path === startPage) return withCards(project, prose);
  return path === commandsPath ? withAnchors(prose) : prose;
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
    case "ladder":
      return linked(project, "", content, undefined);
    case "arrows":
    case "costs":
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
