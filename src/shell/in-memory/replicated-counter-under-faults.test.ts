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
import type { AnyEffect, Part, Request } from "../../core/system.ts";
import { hasFields } from "../../core/taking-in.ts";
import type { CounterState } from "../../replicated-machine/replicated-counter/counter.ts";
import type { CountAnswer } from "../../replicated-machine/replicated-counter/request.ts";
import { counterPart, countOf, replicatedCounter } from "../../replicated-machine/replicated-counter/system.ts";
import { asLog } from "../../total-order-broadcast/epoch-broadcast/as-log.ts";
import type { InMemoryHost } from "./in-memory-host.ts";
import { isRejected, type Move, nodes, RunUnderFaults, schedules, through } from "./stack-under-faults.fixture.ts";

type Alter = (part: Part<CounterState>) => Part<CounterState>;

class Run extends RunUnderFaults {
  readonly #answers = new Map<string, number>();
  #highest = 0;

  constructor(alter: Alter) {
    super(
      replicatedCounter({ nodes }, (options, requests) => alter(counterPart(options, requests))),
      asLog("log"),
    );
  }

  override heal(): void {
    super.heal();
    for (let i = 0; i < 300; i++) this.host.advance();
    const [first, ...others] = nodes.map((node) => countedAt(this.host, node));
    for (const other of others) assert.deepEqual(other, first, "not all count alike");
  }

  /** How many requests have been told their number. */
  get answers(): number {
    return this.#answers.size;
  }

  protected requestOf(client: string, number: number): Request {
    return countOf({ client, number });
  }

  /** The highest number. */
  protected told(): number {
    return this.#highest;
  }

  protected check(): void {
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
    assert.ok(number > this.toldBefore(request.client, request.number), "InRealTime");
    this.#answers.set(name, number);
    this.#highest = Math.max(this.#highest, number);
    this.answered(request.client, request.number);
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

function run(schedule: readonly Move[], alter: Alter = (part) => part): Run {
  return through(new Run(alter), schedule);
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
    seen.answers += tried.answers;
    for (const { kind } of tried.host.log) {
      if (kind === "restarted") seen.restarts++;
      if (kind === "refused") seen.refused++;
    }
  }
  assert.ok(seen.answers >= 250 && seen.restarts >= 70 && seen.refused >= 1000, JSON.stringify(seen));
});

function isFoundOut(alter: Alter, because: RegExp): void {
  isRejected((schedule) => run(schedule, alter), because);
}

test("a counter that tells the number of the last of a piece is found out", () => {
  isFoundOut(
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
  isFoundOut(
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
