import assert from "node:assert/strict";
import { test } from "node:test";
import { landings } from "./landing.ts";
import { sequenceOf } from "./sequence.ts";
import { onTop, type Stacked, type Stacking, stack } from "./stack.ts";
import { answered, changed, refused } from "./step.ts";
import type { AnyEffect, CommonEvent, Part, Request, System } from "./system.ts";

/** What a scripted part is asked for: effects, or a refusal. */
interface Script extends Request {
  readonly effects?: readonly AnyEffect[];
  readonly refused?: true;
}

type Given = CommonEvent | Script;

interface Scripted {
  /** Whatever it was given, in order. */
  readonly given: readonly Given[];
}

/** A part that takes down what it is given and does what it is told. */
function scripted(name: string, more: Partial<Part<Scripted>> = {}, begins: readonly AnyEffect[] = []): Part<Scripted> {
  return {
    name,
    instance: name,
    node: "n1",
    role: name,
    requests: [{ kind: "do" }],
    noRecord: `no ${name}`,
    start: () => ({ state: { given: [] }, effects: begins }),
    recover: (record) => ({ state: { given: [] }, effects: [...begins, { kind: "persist", record }] }),
    step: (state, event: Given) => {
      if (event.kind === "quiet") return answered(state, []);
      const isRefused = "refused" in event || ("message" in event && event.message !== name);
      if (isRefused) return refused(state, "untimely", `${name} refuses`);
      return changed({ given: [...state.given, event] }, "effects" in event ? (event.effects ?? []) : []);
    },
    ...more,
  };
}

const stacking: Stacking<readonly Script[]> = { object: "log", requestsOf: (operation) => operation };
const upper = scripted("upper", { objects: ["log", "register"] });
const lower = scripted("lower", { status: () => ({ is: "leading", epoch: 3 }) });
const part = onTop(upper, lower, stacking);
const { state: begun } = part.start();

function invoke(...requests: readonly Script[]): AnyEffect {
  return { kind: "invoke", object: "log", operation: requests };
}

function does(...effects: readonly AnyEffect[]): Script {
  return { kind: "do", effects };
}

function deliver(first: number, ...values: readonly unknown[]): AnyEffect {
  return { kind: "deliver", first, values: sequenceOf(values) };
}

function given(state: Stacked): { upper: readonly Given[]; lower: readonly Given[] } {
  return { upper: givenTo(state.upper), lower: givenTo(state.lower) };
}

function givenTo(state: unknown): readonly Given[] {
  return "given" in Object(state) ? Object(state).given : [];
}

function kinds(state: Stacked): { upper: string; lower: string } {
  const { upper: above, lower: below } = given(state);
  return { upper: above.map(({ kind }) => kind).join(), lower: below.map(({ kind }) => kind).join() };
}

const heard = (first: number, ...values: readonly unknown[]): CommonEvent => ({
  kind: "heard",
  object: "log",
  outcome: { first, values },
});

test("what the upper role invokes is asked of the lower one, in the same step", () => {
  const request = does({ kind: "send", message: { kind: "x", from: "n1", to: "n2" } });
  const result = part.step(begun, does(invoke(request, does())));
  assert.deepEqual(given(result.state).lower, [request, does()]);
  assert.deepEqual(result.effects, [{ kind: "send", message: { kind: "x", from: "n1", to: "n2" } }]);
});

test("what the lower role delivers the upper one hears, with its position, counted without what is nothing to users", () => {
  const openings = onTop(upper, { ...lower, learns: () => ["b", "c"] }, stacking);
  const first = openings.step(begun, does(invoke(does(deliver(1, "a", "b", "c"))))).state;
  assert.deepEqual(given(first).upper[1], heard(1, "b", "c"));
  const second = openings.step(first, does(invoke(does(deliver(4, "d"))))).state;
  assert.deepEqual(given(second).upper[3], heard(3, "b", "c"));
  const plain = part.step(begun, does(invoke(does(deliver(2, "a", "b"))))).state;
  assert.deepEqual(given(plain).upper[1], heard(1, "b"));
});

test("where a stack does not say what is heard of a delivery, it is heard as ever", () => {
  const ofReplies = (telling: { readonly kind: string }): readonly unknown[] | undefined =>
    telling.kind === "reply" ? [7] : undefined;
  const both = onTop(upper, lower, { ...stacking, outcomesOf: ofReplies });
  const { state } = both.step(begun, does(invoke(does(deliver(1, "a"), { kind: "reply", value: "b" }))));
  assert.deepEqual(given(state).upper.slice(1), [heard(1, "a"), { kind: "heard", object: "log", outcome: 7 }]);
});

test("what is nothing to users is not heard", () => {
  const silent = onTop(upper, { ...lower, learns: () => [] }, stacking);
  assert.equal(kinds(silent.step(begun, does(invoke(does(deliver(1, "a"))))).state).upper, "do");
});

test("a request of which the lower role refuses what it invokes is refused, and nothing has happened", () => {
  const result = part.step(begun, does(invoke(does(), { kind: "do", refused: true })));
  assert.deepEqual(result, {
    outcome: "refused",
    state: begun,
    effects: [],
    refusal: { kind: "untimely", because: "lower refuses" },
  });
});

test("what is invoked for another reason than a request, and refused, is missed by the object", () => {
  const again: Given = { kind: "timeout", timer: "again" };
  const asks = onTop(
    scripted("upper", { step: (state) => changed(state, [invoke({ kind: "do", refused: true })]) }),
    lower,
    stacking,
  );
  assert.equal(asks.step(begun, again).outcome, "answered");
  const asksAtOnce = onTop(scripted("upper", {}, [invoke({ kind: "do", refused: true })]), lower, stacking);
  assert.equal(kinds(asksAtOnce.start().state).lower, "");
});

test("what the upper role refuses to hear stops everything", () => {
  const deaf = scripted("upper", {
    step: (state, event) =>
      event.kind === "heard" ? refused(state, "impossible", "not so") : upper.step(state, event),
  });
  const result = onTop(deaf, lower, stacking).step(begun, does(invoke(does(deliver(1, "a")))));
  assert.deepEqual([result.outcome, result.state], ["refused", begun]);
  const tells = onTop(deaf, scripted("lower", {}, [deliver(1, "a")]), stacking);
  assert.throws(() => tells.start(), /upper: it cannot begin: not so/);
});

test("what the lower role is asked for while it tells is asked once what it told is carried out", () => {
  const order: string[] = [];
  const arms = does({ kind: "setTimer", timer: "t" });
  const asksWhenItHears = scripted("upper", {
    step: (state, event) => (event.kind === "heard" ? changed(state, [invoke(arms)]) : upper.step(state, event)),
  });
  const effects = onTop(asksWhenItHears, lower, stacking).step(
    begun,
    does(invoke(does(deliver(1, "a"), { kind: "cancelTimer", timer: "t" }))),
  ).effects;
  for (const effect of effects) order.push(effect.kind);
  assert.deepEqual(order, ["cancelTimer", "setTimer"]);
});

test("the timers of the lower role are under the name of the object", () => {
  const armed = part.step(
    begun,
    does({ kind: "setTimer", timer: "t" }, invoke(does({ kind: "setTimer", timer: "t" }))),
  );
  assert.deepEqual(armed.effects, [
    { kind: "setTimer", timer: "t" },
    { kind: "setTimer", timer: "log.t" },
  ]);
  assert.deepEqual(given(part.step(begun, { kind: "timeout", timer: "log.t" }).state).lower, [
    { kind: "timeout", timer: "t" },
  ]);
  assert.deepEqual(given(part.step(begun, { kind: "timeout", timer: "t" }).state).upper, [
    { kind: "timeout", timer: "t" },
  ]);
});

test("a message is for whoever takes it, and is refused as the lower role refuses it", () => {
  assert.deepEqual(kinds(part.step(begun, { kind: "receive", message: "lower" }).state), {
    upper: "",
    lower: "receive",
  });
  assert.deepEqual(kinds(part.step(begun, { kind: "receive", message: "upper" }).state), {
    upper: "receive",
    lower: "",
  });
  const neither = part.step(begun, { kind: "receive", message: "other" });
  assert.deepEqual(neither.outcome === "refused" && neither.refusal.because, "lower refuses");
});

test("the record is of both, and each hears of its own once it has asked for a write since the start", () => {
  const writes = part.step(begun, does(invoke(does({ kind: "persist", record: "L" }))));
  const record = { upper: "no upper", lower: "L" };
  assert.deepEqual(writes.effects, [{ kind: "persist", record }]);
  const durable = part.step(writes.state, { kind: "persisted", record });
  assert.deepEqual(kinds(durable.state), { upper: "do", lower: "do,persisted" });
  const both = part.step(durable.state, does({ kind: "persist", record: "U" })).state;
  const { state } = part.step(both, { kind: "persisted", record: { upper: "U", lower: "L" } });
  assert.deepEqual(kinds(state), { upper: "do,do,persisted", lower: "do,persisted,persisted" });
  assert.equal(part.step(begun, { kind: "persisted", record }).outcome, "answered");
  const malformed = part.step(begun, { kind: "persisted", record: "L" });
  assert.match(JSON.stringify(malformed), /record: \\"L\\" is no record of a stack/);
});

test("a crash finds the records of both torn apart, and each by its own parts", () => {
  const torn = onTop(upper, { ...lower, recordParts: [["a"], ["b"]] }, stacking);
  const before = { upper: 0, lower: { a: 0, b: 0 } };
  const after = { upper: 1, lower: { a: 1, b: 1 } };
  const found = new Set(landings(before, [after], torn.recordParts).map((record) => JSON.stringify(record)));
  assert.equal(found.size, 8);
  const same = { upper: before.upper, lower: after.lower };
  assert.equal(new Set(landings(before, [same], torn.recordParts).map((record) => JSON.stringify(record))).size, 4);
});

test("a restart recovers both, and each can tell and write at once", () => {
  const { state, effects } = part.recover({ upper: "U", lower: "L" });
  assert.deepEqual(kinds(state), { upper: "", lower: "" });
  assert.deepEqual(effects, [
    { kind: "persist", record: { upper: "U", lower: "L" } },
    { kind: "persist", record: { upper: "U", lower: "L" } },
  ]);
});

test("other objects are the upper role's, and what was the object speaks no more", () => {
  const other: CommonEvent = { kind: "heard", object: "register", outcome: 1 };
  assert.deepEqual(given(part.step(begun, other).state).upper, [other]);
  assert.match(JSON.stringify(part.step(begun, heard(1, "a"))), /lower stands in the place of log/);
  const invoked = part.step(begun, does({ kind: "invoke", object: "register", operation: 1 }));
  assert.deepEqual(invoked.effects, [{ kind: "invoke", object: "register", operation: 1 }]);
  assert.deepEqual(part.objects, ["register"]);
  assert.deepEqual(part.step(begun, does(invoke(does({ kind: "reply", value: 1 })))).effects, []);
});

test("a step that changes nothing is an answer, with the same state", () => {
  const result = part.step(begun, { kind: "quiet" });
  assert.deepEqual(result, { outcome: "answered", state: begun, effects: [] });
  assert.equal(result.state, begun);
});

test("a stack says what both say of themselves", () => {
  assert.deepEqual(part.status?.(begun), { is: "upper", epoch: 3 });
  const tells = onTop({ ...upper, tellsFromTheStart: true, learns: () => [] }, scripted("lower"), stacking);
  assert.deepEqual([tells.tellsFromTheStart, tells.learns?.({ kind: "reply", value: 1 })], [true, []]);
  assert.deepEqual(tells.status?.(begun), { is: "upper" });
});

test("a system stands on another node by node", () => {
  const link = (name: string): Pick<System, "links" | "linkOf"> => ({ links: [name], linkOf: () => name });
  const above: System = {
    parts: [upper],
    ...link("above"),
    objects: ["log", "register"].map((name) => ({
      name,
      initial: {},
      invoked: (state) => state,
      crashed: (state) => state,
      steps: () => [],
      outcomes: () => [],
    })),
  };
  const below: System = { parts: [lower], ...link("below") };
  const both = stack(above, below, stacking);
  assert.deepEqual([both.links, both.objects?.map(({ name }) => name)], [["below", "above"], ["register"]]);
  assert.equal(both.linkOf({ kind: "x", from: "n1", to: "n2" }), "below");
  const odd = stack({ ...above, ...link("above") }, { ...below, linkOf: () => "none" }, stacking);
  assert.equal(odd.linkOf({ kind: "x", from: "n1", to: "n2" }), "above");
  for (const [one, other] of [
    [above, { ...below, parts: [] }],
    [above, { ...below, parts: [lower, lower] }],
    [{ ...above, parts: [upper, upper] }, below],
  ] as const) {
    assert.throws(() => stack(one, other, stacking), /the node n1 must have one part above and one below/);
  }
  assert.deepEqual(stack(below, { ...below }, stacking).objects, []);
});

test("whatever comes from outside is refused with a reason, and nothing throws", () => {
  const throwing = {
    kind: "persisted",
    get record(): unknown {
      throw new RangeError("not yours");
    },
  } as const;
  const wrong: readonly (readonly [event: unknown, because: string])[] = [
    [null, "event: null is no object with fields"],
    [{ kind: "timeout", timer: 5 }, "timer: 5 is no timer"],
    [{ kind: "heard", object: 5, outcome: {} }, "object: 5 is no object"],
    [throwing, "it cannot be read"],
  ];
  for (const [event, because] of wrong) {
    const result = Reflect.apply(part.step, part, [begun, event]);
    assert.deepEqual(result, {
      outcome: "refused",
      state: begun,
      effects: [],
      refusal: { kind: "malformed", because },
    });
  }
});

test("a request is the upper role's, whatever fields it has", () => {
  for (const more of [{ object: "log" }, { timer: "log.t" }, { record: 1 }, { message: "upper" }]) {
    const request = { ...does(), ...more };
    assert.deepEqual(given(part.step(begun, request).state), { upper: [request], lower: [] });
  }
});

test("a record that is none of a stack is an error that says so", () => {
  for (const record of [null, 7, { upper: "U" }])
    assert.throws(() => Reflect.apply(part.recover, part, [record]), /upper: record: .* is no record of a stack/);
});
