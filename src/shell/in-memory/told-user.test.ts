import assert from "node:assert/strict";
import { test } from "node:test";
import type { Told } from "../../core/situation.ts";
import { ToldUser } from "./told-user.ts";

const delivered = (value: unknown): Told => ({ by: "deliver", value });

function toldUser(...values: readonly unknown[]): ToldUser {
  const user = new ToldUser();
  for (const value of values) assert.equal(user.hear(delivered(value)), true);
  return user;
}

const valuesOf = (user: ToldUser): readonly unknown[] => user.told.map(({ value }) => value);

test("a part that tells everything again from the start is no news, until it goes on", () => {
  const user = toldUser("a", "b", "b");
  user.hearFromTheStart();
  assert.equal(user.repeating, 3);
  assert.deepEqual(
    ["a", "b", "b", "c"].map((value) => user.hear(delivered(value))),
    [false, false, false, true],
  );
  assert.deepEqual(valuesOf(user), ["a", "b", "b", "c"]);
  assert.equal(user.repeating, 0);
});

test("a part that tells something else than before is heard, and what it says then is all news", () => {
  const user = toldUser("a", "b");
  user.hearFromTheStart();
  assert.deepEqual(
    ["a", "x", "b"].map((value) => user.hear(delivered(value))),
    [false, true, true],
  );
  assert.deepEqual(valuesOf(user), ["a", "b", "x", "b"]);
  assert.equal(user.repeating, 0);
});

test("the last words are no news, and other words are", () => {
  const user = toldUser("a", "b");
  assert.deepEqual(user.hearAgain([]), []);
  assert.deepEqual(user.hearAgain([delivered("b")]), []);
  assert.deepEqual(user.hearAgain([delivered("a"), delivered("b")]), []);
  assert.deepEqual(user.hearAgain([delivered("a")]), [delivered("a")]);
  assert.deepEqual(valuesOf(user), ["a", "b", "a"]);
});

test("what was told so far is a list that nothing changes later", () => {
  const user = toldUser("a");
  const before = user.told;
  user.hear(delivered("b"));
  assert.equal(user.told, user.told);
  assert.deepEqual([before, valuesOf(user)], [[delivered("a")], ["a", "b"]]);
});

test("what was replied is not told again: a reply is news, and no end of what is delivered again", () => {
  const user = new ToldUser();
  const reply: Told = { by: "reply", value: "taken" };
  for (const told of [reply, delivered("a"), reply, delivered("b")]) assert.equal(user.hear(told), true);
  user.hearFromTheStart();
  assert.equal(user.repeating, 2);
  assert.deepEqual(
    [delivered("a"), reply, delivered("b"), delivered("c")].map((told) => user.hear(told)),
    [false, true, false, true],
  );
  assert.deepEqual(valuesOf(user), ["taken", "a", "taken", "b", "taken", "c"]);
});
