import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../src/atomic-commit/two-phase-commit/system.ts";
import type { System } from "../../src/core/system.ts";
import { type Disk, everyFault } from "../engine/environment.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { twoPhaseCommitMapping } from "./two-phase-commit.mapping.ts";
import { twoPhaseCommitProperties } from "./two-phase-commit.properties.ts";
import { twoPhaseCommitTwins } from "./two-phase-commit.twins.ts";

const limit = 200_000;
const constants = (participants: readonly string[]) => ({
  sets: { Transaction: ["t1"], Participant: participants },
  values: { Coordinator: "c" },
  overrides: {},
});

function verdictOn(system: System, disk: Disk = "lands"): Verdict {
  const walker = walkerOf({ system, environment: { ...everyFault, disk }, mapping: twoPhaseCommitMapping });
  return checkProperties(walker, twoPhaseCommitProperties, limit, () => {});
}

for (const disk of ["lands", "answers"] as const) {
  test(`every property holds in every state of the step functions, with every fault and a disk that ${disk}`, () => {
    const { exploration, violation } = verdictOn(
      twoPhaseCommit({ transactions: ["t1"], coordinator: "c", participants: ["p1", "p2"] }),
      disk,
    );
    assert.equal(violation, undefined);
    assert.equal(exploration.complete, true);
  });
}

/** What the explorer finds wrong with each twin. Re-sending is a matter of liveness, which no single state shows. */
const violated: Readonly<Record<string, string>> = {
  TwoPhaseCommit_Bug_CommitSentBeforeDurable: "CommitIsDurableBeforeSent",
  TwoPhaseCommit_Bug_VoteSentBeforeDurable: "PreparedSurvives",
  TwoPhaseCommit_Bug_AcknowledgedBeforeDurable: "OutcomeIsFinal",
  TwoPhaseCommit_Bug_InDoubtAborts: "CommitNeedsEveryone",
  TwoPhaseCommit_Bug_CommitOnMajority: "CommitNeedsEveryone",
  TwoPhaseCommit_Bug_RecoverIntoVoting: "OutcomeIsFinal",
  TwoPhaseCommit_Bug_ForgetAtFirstAcknowledgement: "ForgottenOnlyWhenSettled",
  TwoPhaseCommit_Bug_ForgetsUnconfirmed: "ForgottenOnlyWhenSettled",
  TwoPhaseCommit_Bug_ParticipantForgets: "CommitNeedsEveryone",
  TwoPhaseCommit_Bug_AbortedBeforeRemoved: "OutcomeIsFinal",
  TwoPhaseCommit_Bug_InventsARequest: "CommitNeedsARequest",
  TwoPhaseCommit_Bug_CountsAYesTwice: "CommitNeedsEveryone",
  TwoPhaseCommit_Bug_HasSecondThoughts: "NeverStuck",
  TwoPhaseCommit_Bug_SaysNothingWhenItForgot: "NeverStuck",
  OnePhaseCommit_Bug_ConstraintViolated: "CommitIsDurableBeforeSent",
  OnePhaseCommit_Bug_RequestLost: "CommitIsDurableBeforeSent",
  OnePhaseCommit_Bug_CrashBeforeRecord: "CommitIsDurableBeforeSent",
};

for (const twin of twoPhaseCommitTwins) {
  const property = violated[twin.name];
  if (property === undefined) continue;
  test(`${property} is violated by the twin ${twin.name}, after a shortest path`, () => {
    const participants = /Majority|Twice/.test(twin.name) ? ["p1", "p2", "p3"] : ["p1", "p2"];
    const { violation } = verdictOn(twin.systemOf(constants(participants)));
    assert.equal(violation?.property, property);
    assert.ok((violation?.path.length ?? 0) > 1);
  });
}
