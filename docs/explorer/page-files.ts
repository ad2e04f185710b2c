/** The files of the explorer page: one script, one style sheet, and a file for each of TLC's graphs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { present } from "../../src/core/present.ts";
import type { Catalogue } from "./catalogue.ts";
import type { WrittenGraph } from "./tlc-graph.ts";

/** How large a file is, in bytes, and how large as a server sends it. */
export interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly compressed: number;
}

/** @param projectFolder - where the page's sources are, under `docs/explorer` */
export async function writePage(projectFolder: string, folder: string, catalogue: Catalogue): Promise<readonly Size[]> {
  const sources = join(projectFolder, "docs/explorer");
  const files = new Map([
    ["index.html", pageWith(readFileSync(join(sources, "index.html"), "utf8"), catalogue)],
    ["explorer.js", (await scriptOf(projectFolder)).text],
    ["explorer.css", (await bundled(projectFolder, "docs/explorer/explorer.css")).text],
  ]);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return [...files].map(([name, text]) => sizeOf(name, text));
}

/** A script that hands over the graph: see `page/graph-panel.ts`. */
export function writeGraph(folder: string, graph: WrittenGraph): Size {
  const name = `graphs/${graph.model}.js`;
  const text = `quorateGraph(${JSON.stringify(graph)});\n`;
  mkdirSync(join(folder, "graphs"), { recursive: true });
  writeFileSync(join(folder, name), text);
  return sizeOf(name, text);
}

function sizeOf(name: string, text: string): Size {
  const bytes = Buffer.from(text);
  return { name, bytes: bytes.length, compressed: gzipSync(bytes, { level: 9 }).length };
}

/** One file made of several. */
interface Bundle {
  readonly text: string;
  /** The files of which something is in it, by their paths from the project's folder. */
  readonly madeOf: readonly string[];
}

export function scriptOf(projectFolder: string): Promise<Bundle> {
  return bundled(projectFolder, "docs/explorer/page/main.ts");
}

/** @throws Error if it needs what a browser does not have */
async function bundled(projectFolder: string, entry: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: [entry],
    metafile: true,
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    target: "es2023",
    write: false,
    logLevel: "silent",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return {
    text: present(outputFiles[0]).text,
    madeOf: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
  };
}

const place = '<script type="application/json" id="catalogue">{}</script>';

function pageWith(page: string, catalogue: Catalogue): string {
  if (!page.includes(place)) throw new Error(`docs/explorer/index.html has no place for the catalogue: ${place}`);
  // Nothing in a text may end the element.
  const data = JSON.stringify(catalogue).replaceAll("<", "\\u003c");
  return page
    .replace(place, () => place.replace("{}", () => data))
    .replace('href="../index.html"', () => `href="${catalogue.home}"`);
}
