import assert from "node:assert/strict";
import { test } from "node:test";
import { noPaint, paintFor } from "../check/paint.ts";
import type { Mismatch } from "../engine/mismatch.ts";
import type { SuiteResult } from "./suite-result.ts";
import { suiteTables } from "./suite-tables.ts";

const protocol = "two-phase-commit";
const mismatch: Mismatch = {
  kind: "edges",
  summary: "both take, to different states, ReceiveAcknowledge",
  path: [],
  missing: [{ action: "ReceiveAcknowledge", target: {} }],
  extra: [{ action: "ReceiveAcknowledge", target: {} }],
};
const ends = { committed: 479, aborted: 462, "decided after a recovery": 919 };
const graph = {
  protocol,
  specified: 11_177,
  edges: 49_986,
  states: 11_177,
  isAsInManifest: true,
  seconds: 0.7,
  tlcSeconds: 12.7,
};

const result: SuiteResult = {
  graphs: [{ ...graph, model: "TwoPhaseCommit_Live_CoordinatorCrashes", matched: 49_986, mismatch: undefined }],
  replays: [
    {
      protocol,
      model: "TwoPhaseCommit_5_CrashesWhereItHurts",
      behaviours: 600,
      states: 46_574,
      ends,
      seconds: 1,
      tlcSeconds: 27.4,
      failure: undefined,
    },
  ],
  runs: [
    {
      protocol,
      model: "TwoPhaseCommit_5_Runs",
      runs: 170,
      states: 8190,
      accepted: 8190,
      ends,
      seconds: 24.4,
      failure: undefined,
    },
  ],
  twins: [
    { protocol, name: "TwoPhaseCommit_Bug_ForgetAtFirstAcknowledgement", against: "TwoPhaseCommit_2", mismatch },
    { protocol, name: "TwoPhaseCommit_Bug_InDoubtAborts", against: "TwoPhaseCommit_2", mismatch: undefined },
  ],
  unseenEnds: [],
};

test("the tables say what was found, and fit a terminal of 80 columns", () => {
  const lines = suiteTables(result, noPaint);
  for (const line of lines) assert.ok(line.length <= 80, `${line.length} columns: ${line}`);
  const text = lines.join("\n");
  assert.match(text, /^equal {2}TwoPhaseCommit_Live_CoordinatorCrashes +11,177 +49,986 +0\.7 s +12\.7 s$/m);
  assert.match(text, /^followed {2}TwoPhaseCommit_5_CrashesWhereItHurts +600 +46,574 +28\.4 s$/m);
  assert.match(text, /^ended: 462 aborted, 479 committed, 919 decided after a recovery$/m);
  assert.match(text, /^rejected {2}TwoPhaseCommit_Bug_ForgetAtFirstAcknowledgement {2}ReceiveAcknowledge$/m);
  assert.match(text, /^NOT SEEN {2}TwoPhaseCommit_Bug_InDoubtAborts$/m);
});

test("a graph that is not equal, a run that is not accepted and a replay that is not followed are marked", () => {
  const bad: SuiteResult = {
    ...result,
    graphs: result.graphs.flatMap((equal) => [
      { ...equal, matched: 1 },
      { ...equal, isAsInManifest: false },
    ]),
    replays: result.replays.map((followed) => ({ ...followed, failure: ["lost"] })),
    runs: result.runs.map((accepted) => ({ ...accepted, accepted: 1 })),
  };
  const marked = suiteTables(bad, noPaint).filter((line) => line.startsWith("FAILED"));
  assert.equal(marked.length, 4);
});

test("colours are for terminals whose users have not refused them", () => {
  const write = () => true;
  const colourCode = String.fromCharCode(27);
  const hasColours = (isTTY: boolean, variables: Readonly<Record<string, string>>): boolean =>
    suiteTables(result, paintFor({ isTTY, write }, variables)).join("").includes(colourCode);
  assert.equal(hasColours(true, { TERM: "xterm" }), true);
  assert.equal(hasColours(true, { TERM: "xterm", NO_COLOR: "1" }), false);
  assert.equal(hasColours(true, { TERM: "dumb" }), false);
  assert.equal(hasColours(false, { TERM: "xterm" }), false);
});
