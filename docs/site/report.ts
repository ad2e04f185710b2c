/** What `make check` and `make conformance` wrote: read with suspicion, since another program wrote it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../../conformance/setup-error.ts";
import type { Counterexample } from "../../conformance/tlc/counterexample.ts";

/** What TLC found for one model. */
export interface CheckedModel {
  readonly name: string;
  readonly result: string;
  readonly ok: boolean;
  readonly distinct: number | undefined;
  readonly generated: number | undefined;
  readonly depth: number | undefined;
}

/** By name; empty if nothing was checked yet. */
export function readCheckedModels(buildFolder: string): ReadonlyMap<string, CheckedModel> {
  return new Map(
    listIn(readJson(join(buildFolder, "check.json")), "models").map((row) => [text(row, "name"), checked(row)]),
  );
}

/** A row of a report, by field. */
export type ReportRow = ReadonlyMap<string, unknown>;

/** The lists of the report of `make conformance`, by name; empty if it was not run. */
export function readConformance(buildFolder: string): ReadonlyMap<string, readonly ReportRow[]> {
  const report = readJson(join(buildFolder, "conformance.json"));
  if (typeof report !== "object" || report === null) return new Map();
  return new Map(
    Object.keys(report).map((list) => [list, listIn(report, list).map((row) => new Map(Object.entries(Object(row))))]),
  );
}

/** Nothing if there is none. @throws SetupError that says what to run, if the file is none of a counterexample */
export function readCounterexample(buildFolder: string, model: string): Counterexample | undefined {
  return counterexampleAt(
    join(buildFolder, "counterexamples", `${model}.json`),
    `run \`make check MODEL=${model}\` again`,
  );
}

/** Nothing if there is none. @throws SetupError with what to do, if the file is none of a counterexample */
export function counterexampleAt(path: string, whatToDo: string): Counterexample | undefined {
  const found = readJson(path);
  if (found === undefined || isCounterexample(found)) return found;
  throw new SetupError(`docs: ${path} is no counterexample; ${whatToDo}`);
}

function checked(row: unknown): CheckedModel {
  return {
    name: text(row, "name"),
    result: text(row, "result"),
    ok: field(row, "ok") === true,
    distinct: count(row, "distinct"),
    generated: count(row, "generated"),
    depth: count(row, "depth"),
  };
}

function isCounterexample(value: unknown): value is Counterexample {
  const states = listIn(value, "states");
  const areStates = states.every(
    (state) =>
      typeof field(state, "number") === "number" &&
      typeof field(state, "action") === "string" &&
      listIn(state, "variables").every(
        (variable) => typeof field(variable, "name") === "string" && typeof field(variable, "value") === "string",
      ),
  );
  return states.length > 0 && areStates && typeof field(field(value, "ending"), "kind") === "string";
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new SetupError(`docs: ${path} is not JSON; run \`make check\` again`);
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === "string" ? found : "";
}

function count(value: unknown, name: string): number | undefined {
  const found = field(value, name);
  return typeof found === "number" ? found : undefined;
}
