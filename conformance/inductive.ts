/**
 * `make inductive`: builds states that satisfy the inductive invariant of a specification, and has TLC take every step
 * from them. With FIND=1 it looks, for each conjunct, for a state from which a step leads out of the rest.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatCount, formatSeconds } from "./check/table.ts";
import { writeWhole } from "./check/write-whole.ts";
import { runToExit } from "./command-line.ts";
import { conjunctsOfState } from "./inductive/built-module.ts";
import {
  type Built,
  type BuiltSteps,
  builtOf,
  neededIn,
  type Places,
  stepsFromBuilt,
} from "./inductive/check-built.ts";
import { inductiveModels } from "./inductive/models.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { SetupError } from "./setup-error.ts";
import { protocolsNamed } from "./suite/chosen.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain } from "./tlc/toolchain.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A row of the report. */
interface Row extends Omit<BuiltSteps, "violation"> {
  readonly protocol: string;
  readonly model: string;
  readonly built: number;
  readonly ok: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { protocol: { type: "string" }, find: { type: "boolean" } } });
  // A wrong name is answered before anything is built.
  protocolsNamed(protocols, values.protocol);
  const toolchain = await findToolchain(processEnvironment(say));
  const places = {
    specFolder: join(projectFolder, "spec"),
    buildFolder: join(projectFolder, "build"),
    toolchain,
  };
  const rows: Row[] = [];
  for (const model of inductiveModels) {
    const built = await builtOf(model, places);
    if (values.protocol !== undefined && built.row.protocol !== values.protocol) continue;
    if (values.find === true) await findNeeded(built, places);
    else rows.push(await checkOne(built, places));
  }
  if (rows.length === 0 && values.find !== true) throw new SetupError("no states are built for such a protocol");
  if (values.find === true) return 0;
  const ok = rows.every((row) => row.ok);
  writeWhole(join(places.buildFolder, "inductive.json"), { ok, rows });
  return ok ? 0 : 1;
}

async function checkOne(built: Built, places: Places): Promise<Row> {
  const { model, row, states } = built;
  const { expected } = model;
  const result = await stepsFromBuilt(built, places, progressOf(built, "Inductive"));
  const { violation, satisfied, steps, seconds } = result;
  const isAsExpected = satisfied === expected.satisfied && steps === expected.steps;
  if (violation !== undefined) {
    say(`${model.name}: a step from a state that satisfies Inductive ${violation.verdict}`);
    for (const line of violation.lines) say(line);
  } else {
    const counts = [states.length, satisfied, steps].map(formatCount);
    say(
      `${model.name}: ${counts[0]} states built, ${counts[1]} satisfy Inductive, ${counts[2]} steps keep it, ${formatSeconds(seconds)}`,
    );
    if (!isAsExpected)
      say(`  expected: ${formatCount(expected.satisfied)} that satisfy it, ${formatCount(expected.steps)} steps`);
  }
  const ok = violation === undefined && isAsExpected;
  return { protocol: row.protocol, model: model.name, built: states.length, satisfied, steps, seconds, ok };
}

/** Prints a state for each conjunct that shows what it is for, as definitions. */
async function findNeeded(built: Built, places: Places): Promise<void> {
  const { model, inductive, table } = built;
  const found = await neededIn(built, places, progressOf(built, "conjuncts"));
  for (const conjunct of inductive.conjuncts.slice(1)) {
    const state = found.get(conjunct);
    say(`${model.name}: ${conjunct}${state === undefined ? ": no step was found that leads out of the rest" : ""}`);
    for (const line of state === undefined ? [] : conjunctsOfState(table, state)) say(`  ${line}`);
  }
}

function progressOf({ model, states }: Built, what: string): (done: number) => void {
  const all = formatCount(states.length);
  return (done) => process.stderr.write(`${model.name}, ${what}: ${formatCount(done)} of ${all}\n`);
}

await runToExit(main);
