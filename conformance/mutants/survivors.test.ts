import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { explained } from "./explained.ts";
import type { Mutant } from "./instrument.ts";
import { judgeSurvivors, survivorOf } from "./survivors.ts";

const source = 'const limit = 3;\nexport const text = call(\n  "one",\n);\n';
const mutant = (start: [number, number], end: [number, number], replacement: string): Mutant => ({
  id: "",
  fileName: "src/a.ts",
  replacement,
  location: { start: { line: start[0], column: start[1] }, end: { line: end[0], column: end[1] } },
});

const mutants = [mutant([1, 20], [3, 1], "undefined"), mutant([2, 2], [2, 7], '""')];

const survivors = [
  { file: "src/a.ts", line: 2, change: 'text: call( "one", ) -> undefined' },
  { file: "src/a.ts", line: 3, change: 'text: "one" -> ""' },
];

test("a survivor is named by what it replaces with what, in one line", () => {
  assert.deepEqual(
    mutants.map((one) => survivorOf(one, source)),
    survivors,
  );
});

test("a survivor that is not explained is found, and an explanation of one that is not there", () => {
  const known = { "A text": { "src/a.ts": ['text: "one" -> ""', "limit: 3 -> 4"] } };
  assert.deepEqual(judgeSurvivors(survivors, known), {
    unexplained: [survivors[0]],
    outdated: ["src/a.ts: limit: 3 -> 4"],
  });
});

test("the document has a section for each group of explained survivors, and no others", () => {
  const text = readFileSync(join(projectFolder, "docs", "mutants.md"), "utf8");
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  const groups = new Set(Object.values(explained).flatMap((sections) => Object.keys(sections)));
  assert.deepEqual(headings.toSorted(), [...groups].sort());
});

test("every explained survivor is in a file of the project, and replaces what stands there", () => {
  const filesOfAll = Object.values(explained).flatMap((sections) => Object.values(sections));
  const gone = filesOfAll.flatMap((files) =>
    Object.entries(files).flatMap(([file, changes]) => {
      const text = readFileSync(join(projectFolder, file), "utf8").replace(/\s+/g, " ");
      return changes.filter(
        (change) => !text.includes(change.slice(change.indexOf(": ") + 2, change.lastIndexOf(" -> "))),
      );
    }),
  );
  assert.deepEqual(gone, []);
});
