import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readDump } from "../engine/dump-reader.ts";
import { type DumpLine, dumpText } from "../engine/fixtures/toy.ts";
import { textOf } from "../engine/tla-value.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { buildStates } from "./build-states.ts";
import { type Pieces, PieceTable, pathText, textOfPieces } from "./pieces.ts";

/** Two nodes that count, each up to 2, and what they have said. */
function counting(context: TestContext): { readonly table: PieceTable; readonly reached: readonly Pieces[] } {
  const state = (one: number, other: number): DumpLine => ({
    id: `${1 + one}${1 + other}`,
    values: `/\\\\ count = (n1 :> ${one} @@ n2 :> ${other})\\n/\\\\ log = <<${one}>>\\n/\\\\ said = {${one === 2 ? '\\"two\\"' : ""}}`,
    ...(one + other === 0 ? { initial: true } : {}),
  });
  const edges = ["11 12", "12 22", "22 32", "32 33"].map((edge): DumpLine => {
    const [from = "", to = ""] = edge.split(" ");
    return { from, to, action: "Count" };
  });
  const file = join(temporaryFolder(context), "graph.dot");
  writeFileSync(file, dumpText([state(0, 0), state(0, 1), state(1, 1), state(2, 1), state(2, 2), ...edges]));
  const graph = readDump(file);
  const table = new PieceTable(graph);
  return { table, reached: table.piecesIn(graph) };
}

test("a state is taken to pieces: a number for the value at each place, and the members of each set", (context) => {
  const { table, reached } = counting(context);
  const places = table.places.map((place) => `${place.variable} ${pathText(place)}`);
  assert.deepEqual([places, table.sets], [["count n1", "count n2", "log "], ["said"]]);
  const texts = (variable: string): readonly string[] => table.valuesOf(variable).map(textOf);
  assert.deepEqual([texts("count"), texts("said")], [["0", "1", "2"], ['"two"']]);
  assert.equal(texts("log").length, 3);
  assert.deepEqual(reached[0], { values: [0, 0, 0], sets: [[]] });
  assert.deepEqual(reached.at(-1), { values: [2, 2, 2], sets: [[0]] });
});

test("built states are different ones, and none of them was reached", (context) => {
  const { table, reached } = counting(context);
  const known = reached.map(textOfPieces);
  const built = buildStates(table, reached, 20, 1).map(textOfPieces);
  assert.equal(new Set([...known, ...built]).size, known.length + 20);
});

test("the same seed builds the same states, and another one others", (context) => {
  const { table, reached } = counting(context);
  const texts = (seed: number): readonly string[] => buildStates(table, reached, 8, seed).map(textOfPieces);
  assert.deepEqual(texts(1), texts(1));
  assert.notDeepEqual(texts(1), texts(2));
});

test("whoever wants more states than there are is told so", (context) => {
  const { table, reached } = counting(context);
  assert.throws(() => buildStates(table, reached, 1000, 1), /^Error: only \d+ states could be built$/);
});
