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
import { meaningfulText } from "../tlc/meaningful-text.ts";
import { type Noting, nameOfNotedAction } from "../tlc/noting.ts";
import { actionDefinition, behaviourOf, type Falsifiable, type Property } from "./falsifiable.ts";

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
export const mostStates = 10_000;

/**
 * For each mistaken model one run for all states and steps, or one for those of each module that remembers more than the
 * model does, and one run for each other property.
 */
export function experimentsOf({ properties, mistakes }: Falsifiable, specFolder: string): readonly Experiment[] {
  return mistakes.flatMap((row) => {
    const asked = properties.filter((property) => isAskedOf(property, row));
    const noted = asked.filter(isNoted);
    const memories = new Map(noted.map((property) => [property, memoryFor(property, row, specFolder)?.name]));
    const groups = [
      ...[...new Set(memories.values())].map((name) => noted.filter((one) => memories.get(one) === name)),
      ...asked.filter((property) => !isNoted(property)).map((property) => [property]),
    ];
    return groups.map((group) => experimentOf(row, group, specFolder));
  });
}

/**
 * A property can speak of a variable that the protocol does not have: of what was voted for at any time, say. Such a
 * variable has a module of its own, whose behaviours say how it grows, and which no compared model extends. The mistake
 * is then made in the behaviours of a model that passes and checks the property.
 *
 * @returns that model, if there are such variables
 */
function memoryFor({ module, checkedBy }: Property, row: ModelRow, specFolder: string): ModelRow | undefined {
  const { libraries } = modelFiles(row, specFolder);
  const known = new Set(variablesOf(row.module, libraries));
  return variablesOf(module.name, libraries).every((name) => known.has(name)) ? undefined : checkedBy;
}

function variablesOf(module: string, libraries: readonly string[]): readonly string[] {
  return extendedModules(module, libraries).flatMap(({ definitions }) =>
    [...definitions.values()].filter(({ kind }) => kind === "variable").map(({ name }) => name),
  );
}

export function isNoted({ kind }: Property): boolean {
  return kind === "state" || kind === "action";
}

/**
 * A model that takes an assumption of liveness away is a correct one as far as safety goes; and a model whose behaviours
 * are not fair, or fair in another way than the property needs, violates the property by standing still, which says nothing
 * about it. What a model is there to violate it is asked for in any case.
 */
function isAskedOf({ name, kind, behaviours }: Property, row: ModelRow): boolean {
  if (row.expected.kind === "violates" && row.expected.property === name) return true;
  if (kind === "liveness") return behaviours.includes(behaviourOf(row));
  return isPlain(row) || /_Bug_/.test(row.name);
}

export function experimentOf(row: ModelRow, properties: readonly Property[], specFolder: string): Experiment {
  const { libraries } = modelFiles(row, specFolder);
  const within = new Set(extendedModules(row.module, libraries).map(({ name }) => name));
  const [first] = properties;
  const memory = first === undefined ? undefined : memoryFor(first, row, specFolder);
  const defining = memory === undefined ? properties.map(({ module }) => module.name) : [memory.module];
  const others = [...new Set(defining)].filter((name) => !within.has(name));
  const states = properties.filter(({ kind }) => kind === "state").map(({ name }) => name);
  const actions = properties
    .filter(({ kind }) => kind === "action")
    .map((property) => ({
      name: property.name,
      definition: actionDefinition(property, nameOfNotedAction(property.name)),
    }));
  const noting: Noting = { names: states, actions, others, stops: true, mostStates };
  const checked = properties.filter((property) => !isNoted(property)).map(({ name }) => name);
  const configuration = { ...configurationFor(row, memory, specFolder), properties: checked };
  const modules = [row.module, ...others].flatMap((module) => usedModules(module, libraries));
  const texts = modules.map((module) => [module.name, meaningfulText(module)]);
  const asked = [row.name, row.module, noting, configurationText(configuration)];
  return { row, properties, configuration, noting, digest: digestOf(JSON.stringify([asked, texts])).slice(0, 24) };
}

function configurationFor(row: ModelRow, memory: ModelRow | undefined, specFolder: string): Configuration {
  const plain = { ...configurationOf(row, specFolder), invariants: [], properties: [], deadlock: false };
  if (memory === undefined) return plain;
  const remembering = configurationOf(memory, specFolder);
  const { sets, values, overrides } = plain.constants;
  // The bounds of what is remembered are needed, too; those of the protocol are the mistaken model's own.
  const known = definedIn(row.module, modelFiles(row, specFolder).libraries);
  const bounds = Object.entries(remembering.constants.overrides).filter(([operator]) => !known.has(operator));
  const constants = {
    sets: { ...remembering.constants.sets, ...sets },
    values: { ...remembering.constants.values, ...values },
    overrides: { ...Object.fromEntries(bounds), ...overrides },
  };
  // A mistaken model that begins in the middle has behaviours of its own, which say nothing of what is remembered.
  return { ...plain, constants, behaviour: isPlain(row) ? remembering.behaviour : plain.behaviour };
}

function definedIn(module: string, libraries: readonly string[]): ReadonlySet<string> {
  return new Set(extendedModules(module, libraries).flatMap(({ definitions }) => [...definitions.keys()]));
}

function isPlain({ behaviour }: ModelRow): boolean {
  return "specification" in behaviour && behaviour.specification === "Spec";
}
