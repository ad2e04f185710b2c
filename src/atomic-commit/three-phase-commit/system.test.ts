import assert from "node:assert/strict";
import { test } from "node:test";
import { threePhaseCommit } from "./system.ts";

const options = {
  transactions: ["t", "u"],
  coordinator: "c",
  participants: ["a", "b"],
  order: ["a", "b"],
  assumes: "boundedDelay",
} as const;

test("every node has a part in every transaction", () => {
  assert.deepEqual(
    threePhaseCommit(options).parts.map(({ name, instance, node, role }) => ({ name, instance, node, role })),
    ["t", "u"].flatMap((instance) => [
      { name: `${instance}/c`, instance, node: "c", role: "coordinator" },
      { name: `${instance}/a`, instance, node: "a", role: "participant" },
      { name: `${instance}/b`, instance, node: "b", role: "participant" },
    ]),
  );
});

test("what is sent is on the link of its sender, in its transaction", () => {
  const { links, linkOf } = threePhaseCommit(options);
  assert.deepEqual(links, ["t/c", "t/a", "t/b", "u/c", "u/a", "u/b"]);
  const message = { kind: "poll", transaction: "u", from: "a", to: "b", number: 1 };
  assert.equal(linkOf(message), "u/a");
  assert.equal(links.includes(linkOf({ kind: "poll", from: "a", to: "b" })), false);
});

test("two transactions of one name are refused", () => {
  assert.throws(() => threePhaseCommit({ ...options, transactions: ["t", "t"] }), {
    message: 'three-phase commit: two transactions have the name "t"',
  });
});
