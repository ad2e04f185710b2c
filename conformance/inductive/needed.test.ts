import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type DumpLine, dumpText } from "../engine/fixtures/toy.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { neededDefinitions, shownIn } from "./needed.ts";

test("a state is shown if a step leads from it, with the conjunct that it violates", (context) => {
  const state = (id: string, count: number, without: string, built: number): DumpLine => ({
    id,
    values: `/\\\\ count = ${count}\\n/\\\\ without = \\"${without}\\"\\n/\\\\ built = ${built}`,
    ...(count === 0 ? { initial: true } : {}),
  });
  const lines = [
    state("1", 0, "IsSmall", 7),
    state("2", 0, "IsEven", 8),
    state("3", 1, "IsEven", 8),
    { from: "2", to: "3", action: "NeededNext" },
  ];
  const file = join(temporaryFolder(context), "needed.dot");
  writeFileSync(file, dumpText(lines));
  assert.deepEqual(shownIn(file), [{ conjunct: "IsEven", built: 8 }]);
});

test("a state begins if exactly one conjunct is violated, and what is implied is not", () => {
  const definitions = neededDefinitions({ conjuncts: ["TypeOK", "IsEven", "IsSmall"], implied: ["IsFine"] }, "Next");
  assert.deepEqual(
    definitions.filter((line) => /^(?:Violated|Begins|IsLost) ==/.test(line)),
    [
      'Violated == (IF IsEven THEN {} ELSE {"IsEven"}) \\cup (IF IsSmall THEN {} ELSE {"IsSmall"})',
      "Begins == TypeOK /\\ IsFine /\\ Violated = {without}",
      "IsLost == ~TypeOK \\/ ~(IsFine /\\ TRUE) \\/ ~(Violated \\subseteq {without})",
    ],
  );
});
