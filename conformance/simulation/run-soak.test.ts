/**
 * A soak goes on where it was interrupted, and says what it has found.
 *
 * @module
 */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Found, Piece, PieceDone } from "./pieces.ts";
import { runSeeds } from "./run-seeds.ts";
import { runSoak } from "./run-soak.ts";
import { scenarioNamed } from "./scenario-named.ts";
import { processRunner, type Runner } from "./workers.ts";

const folder = mkdtempSync(join(tmpdir(), "soak-"));
after(() => rmSync(folder, { recursive: true }));

/** Two protocols in pieces of two seeds, of which the last has one. */
function soak(
  run: (piece: Piece) => PieceDone | undefined,
  more: { readonly sources?: string; readonly buildFolder?: string } = {},
): { readonly asked: string[]; readonly said: () => string; readonly code: Promise<number> } {
  const asked: string[] = [];
  let said = "";
  const runner: Runner = {
    run: async (piece) => {
      asked.push(`${piece.protocol} ${piece.seeds.first}+${piece.seeds.count}`);
      const done = run(piece);
      if (done === undefined) throw new Error("interrupted");
      return done;
    },
    stop: () => {},
  };
  const code = runSoak({
    protocols: ["one", "other"],
    seeds: { first: 1, count: 5 },
    size: 2,
    sources: "these",
    runners: [runner],
    buildFolder: folder,
    output: {
      write: (text) => {
        said += text;
      },
    },
    variables: {},
    ...more,
  });
  return { asked, said: () => said, code };
}

function done(piece: Piece, found?: Found): PieceDone {
  const { count } = piece.seeds;
  const sum = {
    runs: count,
    steps: 10 * count,
    seconds: 1,
    faults: { crash: count },
    told: count,
    messages: 3 * count,
  };
  return { ...piece, sum, found };
}

const all = ["one 1+2", "other 1+2", "one 3+2", "other 3+2", "one 5+1", "other 5+1"];

test("a soak that was interrupted goes on with what is left", async () => {
  let runs = 0;
  const interrupted = soak((piece) => (++runs > 3 ? undefined : done(piece)));
  await assert.rejects(interrupted.code, /interrupted/);
  assert.deepEqual(interrupted.asked, all.slice(0, 4));
  const rest = soak((piece) => done(piece));
  assert.equal(await rest.code, 0);
  assert.deepEqual(rest.asked, all.slice(3));
  assert.match(rest.said(), /3 of 6 pieces were done before/);
  assert.match(rest.said(), /ok {2}other +5 +50 /);
  const again = soak(() => undefined);
  assert.equal(await again.code, 0);
  assert.deepEqual(again.asked, []);
  assert.match(again.said(), /ok {2}one +5 +50 /);
});

test("a piece of which the line was cut off is run again", async () => {
  appendFileSync(join(folder, "soak.jsonl"), '{"protocol":"one","se');
  const { code, said, asked } = soak(() => undefined);
  assert.equal(await code, 0);
  assert.deepEqual(asked, []);
  assert.match(said(), /a line that was cut off/);
  assert.doesNotMatch(readFileSync(join(folder, "soak.jsonl"), "utf8"), /"se$/);
});

test("what was done with other sources does not count", async () => {
  const { code, said, asked } = soak((piece) => done(piece), { sources: "those" });
  assert.equal(await code, 0);
  assert.deepEqual(asked, all);
  assert.match(said(), /is of other sources: the soak begins anew/);
});

test("of a protocol in which something was found no more is run, and it is said how to look at it", async () => {
  const found = { seed: 3, property: "Progress", because: "nothing was decided", at: 12.4 };
  const buildFolder = join(folder, "violated");
  const { code, said, asked } = soak(
    (piece) => done(piece, piece.protocol === "one" && piece.seeds.first === 3 ? found : undefined),
    { buildFolder },
  );
  assert.equal(await code, 1);
  assert.deepEqual(asked, all.slice(0, 4).concat("other 5+1"));
  assert.match(said(), /FAILED {2}one +4 /);
  assert.match(
    said(),
    /one, seed 3: Progress is violated at 12 ms\n {2}nothing was decided\n.*make simulate P=one SEED=3/,
  );
  assert.equal(JSON.parse(readFileSync(join(buildFolder, "soak.json"), "utf8")).ok, false);
});

test("another process runs the same as this one, and ends when it is stopped", async () => {
  const piece: Piece = { protocol: "two-phase-commit", seeds: { first: 1, count: 3 } };
  const runner = processRunner();
  const { sum } = await runner.run(piece);
  const { runs, steps, messages } = runSeeds((seed) => scenarioNamed(piece.protocol, seed), piece.seeds);
  assert.deepEqual([sum.runs, sum.steps, sum.messages], [runs, steps, messages]);
  const never = runner.run({ ...piece, seeds: { first: 1, count: 1_000_000 } });
  runner.stop();
  await assert.rejects(never, /the process that ran .*two-phase-commit.* ended: SIGTERM/);
});
