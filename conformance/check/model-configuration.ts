/**
 * The configuration of a model, made from its row of the manifest and the constants that its module declares.
 *
 * @module
 */

import type { Constants } from "../engine/constants.ts";
import { SetupError } from "../setup-error.ts";
import { type Configuration, configurationText } from "../tlc/configuration.ts";
import { declaredConstants } from "../tlc/extended-modules.ts";
import type { ModelRow } from "./manifest.ts";
import { modelFiles } from "./model-files.ts";

/**
 * The values of all constants: those that the row gives, and for each other constant a model value of its own name.
 *
 * @throws SetupError if the row gives a value to something that is no constant.
 */
export function constantsOf(row: ModelRow, specFolder: string): Constants {
  const declared = declaredConstants(row.module, modelFiles(row, specFolder).libraries);
  const { sets, values, bounds } = row;
  const given = new Set([...Object.keys(sets), ...Object.keys(values)]);
  const unknown = [...given].filter((name) => !declared.includes(name));
  if (unknown.length > 0) {
    throw new SetupError(
      `${row.name} (line ${row.line}): ${row.module} declares no constant ${unknown.join(", ")}; ` +
        `it has ${declared.join(", ") || "none"}. To replace an operator, name it in "bounds"`,
    );
  }
  const own = declared.filter((name) => !given.has(name)).map((name) => [name, name] as const);
  return { sets, values: { ...values, ...Object.fromEntries(own) }, overrides: bounds };
}

/** @throws SetupError as `constantsOf`. */
export function configurationOf(row: ModelRow, specFolder: string): Configuration {
  const { behaviour, invariants, properties, deadlock } = row;
  return { behaviour, constants: constantsOf(row, specFolder), invariants, properties, deadlock };
}

/** As a file, for a person who opens it in an editor. */
export function configurationFile(row: ModelRow, specFolder: string): string {
  return `\\* ${row.name}: ${row.shows}\n${configurationText(configurationOf(row, specFolder))}`;
}
