/**
 * Registers on epoch broadcast, which stands where the log was: whatever is lost, duplicated, reordered, cut off or crashed,
 * they are linearizable, and once the faults have ended everybody who goes on asking is answered.
 *
 * Every answer shows its position in one order, so whether a run is linearizable can be seen from its answers: each is what
 * the answers before it in that order have left, and none shows an earlier position than any that was shown before it was
 * asked for.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isSameData, type PlainData } from "../../core/plain-data.ts";
import { stack } from "../../core/stack.ts";
import type { AnyEffect, Part } from "../../core/system.ts";
import { locatingByEntries } from "../../environment/positioned-log.ts";
import {
  claimOf,
  compareAndSetOf,
  readAtPosition,
  readInLog,
  writeOf,
} from "../../linearizable-storage/broadcast-register/asking.ts";
import { type Answer, hasSet, valueAfter } from "../../linearizable-storage/broadcast-register/operation.ts";
import type { RegisterState, RegisterTypes } from "../../linearizable-storage/broadcast-register/register.ts";
import { broadcastRegister, registerPart } from "../../linearizable-storage/broadcast-register/system.ts";
import { asLog } from "../../total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { seeded } from "./chance.ts";
import { InMemoryHost } from "./in-memory-host.ts";

const nodes = ["a", "b", "c"];
const clients = ["x", "y", "z"];
const log = locatingByEntries(asLog("log"));

/** How many kinds of operations there are. */
const all = 5;

type Asked = RegisterTypes["request"];

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

/** What a client asks for by its so-manieth operation: a new name, or something of one register. */
function operationOf(client: string, number: number): Asked {
  const identity = { client, number };
  const value = `${client}${number}`;
  const asked: readonly Asked[] = [
    claimOf(identity, `name ${Math.ceil(number / all)}`),
    readInLog(identity, "k"),
    writeOf(identity, "k", value),
    readAtPosition(identity, "k"),
    compareAndSetOf(identity, "k", `x${number - 2}`, value),
  ];
  return at(asked, number + clients.indexOf(client));
}

type Alter = (part: Part<RegisterState>) => Part<RegisterState>;

class Run {
  readonly host: InMemoryHost;
  /** The number of the operation that each client goes on asking for. */
  readonly #asking = new Map(clients.map((client) => [client, 1]));
  readonly answers = new Map<string, Answer>();
  /** For each operation the highest position that anybody had been shown when it was first asked for. */
  readonly #shownBefore = new Map<string, number>();
  #shown = 0;
  #numbers: readonly number[] = [];

  constructor(alter: Alter) {
    const random = (): number => {
      const [next = 0.5, ...later] = this.#numbers;
      this.#numbers = later;
      return next;
    };
    const chance = seeded(1);
    const timeOf = (_: string, timer: string): number => (timer === "log.suspect" ? 1 + 2 * chance() : 2);
    const upper = broadcastRegister({ nodes }, (options, requests) => alter(registerPart(options, requests)));
    this.host = new InMemoryHost(stack(upper, epochBroadcast({ nodes }), log), {
      random,
      lose: 0.1,
      duplicate: 0.1,
      timeOf,
    });
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
    if (which > 1)
      this.host.partition(
        [node],
        nodes.filter((other) => other !== node),
      );
  }

  /** The faults end, and each client asks whoever leads until it is answered. */
  heal(): void {
    this.host.heal();
    const last = clients.map((client) => this.#asking.get(client) ?? 1);
    for (let rounds = 0; clients.some((client, i) => (this.#asking.get(client) ?? 1) === last[i]); rounds++) {
      assert.ok(rounds < 300, "somebody asks and asks, and is not answered");
      for (const client of clients) for (const node of nodes) this.#ask(node, client);
      for (let i = 0; i < 20; i++) this.host.advance();
      this.#check();
    }
    this.#replay();
  }

  #ask(node: string, client: string): void {
    const number = this.#asking.get(client) ?? 1;
    const name = `${client}${number}`;
    if (!this.#shownBefore.has(name)) this.#shownBefore.set(name, this.#shown);
    this.host.request(node, operationOf(client, number));
  }

  #check(): void {
    const told = nodes.flatMap((node) => this.host.told(node, "reply"));
    for (const value of told) this.#hear(answerIn(value));
    this.#shown = Math.max(this.#shown, ...told.map((value) => answerIn(value).position));
  }

  #hear(answer: Answer): void {
    const { client, number } = answer.operation;
    const name = `${client}${number}`;
    const known = this.answers.get(name);
    if (known !== undefined) {
      assert.deepEqual(answer, known, "AnswersAreOrder: an operation has two answers");
      return;
    }
    assert.ok(answer.position > (this.#shownBefore.get(name) ?? Number.POSITIVE_INFINITY), "NothingIsTakenBack");
    this.answers.set(name, answer);
    this.#asking.set(client, Math.max(this.#asking.get(client) ?? 1, number + 1));
  }

  /** Each answer is what those before it have left; behind an operation that nobody was told of it can be anything. */
  #replay(): void {
    const order = [...this.answers.values()].sort((one, other) => one.position - other.position);
    const left = new Map<string, PlainData>();
    let isWhole = true;
    order.forEach((answer, i) => {
      const { key } = answer.operation.value;
      const before = order[i - 1]?.position ?? 0;
      assert.notEqual(answer.position, before, "AnswersAreOrder: two operations have one place");
      if (answer.position > before + 1) {
        left.clear();
        isWhole = false;
      }
      const value = left.get(key) ?? (isWhole ? null : answer.held);
      assert.ok(isSameData(answer.held, value), "AnswersAreOrder: not what the one before has left");
      left.set(key, valueAfter(answer.operation, answer.held));
    });
    const won = order
      .filter((answer) => answer.held === null && hasSet(answer))
      .map(({ operation }) => operation.value);
    const names = won.filter(({ kind }) => kind === "compareAndSet").map(({ key }) => key);
    assert.equal(new Set(names).size, names.length, "OneWins");
  }
}

function answerIn(value: unknown): Answer {
  const { operation, held, position }: Partial<Answer> = Object(value);
  assert.ok(operation !== undefined && held !== undefined && position !== undefined);
  return { operation, held, position };
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

test("whatever happens to nodes and messages, registers on epoch broadcast are linearizable", () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      run(schedule);
    }),
    { numRuns: 100 },
  );
});

test("the schedules reach many answers of every kind, and nodes that have restarted", () => {
  const seen = { answers: 0, reads: 0, won: 0, lost: 0, restarts: 0 };
  for (const schedule of fc.sample(schedules, { numRuns: 50, seed: 1 })) {
    const tried = run(schedule);
    for (const answer of tried.answers.values()) {
      seen.answers++;
      if (answer.operation.value.kind.startsWith("read")) seen.reads++;
      if (answer.operation.value.kind === "compareAndSet") seen[hasSet(answer) ? "won" : "lost"]++;
    }
    seen.restarts += tried.host.log.filter(({ kind }) => kind === "restarted").length;
  }
  const { answers, reads, won, lost, restarts } = seen;
  assert.ok(answers >= 250 && reads >= 50 && won >= 20 && lost >= 20 && restarts >= 70, JSON.stringify(seen));
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

/** A node that answers whatever it is asked, by `what` it has. */
function answering(what: (state: RegisterState, request: Asked) => Omit<Answer, "operation">): Alter {
  return (part) => ({
    ...part,
    step: (state, event) => {
      const right = part.step(state, event);
      if (right.outcome === "refused" || !("operation" in event)) return right;
      const { operation }: Asked = event as Asked;
      const value: Answer = { operation, ...what(state, event as Asked) };
      const reply: AnyEffect = { kind: "reply", value };
      return operation.value.kind === "readAtPosition" ? { ...right, effects: [...right.effects, reply] } : right;
    },
  });
}

test("R1: a node that answers a read with what it has is found out", () => {
  isRejected(
    answering((state) => ({ held: null, position: state.applied })),
    /NothingIsTakenBack|AnswersAreOrder/,
  );
});

test("with a minority down everything goes on; with a majority down nothing is answered but what is known", () => {
  const host = new InMemoryHost(stack(broadcastRegister({ nodes }), epochBroadcast({ nodes }), log));
  const leader = (): string => nodes.find((node) => host.status(node)?.leader === node) ?? "nobody";
  const answersAt = (node: string): readonly Answer[] => host.told(node, "reply").map(answerIn);
  host.runUntil(() => leader() !== "nobody");
  const [follower = "", other = ""] = nodes.filter((node) => node !== leader());
  host.crash(follower);
  const write = writeOf({ client: "x", number: 1 }, "k", 1);
  host.request(leader(), write);
  host.request(leader(), readAtPosition({ client: "x", number: 2 }, "k"));
  host.runUntil(() => answersAt(leader()).length === 2);
  assert.deepEqual(
    answersAt(leader()).map(({ held }) => held),
    [null, 1],
  );
  const led = leader();
  host.crash(other);
  host.request(led, readInLog({ client: "y", number: 1 }, "k"));
  host.request(led, write);
  for (let i = 0; i < 500; i++) host.advance();
  assert.deepEqual(
    answersAt(led).map(({ operation: { client } }) => client),
    ["x", "x", "x"],
  );
  host.restart(other);
  host.runUntil(() => leader() !== "nobody" && leader() !== follower);
  host.runUntil(() => {
    host.request(leader(), readInLog({ client: "y", number: 1 }, "k"));
    return nodes.some((node) => answersAt(node).some(({ operation }) => operation.client === "y"));
  });
});
