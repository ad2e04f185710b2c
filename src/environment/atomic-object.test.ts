import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedCounter } from "./shared-counter.ts";
import { sharedRegister } from "./shared-register.ts";

const counter = sharedCounter("counter");
const register = sharedRegister("register", "free");
const increment = { kind: "increment" } as const;

test("who waits hears the number as it is given, and each number is given once", () => {
  const both = counter.invoked(counter.invoked(counter.initial, "n2", increment), "n1", increment);
  const [first] = counter.outcomes(both, "n1");
  assert.deepEqual(first?.outcome, { number: 1 });
  assert.deepEqual(counter.outcomes(first?.state ?? both, "n1"), []);
  assert.deepEqual(
    counter.outcomes(first?.state ?? both, "n2").map(({ outcome }) => outcome),
    [{ number: 2 }],
  );
});

test("what a crash did not call back takes effect, and nobody hears", () => {
  const waiting = counter.invoked(counter.initial, "n1", increment);
  assert.deepEqual(counter.steps(waiting), []);
  const orphaned = counter.crashed(waiting, "n1");
  assert.deepEqual(counter.outcomes(orphaned, "n1"), []);
  assert.deepEqual(counter.steps(orphaned), [{ action: "CountUnheard", subject: 0, state: { value: 1, pending: [] } }]);
  assert.deepEqual(counter.crashed(waiting, "n2"), waiting);
});

test("who invokes anew gives up what it had in flight", () => {
  const before = counter.crashed(counter.invoked(counter.initial, "n1", increment), "n1");
  assert.equal(counter.invoked(before, "n1", increment).pending.length, 1);
});

test("of those who expect the same, one sets the register", () => {
  const take = (node: string) => ({ expected: "free", new: node });
  const both = register.invoked(register.invoked(register.initial, "n2", take("n2")), "n1", take("n1"));
  const [won] = register.outcomes(both, "n2");
  assert.deepEqual([won?.outcome, won?.state.value], [{ set: true, held: "free" }, "n2"]);
  const [lost] = register.outcomes(won?.state ?? both, "n1");
  assert.deepEqual([lost?.outcome, lost?.state.value], [{ set: false, held: "n2" }, "n2"]);
});
