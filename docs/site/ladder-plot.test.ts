/** The picture of the ladder has everything that splits or blocks on it, and what its lines say fits beside the verdicts. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readManifest } from "../../conformance/check/model-files.ts";
import { projectFolder } from "../../conformance/project-folder.ts";
import { ladderLines, ladderPlot } from "./ladder-plot.ts";

const models = readManifest(join(projectFolder, "spec"));
const onRungs = models.filter((row) => row.specification === "ThreePhaseCommit" && row.shows.startsWith("Rung "));

test("each rung is in the picture, with all of its models that must fail, and with one that holds, if any does", () => {
  const rungOf = ({ shows }: { readonly shows: string }): number => Number(shows.slice("Rung ".length).split(":")[0]);
  for (const row of onRungs) {
    const lines = ladderLines.filter(({ rung }) => rung === rungOf(row));
    const isShown = lines.some(({ model }) => model === row.name);
    const isOneOf = lines.some(({ model }) => models.find(({ name }) => name === model)?.expected.kind === "passes");
    assert.ok(row.expected.kind === "passes" ? isOneOf : isShown, row.name);
  }
  const shown = ladderLines.map(({ rung, model }) => [model, rung]);
  const expected = shown.map(([model]) => [model, rungOf(onRungs.find(({ name }) => name === model) ?? { shows: "" })]);
  assert.deepEqual(shown, expected);
});

test("a verdict is that of the manifest: a model that fails otherwise is drawn otherwise", () => {
  const picture = ladderPlot(models, "the ladder");
  const changed = models.map((row) =>
    row.name === "ThreePhaseCommit_FencedAtWill"
      ? { ...row, expected: { kind: "violates", property: "Agreement", length: 100 } as const }
      : row,
  );
  assert.doesNotMatch(picture, /splits in 99 steps/);
  assert.match(ladderPlot(changed, "the ladder"), /splits in 99 steps/);
});

test("what a line says is short enough for a wide font", () => {
  const most = 29;
  for (const { says } of ladderLines) for (const text of says) assert.ok(text.length <= most, text);
});
