import assert from "node:assert/strict";
import { test } from "node:test";
import { explore } from "../engine/explore.ts";
import { toy } from "../engine/fixtures/toy.ts";
import type { Mapping } from "../engine/mapping.ts";
import { walkerOf } from "../engine/subject.ts";
import { string, textOf } from "../engine/tla-value.ts";
import { buildStates } from "./build-states.ts";
import { type Pieces, PieceTable, textOfPieces } from "./pieces.ts";

/** The reached states of the toy, in which a touch is asked for, and what they are made of. */
function toyPieces(): { readonly table: PieceTable; readonly reached: readonly Pieces[] } {
  const subject = toy();
  const mapping: Mapping = {
    ...subject.mapping,
    variables: { ...subject.mapping.variables, asked: 0 },
    asked: {
      variable: "asked",
      elementsOf: (_, { kind }) => (kind === "touch" ? [kind] : []),
      valueOf: (kind) => string(`${kind}`),
    },
  };
  const walker = walkerOf({ ...subject, mapping });
  const table = new PieceTable(walker, mapping);
  const reached: Pieces[] = [];
  const state = new Uint32Array(walker.width);
  explore(walker, (number, _, states) => {
    states.read(number, state);
    reached.push(table.piecesOf(state));
    return true;
  });
  return { table, reached };
}

test("a state is taken to pieces: a number for the value at each place, and the members of each set", () => {
  const { table, reached } = toyPieces();
  assert.deepEqual(
    [table.places.map(({ variable }) => variable), table.sets],
    [
      ["count", "heard"],
      ["messages", "asked"],
    ],
  );
  const texts = (variable: string): readonly string[] => table.valuesOf(variable).map(textOf);
  assert.deepEqual([texts("count"), texts("heard"), texts("asked")], [["0", "1", "2"], ['"no"', '"yes"'], ['"touch"']]);
  assert.deepEqual(reached[0], { values: [0, 0], sets: [[], []] });
  assert.equal(new Set(reached.map(textOfPieces)).size, 8);
});

test("built states are different ones, and none of them was reached", () => {
  const { table, reached } = toyPieces();
  const known = reached.map(textOfPieces);
  const built = buildStates(table, reached, 12, 1).map(textOfPieces);
  assert.equal(new Set([...known, ...built]).size, known.length + 12);
});

test("the same seed builds the same states, and another one others", () => {
  const { table, reached } = toyPieces();
  const texts = (seed: number): readonly string[] => buildStates(table, reached, 8, seed).map(textOfPieces);
  assert.deepEqual(texts(1), texts(1));
  assert.notDeepEqual(texts(1), texts(2));
});

test("whoever wants more states than there are is told so", () => {
  const { table, reached } = toyPieces();
  assert.throws(() => buildStates(table, reached, 1000, 1), /^Error: only \d+ states could be built$/);
});
