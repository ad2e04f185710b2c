/**
 * Whether an invariant is inductive, as far as many states can show: states are built, TLC keeps those that satisfy the
 * invariant, takes every step from each of them, and looks at the invariant again.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Constants } from "../engine/constants.ts";
import { explore } from "../engine/explore.ts";
import type { InductiveModel, Protocol } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import { protocolFolders } from "../replay/protocol-folders.ts";
import { SetupError } from "../setup-error.ts";
import { declaredConstants } from "../tlc/extended-modules.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { runTlc, type TlcResult } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { buildStates } from "./build-states.ts";
import { builtModuleText } from "./built-module.ts";
import { type Inductive, inductiveOf } from "./conjuncts.ts";
import { type Pieces, PieceTable } from "./pieces.ts";

/** The same states each time: a failure can be looked at again. */
const seed = 20_261_125;
/** So many states are written in one module: TLC's parser takes longer than TLC. */
const statesAtOnce = 10_000;
const heapMegabytes = 2048;

/** States to begin in, and what they are made of. */
export interface Built {
  readonly protocol: Protocol;
  readonly model: InductiveModel;
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
  /** The action, and the states before and after, as TLC prints them. */
  readonly lines: readonly string[];
}

/** The states that are built for a protocol. */
export function builtFor(protocol: Protocol, model: InductiveModel, specFolder: string): Built {
  const subject = protocol.subjectOf(model.constants);
  const walker = walkerOf(subject);
  const table = new PieceTable(walker, subject.mapping);
  const reached: Pieces[] = [];
  const state = new Uint32Array(walker.width);
  explore(walker, (number, _, states) => {
    states.read(number, state);
    reached.push(table.piecesOf(state));
    return true;
  });
  const inductive = inductiveOf(model.module, protocolFolders(protocol, specFolder).libraries);
  return { protocol, model, inductive, table, states: buildStates(table, reached, model.states, seed) };
}

/**
 * Takes every step from those of the states that satisfy the invariant, until one violates it, or what it implies.
 *
 * @param without - a conjunct that is violated at first, and may be; all others then hold, and what is implied does
 */
export async function stepsFromBuilt(
  built: Built,
  specFolder: string,
  toolchain: Toolchain,
  onProgress: (states: number) => void,
  without?: string,
): Promise<BuiltSteps> {
  let [satisfied, steps, seconds] = [0, 0, 0];
  for (let from = 0; from < built.states.length; from += statesAtOnce) {
    onProgress(from);
    const states = built.states.slice(from, from + statesAtOnce);
    const result = await runOn({ ...built, states }, specFolder, toolchain, without);
    seconds += result.seconds;
    const { outcome } = result;
    if (outcome.kind === "passes") {
      satisfied += outcome.counts.initial;
      steps += outcome.counts.generated - outcome.counts.initial;
    }
    const violation = violationIn(result);
    if (violation !== undefined) return { satisfied, steps, violation, seconds };
  }
  return { satisfied, steps, violation: undefined, seconds };
}

async function runOn(
  { protocol, model, inductive, table, states }: Built,
  specFolder: string,
  toolchain: Toolchain,
  without: string | undefined,
): Promise<TlcResult> {
  const { libraries } = protocolFolders(protocol, specFolder);
  const name = `${model.name}_Built`;
  const modelValues = modelValuesOf(model, libraries);
  const { implied } = inductive;
  const conjuncts = inductive.conjuncts.filter((conjunct) => conjunct !== without);
  const held = without === undefined ? conjuncts : [...conjuncts, ...implied];
  const violated = without === undefined ? [] : [without];
  const module = { name, extended: model.module, modelValues, table, states, held, violated };
  return withOwnFolder(async (own) => {
    writeFileSync(join(own, `${name}.tla`), builtModuleText(module));
    const result = await runTlc(toolchain, {
      folder: own,
      module: name,
      configuration: {
        behaviour: { init: "BuiltInit", next: "BuiltNext" },
        constants: withoutOverrides(model.constants, modelValues),
        invariants: [...conjuncts, ...implied],
        properties: [],
        deadlock: false,
      },
      libraries,
      workers: 1,
      heapMegabytes,
    });
    const { outcome } = result;
    if (outcome.kind === "error") {
      throw new SetupError(`TLC could not read the states of ${name} (${verdictOf(outcome)}): ${outcome.message}`);
    }
    return result;
  });
}

/** The bounds make a reachable graph finite. From a state that was built, anything may happen. */
function withoutOverrides(constants: Constants, modelValues: readonly string[]): Constants {
  const values = { ...constants.values, ...Object.fromEntries(modelValues.map((name) => [name, name])) };
  return { ...constants, values, overrides: {} };
}

/** The names that stand for themselves, and that no module declares. */
function modelValuesOf({ module, constants }: InductiveModel, libraries: readonly string[]): readonly string[] {
  const declared = declaredConstants(module, libraries);
  const names = [...Object.values(constants.values), ...Object.values(constants.sets).flat()];
  return [...new Set(names)].filter((name) => !declared.includes(name) && !/^\d+$/.test(name));
}

function violationIn({ outcome, trace }: TlcResult): Violation | undefined {
  if (outcome.kind !== "violates") return undefined;
  const lines = (trace?.states ?? []).flatMap(({ action, variables }) => [
    action,
    ...variables.map(({ name, value }) => `  ${name} = ${value}`),
  ]);
  return { verdict: verdictOf(outcome), lines };
}
