import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { InMemoryClock } from "./in-memory-clock.ts";

const nothing = (): void => {};

test("the clock steps from one timer that is due to the next, and of those at one time to the one armed first", () => {
  const clock = new InMemoryClock();
  clock.arm("p", "late", 20, nothing);
  clock.arm("p", "soon", 10, nothing);
  clock.arm("q", "soon", 10, nothing);
  clock.arm("p", "never", 5, nothing);
  clock.disarm("p", "never");
  clock.disarm("p", "never");
  const steps: unknown[] = [];
  for (let next = clock.takeNext(); next !== undefined; next = clock.takeNext()) {
    steps.push([next.part, next.timer, clock.now]);
    if (steps.length === 1) clock.arm("p", "soon", 5, nothing);
  }
  assert.deepEqual(steps, [
    ["p", "soon", 10],
    ["q", "soon", 10],
    ["p", "soon", 15],
    ["p", "late", 20],
  ]);
});

test("whatever is armed, anew and disarmed, timers ring in the order of their time", () => {
  const timers = fc.record({ part: fc.nat(3), timer: fc.nat(3), milliseconds: fc.nat(9), isDisarmed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(timers, { size: "max", maxLength: 400 }), (armed) => {
      const clock = new InMemoryClock();
      const expected = new Map<string, number>();
      for (const { part, timer, milliseconds, isDisarmed } of armed) {
        expected.delete(`${part} ${timer}`);
        if (isDisarmed) clock.disarm(`${part}`, `${timer}`);
        else {
          expected.set(`${part} ${timer}`, milliseconds);
          clock.arm(`${part}`, `${timer}`, milliseconds, nothing);
        }
        assert.equal(clock.size, expected.size);
      }
      const rung: (readonly [string, number])[] = [];
      for (let next = clock.takeNext(); next !== undefined; next = clock.takeNext()) {
        rung.push([`${next.part} ${next.timer}`, clock.now]);
      }
      assert.deepEqual(
        rung,
        [...expected].sort(([, one], [, other]) => one - other),
      );
      assert.equal(clock.size, 0);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a timer that is armed anew again and again leaves nothing behind", () => {
  const clock = new InMemoryClock();
  for (let i = 0; i < 100_000; i++) clock.arm("p", `t${i % 2}`, 100_000 - i, nothing);
  assert.deepEqual(clock.timersOf("p"), ["t0", "t1"]);
  assert.equal(clock.takeNext()?.timer, "t1");
  assert.ok(clock.places < 200, String(clock.places));
});

test("the clock is at rest once every timer has rung or was armed anew since something changed", () => {
  const clock = new InMemoryClock();
  assert.equal(clock.isAtRest, true);
  clock.arm("p", "t", 1, nothing);
  clock.arm("p", "u", 2, nothing);
  assert.equal(clock.isAtRest, false);
  clock.takeNext();
  clock.arm("p", "t", 1, nothing);
  assert.equal(clock.isAtRest, false);
  clock.arm("p", "u", 1, nothing);
  assert.equal(clock.isAtRest, true);
  clock.disturb();
  assert.equal(clock.isAtRest, false);
  clock.disarm("p", "t");
  clock.disarm("p", "u");
  assert.equal(clock.isAtRest, true);
  clock.takeNext();
  clock.arm("p", "t", 1, nothing);
  clock.disarm("p", "t");
  assert.equal(clock.isAtRest, true);
});

test("a timer is taken before its time, once", () => {
  const clock = new InMemoryClock();
  clock.arm("p", "t", 7, nothing);
  assert.equal(clock.take("p", "t")?.at, 7);
  assert.equal(clock.take("p", "t"), undefined);
  assert.equal(clock.takeNext(), undefined);
  assert.equal(clock.now, 0);
});

test("a time that is none is an error that says whose", () => {
  for (const milliseconds of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => new InMemoryClock().arm("p", "t", milliseconds, nothing), {
      message: `in-memory clock: p cannot arm t for ${milliseconds} milliseconds`,
    });
  }
});
