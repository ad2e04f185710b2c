import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import type { CommonEvent, Part, Request } from "../../core/system.ts";
import type { Message } from "./message.ts";
import { partName, twoPhaseCommit } from "./system.ts";

const system = twoPhaseCommit({ transactions: ["t", "u"], coordinator: "c", participants: ["a", "b"] });

function prepareOf(transaction: string, to: string): Message {
  return { kind: "prepare", transaction, from: "c", to };
}

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
    effects: [deliveryOf("aborted")],
  });
});

test("a link joins the coordinator and one participant in one transaction, both ways", () => {
  assert.deepEqual(system.links, ["t/a", "t/b", "u/a", "u/b"]);
  const message = prepareOf("u", "b");
  assert.equal(system.linkOf(message), "u/b");
  assert.equal(system.linkOf({ ...message, kind: "yes", from: "b", to: "c" }), "u/b");
});

test("a message that names no transaction is on no link of the system", () => {
  assert.equal(system.links.includes(system.linkOf({ kind: "prepare", from: "c", to: "b" })), false);
});

test("a part has the name of its transaction and its node", () => {
  assert.equal(partName("t", "a"), "t/a");
});

test("no two parts and no two links have one name, whatever the names of transactions and nodes", () => {
  const strange = ["t", "t/x", "t%2Fx", "t%", "x/y", "y"];
  const { parts, links, linkOf } = twoPhaseCommit({ transactions: strange, coordinator: "c", participants: strange });
  assert.equal(new Set(parts.map(({ name }) => name)).size, strange.length * (strange.length + 1));
  assert.equal(new Set(links).size, strange.length * strange.length);
  assert.notEqual(partName("t", "x/y"), partName("t/x", "y"));
  assert.equal(linkOf(prepareOf("t", "x/y")), partName("t", "x/y"));
});

test("two transactions of one name are an error of the program", () => {
  const message = 'two-phase commit: two transactions have the name "t"';
  assert.throws(() => twoPhaseCommit({ transactions: ["t", "u", "t"], coordinator: "c", participants: ["a"] }), {
    message,
  });
});

test("an event is the action that the specification names, if it is one", () => {
  const [coordinator, participant] = system.parts;
  const named = (part: Part | undefined, ...events: readonly (CommonEvent | Request)[]): unknown =>
    events.map((event) => part?.actionOf?.(part.start().state, event));
  const durable = { kind: "persisted", record: "none" };
  assert.deepEqual(named(coordinator, { kind: "giveUp" }, { kind: "timeout", timer: "resendPrepare" }, durable), [
    "GiveUp",
    "ResendPrepare",
    undefined,
  ]);
  assert.deepEqual(named(participant, { kind: "receive", message: prepareOf("t", "a") }), ["ReceivePrepare"]);
});

test("an event, a record or a timer that a role does not know is refused as malformed", () => {
  const parts: readonly Part[] = system.parts;
  for (const part of parts) {
    const { state } = part.start();
    const malformed = (event: CommonEvent | Request, because: string): void => {
      const refusal = { kind: "malformed", because };
      assert.deepEqual(part.step(state, event), { outcome: "refused", state, effects: [], refusal });
    };
    malformed({ kind: "explode" }, `event: "explode" is no event of a ${part.role} of two-phase commit`);
    malformed({ kind: "persisted", record: "NONE" }, 'record: "NONE" is no record');
    malformed({ kind: "timeout", timer: "tea" }, 'timer: "tea" is no timer');
  }
});

test("a record that no role writes is an error to recover from, since nothing may be presumed from it", () => {
  const records = [undefined, null, "", "prepare", "NONE", { record: "commit" }];
  const described = ["undefined", "null", '""', '"prepare"', '"NONE"', "an object"];
  const parts: readonly Part[] = system.parts;
  for (const [i, record] of records.entries()) {
    for (const part of parts) {
      const message = `two-phase commit: ${described[i]} is no record of a ${part.role}`;
      assert.throws(() => part.recover(record), { message });
    }
  }
});
