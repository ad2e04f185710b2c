/**
 * `spec/manifest.json`: one row for each model that TLC checks, and what is expected of it.
 *
 * A row that is not understood completely is refused: a misspelled field or a forgotten count would otherwise be a
 * check that silently checks less.
 */
import { SetupError } from "../setup-error.ts";
import {
  type Complain,
  configurationFields,
  isRecord,
  type Lists,
  parseConfigurationFields,
  parseLists,
  type RowConfiguration,
} from "./manifest-configuration.ts";
import {
  countFields,
  type Expectation,
  type ManifestOptions,
  parseExpectation,
  parseReaches,
} from "./manifest-expectation.ts";

export const tiers = ["small", "medium", "large"] as const;
export type Tier = (typeof tiers)[number];

export type ModelRow = RowConfiguration & {
  readonly name: string;
  readonly problem: string;
  readonly protocol: string;
  /** The module without bounds whose actions the model exercises. */
  readonly specification: string;
  /** The module that bounds it, which is the one TLC is given. */
  readonly module: string;
  readonly tier: Tier;
  /**
   * Denials of good states, which the model must violate for its checks not to be empty, and the number of states of the
   * shortest behaviour that does; 0 while that is being found out.
   */
  readonly reaches: ReadonlyMap<string, number>;
  readonly expected: Expectation;
  readonly claims: readonly string[];
  readonly shows: string;
  /** Whether conformance compares the model's whole graph with the step functions. */
  readonly graph: boolean;
  /** Whether `make test` does so, too: of a protocol's graphs these are meant to notice most. */
  readonly seesMost: boolean;
  /** The tier in which the model is checked, where its graph is compared in a lower one: the check takes longer. */
  readonly checked: Tier | undefined;
  /** Whether a state without successor is a violation. */
  readonly deadlock: boolean;
  /** The line of the manifest on which the row's name stands, for messages. */
  readonly line: number;
};

const nameFields = ["name", "problem", "protocol", "specification", "module"] as const;
const knownFields: ReadonlySet<string> = new Set([
  ...nameFields,
  ...countFields,
  ...configurationFields,
  "length",
  "reaches",
  "tier",
  "expected",
  "claims",
  "shows",
  "graph",
  "checked",
  "deadlock",
]);

export function parseManifest(text: string, options: ManifestOptions = {}): readonly ModelRow[] {
  const problems: string[] = [];
  const { models, lists } = parseModels(text, problems);
  const surroundings = { lines: linesOfNames(text), lists, options };
  const rows: ModelRow[] = [];
  const seen = new Map<string, number>();
  for (const [index, value] of models.entries()) {
    const row = parseRow(value, index, surroundings, problems);
    if (row === undefined) continue;
    const before = seen.get(row.name);
    if (before !== undefined) problems.push(`row ${index + 1} (${row.name}): row ${before} has the same name`);
    seen.set(row.name, index + 1);
    rows.push(row);
  }
  if (problems.length > 0) throw new SetupError(`the manifest is not valid:\n  ${problems.join("\n  ")}`);
  return rows;
}

/** The word that tables, reports and the manifest use: "passes", "reaches" or "violates Agreement". */
export function expectedVerdict(expected: Expectation): string {
  return expected.kind === "violates" ? `violates ${expected.property}` : expected.kind;
}

interface Models {
  readonly models: readonly unknown[];
  readonly lists: Lists;
}

function parseModels(text: string, problems: string[]): Models {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SetupError(`the manifest is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(value) || !Array.isArray(value.models)) {
    throw new SetupError('the manifest must be an object with a list of rows, { "lists": { … }, "models": [ … ] }');
  }
  const others = Object.keys(value).filter((key) => key !== "models" && key !== "lists");
  if (others.length > 0) throw new SetupError(`the manifest has an unknown field ${others.join(", ")}`);
  const lists = parseLists(value.lists, (field, what) => problems.push(`${field} ${what}`));
  return { models: value.models, lists };
}

interface Surroundings {
  readonly lines: ReadonlyMap<string, number>;
  readonly lists: Lists;
  readonly options: ManifestOptions;
}

function parseRow(
  value: unknown,
  index: number,
  { lines, lists, options }: Surroundings,
  problems: string[],
): ModelRow | undefined {
  if (!isRecord(value)) {
    problems.push(`row ${index + 1}: is not an object`);
    return undefined;
  }
  const label = typeof value.name === "string" ? `row ${index + 1} (${value.name})` : `row ${index + 1}`;
  const before = problems.length;
  const complain = (field: string, what: string) => problems.push(`${label}: ${field} ${what}`);
  for (const field of Object.keys(value)) if (!knownFields.has(field)) complain(field, "is not a known field");
  const names = parseNames(value, complain);
  const tier = tiers.find((known) => known === value.tier);
  if (tier === undefined) complain("tier", `must be one of ${tiers.join(", ")}`);
  const expected = parseExpectation(value, options, complain);
  const reaches = parseReaches(value, options, complain);
  const claims = parseClaims(value.claims, complain);
  const shows = typeof value.shows === "string" ? value.shows : "";
  if (shows.trim() === "") complain("shows", "must be a sentence");
  const seesMost = value.graph === "most";
  const graph = seesMost || parseFlag(value, "graph", complain, ' or "most"');
  const checked = tiers.find((known) => known === value.checked);
  const isLower = checked === undefined || tier === undefined || tiers.indexOf(checked) <= tiers.indexOf(tier);
  if (value.checked !== undefined && (isLower || !graph))
    complain("checked", "must be a higher tier than that in which the graph is compared");
  const deadlock = parseFlag(value, "deadlock", complain);
  const configuration = parseConfigurationFields(value, lists.get(String(value.specification)) ?? new Map(), complain);
  if (problems.length > before || names === undefined || tier === undefined || expected === undefined) return undefined;
  const line = lines.get(names.name) ?? 0;
  return {
    ...names,
    ...configuration,
    tier,
    reaches,
    expected,
    claims,
    shows,
    graph,
    seesMost,
    checked,
    deadlock,
    line,
  };
}

function parseNames(
  value: Readonly<Record<string, unknown>>,
  complain: Complain,
): Readonly<Record<(typeof nameFields)[number], string>> | undefined {
  const read = (field: (typeof nameFields)[number]): string => {
    const name = value[field];
    // The names become parts of paths.
    if (typeof name === "string" && /^[A-Za-z0-9_-]+$/.test(name)) return name;
    complain(field, name === undefined ? "is missing" : "must be a name of letters, digits, - and _");
    return "";
  };
  return {
    name: read("name"),
    problem: read("problem"),
    protocol: read("protocol"),
    specification: read("specification"),
    module: read("module"),
  };
}

function parseClaims(value: unknown, complain: Complain): readonly string[] {
  if (Array.isArray(value)) {
    const claims = value.filter((claim): claim is string => typeof claim === "string" && /^[A-Z]\d+$/.test(claim));
    if (claims.length === value.length) return claims;
  }
  complain("claims", 'must be a list such as ["A1", "A2"]; it may be empty');
  return [];
}

function parseFlag(value: Readonly<Record<string, unknown>>, field: string, complain: Complain, more = ""): boolean {
  const flag = value[field];
  if (flag !== undefined && typeof flag !== "boolean") complain(field, `must be true or false${more}`);
  return flag === true;
}

/** The first line on which each name stands, counted from 1: in one pass, since the manifest has thousands of lines. */
function linesOfNames(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    for (const [, name = ""] of line.matchAll(/"name"\s*:\s*"([^"]*)"/g)) {
      if (!lines.has(name)) lines.set(name, index + 1);
    }
  }
  return lines;
}
