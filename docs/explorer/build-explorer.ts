/** Builds the explorer page into the site, and says what is in it. */
import { join, posix } from "node:path";
import { present } from "../../src/core/present.ts";
import { explorerAddress } from "../site/explorer-link.ts";
import type { Project } from "../site/project.ts";
import { catalogueOf, type Played } from "./catalogue-of.ts";
import { type WrittenGraphs, writeGraphs } from "./graphs.ts";
import { type Size, writePage } from "./page-files.ts";

/**
 * @param urls - where each page is in the site, by its path
 * @returns lines for whoever builds it: how large it is, and what is left out
 */
export async function buildExplorer(
  project: Project,
  played: readonly Played[],
  urls: ReadonlyMap<string, string>,
  siteFolder: string,
): Promise<readonly string[]> {
  const folder = join(siteFolder, posix.dirname(explorerAddress));
  const addressOf = (path: string, anchor?: string): string =>
    `../${present(urls.get(path))}${anchor === undefined ? "" : `#${anchor}`}`;
  const graphs = await writeGraphs(project, folder);
  const sizes = await writePage(project.folder, folder, catalogueOf(project, played, addressOf, graphs.states));
  return [`explorer: ${sizes.map(sizeText).join(", ")}`, graphsText(graphs), ...pathsText(played)];
}

function sizeText({ name, bytes, compressed }: Size): string {
  return `${name} ${kilobytes(bytes)} (${kilobytes(compressed)} compressed)`;
}

function graphsText({ states, bytes, lacking }: WrittenGraphs): string {
  const written = `explorer: ${states.size} of TLC's graphs, ${kilobytes(bytes)}`;
  if (lacking.length === 0) return written;
  return `${written}; ${lacking.length} left out, since their dumps are not there (\`make conformance\` makes them)`;
}

function pathsText(played: readonly Played[]): readonly string[] {
  const paths = played.flatMap((one) => one.paths);
  const leftOut = played.flatMap((one) => one.leftOut);
  const unchecked = leftOut.filter(({ isThere }) => !isThere).length;
  const others = leftOut.filter(({ isThere }) => isThere);
  const runs = paths.filter(({ kind }) => kind === "run").length;
  const found = `explorer: ${runs} runs, ${paths.length - runs} counterexamples`;
  const rest = [
    ...(unchecked === 0 ? [] : [`${unchecked} were not checked (\`make check TIER=medium\` checks them)`]),
    ...(others.length === 0
      ? []
      : [`${others.length} are no paths of the step functions: ${others.map(({ name }) => name).join(", ")}`]),
  ];
  return [[found, ...rest].join("; ")];
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} kB`;
}
