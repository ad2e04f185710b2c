/**
 * Judges instrumented step functions by graph equality alone. It runs as a process of its own in a copy of the project,
 * reads what it is asked from a file, and prints an answer a line. A graph is read once, however many mutants are
 * compared with it.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { readManifest } from "../check/model-files.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { compareWithGraph } from "../graph/check-graph.ts";
import { type Dump, graphIn } from "../graph/dump.ts";
import { protocols } from "../protocols.ts";
import { SetupError } from "../setup-error.ts";
import { isEqual } from "../suite/suite-result.ts";
import { activate, noteVisitsOf, visited } from "./switches.ts";

/** What a judge is asked. */
export type Question = {
  readonly specFolder: string;
  readonly dumps: Readonly<Record<string, Dump>>;
} & (
  | {
      /** The models in which nothing is switched on, to see what they come to: answered by one line, `Visited`. */
      readonly survey: readonly string[];
    }
  | {
      /** The mutants, each with the models that may notice it. Answered by a line each, `Answer`, in this order. */
      readonly mutants: readonly { readonly id: string; readonly models: readonly string[] }[];
    }
);

export interface Answer {
  readonly id: string;
  /** The first model whose graph is another one, or `null`. */
  readonly noticedBy: string | null;
}

const [asked = ""] = process.argv.slice(2);
const question: Question = JSON.parse(readFileSync(asked, "utf8"));
const rows = readManifest(question.specFolder);
const graphs = new Map<string, SpecGraph>();

if ("survey" in question) survey(question.survey);
else question.mutants.forEach(judge);

function survey(models: readonly string[]): void {
  for (const model of models) {
    noteVisitsOf(model);
    if (!isEqualTo(model)) throw new SetupError(`${model}: nothing is changed yet, and the graph is another one`);
  }
  say(visited());
}

function judge({ id, models }: { readonly id: string; readonly models: readonly string[] }): void {
  activate(id);
  const answer: Answer = { id, noticedBy: models.find((model) => !isEqualTo(model)) ?? null };
  say(answer);
}

/** A step that throws is noticed, as one that does something else. */
function isEqualTo(model: string): boolean {
  const row = rows.find(({ name }) => name === model);
  const protocol = protocols.find(({ name }) => name === row?.protocol);
  const dump = question.dumps[model];
  if (row === undefined || protocol === undefined || dump === undefined) throw new SetupError(`no model ${model}`);
  const graph = graphs.get(model) ?? graphIn(dump);
  graphs.set(model, graph);
  try {
    return isEqual(compareWithGraph(protocol, row, question.specFolder, dump, graph, () => {}));
  } catch {
    return false;
  }
}

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
