/** `make docs`: writes the pages into `build/pages`, and makes typedoc build the site in `build/site` from them. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Application } from "typedoc";
import { runToExit } from "../../conformance/command-line.ts";
import { projectFolder } from "../../conformance/project-folder.ts";
import { buildExplorer } from "../explorer/build-explorer.ts";
import { playedIn } from "../explorer/catalogue-of.ts";
import { brokenLinks } from "./check-links.ts";
import { explorerAddress, explorerPage } from "./explorer-link.ts";
import { guidePages, startPage } from "./guide-pages.ts";
import { tlaTokenizer } from "./highlight/tla-highlighter.ts";
import { linkTo, type Page } from "./page.ts";
import { readProject } from "./project.ts";
import { readingOrder } from "./reading-order.ts";
import { sourcePages } from "./source-pages.ts";
import { specificationPages } from "./specification-pages.ts";
import { pathField, sitePlugin, siteTheme } from "./typedoc-plugin.ts";

async function main(): Promise<number> {
  const read = readProject(projectFolder);
  const played = playedIn(read);
  const paths = played.flatMap((one) => one.paths.map(({ name, link }) => [name, link] as const));
  const project = { ...read, paths: new Map(paths) };
  const urls = new Map([
    [startPage, "index.html"],
    [explorerPage, explorerAddress],
  ]);
  const pages = [...(await guidePages(project)), ...specificationPages(project), ...sourcePages(project)];
  const pagesFolder = join(project.buildFolder, "pages");
  const files = writePages(pagesFolder, pages);
  const siteFolder = join(project.buildFolder, "site");
  const app = await Application.bootstrapWithPlugins({
    options: join(projectFolder, "typedoc.json"),
    entryPoints: project.entries.map(({ path }) => join(projectFolder, path)),
    theme: siteTheme,
    plugin: [sitePlugin(project, urls, await tlaTokenizer())],
    readme: join(pagesFolder, startPage),
    projectDocuments: files,
  });
  const reflections = await app.convert();
  if (reflections === undefined) return 1;
  app.validate(reflections);
  await app.generateDocs(reflections, siteFolder);
  for (const line of await buildExplorer(project, played, urls, siteFolder)) console.log(line);
  for (const line of brokenLinks(siteFolder)) app.logger.error(line);
  // typedoc.json asks for warnings to be treated as errors, which typedoc's own command does after the fact, as here.
  return app.logger.hasErrors() || app.logger.hasWarnings() ? 1 : 0;
}

/** Returns the files of the pages that do not stand below another one, in order. */
function writePages(folder: string, pages: readonly Page[]): string[] {
  rmSync(folder, { recursive: true, force: true });
  const fileOf = (path: string): string => join(folder, path.endsWith(".md") ? path : `${path}.md`);
  const read = pages
    .filter(({ group, path }) => (group === "Guide" || group === "Evidence") && path !== startPage)
    .sort(byRank);
  for (const page of pages) {
    const file = fileOf(page.path);
    mkdirSync(dirname(file), { recursive: true });
    const children = (page.children ?? []).map((path) => `./${relative(dirname(file), fileOf(path))}`);
    writeFileSync(file, `${frontMatter(page, children)}\n${page.markdown}\n${neighbours(read, page)}`);
  }
  const below = new Set(pages.flatMap((page) => page.children ?? []));
  return pages
    .filter(({ path }) => path !== startPage && !below.has(path))
    .sort(byRank)
    .map(({ path }) => fileOf(path));
}

function byRank(one: Page, other: Page): number {
  const behind = readingOrder.length;
  const rank = (path: string): number => (readingOrder.indexOf(path) + behind + 1) % (behind + 1);
  return rank(one.path) - rank(other.path);
}

/** Links to the page before and the page behind, in the order of reading. */
function neighbours(pages: readonly Page[], page: Page): string {
  const at = pages.indexOf(page);
  if (at < 0) return "";
  const [before, behind] = [pages[at - 1], pages[at + 1]];
  const link = (relation: string, arrow: string, { path, title }: Page): string =>
    `<a rel="${relation}" href="${linkTo(path)}">${arrow.replace("title", title)}</a>`;
  const links = [before && link("prev", "← title", before), behind && link("next", "title →", behind)];
  return `\n<nav class="neighbours" aria-label="Pages before and behind">${links.map((text) => text ?? "<span></span>").join("")}</nav>\n`;
}

function frontMatter({ title, group, path }: Page, children: readonly string[]): string {
  const fields = Object.entries({ title, group, [pathField]: path }).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  );
  const list = children.length === 0 ? [] : ["children:", ...children.map((child) => `  - ${JSON.stringify(child)}`)];
  return ["---", ...fields, ...list, "---", ""].join("\n");
}

await runToExit(main);
