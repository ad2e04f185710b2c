/** What the page of the costs says beside its tables, which `docs/guide.test.ts` holds to what is counted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../src/core/present.ts";
import { type Costed, coordinatorCrashes, costed, takeOver, undisturbed } from "./costs.ts";
import { costsMarkdown } from "./costs-table.ts";
import { replicatedTakeOver, type TakeOverCosts } from "./replicated-costs.ts";

function named(name: string): Costed {
  return present(costed.find((one) => one.name.startsWith(name)));
}

test("when nothing goes wrong all commit, and each participant costs as many messages as any other", () => {
  for (const one of costed) {
    const [first, second] = [undisturbed(one, 1).delays.messages, undisturbed(one, 2).delays.messages];
    for (const count of [2, 4]) {
      const { delays, flushes } = undisturbed(one, count);
      assert.deepEqual([delays.outcomes, flushes.outcomes], [["committed"], ["committed"]], one.name);
      assert.equal(delays.messages, first + (count - 1) * (second - first), one.name);
      // How many there are changes nothing in how many come one after the other.
      assert.equal(delays.allTold, undisturbed(one, 1).delays.allTold, one.name);
    }
  }
});

test("what makes three-phase commit safe without a bound on delay costs nothing while nobody is suspected", () => {
  const [bounded, consensus] = [named("three-phase commit"), named("three-phase commit that is")];
  assert.notEqual(bounded, consensus);
  assert.deepEqual(undisturbed(consensus, 3), undisturbed(bounded, 3));
  const delay = (one: Costed): number => present(coordinatorCrashes(one, 3, false).allTold);
  assert.ok(delay(consensus) > delay(bounded));
});

test("while the coordinator of two-phase commit is down nobody knows, and whoever takes over does not wait for it", () => {
  assert.equal(coordinatorCrashes(named("two-phase"), 3, false).allTold, undefined);
  assert.deepEqual(coordinatorCrashes(named("two-phase"), 3, true).outcomes, ["aborted"]);
  for (const name of ["three-phase commit", "three-phase commit that is"]) {
    assert.deepEqual(coordinatorCrashes(named(name), 3, true), coordinatorCrashes(named(name), 3, false));
    assert.deepEqual(coordinatorCrashes(named(name), 3, false).outcomes, ["aborted"]);
  }
});

test("what the log itself costs does not depend on how many participants there are", () => {
  const [one, two] = [1, 2].map((count) => undisturbed(named("two-phase commit over a log"), count).delays.messages);
  assert.equal(2 * present(one) - present(two), 8);
});

test("whoever takes over over a log tells an abort, and no longer than the table says, whatever the participants' timers", () => {
  for (const ledTheLog of [true, false]) {
    const { delays, flushes } = takeOver(2, ledTheLog);
    assert.deepEqual([delays.outcomes, flushes.outcomes], [["aborted"], ["aborted"]]);
    assert.deepEqual([delays.messages, delays.writes], [flushes.messages, flushes.writes]);
    const sumOf = (of: TakeOverCosts): number => of.untilLed + of.untilBorne + of.untilTold;
    for (const asksEvery of [1.25, 4, 15]) {
      const alone = replicatedTakeOver(["p1", "p2"], { message: 1, write: 0 }, ledTheLog, asksEvery);
      // A question may be on its way already when somebody has the role.
      assert.ok(
        alone.together >= sumOf(delays) - 1 && alone.together <= sumOf(delays) + asksEvery,
        `${alone.together}`,
      );
      const both = replicatedTakeOver(["p1", "p2"], { message: 1, write: 1 }, ledTheLog, asksEvery);
      assert.ok(both.together <= sumOf(delays) + sumOf(flushes) + asksEvery, `${both.together}`);
    }
  }
});

test("an election comes first only where the node that crashed led the log", () => {
  const [led, didNot] = [true, false].map((ledTheLog) => takeOver(3, ledTheLog).delays);
  assert.equal(didNot?.untilLed, 0);
  assert.ok(present(led).untilLed > 0 && present(led).messages > present(didNot).messages);
  assert.equal(led?.untilTold, didNot?.untilTold);
});

test("no other table is made", async () => {
  await assert.rejects(
    () => costsMarkdown("nothing"),
    /no table of costs nothing; there are undisturbed, coordinatorCrashes, /,
  );
});
