/**
 * The replicated counter on epoch broadcast, which stands where the log was: whatever is lost, duplicated, reordered, cut
 * off or crashed, each request has one number and each number one request, whoever asks after another was told gets a
 * higher one, and once the faults have ended everybody who goes on asking is told.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rowsOf } from "../../core/dictionary.ts";
import { stack } from "../../core/stack.ts";
import type { AnyEffect, Part } from "../../core/system.ts";
import { hasFields } from "../../core/taking-in.ts";
import type { CounterState } from "../../replicated-machine/replicated-counter/counter.ts";
import type { CountAnswer } from "../../replicated-machine/replicated-counter/request.ts";
import { counterPart, countOf, replicatedCounter } from "../../replicated-machine/replicated-counter/system.ts";
import { asLog } from "../../total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { seeded } from "./chance.ts";
import { InMemoryHost } from "./in-memory-host.ts";

const nodes = ["a", "b", "c"];
const clients = ["x", "y", "z"];

type Move =
  | { readonly kind: "advance"; readonly choice: number; readonly luck: number }
  | { readonly kind: "ask"; readonly node: number; readonly client: number }
  | { readonly kind: "fire" | "cut" | "crash" | "restart"; readonly node: number; readonly which: number };

const fraction = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000);
const index = fc.nat({ max: 5 });
const someKind = fc.constantFrom("fire", "fire", "fire", "cut", "crash", "restart", "restart", "restart");
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("advance"), choice: fraction, luck: fraction }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("ask"), node: index, client: index }) },
  { weight: 1, arbitrary: fc.record({ kind: someKind, node: index, which: index }) },
);
const schedules = fc.array(moves, { size: "max", minLength: 100, maxLength: 400 });

type Alter = (part: Part<CounterState>) => Part<CounterState>;

class Run {
  readonly host: InMemoryHost;
  /** The number of the request that each client goes on asking for. */
  readonly #asking = new Map(clients.map((client) => [client, 1]));
  readonly #answers = new Map<string, number>();
  #highest = 0;
  /** For each request the highest number that anybody had been told when it was first made. */
  readonly #toldBefore = new Map<string, number>();
  #numbers: readonly number[] = [];

  constructor(alter: Alter) {
    const random = (): number => {
      const [next = 0.5, ...later] = this.#numbers;
      this.#numbers = later;
      return next;
    };
    const chance = seeded(1);
    const timeOf = (_: string, timer: string): number => (timer === "log.suspect" ? 1 + 2 * chance() : 2);
    const upper = replicatedCounter({ nodes }, (options, requests) => alter(counterPart(options, requests)));
    const system = stack(upper, epochBroadcast({ nodes }), asLog("log"));
    this.host = new InMemoryHost(system, { random, lose: 0.1, duplicate: 0.1, timeOf });
  }

  make(move: Move): void {
    if (move.kind === "advance") {
      this.#numbers = [move.choice, move.luck];
      this.host.advance();
    } else if (move.kind === "ask") this.#ask(at(nodes, move.node), at(clients, move.client));
    else this.#strike(move.kind, at(nodes, move.node), move.which);
    this.#check();
  }

  #strike(kind: "fire" | "cut" | "crash" | "restart", node: string, which: number): void {
    const { timers } = this.host.situation(node);
    if (kind === "fire" && timers.length > 0) this.host.fire(node, at(timers, which));
    if (kind === "crash") this.host.crash(node, which);
    if (kind === "restart") this.host.restart(node);
    if (kind !== "cut") return;
    this.host.mendAll();
    const others = nodes.filter((other) => other !== node);
    if (which > 1) this.host.partition([node], others);
  }

  /** The faults end, and each client asks whoever leads until it is told. */
  heal(): void {
    this.host.heal();
    const last = clients.map((client) => this.#asking.get(client) ?? 1);
    for (let rounds = 0; clients.some((client, i) => (this.#asking.get(client) ?? 1) === last[i]); rounds++) {
      assert.ok(rounds < 300, "somebody asks and asks, and is not told");
      for (const client of clients) for (const node of nodes) this.#ask(node, client);
      for (let i = 0; i < 20; i++) this.host.advance();
      this.#check();
    }
    for (let i = 0; i < 300; i++) this.host.advance();
    const [first, ...others] = nodes.map((node) => countedAt(this.host, node));
    for (const other of others) assert.deepEqual(other, first, "not all count alike");
  }

  /** How many requests have been told their number. */
  get answered(): number {
    return this.#answers.size;
  }

  #ask(node: string, client: string): void {
    const request = { client, number: this.#asking.get(client) ?? 1 };
    const name = JSON.stringify(request);
    if (!this.#toldBefore.has(name)) this.#toldBefore.set(name, this.#highest);
    this.host.request(node, countOf(request));
  }

  #check(): void {
    for (const node of nodes) {
      for (const value of this.host.told(node, "reply")) this.#hear(answerIn(value));
    }
  }

  #hear({ request, number }: CountAnswer): void {
    const name = JSON.stringify(request);
    const known = this.#answers.get(name);
    assert.equal(number, known ?? number, "OneNumberEach: a request has two numbers");
    if (known !== undefined) return;
    assert.ok(![...this.#answers.values()].includes(number), "OneNumberEach: a number has two requests");
    assert.ok(number > (this.#toldBefore.get(name) ?? Infinity), "InRealTime");
    this.#answers.set(name, number);
    this.#highest = Math.max(this.#highest, number);
    this.#asking.set(request.client, Math.max(this.#asking.get(request.client) ?? 1, request.number + 1));
  }
}

function countedAt(host: InMemoryHost, node: string): readonly string[] {
  const role: unknown = host.situation(node).role;
  assert.ok(hasFields(role) && isCounting(role.upper));
  return rowsOf(role.upper.counted)
    .toSorted((one, other) => one.value.number - other.value.number)
    .map(({ name }) => name);
}

function isCounting(role: unknown): role is CounterState {
  return hasFields(role) && "counted" in role;
}

function answerIn(value: unknown): CountAnswer {
  const { request, number }: Partial<CountAnswer> = Object(value);
  assert.ok(request !== undefined && number !== undefined);
  return { request, number };
}

function at<Value>(all: readonly Value[], index: number): Value {
  const found = all[index % all.length];
  assert.ok(found !== undefined);
  return found;
}

function run(schedule: readonly Move[], alter: Alter = (part) => part): Run {
  const tried = new Run(alter);
  for (const move of schedule) tried.make(move);
  tried.heal();
  return tried;
}

test("whatever happens to nodes and messages, a counter on epoch broadcast is one counter", () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      run(schedule);
    }),
    { numRuns: 150 },
  );
});

test("the schedules reach many answers, also of nodes that have restarted, and requests that nobody leads", () => {
  const seen = { answers: 0, restarts: 0, refused: 0 };
  for (const schedule of fc.sample(schedules, { numRuns: 50, seed: 1 })) {
    const tried = run(schedule);
    seen.answers += tried.answered;
    for (const { kind } of tried.host.log) {
      if (kind === "restarted") seen.restarts++;
      if (kind === "refused") seen.refused++;
    }
  }
  assert.ok(seen.answers >= 250 && seen.restarts >= 70 && seen.refused >= 1000, JSON.stringify(seen));
});

function isRejected(alter: Alter, because: RegExp): void {
  const { failed, errorInstance } = fc.check(
    fc.property(schedules, (schedule) => {
      run(schedule, alter);
    }),
    { numRuns: 500, seed: 1, endOnFailure: true },
  );
  assert.ok(failed, "no schedule found the mistake");
  assert.match(String(errorInstance), because);
}

test("a counter that tells the number of the last of a piece is found out", () => {
  isRejected(
    (part) => ({
      ...part,
      step: (state, event) => {
        const right = part.step(state, event);
        if (right.outcome === "refused") return right;
        const { size } = right.state.counted;
        const changed = (effect: AnyEffect): AnyEffect =>
          effect.kind === "reply" ? { ...effect, value: { ...answerIn(effect.value), number: size } } : effect;
        return { ...right, effects: right.effects.map(changed) };
      },
    }),
    /OneNumberEach/,
  );
});

test("a counter that takes the oldest of what it is told for known, and stops there, is found out", () => {
  isRejected(
    (part) => ({
      ...part,
      step: (state, event) => {
        const isAgain = event.kind === "heard" && "outcome" in event && state.counted.size === 0;
        if (!isAgain || !hasFields(event.outcome) || !Array.isArray(event.outcome.values))
          return part.step(state, event);
        // The oldest of them it takes for known.
        const values = event.outcome.values.slice(-1);
        return part.step(state, { kind: "heard", object: "log", outcome: { first: 1, values } });
      },
    }),
    /somebody asks and asks, and is not told/,
  );
});
