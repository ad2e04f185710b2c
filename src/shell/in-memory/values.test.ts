import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../atomic-commit/two-phase-commit/system.ts";
import { deliveryOf } from "../../core/effect.ts";
import { answered, changed, refused } from "../../core/step.ts";
import type { AnyEffect, Part, PartTypes, System } from "../../core/system.ts";
import { InMemoryHost } from "./in-memory-host.ts";
import { describeEntry } from "./log-entry.ts";

const system = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a", "b"] });

function happened(host: InMemoryHost): readonly string[] {
  return host.log.map(describeEntry);
}

const telling = (value: unknown): AnyEffect => deliveryOf(value);

/** Keeps what it is given, and tells it. */
function keeper(tellsFromTheStart: boolean): System<KeeperTypes> {
  const part: Part<unknown, KeeperTypes> = {
    name: "keeper",
    instance: "kept",
    node: "n",
    role: "keeper",
    requests: [{ kind: "keep", value: undefined }],
    noRecord: undefined,
    tellsFromTheStart,
    start: () => ({ state: undefined, effects: [] }),
    recover: (record) => ({ state: record, effects: [telling(record)] }),
    step: (state, event) =>
      event.kind === "keep" && "value" in event
        ? changed(event.value, [{ kind: "persist", record: event.value }, telling(event.value)])
        : answered(state, []),
    status: () => ({ is: "keeping" }),
  };
  return { parts: [part], links: [], linkOf: () => "" };
}

interface KeeperTypes extends PartTypes {
  readonly record: unknown;
  readonly request: { readonly kind: "keep"; readonly value: unknown };
  readonly told: unknown;
  readonly status: "keeping";
}

test("any value can be kept, told, told again and described: one that is no JSON, too", () => {
  const itself: unknown[] = [];
  itself.push(itself);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const value of [10n ** 20n, itself, { of: [1n, undefined, Symbol("s")] }, () => 1, Number.NaN, null, proxy]) {
    for (const tellsFromTheStart of [true, false]) {
      const host = new InMemoryHost(keeper(tellsFromTheStart));
      host.request("keeper", { kind: "keep", value });
      host.settle();
      host.crash("n");
      host.restart("n");
      assert.equal(host.told("keeper").length, 1);
      assert.ok(Object.is(host.told("keeper")[0], value));
      assert.ok(Object.is(host.situation("keeper").durable, value));
      for (const line of happened(host)) assert.ok(line.length > 0);
      assert.throws(() => host.runUntil(() => false), /all is quiet/);
    }
  }
});

test("writes land one after the other, and an answer counts for all before it", () => {
  const host = new InMemoryHost(keeper(true));
  for (const value of [1, 2, 3]) host.request("keeper", { kind: "keep", value });
  assert.deepEqual(host.situation("keeper").writing, [1, 2, 3]);
  const before = host.log.length;
  for (let steps = 0; steps < 5; steps++) assert.equal(host.advance(), true);
  assert.equal(host.advance(), false);
  assert.deepEqual(happened(host).slice(before), [
    "keeper has 1 on disk",
    "keeper has 2 on disk",
    "keeper learns that 2 is durable",
    "keeper has 3 on disk",
    "keeper learns that 3 is durable",
  ]);
});

test("what was on its way to disk in a crash never lands", () => {
  const host = new InMemoryHost(keeper(true));
  for (const value of [1, 2]) host.request("keeper", { kind: "keep", value });
  host.advance();
  host.crash("n");
  host.restart("n");
  const before = host.log.length;
  assert.equal(host.advance(), false);
  assert.deepEqual([host.log.length, host.situation("keeper").durable], [before, 1]);
});

test("a part that does not tell from the start repeats its last words, and is not taken to repeat its first", () => {
  const host = new InMemoryHost(keeper(false));
  for (const value of [1, 2]) host.request("keeper", { kind: "keep", value });
  host.settle();
  host.crash("n");
  host.restart("n");
  assert.deepEqual(host.told("keeper"), [1, 2]);
});

test("what is not for a part is not said to have reached it", () => {
  const { parts, ...rest } = keeper(true);
  const [part] = parts;
  assert.ok(part);
  const sender: typeof part = {
    ...part,
    name: "sender",
    node: "m",
    step: (state) => answered(state, [{ kind: "send", message: { kind: "hello", from: "m", to: "n" } }]),
  };
  const deaf: typeof part = { ...part, name: "deaf", step: (state) => refused(state, "foreign", "not for it") };
  const host = new InMemoryHost({ ...rest, parts: [part, deaf, sender] });
  host.request("sender", { kind: "keep", value: 1 });
  host.settle();
  assert.deepEqual(happened(host), ["sender is asked: keep value=1", "m -> n: hello, sent", "m -> n: hello, received"]);
});

test("what was told so far is a list that nothing changes later", () => {
  const host = new InMemoryHost(keeper(true));
  const before = host.told("keeper");
  host.request("keeper", { kind: "keep", value: 1 });
  assert.deepEqual([before, host.told("keeper")], [[], [1]]);
});

test("requests, what is told, and what a part is have the types of the system", () => {
  const host = new InMemoryHost(counterSystem);
  host.request("counter", { kind: "add", amount: 2 });
  // @ts-expect-error: no such amount
  host.request("counter", { kind: "add", amount: "2" });
  const told: readonly number[] = host.told("counter");
  const is: "counting" | undefined = host.status("counter")?.is;
  assert.deepEqual([told, is], [[2, "2"], "counting"]);
  // @ts-expect-error: no such status
  assert.equal(host.status("counter")?.is === "leading", false);
  const plain: InMemoryHost = new InMemoryHost(system);
  const unknown: readonly unknown[] = plain.told("t/c");
  assert.deepEqual(unknown, []);
});

interface CounterTypes extends PartTypes {
  readonly record: unknown;
  readonly request: { readonly kind: "add"; readonly amount: number };
  readonly told: number;
  readonly status: "counting";
}

const counterSystem: System<CounterTypes> = {
  parts: [
    {
      name: "counter",
      instance: "counter",
      node: "n",
      role: "counter",
      requests: [{ kind: "add", amount: 1 }],
      noRecord: 0,
      start: () => ({ state: 0, effects: [] }),
      recover: () => ({ state: 0, effects: [] }),
      step: (state, event) =>
        "amount" in event ? changed(state, [{ kind: "reply", value: event.amount }]) : answered(state, []),
      status: () => ({ is: "counting" }),
    },
  ],
  links: [],
  linkOf: () => "",
};

test("a node whose record cannot be recovered from stays down, and says why", () => {
  const { parts, ...rest } = keeper(true);
  const damaged = parts.map((part) => ({
    ...part,
    recover: (): never => {
      throw new Error("no such record");
    },
  }));
  const host = new InMemoryHost({ ...rest, parts: damaged });
  host.crash("n");
  assert.throws(() => host.restart("n"), { message: "no such record" });
  assert.equal(host.status("keeper"), undefined);
  host.settle();
});
