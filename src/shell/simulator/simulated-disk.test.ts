/**
 * A disk takes its time, answers in order, and leaves what a crash can leave.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Agenda, type Dated } from "../agenda.ts";
import { SimulatedDisk } from "./simulated-disk.ts";

interface Job extends Dated {
  readonly job: () => void;
}

/** A disk whose flushes take ten milliseconds each, and what happened to it. */
function stage(flushesTogether: boolean): {
  readonly disk: SimulatedDisk;
  readonly said: string[];
  readonly run: () => void;
  readonly write: (part: string, record: string) => void;
} {
  const agenda = new Agenda<Job>();
  const said: string[] = [];
  let [now, order] = [0, 0];
  const disk = new SimulatedDisk({
    after: (milliseconds, job) => agenda.add({ at: now + milliseconds, order: order++, job }),
    now: () => now,
    flushTime: () => 10,
    flushesTogether,
    landed: (part, record) => said.push(`${now} ${part} has ${String(record)}`),
  });
  const run = (): void => {
    for (let next = agenda.take(); next !== undefined; next = agenda.take()) {
      now = next.at;
      next.job();
    }
  };
  const write = (part: string, record: string): void =>
    disk.write(part, record, () => said.push(`${now} ${part} hears of ${record}`));
  return { disk, said, run, write };
}

test("one write after the other is flushed, and answered", () => {
  const { said, run, write } = stage(false);
  write("p", "1");
  write("p", "2");
  run();
  assert.deepEqual(said, ["10 p has 1", "10 p hears of 1", "20 p has 2", "20 p hears of 2"]);
});

test("what waits together is flushed together, and answered for the last of each part alone", () => {
  const { said, run, write } = stage(true);
  write("p", "1");
  for (const record of ["2", "3"]) write("p", record);
  write("q", "4");
  run();
  assert.deepEqual(said.slice(2), ["20 p has 2", "20 p has 3", "20 q has 4", "20 p hears of 3", "20 q hears of 4"]);
});

test("a disk that stalls finishes nothing before its time", () => {
  const { disk, said, run, write } = stage(false);
  write("p", "1");
  disk.stall(50);
  disk.stall(30);
  run();
  assert.deepEqual(said, ["50 p has 1", "50 p hears of 1"]);
});

test("a crash leaves what is durable, or more of what was under way, and nothing is answered any more", () => {
  for (const [choice, left] of [
    [0, undefined],
    [1, "1"],
    [2, "2"],
    [3, undefined],
  ] as const) {
    const { disk, said, run, write } = stage(false);
    write("p", "1");
    write("p", "2");
    assert.equal(disk.crash("p", undefined, undefined, choice), 3);
    assert.deepEqual(disk.writing("p"), []);
    run();
    assert.deepEqual([disk.read("p"), said], [left, []]);
    write("p", "3");
    run();
    assert.equal(disk.read("p"), "3");
  }
});

test("what is to be done at the next write is done once", () => {
  const { disk, said, write } = stage(false);
  disk.onNextWrite(() => said.push("next"));
  write("p", "1");
  write("p", "2");
  assert.deepEqual(said, ["next"]);
});
