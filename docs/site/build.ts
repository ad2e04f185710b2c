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
import { sourcePages } from "./source-pages.ts";
import { specificationPages } from "./specification-pages.ts";
import { pathField, sitePlugin, siteTheme } from "./typedoc-plugin.ts";

/** The order of the documents in the navigation; what is not named follows by its path. */
const order = [
  "docs/README.md",
  "docs/getting-started.md",
  "docs/atomic-commit/one-phase-commit.md",
  "docs/atomic-commit/two-phase-commit.md",
  "docs/atomic-commit/three-phase-commit.md",
  "docs/atomic-commit/replicated-commit.md",
  "docs/consensus/voting.md",
  "docs/consensus/epoch-consensus.md",
  "docs/total-order-broadcast/decision-sequence.md",
  "docs/total-order-broadcast/epoch-log.md",
  "docs/total-order-broadcast/epoch-broadcast.md",
  "docs/total-order-broadcast/epoch-broadcast-guards.md",
  "docs/total-order-broadcast/running-epoch-broadcast.md",
  "docs/total-order-broadcast/sequenced-broadcast.md",
  "docs/running/under-load.md",
  "docs/total-order-broadcast/words.md",
  "docs/environment/objects.md",
  "docs/replicated-machine/replicated-counter.md",
  "docs/linearizable-storage/broadcast-register.md",
  "docs/linearizable-storage/histories.md",
  "docs/equivalence/circle.md",
  "docs/explorer.md",
  "docs/examples/README.md",
  "docs/writing-a-host.md",
  "docs/simulator.md",
  "docs/glossary.md",
  "docs/claims.md",
  "docs/results.md",
  "docs/mutants.md",
  "docs/planted.md",
  "docs/open-load.md",
  "spec/atomic-commit/AtomicCommit.tla",
  "spec/atomic-commit/SingleNodeCommit.tla",
  "spec/atomic-commit/OnePhaseCommit.tla",
  "spec/atomic-commit/TwoPhase.tla",
  "spec/atomic-commit/TwoPhaseCommit.tla",
  "spec/consensus/Consensus.tla",
  "spec/consensus/Voting.tla",
  "spec/consensus/EpochConsensus.tla",
  "spec/total-order-broadcast/TotalOrderBroadcast.tla",
  "spec/total-order-broadcast/DecisionSequence.tla",
  "spec/total-order-broadcast/EpochLog.tla",
  "spec/total-order-broadcast/EpochBroadcast.tla",
  "spec/total-order-broadcast/EpochBroadcastSending.tla",
  "spec/total-order-broadcast/EpochBroadcastPosition.tla",
  "spec/replicated-machine/Counting.tla",
  "spec/replicated-machine/ReplicatedCounter.tla",
  "spec/linearizable-storage/LinearizableRegister.tla",
  "spec/linearizable-storage/BroadcastRegister.tla",
  "spec/linearizable-storage/BroadcastRegister_Invariants.tla",
  "spec/linearizable-storage/BroadcastRegister_Refinement.tla",
  "spec/linearizable-storage/BroadcastRegister_RealTime.tla",
  "spec/linearizable-storage/BroadcastRegister_Liveness.tla",
  "spec/equivalence/RegisterConsensus.tla",
  "spec/equivalence/LogConsensus.tla",
  "spec/equivalence/CounterConsensus.tla",
  "spec/equivalence/DecisionLog.tla",
  "spec/environment/Network.tla",
  "spec/environment/Disk.tla",
  "spec/environment/Quorums.tla",
  "spec/environment/SharedLog.tla",
  "spec/environment/SharedDecisions.tla",
  "spec/environment/AtomicObject.tla",
  "spec/environment/ObjectUse.tla",
  "spec/epochs/Epochs.tla",
  "docs/contributing.md",
];

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
  const rank = (path: string): number => (order.indexOf(path) + order.length + 1) % (order.length + 1);
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
