import assert from "node:assert/strict";
import { test } from "node:test";
import { SetupError } from "../setup-error.ts";
import { modelRow } from "./model-row.ts";
import { type Selection, selectRows } from "./selection.ts";

const rows = [
  modelRow({ name: "A_Small", protocol: "a" }),
  modelRow({ name: "A_Medium", protocol: "a", tier: "medium" }),
  modelRow({ name: "B_Small", protocol: "b" }),
  modelRow({ name: "B_Large", protocol: "b", tier: "large" }),
];

function selected(selection: Selection): readonly string[] {
  return selectRows(rows, selection).map(({ name }) => name);
}

test("without a word the small models of all protocols are taken", () => {
  assert.deepEqual(selected({}), ["A_Small", "B_Small"]);
});

test("a tier takes those below it along, and a protocol restricts", () => {
  assert.deepEqual(selected({ tier: "medium" }), ["A_Small", "A_Medium", "B_Small"]);
  assert.deepEqual(selected({ tier: "large", protocol: "b" }), ["B_Small", "B_Large"]);
});

test("a tier that is alone takes no other along", () => {
  assert.deepEqual(selected({ tier: "medium-alone" }), ["A_Medium"]);
  assert.deepEqual(selected({ tier: "small-alone" }), selected({}));
});

test("a model is checked in the tier that its row says, and without that in its own", () => {
  const some = [modelRow({ name: "Graph", graph: true, checked: "medium" }), modelRow({ name: "Both", graph: true })];
  const names = (tier: string): readonly string[] => selectRows(some, { tier }).map(({ name }) => name);
  assert.deepEqual(names("small"), ["Both"]);
  assert.deepEqual(names("medium-alone"), ["Graph"]);
});

test("a model is named as its protocol's table prints it", () => {
  assert.deepEqual(selected({ protocol: "b", model: "_Large" }), ["B_Large"]);
  assert.throws(() => selected({ model: "_Small" }), { message: /several are called _Small/ });
});

test("a model that is named is taken whatever its tier", () => {
  assert.deepEqual(selected({ model: "B_Large" }), ["B_Large"]);
});

test("an unknown name is answered with the known ones", () => {
  const refused: readonly (readonly [Selection, string])[] = [
    [{ protocol: "c" }, 'known are:\n  a\n  b\nthere is no protocol "c"'],
    [{ tier: "tiny" }, 'known are:\n  small\n  medium\n  large\nthere is no tier "tiny"'],
    [{ tier: "alone" }, 'known are:\n  small\n  medium\n  large\nthere is no tier "alone"'],
    [
      { protocol: "a", model: "B_Small" },
      'known are:\n  A_Small\n  A_Medium\nthere is no model "B_Small": did you mean A_Small?',
    ],
  ];
  for (const [selection, message] of refused) {
    assert.throws(
      () => selected(selection),
      (error) => error instanceof SetupError && error.message === message,
    );
  }
});

test("a selection that leaves no model is refused: it would check nothing and succeed", () => {
  const large = [modelRow({ tier: "large" })];
  assert.throws(() => selectRows(large, {}), SetupError);
});
