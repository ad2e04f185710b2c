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
      /** Whether every model is asked, and not only those before the first that notices. */
      readonly each: boolean;
    }
);

export interface Answer {
  readonly id: string;
  /** The models whose graphs are others: the first of them, or all that were asked. */
  readonly noticedBy: readonly string[];
}

const [asked = ""] = process.argv.slice(2);
const question: Question = JSON.parse(readFileSync(asked, "utf8"));
const rows = readManifest(question.specFolder);
const graphs = new Map<string, SpecGraph>();

if ("survey" in question) survey(question.survey);
else for (const mutant of question.mutants) judge(mutant, question.each);

function survey(models: readonly string[]): void {
  for (const model of models) {
    noteVisitsOf(model);
    if (!isEqualTo(model)) throw new SetupError(`${model}: before anything is changed, the graph is not equal already`);
  }
  say(visited());
}

function judge({ id, models }: { readonly id: string; readonly models: readonly string[] }, each: boolean): void {
  activate(id);
  const noticed = (model: string): boolean => !isEqualTo(model);
  const first = (): readonly string[] => {
    const at = models.findIndex(noticed);
    return at === -1 ? [] : models.slice(at, at + 1);
  };
  say({ id, noticedBy: each ? models.filter(noticed) : first() } satisfies Answer);
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
