/** The properties of the step functions: rungs that are safe satisfy them, and splits are found, as early as TLC does. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { expectedVerdict, type ModelRow } from "../check/manifest.ts";
import { constantsOf } from "../check/model-configuration.ts";
import { readManifest } from "../check/model-files.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { projectFolder } from "../project-folder.ts";
import { threePhaseCommitProtocol } from "./three-phase-commit.ts";

const specFolder = join(projectFolder, "spec");
const rows = readManifest(specFolder);
const limit = 20_000;

function rowNamed(name: string): ModelRow {
  const row = rows.find((candidate) => candidate.name === `ThreePhaseCommit_${name}`);
  assert.ok(row !== undefined, name);
  return row;
}

/** With the mistake, if the model has one that is no rule. Where nobody takes over, being stuck is no news. */
function verdictOf(row: ModelRow, against = row): Verdict {
  const { properties, twins, subjectOf } = threePhaseCommitProtocol;
  const twin = twins.find(({ name }) => name === row.name);
  const constants = constantsOf(against, specFolder);
  const subject = subjectOf(constants, "init" in row.behaviour ? row.behaviour.init : undefined);
  const system = twin?.systemOf(constants) ?? subject.system;
  const waiting = { ...properties, isDone: () => true };
  return checkProperties(walkerOf({ ...subject, system }), waiting, limit, () => {});
}

for (const name of ["BoundedDelay_Live", "Consensus_2", "Consensus_Apart", "TotalFailure"]) {
  test(`the step functions of a rung that is safe violate nothing: ${name}`, () => {
    const { violation, exploration } = verdictOf(rowNamed(name));
    assert.deepEqual([violation, exploration.complete], [undefined, true]);
  });
}

for (const name of [
  ...["EachAlone", "LateMessages", "SuspicionsAtWill", "FencedAtWill", "Bug_NoMajority", "Bug_CountedAfterRestart"],
]) {
  test(`the step functions of a rung that is not split, as early as the specification: ${name}`, () => {
    const row = rowNamed(name);
    const { violation } = verdictOf(row);
    assert.equal(`violates ${violation?.property}`, expectedVerdict(row.expected));
    assert.equal(violation?.path.length, row.expected.kind === "violates" && row.expected.length);
  });
}

/** What is noticed of mistakes that are no rules, in a model that is safe without them. */
const noticed: Readonly<Record<string, readonly [property: string, against: string]>> = {
  Bug_CommitOnSomeYes: ["CommitNeedsEveryone", "BoundedDelay_Live"],
  Bug_TellsOnlyGoodNews: ["OutcomeIsTold", "BoundedDelay_Live"],
};

for (const [name, [property, against]] of Object.entries(noticed)) {
  test(`a mistake of the step functions violates ${property}: ${name}`, () => {
    assert.equal(verdictOf(rowNamed(name), rowNamed(against)).violation?.property, property);
  });
}
