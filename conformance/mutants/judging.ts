/**
 * Has mutants judged, in processes of their own, as many at a time as there are cores: each goes from mutant to mutant as
 * long as each comes to an end, and for each mutant in what runs while the sources are loaded, which can be changed only
 * then, there is one more.
 *
 * @module
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Dump } from "../graph/dump.ts";
import { SetupError } from "../setup-error.ts";
import { startOwnProcess } from "../tlc/own-processes.ts";
import type { Instrumented } from "./instrument.ts";
import type { Answer, Question } from "./judge.ts";
import { activeFromTheStart, type Visited } from "./switches.ts";

/** A model whose graph takes part in judging, by name, and the graph. */
export type Judges = readonly { readonly model: string; readonly dump: Dump }[];

export interface JudgingRequest {
  readonly instrumented: Instrumented;
  /** Of the protocol whose files these are, the fastest first. */
  readonly judges: Judges;
  readonly specFolder: string;
  readonly projectFolder: string;
  /** Where the copy of the project stands meanwhile. */
  readonly folder: string;
  /** Whether every model is asked for each mutant, and not only those before the first that notices. */
  readonly each: boolean;
  /** Told how many mutants are judged. */
  readonly onJudged: (judged: number) => void;
}

type Bench = Pick<JudgingRequest, "judges" | "specFolder" | "folder" | "each">;

/** Mutants, each with the models that may notice it. */
type Mutants = readonly { readonly id: string; readonly models: readonly string[] }[];

/** A judgement takes a few seconds at most; what comes to no end at all is noticed by that. */
const secondsToJudge = 30;
/** All graphs are read and compared before the first answer. */
const secondsToSurvey = 900;
const megabytes = 2048;

/**
 * The mutants by their ids, each with the models that notice it. A mutant is compared with the graphs of those models
 * alone that come to its place; in all others nothing has changed.
 */
export async function noticedIn(request: JudgingRequest): Promise<ReadonlyMap<string, readonly string[]>> {
  const { instrumented, judges, projectFolder, onJudged, ...rest } = request;
  const bench = { ...rest, judges };
  copyProject(projectFolder, bench.folder, instrumented.files);
  try {
    const { loading, models } = await survey(bench);
    const all = judges.map(({ model }) => model);
    const ids = instrumented.mutants.map(({ id }) => id);
    const noticed = new Map<string, readonly string[]>();
    let judged = 0;
    const take = ({ id, noticedBy }: Answer): void => {
      noticed.set(id, noticedBy);
      onJudged(++judged);
    };
    const others = ids.filter((id) => !loading.includes(id));
    const visiting = (id: string): readonly string[] => all.filter((model) => models[model]?.includes(id));
    const asked = others.map((id) => ({ id, models: visiting(id) }));
    await inShares(asked, (share, place) => judgeAll(bench, share, place, false, take));
    const whileLoading = ids.filter((one) => loading.includes(one)).map((id) => ({ id, models: all }));
    await inShares(whileLoading, async (share, place) => {
      for (const mutant of share) await judgeAll(bench, [mutant], place, true, take);
    });
    return noticed;
  } finally {
    rmSync(bench.folder, { recursive: true, force: true });
  }
}

/** A share for each core, dealt out like cards: neighbours take about as long. */
async function inShares(mutants: Mutants, judge: (share: Mutants, place: number) => Promise<void>): Promise<void> {
  const count = availableParallelism();
  const shares = Array.from({ length: count }, (_, place) => mutants.filter((_, i) => i % count === place));
  await Promise.all(shares.map(judge));
}

function copyProject(projectFolder: string, folder: string, files: Instrumented["files"]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ["src", "conformance"]) cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  for (const { name, content } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

async function survey(bench: Bench): Promise<Visited> {
  const question = { survey: bench.judges.map(({ model }) => model) };
  const answers: Visited[] = [];
  const { said } = await ask(bench, 0, question, {}, (line) => answers.push(JSON.parse(line)));
  const [visited] = answers;
  if (visited === undefined) {
    const why = said === "" ? `it took more than ${secondsToSurvey} s` : said;
    throw new SetupError(`the unchanged step functions were not judged: ${why}`);
  }
  return visited;
}

/**
 * A mutant by which the judge dies, since it takes too long or too much memory, is noticed; the rest goes to another
 * judge. One that is active from the start may also make loading fail.
 *
 * @param place - of the judge among those that judge at the same time
 */
async function judgeAll(
  bench: Bench,
  mutants: Mutants,
  place: number,
  isActiveFromTheStart: boolean,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  for (let rest = mutants; rest.length > 0; ) {
    let answers = 0;
    const variables = isActiveFromTheStart ? { [activeFromTheStart]: rest[0]?.id } : {};
    const { end, said } = await ask(bench, place, { mutants: rest, each: bench.each }, variables, (line) => {
      answers++;
      onAnswer(JSON.parse(line));
    });
    if (end === "failed" && !isActiveFromTheStart) throw new SetupError(`the judge of the mutants failed:\n${said}`);
    const deadly = rest[answers];
    if (deadly !== undefined) onAnswer({ id: deadly.id, noticedBy: [deadly.models.at(0) ?? ""] });
    rest = rest.slice(answers + 1);
  }
}

interface Judgement {
  readonly end: "done" | "failed" | "killed";
  /** What the judge said about itself. */
  readonly said: string;
}

function ask(
  { folder, specFolder, judges }: Bench,
  place: number,
  asked: { readonly survey: readonly string[] } | { readonly mutants: Mutants; readonly each: boolean },
  variables: Readonly<Record<string, string | undefined>>,
  onLine: (line: string) => void,
): Promise<Judgement> {
  const dumps = Object.fromEntries(judges.map(({ model, dump }) => [model, dump]));
  const question: Question = { specFolder, dumps, ...asked };
  const file = join(folder, `question-${place}.json`);
  writeFileSync(file, JSON.stringify(question));
  const judge = join(folder, "conformance", "mutants", "judge.ts");
  const child = startOwnProcess(
    process.execPath,
    [`--max-old-space-size=${megabytes}`, "--import", "tsx", judge, file],
    {
      variables: { ...process.env, ...variables },
      folder,
    },
  );
  let said = "";
  const kill = (): void => void child.kill("SIGKILL");
  let timer = setTimeout(kill, ("survey" in asked ? secondsToSurvey : secondsToJudge) * 1000);
  createInterface({ input: child.stdout }).on("line", (line) => {
    clearTimeout(timer);
    timer = setTimeout(kill, secondsToJudge * 1000);
    onLine(line);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ end: code === null ? "killed" : code === 0 ? "done" : "failed", said });
    });
  });
}
