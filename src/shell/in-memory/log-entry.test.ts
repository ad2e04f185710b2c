import assert from "node:assert/strict";
import { test } from "node:test";
import { sequenceOf } from "../../core/sequence.ts";
import { describeEntry, type LogEntry } from "./log-entry.ts";

const message = { kind: "yes", from: "a", to: "c", transaction: "t", weight: { of: 2 } };

test("every entry is one line", () => {
  const lines: readonly (readonly [LogEntry, string])[] = [
    [{ kind: "requested", part: "t/c", request: { kind: "giveUp" } }, "t/c is asked: giveUp"],
    [{ kind: "sent", message }, 'a -> c: yes transaction=t weight={"of":2}, sent'],
    [{ kind: "received", part: "t/c", message }, 'a -> c: yes transaction=t weight={"of":2}, received'],
    [{ kind: "lost", message, because: "network" }, 'a -> c: yes transaction=t weight={"of":2}, lost'],
    [{ kind: "duplicated", message }, 'a -> c: yes transaction=t weight={"of":2}, duplicated'],
    [{ kind: "writing", part: "t/c", record: "commit" }, "t/c writes commit"],
    [{ kind: "durable", part: "t/c", record: undefined }, "t/c has undefined on disk"],
    [{ kind: "persisted", part: "t/c", record: { n: 1 } }, 't/c learns that {"n":1} is durable'],
    [{ kind: "fired", part: "t/c", timer: "resendPrepare" }, "t/c times out: resendPrepare"],
    [{ kind: "told", part: "t/c", by: "reply", value: "committed" }, "t/c tells its user: committed"],
    [
      { kind: "refused", part: "t/c", refusal: { kind: "untimely", because: "it is late" } },
      "t/c refuses, untimely: it is late",
    ],
    [{ kind: "crashed", node: "c" }, "c crashes"],
    [{ kind: "restarted", node: "c" }, "c restarts"],
    [{ kind: "paused", node: "c" }, "c pauses"],
    [{ kind: "resumed", node: "c" }, "c goes on"],
    [{ kind: "cut", from: "a", to: "c" }, "a -> c: cut"],
    [{ kind: "mended", from: "a", to: "c" }, "a -> c: mended"],
  ];
  for (const [entry, line] of lines) assert.equal(describeEntry(entry), line);
});

test("a log is written as a list, and a long one by its last entries", () => {
  const durable = (record: unknown): string => describeEntry({ kind: "durable", part: "n", record });
  assert.equal(durable({ log: sequenceOf([]) }), 'n has {"log":[]} on disk');
  assert.equal(durable({ log: sequenceOf([1, 2, 3, 4]) }), 'n has {"log":[1,2,3,4]} on disk');
  assert.equal(durable({ log: sequenceOf([1, 2, 3, 4, 5]) }), 'n has {"log":["2 before",3,4,5]} on disk');
  const many = Array.from({ length: 1_000 }, (_, i) => ({ i }));
  assert.equal(
    durable({ log: sequenceOf(many) }),
    'n has {"log":["997 before",{"i":997},{"i":998},{"i":999}]} on disk',
  );
  assert.equal(durable(many), 'n has ["997 before",{"i":997},{"i":998},{"i":999}] on disk');
});
