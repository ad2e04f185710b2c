import assert from "node:assert/strict";
import { test } from "node:test";
import { delivered, deliveryOf } from "./effect.ts";
import { sequenceOf } from "./sequence.ts";
import { begin, crash, give, isUp, land, landAll, persisted, restart, type Situation } from "./situation.ts";
import { answered, changed, refused, type Started } from "./step.ts";
import { type AnyEffect, nodesOf, type Part, type System } from "./system.ts";

const ping = { kind: "ping", from: "n", to: "m" };
const pong = { kind: "pong", from: "n", to: "m" };

/** A part that does as its events say: `do` carries effects, `answer` too, and everything else is refused. */
interface Do {
  readonly kind: "do" | "answer";
  readonly effects: readonly AnyEffect[];
}

function obedient(started: Started<number, AnyEffect> = { state: 0, effects: [] }): Part<number> {
  return {
    name: "i/n",
    instance: "i",
    node: "n",
    role: "obedient",
    requests: [],
    noRecord: "none",
    start: () => started,
    recover: (record) => ({ state: 100, effects: [deliveryOf(record)] }),
    actionOf: () => undefined,
    step: (state, event: Do | { readonly kind: "timeout" | "receive" | "persisted" }) => {
      if (event.kind === "do") return changed(state + 1, event.effects);
      if (event.kind === "answer") return answered(state, event.effects);
      if (event.kind === "timeout") return answered(state, [{ kind: "setTimer", timer: "again" }]);
      return refused(state, "untimely", "only orders are obeyed");
    },
  };
}

const fresh: Situation = { role: 0, timers: [], durable: "none", writing: [], told: [], repeating: 0 };

function does(effects: readonly AnyEffect[]): Do {
  return { kind: "do", effects };
}

test("a part begins with an empty disk, and the effects of its start are carried out", () => {
  const part = obedient({ state: 7, effects: [{ kind: "setTimer", timer: "wake" }] });
  assert.deepEqual(begin(part), { situation: { ...fresh, role: 7, timers: ["wake"] }, sent: [], invoked: [] });
});

test("effects are carried out in their order", () => {
  const effects: readonly AnyEffect[] = [
    { kind: "persist", record: "one" },
    { kind: "send", message: ping },
    { kind: "persist", record: "two" },
    { kind: "send", message: pong },
    deliveryOf(1),
    { kind: "reply", value: 1 },
  ];
  assert.deepEqual(give(obedient(), fresh, does(effects)), {
    situation: {
      ...fresh,
      role: 1,
      writing: ["one", "two"],
      told: [
        { by: "deliver", value: 1 },
        { by: "reply", value: 1 },
      ],
    },
    sent: [ping, pong],
    invoked: [],
  });
});

test("timers are a set: arming twice is arming once, and disarming what is not armed is nothing", () => {
  const effects: readonly AnyEffect[] = [
    { kind: "setTimer", timer: "b" },
    { kind: "setTimer", timer: "a" },
    { kind: "setTimer", timer: "b" },
    { kind: "setTimer", timer: "c" },
    { kind: "cancelTimer", timer: "c" },
    { kind: "cancelTimer", timer: "d" },
  ];
  assert.deepEqual(give(obedient(), fresh, does(effects)).situation.timers, ["a", "b"]);
});

test("a timer fires once, and only if it is armed", () => {
  const armed = { ...fresh, timers: ["other", "wake"] };
  const fired = give(obedient(), armed, { kind: "timeout", timer: "wake" });
  assert.deepEqual(fired, { situation: { ...fresh, timers: ["again", "other"] }, sent: [], invoked: [] });
  const twice = give(obedient(), fired.situation, { kind: "timeout", timer: "wake" });
  assert.equal(twice.situation, fired.situation);
});

test("a user is told whatever a step tells, also the same again", () => {
  const tell = (value: unknown): AnyEffect => deliveryOf(value);
  assert.deepEqual(
    give(obedient(), fresh, does([tell(1), tell(1), tell(2)])).situation.told.map(({ value }) => value),
    [1, 1, 2],
  );
});

test("of a delivery the values from its first position on are told, in their order", () => {
  const values = sequenceOf(["a", "b", "c", "d"]);
  const { told } = give(obedient(), fresh, does([{ kind: "deliver", first: 3, values }])).situation;
  assert.deepEqual(told, [
    { by: "deliver", value: "c" },
    { by: "deliver", value: "d" },
  ]);
});

test("a restart may tell again what was told last, and that counts once", () => {
  const told = (...values: readonly string[]): Situation["told"] => values.map((value) => ({ by: "deliver", value }));
  const toldAfter = (before: Situation["told"], durable: string): Situation["told"] =>
    restart(obedient(), crash({ ...fresh, durable, told: before })).situation.told;
  assert.deepEqual(toldAfter(told("a", "b"), "b"), told("a", "b"));
  assert.deepEqual(toldAfter(told("a", "b"), "a"), told("a", "b", "a"));
  assert.deepEqual(toldAfter(told(), "a"), told("a"));
});

test("a node that tells its user from the start again changes nothing by it, unless it tells something else", () => {
  const values = (situation: Situation): unknown => situation.told.map(({ value }) => value);
  const tell = (value: unknown): AnyEffect => deliveryOf(value);
  const anew: Part<number> = { ...obedient(), tellsFromTheStart: true, recover: () => ({ state: 0, effects: [] }) };
  const told = give(anew, fresh, does([tell("a"), tell("b")])).situation;
  const again = restart(anew, crash(told)).situation;
  assert.deepEqual([values(again), again.repeating], [["a", "b"], 2]);
  assert.deepEqual(give(anew, again, does([tell("a"), tell("b")])).situation, { ...told, role: 1 });
  assert.deepEqual(values(give(anew, again, does([tell("a"), tell("b"), tell("c")])).situation), ["a", "b", "c"]);
  assert.deepEqual(values(give(anew, again, does([tell("a"), tell("c")])).situation), ["a", "b", "c"]);
  assert.deepEqual(values(give(anew, again, does([tell("b")])).situation), ["a", "b", "b"]);
});

test("what clients were replied is not told again, and stands behind what was delivered", () => {
  const delivers = (value: string): AnyEffect => deliveryOf(value);
  const replies = (value: string): AnyEffect => ({ kind: "reply", value });
  const anew: Part<number> = { ...obedient(), tellsFromTheStart: true, recover: () => ({ state: 0, effects: [] }) };
  const told = give(anew, fresh, does([delivers("a"), replies("x"), delivers("b")])).situation;
  const values = (situation: Situation): unknown => situation.told.map(({ by, value }) => `${by} ${value}`);
  assert.deepEqual(values(told), ["deliver a", "deliver b", "reply x"]);
  const again = restart(anew, crash(told)).situation;
  assert.deepEqual([values(again), again.repeating], [values(told), 2]);
  const more = give(anew, again, does([delivers("a"), replies("x"), delivers("b"), delivers("c")])).situation;
  const all = ["deliver a", "deliver b", "deliver c", "reply x", "reply x"];
  assert.deepEqual([values(more), more.repeating], [all, 0]);
});

test("a refused event leaves the situation as the same object, with the reason beside it", () => {
  const refusal = { kind: "untimely", because: "only orders are obeyed" };
  const happening = give(obedient(), fresh, { kind: "receive", message: ping });
  assert.deepEqual(happening, { situation: fresh, sent: [], invoked: [], refusal });
  assert.equal(happening.situation, fresh);
});

test("a timer fires once, even if the step refuses to hear of it", () => {
  const deaf: Part<number> = { ...obedient(), step: (state) => refused(state, "untimely", "not now") };
  const { situation } = give(deaf, { ...fresh, timers: ["again"] }, { kind: "timeout", timer: "again" });
  assert.deepEqual(situation, fresh);
});

test("a part that is down hears nothing", () => {
  const down = crash(fresh);
  assert.deepEqual(give(obedient(), down, does([{ kind: "send", message: ping }])), {
    situation: down,
    sent: [],
    invoked: [],
  });
});

test("writes become durable one by one, the oldest first", () => {
  const before = { ...fresh, writing: ["one", "two"] };
  const between = land(before);
  assert.deepEqual(between, { ...fresh, durable: "one", writing: ["two"] });
  assert.deepEqual(land(between), { ...fresh, durable: "two", writing: [] });
});

test("some of the writes become durable at once, or all of them", () => {
  const before = { ...fresh, writing: ["one", "two", "three"] };
  assert.deepEqual(land(before, 2), { ...fresh, durable: "two", writing: ["three"] });
  assert.deepEqual(land(before, 4), { ...fresh, durable: "three", writing: [] });
  assert.deepEqual(landAll(before), { ...fresh, durable: "three", writing: [] });
});

test("a crash leaves what the disk is found to hold", () => {
  const before = { ...fresh, writing: ["one", "two"] };
  assert.deepEqual(
    [crash(before), crash(before, "one")].map(({ durable, writing }) => [durable, writing]),
    [
      ["none", []],
      ["one", []],
    ],
  );
});

test("without a write in flight nothing becomes durable", () => {
  assert.equal(land(fresh), fresh);
  assert.equal(land(fresh, 2), fresh);
  assert.equal(landAll(fresh), fresh);
});

test("a part learns that it is durable when all its writes are, and while it is up", () => {
  assert.deepEqual(persisted({ ...fresh, durable: "two" }), { kind: "persisted", record: "two" });
  assert.equal(persisted({ ...fresh, writing: ["two"] }), undefined);
  assert.equal(persisted(crash(fresh)), undefined);
});

test("a crash loses the role, the timers and the writes in flight, and neither the disk nor what was told", () => {
  const before: Situation = {
    role: 3,
    timers: ["wake"],
    durable: "one",
    writing: ["two"],
    told: [{ by: "reply", value: 1 }],
    repeating: 0,
  };
  const after: Situation = { ...before, role: undefined, timers: [], writing: [] };
  assert.deepEqual(crash(before), after);
  assert.deepEqual([isUp(before), isUp(after)], [true, false]);
});

test("a restart begins from the disk alone", () => {
  const down: Situation = { ...fresh, role: undefined, durable: "one" };
  assert.deepEqual(restart(obedient(), down), {
    situation: { ...fresh, role: 100, durable: "one", told: [{ by: "deliver", value: "one" }] },
    sent: [],
    invoked: [],
  });
});

test("each node of a system is named once", () => {
  const system: System = { parts: [obedient(), obedient()], links: [], linkOf: () => "" };
  assert.deepEqual(nodesOf(system), ["n"]);
});

test("of what a user is told stays what it learns, where the part says what that is", () => {
  const learns: Part["learns"] = (telling) =>
    telling.kind === "deliver" ? delivered(telling).filter((value) => value !== 2) : [];
  const part = { ...obedient(), learns };
  const effects: readonly AnyEffect[] = [
    { kind: "deliver", first: 2, values: sequenceOf([1, 2, 3]) },
    { kind: "reply", value: 1 },
  ];
  assert.deepEqual(give(part, fresh, does(effects)).situation.told, [{ by: "deliver", value: 3 }]);
});

test("what a user learns may hang on what it knows already", () => {
  const learns: Part["learns"] = (telling, known = []) =>
    telling.kind === "reply" && !known.includes(telling.value) ? [telling.value] : [];
  const part = { ...obedient(), learns };
  const replied = (...values: readonly number[]): readonly AnyEffect[] =>
    values.map((value) => ({ kind: "reply", value }));
  const once = give(part, fresh, does(replied(1, 1, 2))).situation;
  const again = give(part, once, does(replied(2, 3))).situation;
  assert.deepEqual(
    again.told.map(({ value }) => value),
    [1, 2, 3],
  );
});

test("what is invoked of objects is handed on, in its order", () => {
  const invoked: AnyEffect[] = [1, 2].map((operation) => ({ kind: "invoke", object: "log", operation }));
  assert.deepEqual(give(obedient(), fresh, does(invoked)).invoked, invoked);
});
