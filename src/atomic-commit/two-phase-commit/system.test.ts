import assert from "node:assert/strict";
import { test } from "node:test";
import { partName, twoPhaseCommit } from "./system.ts";

const system = twoPhaseCommit({ transactions: ["t", "u"], coordinator: "c", participants: ["a", "b"] });

test("every node has a part in every transaction", () => {
  assert.deepEqual(
    system.parts.map(({ name, instance, node, role }) => ({ name, instance, node, role })),
    ["t", "u"].flatMap((instance) => [
      { name: `${instance}/c`, instance, node: "c", role: "coordinator" },
      { name: `${instance}/a`, instance, node: "a", role: "participant" },
      { name: `${instance}/b`, instance, node: "b", role: "participant" },
    ]),
  );
});

test("a part starts and recovers as its role does", () => {
  const [coordinator, participant] = system.parts;
  assert.deepEqual(coordinator?.start(), {
    state: {
      transaction: "t",
      self: "c",
      participants: ["a", "b"],
      status: "working",
      votes: [],
      acknowledged: [],
    },
    effects: [],
  });
  assert.deepEqual(participant?.recover(participant.noRecord), {
    state: { transaction: "t", self: "a", coordinator: "c", status: "aborted" },
    effects: [{ kind: "deliver", value: "aborted" }],
  });
});

test("a link joins the coordinator and one participant in one transaction, both ways", () => {
  assert.deepEqual(system.links, ["t/a", "t/b", "u/a", "u/b"]);
  const message = { kind: "prepare", transaction: "u", from: "c", to: "b" };
  assert.equal(system.linkOf(message), "u/b");
  assert.equal(system.linkOf({ ...message, kind: "yes", from: "b", to: "c" }), "u/b");
});

test("a message that names no transaction is on no link of the system", () => {
  assert.equal(system.links.includes(system.linkOf({ kind: "prepare", from: "c", to: "b" })), false);
});

test("a part has the name of its transaction and its node", () => {
  assert.equal(partName("t", "a"), "t/a");
});

test("an event that a role does not know is refused as malformed", () => {
  for (const part of system.parts) {
    const { state } = part.start();
    const refusal = { kind: "malformed", because: "no such event" };
    assert.deepEqual(part.step(state, { kind: "explode" }), { outcome: "refused", state, effects: [], refusal });
  }
});

test("a record that a role never writes is refused as malformed when it is reported durable", () => {
  for (const part of system.parts) {
    const { state } = part.start();
    const refusal = { kind: "malformed", because: "no such record" };
    const event = { kind: "persisted", record: "NONE" };
    assert.deepEqual(part.step(state, event), { outcome: "refused", state, effects: [], refusal });
  }
});

test("a timer that a role never sets is refused as malformed", () => {
  for (const part of system.parts) {
    const { state } = part.start();
    const refusal = { kind: "malformed", because: "no such timer" };
    const event = { kind: "timeout", timer: "tea" };
    assert.deepEqual(part.step(state, event), { outcome: "refused", state, effects: [], refusal });
  }
});

test("a record that no role writes is an error to recover from, since nothing may be presumed from it", () => {
  for (const record of [undefined, null, "", "prepare", "NONE", { record: "commit" }]) {
    for (const part of system.parts) {
      assert.throws(() => part.recover(record), { message: `two-phase commit: no record of a ${part.role}` });
    }
  }
});
