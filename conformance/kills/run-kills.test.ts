/** The command as a whole, with the real TLC, on the small specifications of `make check`'s own tests. */
import assert from "node:assert/strict";
import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readManifest } from "../check/model-files.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { falsifiableIn } from "./falsifiable.ts";
import { matrixGaps, readMatrix } from "./matrix.ts";
import { runKills } from "./run-kills.ts";

const good = fileURLToPath(new URL("../check/fixtures/good", import.meta.url));

/** A copy of the fixture whose passing model checks more, some of which nothing violates. */
function laboratory(context: TestContext) {
  const folder = temporaryFolder(context);
  const spec = join(folder, "spec");
  cpSync(good, spec, { recursive: true });
  const path = join(spec, "manifest.json");
  const manifest: { models: { name: string; properties?: string[]; invariants?: string[] }[] } = JSON.parse(
    readFileSync(path, "utf8"),
  );
  const [first] = manifest.models;
  assert.ok(first !== undefined);
  first.invariants = ["WithinLimit", "Natural", "Evaluable"];
  first.properties = ["Bounded", "OnlyUpwards"];
  writeFileSync(path, JSON.stringify(manifest));
  const module = join(spec, "counting/Counter.tla");
  const definitions = [
    "Natural == count \\in Nat",
    "\\* Beyond the limit it cannot be evaluated.",
    "Evaluable == IF count > Limit THEN <<>>[1] ELSE TRUE",
    "Bounded ==",
    "  [][/\\ count' <= Limit",
    "     /\\ resets' <= 1]_variables",
  ];
  writeFileSync(
    module,
    readFileSync(module, "utf8").replace("NeverThere ==", `${definitions.join("\n")}\nNeverThere ==`),
  );
  const build = join(folder, "build");
  const run = async () => {
    const written: string[] = [];
    const output = { write: (text: string) => written.push(text) };
    const exitCode = await runKills({
      protocol: "counter",
      specFolder: spec,
      buildFolder: build,
      output,
      variables: {},
    });
    return { exitCode, text: written.join("") };
  };
  const gaps = () => matrixGaps(falsifiableIn(readManifest(spec), spec), readMatrix(spec), spec);
  return { spec, build, module, run, gaps };
}

test("each property is shown with what violates it, and nothing is run twice or left when it changes", async (context) => {
  const { spec, build, module, run, gaps } = laboratory(context);
  assert.deepEqual(gaps(), ["spec/kills.json does not have Counter: run make kills P=counter"]);
  const { exitCode, text } = await run();
  assert.equal(exitCode, 1, text);
  const killedBy = readMatrix(spec).Counter?.killedBy;
  assert.deepEqual(killedBy, {
    WithinLimit: ["Bug_NoLimit"],
    Natural: [],
    Evaluable: [],
    Bounded: ["Bug_NoLimit"],
    OnlyUpwards: ["Bug_NoLimit", "Bug_Falls", "Bug_Stays", "Bug_Circles", "Bug_Refinement", "Bug_Stuck"],
    ReachesLimit: ["Bug_Circles"],
  });
  assert.match(text, /Natural: nothing violates it/);
  assert.match(text, /cannot be evaluated somewhere: Evaluable: Evaluating invariant/);
  assert.match(text, /6 properties in .*: 2 that nothing violates/);
  const report = JSON.parse(readFileSync(join(build, "kills.json"), "utf8"));
  assert.equal(report.ok, false);
  const [evaluable] = report.properties.filter(({ property }: { property: string }) => property === "Evaluable");
  assert.equal(evaluable.unevaluable[0].model, "Counter_Bug_NoLimit");
  assert.deepEqual(gaps(), [
    "nothing violates Counter!Natural: add a model with the mistake that does",
    "nothing violates Counter!Evaluable: add a model with the mistake that does",
  ]);

  const kept = readdirSync(join(build, "kills"));
  await run();
  assert.deepEqual(readdirSync(join(build, "kills")), kept);
  const before = readFileSync(module, "utf8");
  writeFileSync(module, before.replace("Natural ==", "\\* A remark.\nNatural   =="));
  assert.equal(gaps().length, 2);
  appendFileSync(join(spec, "counting/Upwards.tla"), "\n");
  assert.equal(gaps().length, 2);
  writeFileSync(module, before.replace("count \\in Nat", "count \\in 0..9"));
  assert.match(
    gaps().join(),
    /was made of another Counter, of its models or of its properties: run make kills P=counter/,
  );
});

test("a property of what a module remembers is tried in the behaviours of that module, with the mistake in them", async (context) => {
  const { spec, run } = laboratory(context);
  const memory = [
    "---- MODULE MCCounter_Memory ----",
    "EXTENDS MCCounter",
    "VARIABLE highest",
    "RememberingInit == Init /\\ highest = 0",
    "RememberingNext == Next /\\ highest' = IF count' > highest THEN count' ELSE highest",
    "RememberingSpec == RememberingInit /\\ [][RememberingNext]_<<variables, highest>>",
    "NeverBeyond == highest <= Limit",
    "====",
  ];
  writeFileSync(join(spec, "counting/counter/MCCounter_Memory.tla"), memory.join("\n"));
  const path = join(spec, "manifest.json");
  const { models } = JSON.parse(readFileSync(path, "utf8"));
  const [first] = models;
  const checked = { behaviour: "RememberingSpec", invariants: ["NeverBeyond"], properties: [], reaches: undefined };
  const remembering = { ...first, name: "Counter_Memory", module: "MCCounter_Memory", ...checked };
  const plain = { ...first, invariants: ["WithinLimit"], properties: [] };
  const bug = models.find(({ name }: { name: string }) => name === "Counter_Bug_NoLimit");
  writeFileSync(path, JSON.stringify({ models: [plain, remembering, bug] }));
  const { exitCode, text } = await run();
  assert.equal(exitCode, 0, text);
  assert.deepEqual(readMatrix(spec).Counter?.killedBy, { WithinLimit: ["Bug_NoLimit"], NeverBeyond: ["Bug_NoLimit"] });
  assert.doesNotMatch(text, /cannot be evaluated/);
});

test("a protocol that does not exist is answered with those that do", async (context) => {
  const request = {
    protocol: "cuonter",
    specFolder: good,
    buildFolder: temporaryFolder(context),
    output: { write: () => true },
    variables: {},
  };
  await assert.rejects(runKills(request), {
    name: "SetupError",
    message: /^known are:\n {2}counter\nthere is no protocol "cuonter": did you mean counter\?$/,
  });
});
