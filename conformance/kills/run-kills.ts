/**
 * `make kills`: which mistaken model violates which property, each without the others to hide it.
 *
 * @module
 */
import { join } from "node:path";
import { createLiveProgress } from "../check/live-progress.ts";
import { readManifest } from "../check/model-files.ts";
import { unknown } from "../check/names.ts";
import { type Output, type Paint, paintFor } from "../check/paint.ts";
import { thisMachine } from "../check/run-models.ts";
import { runSideBySide } from "../check/side-by-side.ts";
import { formatSeconds } from "../check/table.ts";
import { writeWhole } from "../check/write-whole.ts";
import { ownValue } from "../engine/own-value.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { type Experiment, experimentsOf } from "./experiments.ts";
import { type Falsifiable, falsifiableIn } from "./falsifiable.ts";
import { killedSpecification, killersOf, type Matrix, readMatrix, writeMatrix } from "./matrix.ts";
import { type Finding, findingOf, type Laboratory } from "./run-experiment.ts";

export interface KillsRequest {
  readonly protocol: string | undefined;
  readonly specFolder: string;
  readonly buildFolder: string;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

interface Tried {
  readonly falsifiable: Falsifiable;
  readonly experiments: readonly Experiment[];
  readonly findings: readonly Finding[];
}

/** Returns the exit code: 0 if something violates each property. */
export async function runKills(request: KillsRequest): Promise<number> {
  const { specFolder, buildFolder, output, protocol } = request;
  const all = falsifiableIn(readManifest(specFolder), specFolder);
  const chosen = protocol === undefined ? all : all.filter((falsifiable) => falsifiable.protocol === protocol);
  if (protocol !== undefined && chosen.length === 0) {
    throw unknown("protocol", protocol, [...new Set(all.map((falsifiable) => falsifiable.protocol))]);
  }
  const toolchain = await findToolchain(processEnvironment((line) => process.stderr.write(`${line}\n`)));
  const started = performance.now();
  const tried = await tryAll(chosen, { specFolder, buildFolder, toolchain }, output);
  const now = Object.fromEntries(
    tried.map(({ falsifiable, experiments, findings }) => [
      falsifiable.specification,
      killedSpecification(falsifiable, experiments, findings),
    ]),
  );
  const earlier = readMatrix(specFolder);
  const names = all.map(({ specification }) => specification);
  const merged = names.flatMap((name) => {
    const entry = ownValue(now, name) ?? ownValue(earlier, name);
    return entry === undefined ? [] : [[name, entry] as const];
  });
  writeMatrix(specFolder, Object.fromEntries(merged));
  writeWhole(join(buildFolder, "kills.json"), report(tried, now));
  const paint = paintFor(output, request.variables);
  const { lines, survivors } = summary(tried, now, paint);
  const seconds = formatSeconds((performance.now() - started) / 1000);
  const verdict = survivors === 0 ? "each is violated by some model" : `${survivors} that nothing violates`;
  const properties = tried.reduce((sum, { falsifiable }) => sum + falsifiable.properties.length, 0);
  const last = `${properties} properties in ${seconds}: ${paint(verdict, survivors === 0 ? "good" : "bad")}`;
  output.write(`${[...lines, "", last].join("\n")}\n`);
  return survivors === 0 ? 0 : 1;
}

/** All runs side by side, those of one specification after those of another. */
async function tryAll(
  chosen: readonly Falsifiable[],
  laboratory: Laboratory,
  output: Output,
): Promise<readonly Tried[]> {
  const planned = chosen.map((falsifiable) => ({
    falsifiable,
    experiments: experimentsOf(falsifiable, laboratory.specFolder),
  }));
  const live = createLiveProgress(
    output,
    planned.reduce((sum, { experiments }) => sum + experiments.length, 0),
  );
  const jobs = planned.flatMap(({ experiments }) =>
    experiments.map((experiment) => ({
      places: 1,
      run: async () => {
        const title = titleOf(experiment);
        live.start(title);
        const finding = await findingOf(experiment, laboratory);
        live.finish(title, `${title}: ${wordsFor(finding)}, ${formatSeconds(finding.seconds)}`);
        return finding;
      },
    })),
  );
  const findings = [...(await runSideBySide(jobs, thisMachine().cores).finally(live.close))];
  return planned.map(({ falsifiable, experiments }) => ({
    falsifiable,
    experiments,
    findings: findings.splice(0, experiments.length),
  }));
}

function titleOf({ row, properties }: Experiment): string {
  const [first] = properties;
  return `${row.name} against ${properties.length === 1 ? first?.name : `${properties.length} states and steps`}`;
}

function wordsFor({ killed, unevaluable, capped }: Finding): string {
  const violated = killed.length === 0 ? "violates none" : `violates ${killed.join(", ")}`;
  const not = unevaluable.length === 0 ? "" : `; cannot evaluate ${unevaluable.map((u) => u.property).join(", ")}`;
  return `${violated}${not}${capped ? " (not all states)" : ""}`;
}

function report(tried: readonly Tried[], matrix: Matrix): unknown {
  const properties = tried.flatMap(({ falsifiable, experiments, findings }) =>
    falsifiable.properties.map(({ name, kind }) => {
      const { specification, protocol } = falsifiable;
      const killedBy = killersOf(matrix, specification, name).map((model) => `${specification}_${model}`);
      const unevaluable = findings.flatMap((finding, at) =>
        finding.unevaluable
          .filter(({ property }) => property === name)
          .map(({ why }) => ({ model: experiments[at]?.row.name, why })),
      );
      return { protocol, specification, property: name, kind, killedBy, unevaluable, ok: killedBy.length > 0 };
    }),
  );
  return { ok: properties.every(({ ok }) => ok), properties };
}

function summary(
  tried: readonly Tried[],
  matrix: Matrix,
  paint: Paint,
): { readonly lines: readonly string[]; readonly survivors: number } {
  const lines: string[] = [];
  let survivors = 0;
  for (const { falsifiable, findings } of tried) {
    const { specification, properties, mistakes } = falsifiable;
    lines.push("", paint(`${specification}: ${properties.length} properties, ${mistakes.length} mistakes`, "strong"));
    for (const { name } of properties) {
      const models = killersOf(matrix, specification, name);
      if (models.length === 0) survivors++;
      const violated = models.length === 0 ? paint("nothing violates it", "bad") : models.join(", ");
      lines.push(`  ${name}: ${violated}`);
    }
    for (const { property, why } of findings.flatMap(({ unevaluable }) => unevaluable)) {
      lines.push(paint(`  cannot be evaluated somewhere: ${property}: ${why}`, "quiet"));
    }
  }
  return { lines, survivors };
}
