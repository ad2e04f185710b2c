/** The simulator finds by itself the rungs that split, in so many runs, and no split on those that are safe. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { runSeeds } from "../simulation/run-seeds.ts";
import { rungNamed, rungs, scenarioOn } from "./three-phase-commit.scenario.ts";

/** How many runs find a split, from seed 1 on: as many, since a seed decides all of a run. */
const found: Readonly<Record<string, number>> = {
  ThreePhaseCommit_EachAlone: 5,
  ThreePhaseCommit_LateMessages: 50_506,
  ThreePhaseCommit_SuspicionsAtWill: 2,
  ThreePhaseCommit_FencedAtWill: 37,
  ThreePhaseCommit_Bug_NoFence: 13,
  ThreePhaseCommit_Bug_NoMajority: 28,
  ThreePhaseCommit_Bug_NoRoundBeforeAbort: 814,
  ThreePhaseCommit_Bug_NotTheHighest: 54_710,
  ThreePhaseCommit_Bug_CountedAfterRestart: 47,
  ThreePhaseCommit_Bug_DecidesBeforeAllAreBack: 1_389,
};

test("where nobody takes over, not everybody hears the end: so that they all do in rung 3 is no empty word", () => {
  const bounded = rungs.find(({ mustEnd }) => mustEnd);
  assert.ok(bounded !== undefined);
  const { failure } = runSeeds((seed) => scenarioOn({ ...bounded, rules: { Order: "Nobody" } }, seed), {
    first: 1,
    count: 20,
  });
  assert.equal(failure?.violation?.property, "Progress");
});

test("the simulator finds the run of the picture, too: the coordinator crashes when one of three has heard of the pre-commit", () => {
  const alone = rungNamed("ThreePhaseCommit_EachAlone");
  const { failure } = runSeeds((seed) => scenarioOn(alone, seed), { first: 788, count: 1 });
  assert.equal(failure?.violation?.property, "Agreement");
  assert.equal(failure?.sent.preCommit, 1);
});

const page = readFileSync(join(projectFolder, "docs", "atomic-commit", "three-phase-commit.md"), "utf8");

for (const rung of rungs) {
  const { model } = rung;
  const runs = found[model];
  if (runs === undefined) {
    test(`in 300 worlds nobody splits: ${model}`, () => {
      assert.ok(rung.isSafe, "a rung that splits is found");
      const { failure, told } = runSeeds((seed) => scenarioOn(rung, seed), { first: 1, count: 300 });
      assert.deepEqual([failure?.plan.seed, failure?.violation], [undefined, undefined]);
      assert.ok(told > 600, `${told}`);
    });
  } else {
    test(`the simulator finds by itself that they split, in the run that the page says: ${model}`, () => {
      const { failure } = runSeeds((seed) => scenarioOn(rung, seed), { first: runs, count: 1 });
      assert.equal(failure?.violation?.property, "Agreement");
      assert.match(page, new RegExp(`\\| \`${model}\` \\|[^|]*\\| ${runs.toLocaleString("en")} \\|`));
    });
  }
}
