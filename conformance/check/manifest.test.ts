import assert from "node:assert/strict";
import { test } from "node:test";
import { SetupError } from "../setup-error.ts";
import { parseManifest } from "./manifest.ts";
import type { ManifestOptions } from "./manifest-expectation.ts";

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
    seesMost: false,
    checked: undefined,
    deadlock: false,
    ...{ sets: {}, values: {}, bounds: {}, behaviour: { specification: "Spec" }, invariants: [], properties: [] },
    reaches: new Map(),
    line,
  });
});

test("a graph is compared always, or in make conformance alone", () => {
  const [most] = parseManifest(JSON.stringify({ models: [{ ...row, graph: "most" }] }));
  assert.deepEqual([most?.graph, most?.seesMost], [true, true]);
});

test("a row that must fail names the property, and has no counts", () => {
  const failing = { ...uncounted, expected: "violates Agreement", length: 7 };
  const [read] = parseManifest(JSON.stringify({ models: [failing] }));
  assert.deepEqual(read?.expected, { kind: "violates", property: "Agreement", length: 7 });
  assert.match(complaint([{ ...failing, distinct: 3 }]), /row 1 \(Counter_3\): distinct must be absent/);
});

test("a row that must fail pins the length of its counterexample, which is above 1", () => {
  const failing = { ...uncounted, expected: "violates Agreement" };
  assert.match(complaint([failing]), /length is missing \(make counts MODEL=Counter_3 prints what TLC finds\)/);
  assert.match(complaint([{ ...failing, length: 1 }]), /length must be a whole number of states above 1/);
  assert.match(complaint([{ ...row, length: 3 }]), /length is that of a counterexample, and no violation is expected/);
  assert.equal(complaint([failing], { countsMayBeMissing: true }), "");
});

test("a row names the denials that it must violate, with the lengths of the ways to them", () => {
  const reaches = { NotCommitted: 9, NotAborted: 4 };
  const [passing] = parseManifest(JSON.stringify({ models: [{ ...row, reaches }] }));
  assert.deepEqual(passing?.reaches, new Map(Object.entries(reaches)));
  const [reaching] = parseManifest(JSON.stringify({ models: [{ ...uncounted, expected: "reaches", reaches }] }));
  assert.deepEqual(reaching?.expected, { kind: "reaches" });
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, RegExp])[] = [
    [{ ...uncounted, expected: "reaches" }, /reaches must name denials/],
    [{ ...row, expected: "reaches", reaches }, /distinct, generated, depth must be absent: TLC stops/],
    [{ ...row, reaches: ["NotCommitted"] }, /reaches must be denials with the lengths/],
    [{ ...row, reaches: {} }, /reaches must be denials with the lengths/],
    [{ ...row, reaches: { NotCommitted: 1 } }, /reaches must be denials with the lengths, above 1/],
    [{ ...row, reaches: { NotCommitted: 0 } }, /make counts MODEL=Counter_3 prints what TLC finds where a length is 0/],
    [{ ...row, tier: "large", reaches }, /reaches must be absent in the large tier/],
    [{ ...uncounted, expected: "violates Agreement", length: 3, reaches }, /reaches must be absent where a violation/],
  ];
  for (const [value, message] of wrong) assert.match(complaint([value]), message);
  assert.equal(complaint([{ ...row, reaches: { NotCommitted: 0 } }], { countsMayBeMissing: true }), "");
});

test("each wrong field is named with its row", () => {
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, RegExp])[] = [
    [{ ...row, name: undefined }, /row 1: name is missing/],
    [{ ...row, module: "../MC" }, /row 1 \(Counter_3\): module must be a name/],
    [{ ...row, tier: "tiny" }, /tier must be one of small, medium, large/],
    [{ ...row, expected: "fails" }, /expected must be "passes", "reaches" or "violates Name"/],
    [{ ...row, distinct: 0 }, /distinct must be a whole number above 0/],
    [{ ...row, depth: "6" }, /depth must be a whole number above 0/],
    [uncounted, /distinct is missing .*make counts MODEL=Counter_3/],
    [{ ...row, claims: "A1" }, /claims must be a list/],
    [{ ...row, claims: ["safety"] }, /claims must be a list/],
    [{ ...row, shows: " " }, /shows must be a sentence/],
    [{ ...row, graph: "yes" }, /graph must be true or false or "most"/],
    [{ ...row, graph: true, checked: "soon" }, /checked must be a higher tier/],
    [{ ...row, graph: true, tier: "medium", checked: "small" }, /checked must be a higher tier/],
    [{ ...row, graph: false, checked: "medium" }, /checked must be a higher tier/],
    [{ ...row, deadlok: true }, /deadlok is not a known field/],
  ];
  for (const [value, message] of wrong) assert.match(complaint([value]), message);
});

const configured = {
  ...row,
  sets: { Node: ["n1", "n2"], Number: [1, 2] },
  values: { Leader: "n1", Limit: 3 },
  bounds: { MayCrash: "Never" },
  behaviour: "FairSpec",
  invariants: ["safety", "NeverStuck"],
  properties: ["Termination"],
};
const lists = { Counter: { safety: ["TypeOK", "Agreement"] } };

test("a row has its configuration, in which the name of a list stands for what is in it", () => {
  const [read] = parseManifest(JSON.stringify({ lists, models: [configured] }));
  assert.deepEqual(read?.sets, { Node: ["n1", "n2"], Number: ["1", "2"] });
  assert.deepEqual(read?.values, { Leader: "n1", Limit: "3" });
  assert.deepEqual(read?.bounds, { MayCrash: "Never" });
  assert.deepEqual(read?.behaviour, { specification: "FairSpec" });
  assert.deepEqual(read?.invariants, ["TypeOK", "Agreement", "NeverStuck"]);
  assert.deepEqual(read?.properties, ["Termination"]);
  const [pair] = parseManifest(JSON.stringify({ models: [{ ...row, init: "First", next: "Then" }] }));
  assert.deepEqual(pair?.behaviour, { init: "First", next: "Then" });
});

test("each wrong part of a configuration is named with its row", () => {
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, RegExp])[] = [
    [{ sets: ["n1"] }, /row 1 \(Counter_3\): sets must be an object/],
    [{ sets: { Node: "n1" } }, /sets.Node must be a list of names or whole numbers/],
    [{ sets: { Node: ["n1", "{n2}"] } }, /sets.Node must be a list of names or whole numbers/],
    [{ sets: { Node: ["n1", "n1"] } }, /sets.Node names a member twice/],
    [{ values: ["c"] }, /values must be an object of names such as \{ "Coordinator"/],
    [{ values: { Leader: "a b" } }, /values must be an object of names/],
    [{ values: { c: "c" } }, /values.c must not be given: a constant without a value/],
    [{ bounds: { MayCrash: 1 } }, /bounds must be an object of names such as \{ "MayCrash"/],
    [{ behaviour: "Spec /\\ Fair" }, /behaviour must be the name of a formula/],
    [{ init: "Init" }, /init and next must be two names, and stand instead of behaviour/],
    [{ init: "Init", next: "Next", behaviour: "Spec" }, /init and next must be two names/],
    [{ invariants: "TypeOK" }, /invariants must be a list such as/],
    [{ invariants: ["TypeOK", "TypeOK"] }, /invariants has TypeOK twice/],
    [{ properties: ["steps"] }, /properties names steps, which the manifest's lists do not have for Counter/],
  ];
  for (const [fields, message] of wrong) assert.match(complaint([{ ...row, ...fields }]), message);
});

test("each wrong list is named", () => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [["TypeOK"], /lists must be an object such as/],
    [{ Counter: ["TypeOK"] }, /lists.Counter must be an object such as/],
    [{ Counter: { Safety: ["TypeOK"] } }, /lists.Counter.Safety must have a name that begins with a small letter/],
    [{ Counter: { safety: [] } }, /lists.Counter.safety must be a list of names/],
    [{ Counter: { safety: ["more"] } }, /lists.Counter.safety must be a list of names .* with a capital letter/],
  ];
  for (const [given, message] of wrong) {
    assert.throws(() => parseManifest(JSON.stringify({ lists: given, models: [] })), { name: "SetupError", message });
  }
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
