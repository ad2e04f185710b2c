import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import { claimOf, compareAndSetOf, readAtPosition, readAtReplica, readInLog, writeOf } from "./asking.ts";
import { type Answer, hasSet, type Operation } from "./operation.ts";
import { type RegisterEffect, type RegisterEvent, type RegisterState, register } from "./register.ts";
import { broadcastRegister } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<RegisterState, RegisterEvent, RegisterEffect>(register.step);

const { state: fresh, effects: none } = register.start({ self: "n1", maxWaiting: 2 });
const { state: replica } = register.start({ self: "n1", replica: "n1" });
const { state: other } = register.start({ self: "n2", replica: "n1" });

const write = writeOf({ client: "a", number: 1 }, "x", "one");
const swap = compareAndSetOf({ client: "b", number: 1 }, "x", "one", "two");
const late = compareAndSetOf({ client: "c", number: 1 }, "x", "one", "three");
const logged = readInLog({ client: "d", number: 1 }, "x");
const positioned = readAtPosition({ client: "e", number: 1 }, "x");
const local = readAtReplica({ client: "f", number: 7 }, "x");

function heard(first: unknown, ...values: readonly unknown[]): RegisterEvent {
  return { kind: "heard", object: "log", outcome: { first, values } };
}

function located(position: unknown, read: unknown = positioned.operation): RegisterEvent {
  return { kind: "heard", object: "log", outcome: { read, position } };
}

function broadcasting(...broadcast: readonly Operation[]): RegisterEffect {
  return { kind: "invoke", object: "log", operation: { broadcast } };
}

function locating(...locate: readonly Operation[]): RegisterEffect {
  return { kind: "invoke", object: "log", operation: { locate } };
}

function replying(operation: Operation, held: Answer["held"], position: number): RegisterEffect {
  return { kind: "reply", value: { operation, held, position } };
}

function after(state: RegisterState, ...events: readonly RegisterEvent[]): RegisterState {
  return events.reduce((before, event) => register.step(before, event).state, state);
}

const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;
const waits = after(fresh, write);

test("a node begins with nothing, and after a crash it is the same", () => {
  assert.deepEqual(none, []);
  assert.deepEqual(register.recover({ self: "n1", maxWaiting: 2 }, null), { state: fresh, effects: [] });
  assert.equal(register.start({ self: "n1" }).state.maxWaiting, 1_000);
});

test("a limit that is none is an error that names it, and so is a replica that is no node", () => {
  for (const maxWaiting of [0, 1.5, Number.NaN])
    assert.throws(() => register.start({ self: "n1", maxWaiting }), new RegExp(`maxWaiting is ${maxWaiting}`));
  assert.throws(
    () => broadcastRegister({ nodes: ["n1", "n2"], replica: "n3" }),
    /the replica n3 is none of the nodes n1, n2/,
  );
});

test("an update is passed to the log, and answered where the log tells it back: with what was held before", () => {
  changes(fresh, write, waits, [broadcasting(write.operation), asking]);
  changes(waits, heard(1, write.operation), after(waits, heard(1, write.operation)), [
    replying(write.operation, null, 1),
    resting,
  ]);
});

test("of two that expect the same, the first in the log sets the register, wherever the pieces end", () => {
  const both = after(fresh, late, swap);
  const piece = heard(1, write.operation, swap.operation, late.operation);
  const [first, second] = [replying(swap.operation, "one", 2), replying(late.operation, "two", 3)];
  changes(both, piece, after(both, piece), [first, second, resting]);
  assert.deepEqual(
    after(both, heard(1, write.operation), heard(2, swap.operation, late.operation)),
    after(both, piece),
  );
  assert.equal(hasSet({ operation: swap.operation, held: "one", position: 2 }), true);
  assert.equal(hasSet({ operation: late.operation, held: "two", position: 3 }), false);
  assert.equal(hasSet({ operation: write.operation, held: "two", position: 3 }), true);
  assert.equal(hasSet({ operation: logged.operation, held: "two", position: 3 }), false);
});

test("registers are apart, and one that is given nothing is as one that was never written", () => {
  const claim = claimOf({ client: "a", number: 2 }, "y");
  const nothing = writeOf({ client: "a", number: 3 }, "x", null);
  const told = after(fresh, heard(1, write.operation, claim.operation));
  assert.deepEqual([told.values.size, told.values.rows.map(({ value }) => value)], [2, ["one", "a"]]);
  assert.deepEqual(
    after(told, heard(3, nothing.operation)).values.rows.map(({ name }) => name),
    ["y"],
  );
});

test("R3: a logged read is answered where the log tells it back, whatever was applied since", () => {
  const state = after(fresh, logged);
  const piece = heard(1, write.operation, logged.operation, swap.operation);
  changes(state, piece, after(state, piece), [replying(logged.operation, "one", 2), resting]);
});

test("who asks again while it waits is passed to the log again, and waits once; afterwards it has its answer", () => {
  answers(waits, write, [broadcasting(write.operation)]);
  answers(after(waits, heard(1, write.operation, swap.operation)), write, [replying(write.operation, null, 1)]);
});

test("R4: a positioned read waits for the newest position, and then finds what the node has", () => {
  const asked = after(fresh, positioned);
  changes(fresh, positioned, asked, [locating(positioned.operation), asking]);
  answers(asked, positioned, [locating(positioned.operation)]);
  changes(asked, located(0), fresh, [replying(positioned.operation, null, 0), resting]);
  const knows = after(asked, located(2));
  changes(asked, located(2), knows, [resting]);
  answers(knows, positioned, []);
  changes(knows, heard(1, write.operation), after(knows, heard(1, write.operation)), []);
  const piece = heard(1, write.operation, swap.operation, late.operation);
  changes(knows, piece, after(knows, piece), [replying(positioned.operation, "two", 3)]);
});

test("a position that comes when the read was answered says nothing", () => {
  answers(fresh, located(3), []);
});

test("a positioned read that is an entry has its position there", () => {
  const asked = after(fresh, positioned);
  const piece = heard(1, write.operation, positioned.operation);
  changes(asked, piece, after(asked, piece), [replying(positioned.operation, "one", 2), resting]);
  answers(after(asked, piece), positioned, [replying(positioned.operation, "one", 2)]);
});

test("R5: the replica answers reads at once, and it alone tells of updates", () => {
  const told = after(replica, heard(1, write.operation));
  answers(told, local, [replying(local.operation, "one", 1)]);
  answers(replica, local, [replying(local.operation, null, 0)]);
  refuses(other, local, "untimely", "reads at a replica are answered by n1", "n1");
  refuses(other, write, "untimely", "what becomes of updates is told by the replica, n1", "n1");
  refuses(fresh, local, "untimely", "there is no replica that answers at once");
  changes(other, logged, after(other, logged), [broadcasting(logged.operation), asking]);
});

test("a replica that has crashed answers nothing at once until a position has told it what it had told before", () => {
  const { state: restarted } = register.recover({ self: "n1", replica: "n1" }, null);
  const because = "the replica has crashed, and waits for a position up to which to catch up";
  refuses(restarted, local, "untimely", because);
  const knows = after(restarted, positioned, located(1));
  refuses(knows, local, "untimely", because);
  answers(after(knows, heard(1, write.operation)), local, [replying(local.operation, "one", 1)]);
  assert.equal(register.recover({ self: "n2", replica: "n1" }, null).state.catchingUp, false);
  const part = broadcastRegister({ nodes: ["n1", "n2"], replica: "n1" }).parts[0];
  assert.deepEqual([part?.status?.(restarted), part?.status?.(replica)], [{ is: "catchingUp" }, { is: "applying" }]);
});

test("all who wait are asked for again when they have waited for long enough", () => {
  const both = after(fresh, write, positioned);
  const again = { kind: "timeout", timer: "askAgain" } as const;
  answers(both, again, [broadcasting(write.operation), locating(positioned.operation), asking]);
  answers(waits, again, [broadcasting(write.operation), asking]);
  answers(after(fresh, positioned), again, [locating(positioned.operation), asking]);
  refuses(fresh, again, "untimely", 'the timer "askAgain" is not armed');
});

test("no more wait than there may, reads with a position among them", () => {
  refuses(after(fresh, write, positioned, located(3)), swap, "untimely", "2 operations are waiting");
});

test("the name of an operation is no other's: a claim with another client's number is refused", () => {
  const stolen = claimOf({ client: "a", number: 1 }, "x");
  const because = '["a",1] is the name of another operation: a client numbers each anew';
  refuses(waits, stolen, "impossible", because);
  refuses(after(fresh, heard(1, write.operation)), stolen, "impossible", because);
  const read = readAtPosition({ client: "e", number: 1 }, "y");
  refuses(
    after(fresh, positioned, located(3)),
    read,
    "impossible",
    '["e",1] is the name of another operation: a client numbers each anew',
  );
});

test("of two operations with one name the first takes effect, and both clients are told which that was", () => {
  const stolen = claimOf({ client: "a", number: 1 }, "x");
  const waiting = after(fresh, stolen);
  changes(waiting, heard(1, write.operation), after(waiting, heard(1, write.operation)), [
    replying(write.operation, null, 1),
    resting,
  ]);
  const told = after(fresh, heard(1, write.operation));
  changes(told, heard(2, stolen.operation), { ...told, applied: 2 }, []);
});

test("a log that goes on elsewhere, or tells an operation twice, is none", () => {
  refuses(fresh, heard(2, write.operation), "impossible", "the log goes on at 2, and 0 were applied");
  const told = after(fresh, heard(1, write.operation));
  refuses(told, heard(1, write.operation), "impossible", "the log goes on at 1, and 1 were applied");
  refuses(told, heard(2, write.operation), "impossible", 'the log tells ["a",1] twice');
});

test("what is malformed is refused with the path to it", () => {
  const malformed = (event: RegisterEvent, because: string): void => refuses(fresh, event, "malformed", because);
  malformed(heard(0, write.operation), "outcome.first: 0 is no whole number from 1 on");
  malformed(heard(1, null), "outcome.values[0]: null is no object with fields");
  malformed(located(-1), "outcome.position: -1 is no whole number from 0 on");
  malformed(located(2 ** 53), "outcome.position: 9007199254740992 is no whole number from 0 on");
  malformed(located(1, { client: "e", number: 0 }), "outcome.read.number: 0 is no whole number from 1 on");
  malformed(
    { kind: "heard", object: "register", outcome: {} },
    'object: "register" is no object that a broadcast register uses',
  );
  const long = "x".repeat(257);
  const is257 = "a text of 257 UTF-16 code units is no text of at most 256 UTF-16 code units";
  malformed(writeOf({ client: long, number: 1 }, "x", 1), `operation.client: ${is257}`);
  malformed(writeOf({ client: "a", number: 1 }, long, 1), `operation.value.key: ${is257}`);
  malformed(
    { ...write, operation: { ...positioned.operation } } as never,
    'operation.value.kind: "readAtPosition" is no operation that the log orders',
  );
  malformed(
    { ...positioned, operation: { ...write.operation } } as never,
    'operation.value.kind: "write" is no read beside the log',
  );
  malformed(
    { kind: "ask", operation: { client: "a", number: 1, value: { kind: "erase", key: "x" } } } as never,
    'operation.value.kind: "erase" is no command of a register',
  );
});

test("a value is as large as it may be, and no larger; so is what is expected", () => {
  const largest = "x".repeat(65_536);
  assert.equal(register.step(fresh, writeOf({ client: "a", number: 1 }, "x", largest)).outcome, "changed");
  const [key, larger] = ["x", `${largest}x`];
  const because = "a text of 65537 UTF-16 code units is no part of a value of at most 65536 in size";
  refuses(fresh, writeOf({ client: "a", number: 1 }, key, larger), "malformed", `operation.value.value: ${because}`);
  const expecting = compareAndSetOf({ client: "a", number: 1 }, key, larger, 1);
  refuses(fresh, expecting, "malformed", `operation.value.expected: ${because}`);
});

test("what is taken in is a copy, without fields that are not declared", () => {
  const operation = { client: "a", number: 1, admin: true, value: { kind: "write", key: "x", value: { deep: [1] } } };
  const state = after(fresh, { kind: "ask", operation } as never);
  operation.value.value.deep.push(2);
  assert.deepEqual(
    state.waiting.rows.map(({ value }) => value),
    [{ client: "a", number: 1, value: { kind: "write", key: "x", value: { deep: [1] } } }],
  );
});

test("messages are none of its business, and a disk that answers tells it nothing", () => {
  refuses(
    fresh,
    { kind: "receive", message: { kind: "vote" } },
    "malformed",
    'kind: "vote" is no message of a broadcast register',
  );
  answers(fresh, { kind: "persisted", record: null }, []);
  refuses(fresh, { kind: "persisted", record: 1 }, "malformed", "record: 1 is no record");
});
