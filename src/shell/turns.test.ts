import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "./turns.ts";

test("what is asked for meanwhile is done afterwards, in order, and only once", () => {
  const turns = new Turns();
  const done: string[] = [];
  turns.take(() => {
    turns.take(() => {
      turns.take(() => done.push("d"));
      done.push("b");
    });
    turns.take(() => done.push("c"));
    done.push("a");
  });
  turns.take(() => done.push("e"));
  assert.deepEqual(done.join(""), "abcde");
});

test("where one thing fails the others that wait are not done, and what comes later is", () => {
  const turns = new Turns();
  const done: string[] = [];
  const failing = (): void =>
    turns.take(() => {
      turns.take(() => {
        turns.take(() => done.push("never"));
        throw new Error("one fails");
      });
      turns.take(() => done.push("never"));
      turns.take(() => done.push("never"));
    });
  assert.throws(failing, { message: "one fails" });
  turns.take(() => done.push("later"));
  assert.deepEqual(done, ["later"]);
});

test("once it has come to an end nothing is done, not even what waits", () => {
  const turns = new Turns();
  const done: string[] = [];
  turns.take(() => {
    turns.take(() => {
      done.push("b");
      turns.end();
    });
    turns.take(() => done.push("never"));
    done.push("a");
  });
  turns.take(() => done.push("never"));
  assert.deepEqual(done, ["a", "b"]);
});
