/** Replays and runs can fail: mistaken steps cannot follow TLC, and TLC does not follow them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Situation } from "../../src/core/situation.ts";
import type { ReplayModel, RunModel } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import { withTwin } from "../engine/with-twin.ts";
import { projectFolder } from "../project-folder.ts";
import { checkReplay } from "../replay/check-replay.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { type Alteration, leaving, withOneAltered } from "../traces/altered-traces.ts";
import { acceptedBy, checkRuns, makeRuns } from "../traces/check-runs.ts";
import { runOf, schedules } from "../traces/run.ts";
import type { Trace } from "../traces/trace-module.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

const specFolder = join(projectFolder, "spec");
const module = "MCTwoPhaseCommit";
const constants = {
  sets: { Transaction: ["t1"], Participant: ["p1", "p2", "p3"] },
  values: { Coordinator: "c", Role: "c", p1: "p1" },
  overrides: {},
};
const replayed: ReplayModel = { name: "TwoPhaseCommit_3_Replayed", module, constants, behaviours: 20, depth: 80 };
const run: RunModel = {
  name: "TwoPhaseCommit_3_Run",
  module,
  constants,
  runs: 8,
  steps: 80,
  faults: ["Crash", "GiveUp", "AbortAlone"],
};

const toolchain = await findToolchain(processEnvironment(() => {}));

test("mistaken steps cannot follow TLC's behaviours, and it is told where they lose their way", async () => {
  const twin = withTwin(twoPhaseCommitProtocol, "TwoPhaseCommit_Bug_VoteSentBeforeDurable");
  const { failure, behaviours } = await checkReplay(twin, replayed, specFolder, toolchain, () => {});
  assert.equal(behaviours, replayed.behaviours);
  assert.match(
    failure?.join("\n") ?? "",
    /^behaviour \d+: no step of the step functions leads to state \d+ of TLC, the last of these\n {2}/,
  );
  assert.match(failure?.join("\n") ?? "", / {2}p\d {2}\?\n {7}p\d\.status: working → preparing; /);
});

test("TLC does not accept the runs of mistaken steps, and it is told which step it does not allow", async () => {
  const twin = withTwin(twoPhaseCommitProtocol, "TwoPhaseCommit_Bug_AcknowledgedBeforeDurable");
  const { failure, accepted, states } = await checkRuns(twin, run, specFolder, toolchain);
  assert.match(
    failure?.join("\n") ?? "",
    /^run \d+: the specification does not allow step \d+, ReceiveCommit, the last/,
  );
  assert.ok(accepted < states);
});

function realTraces(): readonly Trace[] {
  return makeRuns(twoPhaseCommitProtocol, run).traces;
}

function acceptance(traces: readonly Trace[]): ReturnType<typeof acceptedBy> {
  return acceptedBy(twoPhaseCommitProtocol, run, traces, specFolder, toolchain);
}

test("TLC accepts the runs of the real steps", async () => {
  const { failure, accepted, states } = await acceptance(realTraces());
  assert.deepEqual([failure, accepted], [undefined, states]);
});

const alterations: Readonly<Record<string, readonly [alter: Alteration, message: RegExp]>> = {
  // The vote is sent and the voter still thinks that it is preparing.
  "one state is altered": [leaving("state"), /does not allow step \d+, SendVote/],
  "one action is named another": [
    (steps, at) => steps.map((step, i) => (i === at ? { ...step, action: "ReceivePrepare" } : step)),
    /does not allow step \d+, ReceivePrepare/,
  ],
  "one step is left out": [(steps, at) => steps.filter((_, i) => i !== at - 1), /does not allow step \d+/],
  "one step is taken twice": [
    (steps, at) => [...steps.slice(0, at + 1), ...steps.slice(at)],
    /does not allow step \d+, SendVote/,
  ],
};

for (const [what, [alter, message]] of Object.entries(alterations)) {
  test(`TLC does not accept a run in which ${what}`, async () => {
    const { failure, accepted, states } = await acceptance(withOneAltered(realTraces(), "SendVote", alter));
    assert.match(failure?.join("\n") ?? "", message);
    assert.ok(accepted < states);
  });
}

test("a run without steps is one state, which TLC walks", async () => {
  const [first] = realTraces();
  assert.ok(first !== undefined);
  const { accepted, states } = await acceptance([{ ...first, steps: [] }, first]);
  assert.equal(accepted, states);
});

test("a schedule that breaks agreement is found, and is shrunk to few faults", () => {
  const subject = withTwin(twoPhaseCommitProtocol, "TwoPhaseCommit_Bug_InDoubtAborts").subjectOf(constants);
  const walker = walkerOf(subject);
  const agreement = fc.property(schedules(run.steps), (schedule) => {
    const last = runOf(walker, schedule, run.faults).at(-1)?.state ?? walker.initial();
    const told = subject.system.parts.flatMap((_, slot) => {
      const situation: Situation = walker.situation(last, slot);
      return situation.told.map(({ value }) => value);
    });
    return new Set(told).size < 2;
  });
  const { failed, counterexample } = fc.check(agreement, { seed: 20_261_123, numRuns: 3000 });
  assert.equal(failed, true);
  assert.ok((counterexample?.[0].faults.length ?? 0) > 0);
});
