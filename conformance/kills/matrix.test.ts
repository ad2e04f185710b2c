import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readManifest } from "../check/model-files.ts";
import { experimentsOf } from "./experiments.ts";
import { type Falsifiable, falsifiableIn } from "./falsifiable.ts";
import { digestOfExperiments, matrixGaps } from "./matrix.ts";

const good = fileURLToPath(new URL("../check/fixtures/good", import.meta.url));

/** The counter of the fixture, with its first property under another name. */
function counterWith(name: string): Falsifiable {
  const [counter] = falsifiableIn(readManifest(good), good);
  assert.ok(counter !== undefined);
  const [property] = counter.properties;
  assert.ok(property !== undefined);
  return { ...counter, properties: [{ ...property, name }] };
}

for (const name of ["constructor", "toString", "WithinLimit"]) {
  test(`a property called ${name} that nothing violates is told, and one that a model violates is not`, () => {
    const counter = counterWith(name);
    const digest = digestOfExperiments(counter, experimentsOf(counter, good));
    const gapsWith = (killedBy: Readonly<Record<string, readonly string[]>>) =>
      matrixGaps([counter], { Counter: { digest, killedBy } }, good);
    assert.deepEqual(gapsWith({}), [`nothing violates Counter!${name}: add a model with the mistake that does`]);
    assert.deepEqual(gapsWith({ [name]: ["Bug_NoLimit"] }), []);
  });
}

test("a specification called constructor is not taken for one that the matrix has", () => {
  const counter: Falsifiable = { ...counterWith("WithinLimit"), specification: "constructor" };
  assert.deepEqual(matrixGaps([counter], {}, good), [
    "spec/kills.json does not have constructor: run make kills P=counter",
  ]);
});
