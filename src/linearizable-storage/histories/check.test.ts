import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PlainData } from "../../core/plain-data.ts";
import { checkHistory } from "./check.ts";
import type { Call, History } from "./history.ts";
import {
  type CompareAndSetOperation,
  type CounterOperation,
  counterObject,
  registerObject,
  type StoreOperation,
  storeObject,
} from "./objects.ts";
import { hasOrder } from "./orders.fixture.ts";
import type { SequentialObject } from "./sequential-object.ts";

type Times = readonly [invoked: number, returned?: number];

/** An operation of a client. */
function called<Operation, Outcome>(
  client: string,
  operation: Operation,
  [invoked, at]: Times,
  outcome: Outcome,
): Call<Operation, Outcome> {
  return { client, operation, invoked, ...(at === undefined ? {} : { returned: { at, outcome } }) };
}

const write = (client: string, value: number, times: Times) =>
  called<CompareAndSetOperation, PlainData>(client, { kind: "write", value }, times, null);
const read = (client: string, outcome: PlainData, times: Times) =>
  called<CompareAndSetOperation, PlainData>(client, { kind: "read" }, times, outcome);
const set = (client: string, expected: PlainData, value: number, times: Times, outcome: boolean) =>
  called<CompareAndSetOperation, PlainData>(client, { kind: "compareAndSet", expected, new: value }, times, outcome);
const count = (client: string, number: number, times: Times) =>
  called<CounterOperation, number>(client, { kind: "increment" }, times, number);

function clientsIn({ order }: { readonly order: readonly { readonly call: Call }[] }): string {
  return order.map(({ call }) => call.client).join(" ");
}

test("a history of nothing is linearizable", () => {
  assert.deepEqual(checkHistory([], registerObject), { kind: "linearizable", order: [], looked: 0 });
});

test("what overlaps may take effect in either order, and the verdict gives one, with instants", () => {
  const history = [write("a", 1, [0, 10]), read("b", null, [1, 9]), read("c", 1, [2, 3])];
  const verdict = checkHistory(history, registerObject);
  assert.deepEqual(verdict, {
    kind: "linearizable",
    order: [
      { call: history[1], at: 1, outcome: null },
      { call: history[0], at: 1, outcome: null },
      { call: history[2], at: 2, outcome: 1 },
    ],
    looked: 2,
  });
});

test("a new value is not taken back: a read that began after another had ended sees no older one", () => {
  const history = [write("a", 1, [0, 30]), read("b", 1, [5, 10]), read("c", null, [15, 20])];
  const verdict = checkHistory(history, registerObject);
  assert.equal(verdict.kind, "notLinearizable");
  if (verdict.kind !== "notLinearizable") return;
  assert.deepEqual([verdict.misfit.client, verdict.instead, clientsIn(verdict)], ["c", 1, "a b c"]);
});

test("what ends as another begins is concurrent with it", () => {
  assert.equal(checkHistory([write("a", 1, [0, 5]), read("b", null, [5, 6])], registerObject).kind, "linearizable");
  assert.equal(
    checkHistory([write("a", 1, [0, 5]), read("b", null, [5.1, 6])], registerObject).kind,
    "notLinearizable",
  );
});

test("an open operation takes effect late, or never", () => {
  const open = write("a", 1, [0]);
  const late = checkHistory([open, read("b", null, [1, 2]), read("b", 1, [3, 4])], registerObject);
  assert.equal(late.kind === "linearizable" && clientsIn(late), "b a b");
  const never = checkHistory([open, read("b", null, [1, 2])], registerObject);
  assert.equal(never.kind === "linearizable" && clientsIn(never), "b");
  assert.equal(checkHistory([read("b", 1, [1, 2]), write("a", 1, [3])], registerObject).kind, "notLinearizable");
});

test("of open operations that are alike the first is taken, and each only once", () => {
  const open = [set("a", null, 1, [0], true), set("b", null, 1, [1], true), set("c", 1, 2, [1], true)];
  assert.equal(checkHistory([...open, read("d", 2, [5, 6])], registerObject).kind, "linearizable");
  const increments = [count("a", 0, [0]), count("b", 0, [1])];
  assert.equal(checkHistory([...increments, count("c", 3, [2, 3])], counterObject).kind, "linearizable");
  assert.equal(checkHistory([...increments, count("c", 4, [2, 3])], counterObject).kind, "notLinearizable");
});

test("the misfit is the first answer that nothing explains, whatever was answered later", () => {
  // Where a is open, b is explained by it; it is a that comes to nothing.
  const history = [count("a", 5, [0, 10]), count("b", 2, [1, 2]), count("c", 9, [11, 12])];
  const verdict = checkHistory(history, counterObject);
  assert.equal(verdict.kind, "notLinearizable");
  if (verdict.kind !== "notLinearizable") return;
  assert.deepEqual([verdict.misfit, verdict.instead, clientsIn(verdict)], [history[0], 1, "a b"]);
});

test("each key is an object of its own, and the order is one of all of them", () => {
  const keyed = (client: string, key: string, outcome: number, times: Times) =>
    called<CounterOperation, number>(client, { kind: "increment", key }, times, outcome);
  const history = [keyed("a", "x", 2, [0, 9]), keyed("b", "y", 1, [1, 2]), keyed("c", "x", 1, [3, 4])];
  const verdict = checkHistory(history, counterObject);
  assert.equal(verdict.kind === "linearizable" && clientsIn(verdict), "b c a");
  const wrong = checkHistory([...history, keyed("d", "y", 1, [7, 8]), keyed("e", "x", 7, [5, 6])], counterObject);
  assert.deepEqual(wrong.kind === "notLinearizable" && [wrong.key, wrong.misfit.client], ["x", "e"]);
});

test("what there is too much of to look at is given up, unless another key is at fault", () => {
  const many = Array.from({ length: 12 }, (_, i) => write(`w${i}`, i, [0, 100]));
  const history = [...many, read("r", 99, [50, 60])];
  assert.deepEqual(checkHistory(history, registerObject, { maxStates: 100 }), { kind: "gaveUp", looked: 101 });
  assert.equal(checkHistory(history, registerObject).kind, "notLinearizable");
  const other = called<CompareAndSetOperation, PlainData>("x", { kind: "read", key: "k" }, [0, 1], 7);
  const verdict = checkHistory([...history, other], registerObject, { maxStates: 100 });
  assert.equal(verdict.kind === "notLinearizable" && verdict.key, "k");
});

test("what need not be looked at is not: reads that fit, open calls that are alike, and such as change nothing", () => {
  const openIncrements = Array.from({ length: 20 }, (_, i) => count(`o${i}`, 0, [0]));
  const reads = Array.from({ length: 20 }, (_, i) => read(`r${i}`, null, [0, 50 + i]));
  const late = write("w", 5, [0, 90]);
  const openReads = Array.from({ length: 20 }, (_, i) => read(`o${i}`, 7, [0]));
  assert.deepEqual(
    [
      checkHistory([...openIncrements, count("c", 30, [1, 2])], counterObject),
      checkHistory([...reads, late, read("c", 1, [1, 40])], registerObject),
      checkHistory([...openReads, read("c", 1, [1, 40])], registerObject),
    ].map(({ kind, looked }) => [kind, looked]),
    [
      ["notLinearizable", 20],
      ["notLinearizable", 21],
      ["notLinearizable", 0],
    ],
  );
});

test("where a part of the history is too much to look at, the misfit is where the search of the whole got stuck", () => {
  // The answers tell the one order of the additions. Cut off before these, every set of them is a sum of its own.
  const sum: SequentialObject<number, number, number> = {
    initial: 0,
    apply: (before, more) => ({ state: before + more, outcome: before + more }),
  };
  const additions = Array.from({ length: 8 }, (_, i) => called("a", 2 ** i, [0, 100 + i], 2 ** (i + 1) - 1));
  const history = [...additions, called("late", 0, [1, 60], -1), called("z", 0, [200, 201], 7)];
  const seldom = checkHistory(history, sum, { maxStates: 20 });
  assert.equal(seldom.kind === "notLinearizable" && seldom.misfit.client, "late");
  assert.equal(seldom.kind === "notLinearizable" && seldom.order.length, 9);
  const exact = checkHistory(history, sum);
  assert.equal(exact.kind === "notLinearizable" && exact.misfit.client, "late");
});

test("times that are none, answers before their question and limits that are none are said", () => {
  const of = (times: Times) => () => checkHistory([write("a", 1, times)], registerObject);
  assert.throws(
    of([Number.NaN, 1]),
    /^Error: the history's call 0, of "a", has the time NaN, which is no finite number$/,
  );
  assert.throws(of([0, Number.POSITIVE_INFINITY]), /has the time Infinity/);
  assert.throws(of([4, 3]), /was invoked at 4, and answered before that, at 3$/);
  for (const maxStates of [0, -1, 1.5, Number.NaN])
    assert.throws(
      () => checkHistory([], registerObject, { maxStates }),
      /maxStates is .*, which is no whole number from 1 on/,
    );
});

/** Random histories, of which about every second is linearizable. */
function histories<Operation, Outcome>(
  operations: fc.Arbitrary<Operation>,
  outcomes: (operation: Operation) => fc.Arbitrary<Outcome>,
): fc.Arbitrary<History<Operation, Outcome>> {
  const times = fc.tuple(fc.nat({ max: 12 }), fc.option(fc.nat({ max: 6 }), { freq: 4 }));
  const call = fc
    .tuple(operations, times)
    .chain(([operation, [invoked, lasts]]) =>
      outcomes(operation).map((outcome) =>
        called("c", operation, lasts === null ? [invoked] : [invoked, invoked + lasts], outcome),
      ),
    );
  return fc.array(call, { maxLength: 7 });
}

const keys = fc.constantFrom("k", "l");
const small = fc.nat({ max: 2 });
const counting = histories<CounterOperation, number>(
  fc.record({ kind: fc.constantFrom("increment", "increment", "read"), key: keys }),
  () => fc.nat({ max: 4 }),
);
const registering = histories<CompareAndSetOperation, PlainData>(
  fc.oneof(
    fc.record({ kind: fc.constant("write" as const), value: small }),
    fc.record({ kind: fc.constant("read" as const) }),
    fc.record({ kind: fc.constant("compareAndSet" as const), expected: small, new: small }),
  ),
  ({ kind }) => (kind === "write" ? fc.constant(null) : kind === "read" ? small : fc.boolean()),
);
const storing = histories<StoreOperation, string | null>(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom("put" as const, "append" as const),
      key: keys,
      value: fc.constantFrom("a", "b"),
    }),
    fc.record({ kind: fc.constant("get" as const), key: keys }),
  ),
  ({ kind }) => (kind === "get" ? fc.constantFrom("", "a", "b", "ab", "ba") : fc.constant(null)),
);

function agrees<State extends PlainData, Operation, Outcome>(
  name: string,
  object: SequentialObject<State, Operation, Outcome>,
  all: fc.Arbitrary<History<Operation, Outcome>>,
): void {
  test(`${name}: the verdict is that of trying every order, its order is one, and its misfit the first`, () => {
    const seen = { linearizable: 0, notLinearizable: 0, gaveUp: 0 };
    const property = fc.property(all, (history) => {
      const verdict = checkHistory(history, object);
      seen[verdict.kind]++;
      assert.ok(verdict.kind !== "gaveUp");
      assert.equal(verdict.kind === "linearizable", hasOrder(history, object));
      judgeOrder(history, object, verdict.order);
      if (verdict.kind === "linearizable") return;
      const { misfit, key, order } = verdict;
      const ofTheKey = history.filter(({ operation }) => (object.keyOf?.(operation) ?? "") === key);
      assert.equal(
        hasOrder(
          cut(ofTheKey, (at) => at > misfit.returned.at),
          object,
        ),
        false,
      );
      assert.equal(
        hasOrder(
          cut(ofTheKey, (at) => at >= misfit.returned.at),
          object,
        ),
        true,
      );
      assert.notDeepEqual(order.find(({ call }) => call === misfit)?.outcome, misfit.returned.outcome);
    });
    fc.assert(property, { numRuns: 1_000 });
    assert.ok(seen.linearizable > 100 && seen.notLinearizable > 100, JSON.stringify(seen));
  });
}

/** What was answered later is open, and what began later is not there. */
function cut<Operation, Outcome>(
  history: History<Operation, Outcome>,
  isLater: (at: number) => boolean,
): History<Operation, Outcome> {
  return history.flatMap(({ returned, ...open }) =>
    returned !== undefined && !isLater(returned.at) ? [{ ...open, returned }] : [open],
  );
}

/** Each takes effect within its time, and answers what the object does. */
function judgeOrder<State extends PlainData, Operation, Outcome>(
  history: History<Operation, Outcome>,
  object: SequentialObject<State, Operation, Outcome>,
  order: readonly { readonly call: Call<Operation, Outcome>; readonly at: number; readonly outcome: Outcome }[],
): void {
  const states = new Map<string, State>();
  let last = Number.NEGATIVE_INFINITY;
  for (const { call, at, outcome } of order) {
    const key = object.keyOf?.(call.operation) ?? "";
    const applied = object.apply(states.get(key) ?? object.initial, call.operation);
    states.set(key, applied.state);
    assert.deepEqual(outcome, applied.outcome);
    assert.ok(at >= last && at >= call.invoked && at <= (call.returned?.at ?? at));
    last = at;
  }
  const placed = new Set(order.map(({ call }) => call));
  assert.equal(placed.size, order.length);
  assert.ok([...placed].every((call) => history.includes(call)));
}

agrees("a counter", counterObject, counting);
agrees("a register", registerObject, registering);
agrees("a store", storeObject, storing);
