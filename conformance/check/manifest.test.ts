import assert from "node:assert/strict";
import { test } from "node:test";
import { SetupError } from "../setup-error.ts";
import { type ManifestOptions, parseManifest } from "./manifest.ts";

const row = {
  name: "Counter_3",
  problem: "counting",
  protocol: "counter",
  specification: "Counter",
  module: "MCCounter",
  tier: "small",
  expected: "passes",
  distinct: 8,
  generated: 10,
  depth: 6,
  claims: ["A1"],
  shows: "The counter stays within its limit.",
};

const { distinct: _, generated: __, depth: ___, ...uncounted } = row;

function complaint(models: readonly unknown[], options: ManifestOptions = {}): string {
  try {
    parseManifest(JSON.stringify({ models }), options);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  return "";
}

test("a row is read with its counts and the line on which it stands", () => {
  const text = JSON.stringify(
    {
      models: [
        { ...row, name: "Counter_2" },
        { ...row, graph: true },
      ],
    },
    null,
    1,
  );
  const line = 1 + text.split("\n").findIndex((found) => found.includes("Counter_3"));
  const { distinct, generated, depth, ...rest } = row;
  assert.deepEqual(parseManifest(text)[1], {
    ...rest,
    expected: { kind: "passes", counts: { distinct, generated, depth } },
    graph: true,
    deadlock: false,
    line,
  });
});

test("a row that must fail names the property, and has no counts", () => {
  const failing = { ...uncounted, expected: "violates Agreement" };
  const [read] = parseManifest(JSON.stringify({ models: [failing] }));
  assert.deepEqual(read?.expected, { kind: "violates", property: "Agreement" });
  assert.match(complaint([{ ...failing, distinct: 3 }]), /row 1 \(Counter_3\): distinct must be absent/);
});

test("each wrong field is named with its row", () => {
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, RegExp])[] = [
    [{ ...row, name: undefined }, /row 1: name is missing/],
    [{ ...row, module: "../MC" }, /row 1 \(Counter_3\): module must be a name/],
    [{ ...row, tier: "tiny" }, /tier must be one of small, medium, large/],
    [{ ...row, expected: "fails" }, /expected must be "passes" or "violates Name"/],
    [{ ...row, distinct: 0 }, /distinct must be a whole number above 0/],
    [{ ...row, depth: "6" }, /depth must be a whole number above 0/],
    [uncounted, /distinct is missing .*make counts MODEL=Counter_3/],
    [{ ...row, claims: "A1" }, /claims must be a list/],
    [{ ...row, claims: ["safety"] }, /claims must be a list/],
    [{ ...row, shows: " " }, /shows must be a sentence/],
    [{ ...row, graph: "yes" }, /graph must be true or false/],
    [{ ...row, deadlok: true }, /deadlok is not a known field/],
  ];
  for (const [value, message] of wrong) assert.match(complaint([value]), message);
});

test("all that is wrong is said at once", () => {
  const text = complaint([{ ...row, tier: "tiny" }, "no row", { ...row, name: "Other", shows: 1 }]);
  assert.match(text, /row 1 \(Counter_3\): tier[\s\S]*row 2: is not an object[\s\S]*row 3 \(Other\): shows/);
});

test("two rows of the same name are refused", () => {
  assert.match(complaint([row, { ...row, name: "Other" }, row]), /row 3 \(Counter_3\): row 1 has the same name/);
});

test("what is no manifest is refused", () => {
  for (const text of ["{", "[]", '{ "models": {} }', '{ "models": [], "more": 1 }']) {
    assert.throws(() => parseManifest(text), SetupError);
  }
});

test("counts may be missing only for the command that finds them out", () => {
  assert.equal(complaint([uncounted], { countsMayBeMissing: true }), "");
  assert.match(complaint([{ ...row, distinct: -1 }], { countsMayBeMissing: true }), /distinct must be/);
});
