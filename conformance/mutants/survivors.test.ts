import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { explained } from "./explained.ts";
import type { Mutant, MutationReport } from "./stryker.ts";
import { judgeSurvivors, survivorsIn } from "./survivors.ts";

const source = 'const limit = 3;\nexport const text = call(\n  "one",\n);\n';
const mutant = (status: string, start: [number, number], end: [number, number], replacement: string): Mutant => ({
  mutatorName: "",
  replacement,
  status,
  location: { start: { line: start[0], column: start[1] }, end: { line: end[0], column: end[1] } },
});

const report: MutationReport = {
  "src/a.ts": {
    source,
    mutants: [
      mutant("Killed", [1, 15], [1, 16], "4"),
      mutant("Survived", [2, 21], [4, 2], "undefined"),
      mutant("Survived", [3, 3], [3, 8], '""'),
    ],
  },
};

const survivors = [
  { file: "src/a.ts", line: 2, change: 'text: call( "one", ) -> undefined' },
  { file: "src/a.ts", line: 3, change: 'text: "one" -> ""' },
];

test("a survivor is named by what it replaces with what, in one line", () => {
  assert.deepEqual(survivorsIn(report), survivors);
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
  assert.deepEqual(headings, Object.keys(explained));
});

test("every explained survivor is in a file of the project, and replaces what stands there", () => {
  const gone = Object.values(explained).flatMap((files) =>
    Object.entries(files).flatMap(([file, changes]) => {
      const text = readFileSync(join(projectFolder, file), "utf8").replace(/\s+/g, " ");
      return changes.filter(
        (change) => !text.includes(change.slice(change.indexOf(": ") + 2, change.lastIndexOf(" -> "))),
      );
    }),
  );
  assert.deepEqual(gone, []);
});
