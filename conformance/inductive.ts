/**
 * `make inductive`: builds states that satisfy the inductive invariant of a specification, and has TLC take every step
 * from them. With FIND=1 it prints, for each conjunct, a step that leads out of the rest without it.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatCount, formatSeconds } from "./check/table.ts";
import { writeWhole } from "./check/write-whole.ts";
import { runToExit, selectionOf } from "./command-line.ts";
import { type Built, type BuiltSteps, builtFor, stepsFromBuilt } from "./inductive/check-built.ts";
import { membersIn } from "./inductive/pieces.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { protocolsNamed } from "./suite/chosen.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain, type Toolchain } from "./tlc/toolchain.ts";

const specFolder = join(projectFolder, "spec");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A row of the report. */
interface Row extends Omit<BuiltSteps, "violation"> {
  readonly protocol: string;
  readonly built: number;
  readonly ok: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { protocol: { type: "string" }, find: { type: "boolean" } } });
  const chosen = protocolsNamed(protocols, selectionOf(values).protocol);
  const toolchain = await findToolchain(processEnvironment(say));
  const rows: Row[] = [];
  for (const protocol of chosen) {
    if (protocol.inductive === undefined) continue;
    const built = builtFor(protocol, protocol.inductive, specFolder);
    if (values.find === true) await findNeeded(built, toolchain);
    else rows.push(await checkOne(built, toolchain));
  }
  if (values.find === true) return 0;
  const ok = rows.every((row) => row.ok);
  writeWhole(join(projectFolder, "build", "inductive.json"), { ok, rows });
  return ok ? 0 : 1;
}

async function checkOne(built: Built, toolchain: Toolchain): Promise<Row> {
  const { protocol, model, states } = built;
  const { expected } = model;
  const result = await stepsFromBuilt(built, specFolder, toolchain, progressOf(built, "Inductive"));
  const { violation, satisfied, steps, seconds } = result;
  const isAsExpected = satisfied === expected.satisfied && steps === expected.steps;
  if (violation !== undefined) {
    say(`${protocol.name}: a step from a state that satisfies Inductive ${violation.verdict}`);
    for (const line of violation.lines) say(`  ${line}`);
  } else {
    const counts = [states.length, satisfied, steps].map(formatCount);
    say(
      `${protocol.name}: ${counts[0]} states built, ${counts[1]} satisfy Inductive, ${counts[2]} steps keep it, ${formatSeconds(seconds)}`,
    );
    if (!isAsExpected)
      say(`  expected: ${formatCount(expected.satisfied)} that satisfy it, ${formatCount(expected.steps)} steps`);
  }
  const ok = violation === undefined && isAsExpected;
  return { protocol: protocol.name, built: states.length, satisfied, steps, seconds, ok };
}

/** For each conjunct a state that shows what it is for: of those that were built one with few messages. */
async function findNeeded(all: Built, toolchain: Toolchain): Promise<void> {
  const { protocol, inductive } = all;
  const built = { ...all, states: all.states.toSorted((one, other) => membersIn(one) - membersIn(other)) };
  for (const conjunct of inductive.conjuncts.slice(1)) {
    const { violation } = await stepsFromBuilt(built, specFolder, toolchain, progressOf(built, conjunct), conjunct);
    say(
      `${protocol.name}: without ${conjunct} ${violation === undefined ? "no step was found that leads out of the rest" : `a step ${violation.verdict}`}`,
    );
    for (const line of violation?.lines ?? []) say(`  ${line}`);
  }
}

function progressOf({ protocol, states }: Built, what: string): (done: number) => void {
  const all = formatCount(states.length);
  return (done) => process.stderr.write(`${protocol.name}, ${what}: ${formatCount(done)} of ${all}\n`);
}

await runToExit(main);
