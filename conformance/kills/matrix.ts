/**
 * `spec/kills.json`: for each property the models that violate it, with a digest of all that this depends on. It is
 * committed, so that `make test` can say without TLC whether each property was seen to fail, as it is now.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { writeTextWhole } from "../check/write-whole.ts";
import { ownValue } from "../engine/own-value.ts";
import { SetupError } from "../setup-error.ts";
import { digestOf } from "../tlc/digest.ts";
import { type Experiment, experimentsOf } from "./experiments.ts";
import type { Falsifiable } from "./falsifiable.ts";
import type { Finding } from "./run-experiment.ts";

export interface KilledSpecification {
  readonly digest: string;
  /** By property; the names of models are without the specification's, which all of them begin with. */
  readonly killedBy: Readonly<Record<string, readonly string[]>>;
}

export type Matrix = Readonly<Record<string, KilledSpecification>>;

/** The models that violate a property, as far as the matrix knows. */
export function killersOf(matrix: Matrix, specification: string, property: string): readonly string[] {
  return ownValue(ownValue(matrix, specification)?.killedBy ?? {}, property) ?? [];
}

export function matrixPath(specFolder: string): string {
  return join(specFolder, "kills.json");
}

export function readMatrix(specFolder: string): Matrix {
  const path = matrixPath(specFolder);
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${relative(process.cwd(), path)} is not JSON: ${why}. Run make kills for a new one`);
  }
}

/** A line for each property. */
export function writeMatrix(specFolder: string, matrix: Matrix): void {
  const specifications = Object.entries(matrix).map(([name, { digest, killedBy }]) => {
    const lines = Object.entries(killedBy).map(
      ([property, models]) => `      ${JSON.stringify(property)}: [${models.map((m) => JSON.stringify(m)).join(", ")}]`,
    );
    const body = lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n    }`;
    return `  ${JSON.stringify(name)}: {\n    "digest": ${JSON.stringify(digest)},\n    "killedBy": ${body}\n  }`;
  });
  writeTextWhole(matrixPath(specFolder), `{\n${specifications.join(",\n")}\n}\n`);
}

/** What the runs of a specification depend on, and which properties there are. */
export function digestOfExperiments({ properties }: Falsifiable, experiments: readonly Experiment[]): string {
  const asked = properties.map(({ name, kind }) => [name, kind]);
  return digestOf(JSON.stringify([asked, experiments.map(({ digest }) => digest)])).slice(0, 16);
}

export function killedSpecification(
  falsifiable: Falsifiable,
  experiments: readonly Experiment[],
  findings: readonly Finding[],
): KilledSpecification {
  const { specification, properties } = falsifiable;
  const killedBy = properties.map(({ name }) => {
    const models = experiments.flatMap(({ row }, at) =>
      findings[at]?.killed.includes(name) === true ? [row.name] : [],
    );
    return [name, models.map((model) => model.replace(`${specification}_`, ""))] as const;
  });
  return { digest: digestOfExperiments(falsifiable, experiments), killedBy: Object.fromEntries(killedBy) };
}

/** What is wrong with the matrix: properties that nothing violates, and what has changed since it was made. */
export function matrixGaps(all: readonly Falsifiable[], matrix: Matrix, specFolder: string): readonly string[] {
  const known = new Set(all.map(({ specification }) => specification));
  const gone = Object.keys(matrix).filter((name) => !known.has(name));
  return [
    ...gone.map((name) => `spec/kills.json has ${name}, which no passing model checks any more: run make kills`),
    ...all.flatMap((falsifiable) => gapsOf(falsifiable, ownValue(matrix, falsifiable.specification), specFolder)),
  ];
}

function gapsOf(falsifiable: Falsifiable, killed: KilledSpecification | undefined, specFolder: string): string[] {
  const { specification, protocol, properties } = falsifiable;
  const again = `run make kills P=${protocol}`;
  if (killed === undefined) return [`spec/kills.json does not have ${specification}: ${again}`];
  const digest = digestOfExperiments(falsifiable, experimentsOf(falsifiable, specFolder));
  if (killed.digest !== digest) {
    return [`spec/kills.json was made of another ${specification}, of its models or of its properties: ${again}`];
  }
  return properties
    .filter(({ name }) => (ownValue(killed.killedBy, name) ?? []).length === 0)
    .map(({ name }) => `nothing violates ${specification}!${name}: add a model with the mistake that does`);
}
