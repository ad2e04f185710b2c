import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../core/effect.ts";
import { present } from "../core/present.ts";
import { stack } from "../core/stack.ts";
import type { AnyEffect, CommonEvent, Request } from "../core/system.ts";
import { countOf, replicatedCounter } from "../replicated-machine/replicated-counter/system.ts";
import { counterConsensus } from "./counter-consensus/system.ts";
import { asOneNumberEach } from "./one-number.ts";
import { proposalOf } from "./proposing.ts";

const nodes = ["a", "b"];
const counter = asOneNumberEach("counter");

test("a node takes one number, as a client of its name, however often it asks", () => {
  const requests = [countOf({ client: "a", number: 1 })];
  assert.deepEqual(counter.requestsOf({ kind: "increment" }, "a"), requests);
  assert.deepEqual(counter.requestsOf({ kind: "increment" }, "a"), requests);
});

test("what it hears is the number, and nothing else", () => {
  const answer = { request: { client: "a", number: 1 }, number: 7 };
  assert.deepEqual(counter.outcomesOf?.({ kind: "reply", value: answer }), [{ number: 7 }]);
  assert.deepEqual(counter.outcomesOf?.({ kind: "reply", value: 7 }), []);
  assert.deepEqual(counter.outcomesOf?.(deliveryOf(answer)), []);
});

test("a node of consensus on a counter on a log hears of its board, and the counter of its log", () => {
  const system = stack(counterConsensus({ nodes }), replicatedCounter({ nodes }), counter);
  assert.deepEqual(
    system.objects?.map(({ name }) => name),
    ["board", "log"],
  );
  const part = present(system.parts[0]);
  assert.deepEqual(part.objects, ["board", "log"]);
  const heard = (object: string, outcome: unknown): CommonEvent => ({ kind: "heard", object, outcome });
  const events: readonly (CommonEvent | Request)[] = [
    proposalOf("tea"),
    heard("board", { entries: [] }),
    heard("board", { entries: [] }),
    heard("log", { first: 1, values: [{ client: "a", number: 1 }] }),
  ];
  let { state } = part.start();
  const invoked: string[] = [];
  let effects: readonly AnyEffect[] = [];
  for (const event of events) {
    ({ state, effects } = part.step(state, event as never));
    for (const effect of effects) if (effect.kind === "invoke") invoked.push(effect.object);
  }
  assert.deepEqual(invoked, ["board", "board", "log", "board"]);
  assert.deepEqual(
    effects.filter(({ kind }) => kind === "deliver"),
    [deliveryOf("tea")],
  );
  const refused = part.step(state, heard("counter", { number: 1 }) as never);
  assert.deepEqual(refused.outcome === "refused" && refused.refusal.kind, "impossible");
});

test("two roles that stand on objects of one name cannot be stacked: nobody could tell whose is whose", () => {
  const both = stack(counterConsensus({ nodes }), replicatedCounter({ nodes }), counter);
  assert.throws(
    () => stack(both, counterConsensus({ nodes }), { object: "log", requestsOf: () => [] }),
    /stack: both roles of a stand on an object named board/,
  );
});
