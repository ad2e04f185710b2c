/** Graphs, replays and runs can fail: mistaken steps are told apart from the specification, each in its own way. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Protocol, ReplayModel, RunModel } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import { string } from "../engine/tla-value.ts";
import { projectFolder } from "../project-folder.ts";
import { checkReplay } from "../replay/check-replay.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain, type Toolchain } from "../tlc/toolchain.ts";
import { acceptedBy, checkRuns, makeRuns, tracesOf } from "../traces/check-runs.ts";
import type { Trace } from "../traces/trace-module.ts";
import { epochConsensusProtocol } from "./epoch-consensus.ts";

const specFolder = join(projectFolder, "spec");
const module = "MCEpochConsensus";
const constants = {
  sets: { Node: ["n1", "n2", "n3"], Value: ["v1", "v2"] },
  values: { None: "None", n1: "n1", n2: "n2", n3: "n3", v1: "v1", v2: "v2" },
  overrides: { MaySuspect: "FirstThenSecond", MayPropose: "LeaderHasOwnValue" },
};
const replayed: ReplayModel = { name: "EpochConsensus_3_Replayed", module, constants, behaviours: 30, depth: 60 };
const run: RunModel = { name: "EpochConsensus_3_Run", module, constants, runs: 10, steps: 60, faults: ["Crash"] };

let toolchain: Toolchain;

before(async () => {
  toolchain = await findToolchain(processEnvironment(() => {}));
});

function protocolOf(twin: string): Protocol {
  const mistaken = epochConsensusProtocol.twins.find(({ name }) => name === `EpochConsensus_Bug_${twin}`);
  assert.ok(mistaken !== undefined, twin);
  return {
    ...epochConsensusProtocol,
    subjectOf: (of) => ({ ...epochConsensusProtocol.subjectOf(of), system: mistaken.systemOf(of) }),
  };
}

test("mistaken steps cannot follow TLC's behaviours, and it is told where they lose their way", async () => {
  const { failure, behaviours } = await checkReplay(
    protocolOf("ElectionsApart"),
    replayed,
    specFolder,
    toolchain,
    () => {},
  );
  assert.equal(behaviours, replayed.behaviours);
  assert.match(failure?.join("\n") ?? "", /^behaviour \d+: no step of the step functions leads to state \d+/);
});

test("TLC does not accept the runs of mistaken steps, and it is told which step it does not allow", async () => {
  const { failure, accepted, states } = await checkRuns(protocolOf("AsksBeforeDurable"), run, specFolder, toolchain);
  assert.match(failure?.join("\n") ?? "", /^run \d+: the specification does not allow step \d+, Suspect, which/);
  assert.ok(accepted < states);
});

test("TLC does not accept a run of the real steps in which one state is altered, and accepts it unaltered", async () => {
  const walker = walkerOf(epochConsensusProtocol.subjectOf(run.constants));
  const traces = tracesOf(epochConsensusProtocol.mapping, walker, makeRuns(walker, run));
  const unaltered = await acceptedBy(epochConsensusProtocol, run, traces, specFolder, toolchain);
  assert.deepEqual([unaltered.failure, unaltered.accepted], [undefined, unaltered.states]);
  const at = traces.findIndex(({ steps }) => steps.some(isVote));
  assert.ok(at >= 0, "in none of the runs anybody votes");
  const altered = traces.map((trace, i) => (i === at ? withOldDisk(trace) : trace));
  const { failure, accepted, states } = await acceptedBy(epochConsensusProtocol, run, altered, specFolder, toolchain);
  assert.match(failure?.join("\n") ?? "", /does not allow step \d+, Answer/);
  assert.ok(accepted < states);
});

function isVote({ action }: Trace["steps"][number]): boolean {
  return action === "Answer";
}

/** A voter answers, and its disk is said to be as before. */
function withOldDisk(trace: Trace): Trace {
  const at = trace.steps.findIndex(isVote);
  const before = trace.steps[at - 1]?.state.get("durable") ?? string("none");
  const steps = trace.steps.map((step, i) =>
    i === at ? { ...step, state: new Map(step.state).set("durable", before) } : step,
  );
  return { ...trace, steps };
}
