/** What `make check` and `make conformance` wrote: read with suspicion, since another program wrote it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { field, listIn } from "../../conformance/check/fields.ts";
import { SetupError } from "../../conformance/setup-error.ts";

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

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new SetupError(`docs: ${path} is not JSON; run \`make check\` again`);
  }
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === "string" ? found : "";
}

function count(value: unknown, name: string): number | undefined {
  const found = field(value, name);
  return typeof found === "number" ? found : undefined;
}
