import assert from "node:assert/strict";
import { test } from "node:test";
import { type SharedDecisions, sharedDecisions } from "./shared-decisions.ts";

const decisions = sharedDecisions("decisions");
const a1 = { place: 1, value: "a" };
const b1 = { place: 1, value: "b" };
const a2 = { place: 2, value: "a" };

function proposing(...proposals: readonly (typeof a1)[]): SharedDecisions {
  return proposals.reduce((state, proposal) => decisions.invoked(state, "n1", proposal), decisions.initial);
}

function told(state: SharedDecisions): readonly unknown[] {
  return decisions.outcomes(state, "n1").map(({ outcome }) => outcome);
}

test("proposals are in flight, each once, in one order", () => {
  assert.deepEqual(proposing(a2, b1, a1, b1).inFlight, [a1, b1, a2]);
  assert.deepEqual(decisions.crashed(proposing(a1), "n1"), proposing(a1));
});

test("any proposal for a place can be decided, and then the others for it come too late", () => {
  const state = proposing(a1, b1, a2);
  assert.deepEqual(told(state), [a1, b1, a2]);
  const decided = decisions.outcomes(state, "n2")[1]?.state;
  assert.deepEqual(decided, { inFlight: [a2], decided: [b1] });
  assert.deepEqual(told(decided ?? state), [b1, a2]);
  assert.equal(decisions.invoked(decided ?? state, "n1", a1), decided);
});

test("a proposal can be missed", () => {
  assert.deepEqual(decisions.steps(proposing(a1, a2)), [
    { action: "DecisionsMiss", subject: a1, state: proposing(a2) },
    { action: "DecisionsMiss", subject: a2, state: proposing(a1) },
  ]);
});
