import assert from "node:assert/strict";
import { test } from "node:test";
import { explainCoverage, explainModel, formatCounterexample } from "./explanation.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";
import { noPaint } from "./paint.ts";

const states = [
  {
    number: 1,
    action: "Init",
    variables: [
      { name: "count", value: "0" },
      { name: "log", value: "<<>>" },
    ],
  },
  {
    number: 2,
    action: "Grow",
    variables: [
      { name: "count", value: "1" },
      { name: "log", value: "<<>>" },
    ],
  },
  {
    number: 3,
    action: "Write",
    variables: [
      { name: "count", value: "1" },
      { name: "log", value: "<< 1,\n   2 >>" },
    ],
  },
];

test("a counterexample is numbered steps with their actions and only what changed", () => {
  assert.deepEqual(formatCounterexample({ states, ending: { kind: "back to", state: 2 } }, noPaint), [
    " 1 Init",
    "      count = 0",
    "      log = <<>>",
    " 2 Grow",
    "      count = 1",
    " 3 Write",
    "      log = << 1,",
    "         2 >>",
    "   and from here back to 2, again and again",
  ]);
});

test("a counterexample that ends in standing still says so", () => {
  assert.equal(
    formatCounterexample({ states, ending: { kind: "stutters" } }, noPaint).at(-1),
    "   and nothing happens any more",
  );
});

test("a model that did as expected needs no explanation", () => {
  assert.deepEqual(explainModel(modelRow(), { kind: "as expected" }, tlcResult(passes), noPaint), []);
});

test("changed counts say what to put on which line, and where to write why", () => {
  const judgement = { kind: "other counts", changes: [{ field: "distinct", expected: 7, found: 1008 }] } as const;
  const text = explainModel(modelRow({ line: 12 }), judgement, tlcResult(passes), noPaint).join("\n");
  assert.match(text, /^Counter_3 {2}MCCounter of spec\/counting, manifest line 12\n/);
  assert.match(text, /distinct: expected 7, got 1,008/);
  assert.match(text, /put "distinct": 1008 on line 12 of the manifest/);
  assert.match(text, /CHANGELOG\.md/);
});

test("another result is told with both verdicts and the counterexample", () => {
  const judgement = { kind: "other result", expected: "passes", found: "violates Small" } as const;
  const result = tlcResult({ kind: "violates", property: "Small" }, { trace: { states, ending: { kind: "ends" } } });
  const text = explainModel(modelRow(), judgement, result, noPaint).join("\n");
  assert.match(text, /expected: passes\n {2}got: {6}violates Small\n\n {3}1 Init\n/);
});

test("an error is told in TLC's words", () => {
  const judgement = { kind: "error", message: "***Parse Error***\nat line 3" } as const;
  const text = explainModel(modelRow(), judgement, tlcResult(passes), noPaint).join("\n");
  assert.match(text, /\n {2}\*\*\*Parse Error\*\*\*\n {2}at line 3$/);
});

test("actions that never fired are named", () => {
  const coverage = { specification: "Counter", actions: [], complete: true, neverFired: ["Reset"], ok: false };
  const fired = { ...coverage, actions: [{ action: "Reset", distinct: 0, generated: 0 }] };
  assert.match(explainCoverage(fired, noPaint).join("\n"), /^Counter\n {2}never fired in any passing model: Reset\n/);
  assert.match(explainCoverage(coverage, noPaint).join("\n"), /no action of this module/);
  assert.deepEqual(explainCoverage({ ...coverage, ok: true }, noPaint), []);
});
