import assert from "node:assert/strict";
import { test } from "node:test";
import { encoder } from "./encoder.ts";
import { everyFault } from "./environment.ts";
import { toyMapping, toySystem } from "./fixtures/toy.ts";
import type { Mapping } from "./mapping.ts";
import { integer, model, textOf } from "./tla-value.ts";
import { ValueTable } from "./value-table.ts";
import { Walker } from "./walker.ts";

function encodings(mapping: Mapping, variables: readonly string[]): readonly string[] {
  const walker = new Walker(toySystem(1), { ...everyFault, mayCrash: () => false }, {});
  const values = new ValueTable();
  const encode = encoder(walker, mapping, values, variables);
  const texts: string[] = [];
  const visit = (state: Uint32Array): void => {
    texts.push(Array.from(encode(state), (number) => textOf(values.value(number))).join(" "));
    const next: Uint32Array[] = [];
    walker.expand(state, (_, after) => next.push(after.slice()));
    if (next[0] !== undefined) visit(next[0]);
  };
  visit(walker.initial());
  return texts;
}

test("a state is the values of its variables, in the order in which they are wanted", () => {
  assert.deepEqual(encodings(toyMapping, ["messages", "heard", "count"]), [
    '{} "no" 0',
    '{[kind |-> "full", to |-> "n2"]} "no" 1',
    '{[kind |-> "full", to |-> "n2"]} "yes" 1',
  ]);
});

test("what the parts add at different paths is put together as nested functions", () => {
  const nested: Mapping<number> = {
    ...toyMapping,
    leavesOf: ({ node }, { role = 0 }) => [
      { variable: "at", path: [model("toy"), model(node)], value: integer(role) },
      { variable: "sum", path: [model(node)], value: integer(role * 10) },
    ],
  };
  assert.deepEqual(encodings(nested, ["at", "sum"]), [
    "(toy :> (n1 :> 0 @@ n2 :> 0)) (n1 :> 0 @@ n2 :> 0)",
    "(toy :> (n1 :> 1 @@ n2 :> 0)) (n1 :> 10 @@ n2 :> 0)",
    "(toy :> (n1 :> 1 @@ n2 :> 1)) (n1 :> 10 @@ n2 :> 10)",
  ]);
});
