import assert from "node:assert/strict";
import { test } from "node:test";
import type { CounterexampleTelling } from "./counterexample-lines.ts";
import { explainCoverage, explainModel } from "./explanation.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";
import { noPaint } from "./paint.ts";
import type { JudgedRow } from "./results-table.ts";

const telling: CounterexampleTelling = {
  paint: noPaint,
  definitions: () => ({ specifications: new Map(), implementations: [] }),
  fileOf: (model) => `build/counterexamples/${model}.json`,
};

function explained(judged: Partial<JudgedRow> & Pick<JudgedRow, "judgement">, isWhole = true): readonly string[] {
  return explainModel({ row: modelRow(), result: tlcResult(passes), ...judged }, isWhole, telling);
}

test("a model that did as expected needs no explanation", () => {
  assert.deepEqual(explained({ judgement: { kind: "as expected" } }), []);
});

test("changed counts say what to put on which line, and where to write why", () => {
  const judgement = { kind: "other counts", changes: [{ field: "distinct", expected: 7, found: 1008 }] } as const;
  const text = explained({ judgement, row: modelRow({ line: 12 }) }).join("\n");
  assert.match(text, /^Counter_3\n {2}MCCounter of spec\/counting, manifest line 12\n/);
  assert.match(text, /distinct: expected 7, got 1,008/);
  assert.match(text, /put "distinct": 1008 on line 12 of the manifest/);
  assert.match(text, /CHANGELOG\.md/);
});

test("another result is told with both verdicts and the counterexample", () => {
  const judgement = { kind: "other result", expected: "passes", found: "violates Small" } as const;
  const states = [{ number: 1, action: "Init", variables: [{ name: "count", value: "0" }] }];
  const result = tlcResult({ kind: "violates", property: "Small" }, { trace: { states, ending: { kind: "ends" } } });
  const text = explained({ judgement, result }).join("\n");
  assert.match(
    text,
    /expected: passes\n {2}got: {6}violates Small\n\n {2}Small: not defined in the spec.*\n\n {2}1 {2}/,
  );
  assert.deepEqual(explained({ judgement, result }, false).slice(3), [
    "  got:      violates Small",
    "  its 1 states: make show MODEL=Counter_3",
  ]);
  assert.match(text, /\n {2}whole: build\/counterexamples\/Counter_3\.json$/);
});

test("an error is told in TLC's words", () => {
  const judgement = { kind: "error", message: "***Parse Error***\nat line 3" } as const;
  const text = explained({ judgement }).join("\n");
  assert.match(text, /\n {2}\*\*\*Parse Error\*\*\*\n {2}at line 3$/);
});

test("of an error that goes on and on the end is left out", () => {
  const judgement = { kind: "error", message: "at line 3\n".repeat(200) } as const;
  const lines = explained({ judgement });
  assert.deepEqual([lines.length, lines.at(-1)], [44, "  … and 161 lines more"]);
});

test("actions that never fired are named", () => {
  const coverage = { specification: "Counter", actions: [], complete: true, neverFired: ["Reset"], ok: false };
  const fired = { ...coverage, actions: [{ action: "Reset", distinct: 0, generated: 0 }] };
  assert.match(explainCoverage(fired, noPaint).join("\n"), /^Counter\n {2}never fired in any passing model: Reset\n/);
  assert.match(explainCoverage(coverage, noPaint).join("\n"), /no action of this module/);
  assert.deepEqual(explainCoverage({ ...coverage, ok: true }, noPaint), []);
});
