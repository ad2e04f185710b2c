import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { showWay } from "./show-way.ts";

const specFolder = fileURLToPath(new URL("fixtures/good", import.meta.url));

async function way(model: string | undefined, denial?: string) {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text) };
  const exitCode = await showWay({ model, denial, specFolder, output, variables: {} });
  return { exitCode, lines: written.join("").split("\n") };
}

test("the way to a good state is its shortest behaviour, and that of a model that must fail its violation", async () => {
  const reached = await way("Counter_3", "NotAtLimit");
  assert.equal(reached.exitCode, 0);
  assert.equal(reached.lines[0], "Counter_3 violates NotAtLimit");
  assert.deepEqual(
    reached.lines.filter((line) => /^ *\d/.test(line)),
    ["  1  Init", "  2  Increment", "  3  Increment", "  4  Increment"],
  );
  const violated = await way("Counter_Bug_NoLimit");
  assert.deepEqual([violated.exitCode, violated.lines[0]], [0, "Counter_Bug_NoLimit violates WithinLimit"]);
});

const refused: readonly (readonly [model: string | undefined, denial: string | undefined, message: RegExp])[] = [
  [undefined, undefined, /say which model: make way MODEL=Name TO=Denial/],
  ["Counter_4", undefined, /no model "Counter_4": did you mean Counter_3\?/],
  ["Counter_3", undefined, /known are:\n {2}NotReset\n {2}NotAtLimit\nthere is no denial ""/],
  ["Counter_3", "NotThere", /there is no denial "NotThere"$/],
  ["Counter_Live", "NotThere", /Counter_Live denies no state: it has no "reaches"/],
];

for (const [model, denial, message] of refused) {
  test(`no way is shown, but what there is: ${model} ${denial}`, async () => {
    await assert.rejects(way(model, denial), { name: "SetupError", message });
  });
}
