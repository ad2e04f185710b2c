/** A model's configuration, as far as its names go: what it checks, and what it puts in place of what. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { parseConfiguration } from "../../conformance/tlc/configuration.ts";

export interface ModelConfiguration {
  readonly row: ModelRow;
  /** Its invariants and properties. */
  readonly checks: readonly string[];
  /** The names on both sides of `MayCrash <- OnlyTheFirst`. */
  readonly overrides: readonly string[];
  /** The formula that it takes as the specification. */
  readonly specification: string | undefined;
}

/** Where a model's configuration is, from the project's folder. */
export function configurationPath(row: ModelRow): string {
  return `spec/${row.problem}/${row.protocol}/${row.name}.cfg`;
}

export function readConfiguration(projectFolder: string, row: ModelRow): ModelConfiguration {
  const text = readFileSync(join(projectFolder, configurationPath(row)), "utf8");
  const { invariants, properties } = parseConfiguration(text);
  return {
    row,
    checks: [...invariants, ...properties],
    overrides: [...text.matchAll(/(\w+)\s*<-\s*(\w+)/g)].flatMap((match) => [match[1] ?? "", match[2] ?? ""]),
    specification: /^SPECIFICATION\s+(\w+)/m.exec(text)?.[1],
  };
}
