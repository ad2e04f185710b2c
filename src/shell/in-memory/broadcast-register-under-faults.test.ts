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
import { InMemoryHost } from "./in-memory-host.ts";
import {
  at,
  clients,
  isRejected,
  type Move,
  nodes,
  RunUnderFaults,
  schedules,
  through,
} from "./stack-under-faults.fixture.ts";

const log = locatingByEntries(asLog("log"));

/** How many kinds of operations there are. */
const all = 5;

type Asked = RegisterTypes["request"];

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

class Run extends RunUnderFaults {
  readonly answers = new Map<string, Answer>();
  #shown = 0;

  constructor(alter: Alter) {
    super(
      broadcastRegister({ nodes }, (options, requests) => alter(registerPart(options, requests))),
      log,
    );
  }

  override heal(): void {
    super.heal();
    this.#replay();
  }

  protected requestOf(client: string, number: number): Asked {
    return operationOf(client, number);
  }

  /** The highest position that anybody was shown. */
  protected told(): number {
    return this.#shown;
  }

  protected check(): void {
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
    assert.ok(answer.position > this.toldBefore(client, number), "NothingIsTakenBack");
    this.answers.set(name, answer);
    this.answered(client, number);
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

function run(schedule: readonly Move[], alter: Alter = (part) => part): Run {
  return through(new Run(alter), schedule);
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
  const mistaken = answering((state) => ({ held: null, position: state.applied }));
  isRejected((schedule) => run(schedule, mistaken), /NothingIsTakenBack|AnswersAreOrder/);
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
