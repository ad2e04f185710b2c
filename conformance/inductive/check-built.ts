/**
 * Whether an invariant is inductive, as far as many states can show: states are built, TLC keeps those that satisfy the
 * invariant, takes every step from each of them, and looks at the invariant again.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelRow } from "../check/manifest.ts";
import { constantsOf } from "../check/model-configuration.ts";
import { modelFiles, readManifest } from "../check/model-files.ts";
import { differencesBetween, settingOf } from "../differences/differences.ts";
import { valuesOf } from "../differences/places.ts";
import { changeLines, changeLinesBetween } from "../differences/step-list.ts";
import { type Constants, undeclaredNames } from "../engine/constants.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { dumpOf, graphIn } from "../graph/dump.ts";
import { SetupError } from "../setup-error.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { runTlc, type TlcResult } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { buildStates } from "./build-states.ts";
import { type BuiltModule, builtModuleText } from "./built-module.ts";
import { type Inductive, inductiveOf } from "./conjuncts.ts";
import type { InductiveModel } from "./models.ts";
import { neededDefinitions, shownIn } from "./needed.ts";
import { membersIn, type Pieces, PieceTable } from "./pieces.ts";

/** The same states each time: a failure can be looked at again. */
const seed = 20_261_125;
/** So many states are written in one module: TLC's parser takes longer than TLC. */
const statesAtOnce = 10_000;
const heapMegabytes = 2048;

/** States to begin in, and what they are made of. */
export interface Built {
  readonly model: InductiveModel;
  /** The first of the models that say what is reachable. */
  readonly row: ModelRow;
  readonly inductive: Inductive;
  readonly table: PieceTable;
  readonly states: readonly Pieces[];
}

export interface BuiltSteps {
  /** How many of the states satisfied what was wanted. */
  readonly satisfied: number;
  /** How many steps were tried from them. */
  readonly steps: number;
  readonly violation: Violation | undefined;
  readonly seconds: number;
}

/** A step that leads out of the invariant. */
export interface Violation {
  /** `violates` and what. */
  readonly verdict: string;
  /** The state before, and what the step changes; what is violated at once is violated by the first. */
  readonly lines: readonly string[];
}

/** Where things are. */
export interface Places {
  readonly specFolder: string;
  readonly buildFolder: string;
  readonly toolchain: Toolchain;
}

/** The states that are built of a model. @throws SetupError if the manifest does not have what they are built from. */
export async function builtOf(model: InductiveModel, { specFolder, buildFolder, toolchain }: Places): Promise<Built> {
  const rows = readManifest(specFolder);
  const from = model.from.map((name) => {
    const row = rows.find((candidate) => candidate.name === name);
    if (row === undefined) throw new SetupError(`${model.name} is built from ${name}, which is not in the manifest`);
    return row;
  });
  const graphs: SpecGraph[] = [];
  for (const row of from) graphs.push(graphIn(await dumpOf(row, specFolder, buildFolder, toolchain)));
  const [row] = from;
  const [graph] = graphs;
  if (row === undefined || graph === undefined)
    throw new SetupError(`${model.name} names no model from which its states are built`);
  const table = new PieceTable(graph);
  const reached = graphs.flatMap((one) => table.piecesIn(one));
  const inductive = inductiveOf(row.module, modelFiles(row, specFolder).libraries);
  return { model, row, inductive, table, states: buildStates(table, reached, model.states, seed) };
}

/** Takes every step from those of the states that satisfy the invariant, until one violates it, or what it implies. */
export async function stepsFromBuilt(
  built: Built,
  places: Places,
  onProgress: (states: number) => void,
): Promise<BuiltSteps> {
  const { conjuncts, implied } = built.inductive;
  let [satisfied, steps, seconds] = [0, 0, 0];
  for (let from = 0; from < built.states.length; from += statesAtOnce) {
    onProgress(from);
    const states = built.states.slice(from, from + statesAtOnce);
    const result = await runOn({ ...built, states }, places, {
      module: { held: conjuncts, definitions: [] },
      init: "BuiltInit",
      next: "BuiltNext",
      invariants: [...conjuncts, ...implied],
    });
    const { outcome } = result;
    seconds += result.seconds;
    if (outcome.kind === "passes") {
      satisfied += outcome.counts.initial;
      steps += outcome.counts.generated - outcome.counts.initial;
    }
    const violation = violationIn(result);
    if (violation !== undefined) return { satisfied, steps, violation, seconds };
  }
  return { satisfied, steps, violation: undefined, seconds };
}

/** For each conjunct, but the first, the state with the fewest messages that shows what it is for, if there is one. */
export async function neededIn(
  built: Built,
  places: Places,
  onProgress: (states: number) => void,
): Promise<ReadonlyMap<string, Pieces>> {
  const { inductive, model } = built;
  const found = new Map<string, Pieces>();
  for (let from = 0; from < built.states.length; from += statesAtOnce) {
    onProgress(from);
    const states = built.states.slice(from, from + statesAtOnce);
    await withOwnFolder(async (own) => {
      const dump = join(own, "needed.dot");
      await runOn({ ...built, states }, places, {
        module: { held: [], definitions: neededDefinitions(inductive, model.next) },
        init: "NeededInit",
        next: "NeededNext",
        invariants: [],
        dump,
      });
      for (const { conjunct, built: number } of shownIn(dump)) {
        const state = states[number - 1];
        const known = found.get(conjunct);
        if (state !== undefined && (known === undefined || membersIn(state) < membersIn(known)))
          found.set(conjunct, state);
      }
    });
  }
  return found;
}

/** What is asked of one module of built states. */
interface Question {
  readonly module: Pick<BuiltModule, "held" | "definitions">;
  readonly init: string;
  readonly next: string;
  readonly invariants: readonly string[];
  readonly dump?: string;
}

async function runOn(
  { model, row, table, states }: Built,
  { specFolder, toolchain }: Places,
  { module, init, next, invariants, dump }: Question,
): Promise<TlcResult> {
  const { name } = model;
  const constants = constantsFor(model, row, specFolder);
  const modelValues = undeclaredNames(constants);
  return withOwnFolder(async (own) => {
    const text = builtModuleText({
      name,
      extended: row.module,
      modelValues,
      next: model.next,
      table,
      states,
      ...module,
    });
    writeFileSync(join(own, `${name}.tla`), text);
    const result = await runTlc(toolchain, {
      folder: own,
      module: name,
      configuration: {
        behaviour: { init, next },
        constants: withModelValues(constants, modelValues),
        invariants,
        properties: [],
        deadlock: false,
      },
      libraries: modelFiles(row, specFolder).libraries,
      workers: 1,
      heapMegabytes,
      ...(dump === undefined ? {} : { dump }),
    });
    const { outcome } = result;
    if (outcome.kind !== "error") return result;
    throw new SetupError(`TLC could not read the states of ${name} (${verdictOf(outcome)}): ${outcome.message}`);
  });
}

/** The bounds make a reachable graph finite. From a state that was built, anything may happen. */
function constantsFor({ overrides: kept }: InductiveModel, row: ModelRow, specFolder: string): Constants {
  const { overrides, ...constants } = constantsOf(row, specFolder);
  return {
    ...constants,
    overrides: Object.fromEntries(Object.entries(overrides).filter(([name]) => kept.includes(name))),
  };
}

function withModelValues(constants: Constants, names: readonly string[]): Constants {
  return { ...constants, values: { ...constants.values, ...Object.fromEntries(names.map((name) => [name, name])) } };
}

function violationIn({ outcome, trace }: TlcResult): Violation | undefined {
  if (outcome.kind !== "violates") return undefined;
  const [before = [], ...after] = (trace?.states ?? []).map(valuesOf);
  const setting = settingOf(before);
  const lines = [
    // There is no way to a state that was built: all of it is told.
    ...changeLines(differencesBetween([], before, setting), 2, Number.POSITIVE_INFINITY),
    "  and after the step",
    ...after.flatMap((state) => changeLinesBetween(before, state, setting, 2)),
  ];
  return { verdict: verdictOf(outcome), lines };
}
