/**
 * The runs of TLC that show which model violates which property.
 *
 * @module
 */

import type { ModelRow } from "../check/manifest.ts";
import { configurationOf } from "../check/model-configuration.ts";
import { modelFiles } from "../check/model-files.ts";
import { type Configuration, configurationText } from "../tlc/configuration.ts";
import { digestOf } from "../tlc/digest.ts";
import { extendedModules, usedModules } from "../tlc/extended-modules.ts";
import { type Noting, nameOfNotedAction, notingModuleText } from "../tlc/noting.ts";
import { withoutComments } from "../tlc/specification-module.ts";
import { actionDefinition, type Falsifiable, type Property } from "./falsifiable.ts";

/** One run of one model: some properties that are noted beside each other, or one that TLC checks. */
export interface Experiment {
  readonly row: ModelRow;
  readonly properties: readonly Property[];
  readonly configuration: Configuration;
  readonly noting: Noting;
  /** Of all that the answer depends on but TLC itself, comments left out. */
  readonly digest: string;
}

/** A mistake makes states that no correct model has. What it violates it mostly does in the first of them. */
export const mostStates = 50_000;

/** For each mistaken model one run for all states and steps, and one for each other property. */
export function experimentsOf({ properties, mistakes }: Falsifiable, specFolder: string): readonly Experiment[] {
  return mistakes.flatMap((row) => {
    const asked = properties.filter((property) => isAskedOf(property, row));
    const noted = asked.filter(isNoted);
    const alone = asked.filter((property) => !isNoted(property));
    const groups = [...(noted.length === 0 ? [] : [noted]), ...alone.map((property) => [property])];
    return groups.map((group) => experimentOf(row, group, specFolder));
  });
}

export function isNoted({ kind }: Property): boolean {
  return kind === "state" || kind === "action";
}

/**
 * A model that takes an assumption of liveness away is a correct one as far as safety goes; and a model whose behaviours
 * are not fair violates every property of liveness by standing still, which says nothing about the property.
 */
function isAskedOf({ kind }: Property, { name, behaviour }: ModelRow): boolean {
  const isPlain = "specification" in behaviour && behaviour.specification === "Spec";
  if (kind === "liveness") return !isPlain;
  return isPlain || /_Bug_/.test(name);
}

export function experimentOf(row: ModelRow, properties: readonly Property[], specFolder: string): Experiment {
  const { libraries } = modelFiles(row, specFolder);
  const within = new Set(extendedModules(row.module, libraries).map(({ name }) => name));
  const others = [...new Set(properties.map(({ module }) => module.name))].filter((name) => !within.has(name));
  const states = properties.filter(({ kind }) => kind === "state").map(({ name }) => name);
  const actions = properties
    .filter(({ kind }) => kind === "action")
    .map((property) => ({
      name: property.name,
      definition: actionDefinition(property, nameOfNotedAction(property.name)),
    }));
  const noting: Noting = { names: states, actions, others, stops: true, mostStates };
  const checked = properties.filter((property) => !isNoted(property)).map(({ name }) => name);
  const configuration = { ...configurationOf(row, specFolder), invariants: [], properties: checked, deadlock: false };
  const modules = [row.module, ...others].flatMap((module) => usedModules(module, libraries));
  const texts = modules.map(({ name, text }) => [name, withoutComments(text).replace(/\s+/g, " ")]);
  const asked = [row.name, notingModuleText(row.module, noting), configurationText(configuration)];
  return { row, properties, configuration, noting, digest: digestOf(JSON.stringify([asked, texts])).slice(0, 24) };
}
