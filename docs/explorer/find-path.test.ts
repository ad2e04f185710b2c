import assert from "node:assert/strict";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import type { TraceState } from "../../conformance/tlc/counterexample.ts";
import { readProject } from "../site/project.ts";
import { modelsOf } from "./catalogue-of.ts";
import { pathOfCounterexample } from "./find-path.ts";
import { runsOf } from "./found-paths.ts";
import { along, here } from "./journey.ts";
import { linkText, parseLink } from "./link.ts";
import { committingOnAMajority, played, printed } from "./played.fixture.ts";
import { stageOf, stages } from "./stages.ts";
import { freeWorldNamed, worldOf } from "./world.ts";

const twin = "TwoPhaseCommit_Bug_CommitOnMajority";
const models = modelsOf(readProject(projectFolder), stageOf("two-phase-commit"));
const real = worldOf({ protocol: "two-phase-commit", world: freeWorldNamed(2) }, models);
const broken = worldOf({ protocol: "two-phase-commit", world: twin, twin }, models);

const prepared = ["RequestCommit c", "ReceivePrepare p1", "Land p1", "SendVote p1"];

test("what TLC prints is found as the choices that lead there", () => {
  const journey = played(real, prepared);
  assert.deepEqual(pathOfCounterexample(real, printed(journey, { kind: "ends" })), { steps: journey.steps, from: 0 });
});

test("what TLC prints of a mistake leads to the property that it violates", () => {
  const journey = played(broken, committingOnAMajority);
  const { steps } = pathOfCounterexample(broken, printed(journey, { kind: "stutters" }));
  const end = here(along(broken, steps));
  assert.equal(end.violated, "CommitNeedsEveryone");
  assert.deepEqual(end.choices, []);
});

test("a lasso ends with the step back, and says to which state", () => {
  // A node goes down and comes back with all that it had.
  const journey = played(real, [...prepared, "Crash p1", "Restart p1", "Crash p1"]);
  const states = printed(journey, { kind: "back to", state: 7 });
  const found = pathOfCounterexample(real, {
    ...states,
    states: states.states.slice(0, -1),
    ending: { kind: "back to", state: 6 },
  });
  assert.deepEqual(found, { steps: [...journey.steps.slice(0, -1), found.steps.at(-1)], from: 0, loop: 5 });
  const { stops } = along(real, found.steps);
  assert.deepEqual(stops.at(-1)?.state, stops[5]?.state);
});

test("two steps of TLC that a mistake takes at once are one", () => {
  const trace = printed(played(real, prepared), { kind: "ends" });
  const between = trace.states.slice(1, 2).map((state): TraceState => ({ ...state, variables: inventing(state) }));
  const states = [...trace.states.slice(0, 1), ...between, ...trace.states.slice(1)];
  assert.equal(pathOfCounterexample(real, { ...trace, states }).steps.length, prepared.length);
});

function inventing({ variables }: TraceState): TraceState["variables"] {
  return variables.map((one) => (one.name === "requested" ? { ...one, value: "{t1, t2}" } : one));
}

test("what the step functions do not do is no path", () => {
  const trace = printed(played(broken, committingOnAMajority), { kind: "ends" });
  const rightWorld = worldOf({ protocol: "two-phase-commit", world: twin }, models);
  assert.throws(() => pathOfCounterexample(rightWorld, trace), /the step functions do not take step 10, ReceiveYes/);
});

test("a link is what it is made from", () => {
  const link = { protocol: "two-phase-commit", world: twin, twin, steps: [0, 35, 36, 1], from: 2, loop: 1 };
  assert.equal(linkText(link), `p=two-phase-commit&w=${twin}&t=${twin}&s=0.z.10.1&f=2&l=1`);
  assert.deepEqual(parseLink(linkText(link)), link);
  assert.equal(parseLink("s=0.1"), undefined);
  assert.equal(parseLink("p=a&w=b&s=0.$"), undefined);
});

test("every run of the guide is a path of choices", () => {
  assert.deepEqual(
    stages.flatMap(runsOf).map(({ name }) => name),
    [
      "TwoPhaseCommit/commit",
      "TwoPhaseCommit/coordinatorCrashes",
      "ThreePhaseCommit/commit",
      "ThreePhaseCommit/splitUnderAFence",
      "ReplicatedCommit/successorCommits",
      "ReplicatedCommit/predecessorLands",
      "EpochConsensus/decision",
      "EpochConsensus/recovery",
      "EpochBroadcast/election",
      "EpochBroadcast/lostLeader",
      "EpochBroadcast/repairedTail",
    ],
  );
});
