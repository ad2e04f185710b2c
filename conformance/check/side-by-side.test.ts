import assert from "node:assert/strict";
import { test } from "node:test";
import { runSideBySide } from "./side-by-side.ts";

/** Runs jobs of these sizes, each of which ends when all others had a chance, and records how much ran at once. */
async function run(sizes: readonly number[], places: number) {
  let busy = 0;
  const seen: number[] = [];
  const jobs = sizes.map((size, at) => ({
    places: size,
    run: async () => {
      busy += size;
      seen.push(busy);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      busy -= size;
      return at;
    },
  }));
  return { results: await runSideBySide(jobs, places), most: Math.max(...seen) };
}

test("results come in the order of the jobs, and all places are used but no more", async () => {
  assert.deepEqual(await run([1, 1, 1, 1, 1], 2), { results: [0, 1, 2, 3, 4], most: 2 });
});

test("a job that takes all places, or wants more than there are, runs alone", async () => {
  assert.deepEqual(await run([1, 2, 1, 1], 2), { results: [0, 1, 2, 3], most: 2 });
  assert.deepEqual((await run([1, 5], 2)).results, [0, 1]);
});

test("a job that only waits gives its place up, once, and its result is awaited all the same", async () => {
  const seen: string[] = [];
  const ended: (() => void)[] = [];
  const waits = (name: string) => ({
    places: 1,
    run: async (giveUp: () => void) => {
      seen.push(name);
      giveUp();
      giveUp();
      await new Promise<void>((resolve) => ended.push(resolve));
      return name;
    },
  });
  const works = (name: string) => ({
    places: 1,
    run: async () => {
      seen.push(name);
      if (name === "last") for (const end of ended) end();
      // Whoever has given up twice would let both of these run at once.
      const before = seen.length;
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(seen.length, before);
      return name;
    },
  });
  const jobs = [waits("first"), works("next"), works("last")];
  assert.deepEqual(await runSideBySide(jobs, 1), ["first", "next", "last"]);
  assert.deepEqual(seen, ["first", "next", "last"]);
});

test("a job that throws makes the whole throw", async () => {
  const fails = { places: 1, run: () => Promise.reject(new Error("broken")) };
  const works = { places: 1, run: () => Promise.resolve(1) };
  await assert.rejects(runSideBySide<number>([works, fails, works], 1), /broken/);
});
