/**
 * What stands between the markers of a document, made anew.
 *
 * @module
 */
import { posix } from "node:path";
import { SetupError } from "../../conformance/setup-error.ts";
import type { Counterexample } from "../../conformance/tlc/counterexample.ts";
import { costsMarkdown } from "../atomic-commit/costs-table.ts";
import { arrowsMarkdown } from "../equivalence/arrows-table.ts";
import { picturesOf } from "../site/illustrations.ts";
import { runNamed, tableNamed } from "../site/pictures.ts";
import { plotNamed } from "../site/plots.ts";
import { modelNamed, type Project, specFolderOf } from "../site/project.ts";
import { type Insert, insertText, strayComments, stretchesOf } from "../walk/document.ts";
import { behaviour } from "./behaviour.ts";
import { ladderMarkdown } from "./ladder.ts";
import { modelDigest } from "./model-digest.ts";
import { quotationMarkdown } from "./quotation.ts";
import { conformanceMarkdown, resultsMarkdown } from "./results.ts";
import { runDiagram } from "./run-diagram.ts";
import { stateDiagram } from "./state-diagram.ts";

/** What TLC has found, by model. */
export type Traces = ReadonlyMap<string, Counterexample>;

/** A document as it is to be, and the pictures that it shows, by their paths. */
export interface Filled {
  readonly text: string;
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * A counterexample that is not among the traces stays as it is.
 *
 * @param path - the document's, from the project's folder
 * @throws SetupError if there is no such thing as a marker names, or if a comment is no marker
 */
export async function fill(project: Project, path: string, text: string, traces: Traces): Promise<Filled> {
  const [stray] = strayComments(text);
  if (stray !== undefined) {
    throw new SetupError(`${path}: ${stray} is no marker, or has no <!-- end --> behind it; see docs/contributing.md`);
  }
  const pictures = new Map<string, string>();
  const filled: string[] = [];
  for (const stretch of stretchesOf(text)) {
    if (stretch.kind === "insert" && stretch.what === "plot")
      pictures.set(plotPath(path, stretch.name), plotNamed(stretch.name).svg);
    filled.push(stretch.kind === "insert" ? await filledInsert(project, path, stretch, traces) : stretch.text);
  }
  return { text: filled.join(""), pictures };
}

async function filledInsert(project: Project, path: string, insert: Insert, traces: Traces): Promise<string> {
  const { what, name } = insert;
  const pictures = picturesOf.get(path);
  const filled = (content: string): string => insertText(insert, `${content}\n`);
  switch (what) {
    case "include":
      return filled(quotationMarkdown(project, path, name));
    case "diagram":
      return filled(mermaid(stateDiagram(tableNamed(pictures, name).table)));
    case "run":
      return filled(mermaid(runDiagram(runNamed(pictures, name).play(), pictures?.nodes ?? [])));
    case "plot":
      return filled(`![${plotNamed(name).description}](${posix.basename(plotPath(path, name))})`);
    case "counterexample":
      return filledCounterexample(project, insert, traces);
    case "results":
      return filled(resultsMarkdown(project));
    case "conformance":
      return filled(conformanceMarkdown(project));
    case "ladder":
      return filled(ladderMarkdown(project, name));
    case "arrows":
      return filled(arrowsMarkdown(project));
    case "costs":
      return filled(await costsMarkdown(name));
  }
}

function filledCounterexample(project: Project, insert: Insert, traces: Traces): string {
  const row = modelNamed(project, insert.name);
  const trace = traces.get(row.name);
  if (trace === undefined) return insert.text;
  return insertText({ ...insert, digest: modelDigest(row, specFolderOf(project)) }, `${behaviour(row, trace)}\n`);
}

function mermaid(text: string): string {
  return `\`\`\`mermaid\n${text}\n\`\`\``;
}

/** A plot is a file beside its page. */
function plotPath(document: string, name: string): string {
  return posix.join(posix.dirname(document), `${name.replace(/[A-Z]/g, "-$&").toLowerCase()}.svg`);
}
