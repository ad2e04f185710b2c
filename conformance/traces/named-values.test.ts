/**
 * Every model value of a trace is found, wherever it stands.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { integer, model, record, sequence, set, string } from "../engine/tla-value.ts";
import { namedValuesIn } from "./named-values.ts";

test("model values are found in sets, functions and their arguments, each once, and what cannot be declared is not", () => {
  const initial = new Map([["state", record({ leader: model("None"), votes: set([model("n1")]) })]]);
  const mistaken = {
    kind: "function",
    pairs: [[model("n2"), sequence([model("null"), model("not a name")])]],
  } as const;
  const steps = [
    { action: "Vote", state: new Map([["state", set([string("n3"), integer(1), model("n1")])]]) },
    { action: "Guess", state: new Map([["state", mistaken]]) },
  ];
  assert.deepEqual(namedValuesIn([{ initial, steps }]), ["None", "n1", "n2", "null"]);
});
