/**
 * Whatever is lost, duplicated, reordered, cut off or crashed: all are told the same requests in the same order, each
 * once, and once the faults have ended everyone is told everything.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptyDictionary } from "../../core/dictionary.ts";
import { majorityOf } from "../../core/quorum.ts";
import { emptySequence, slice } from "../../core/sequence.ts";
import { answered, changed, type StepResult } from "../../core/step.ts";
import type { Addressed, AnyEffect, CommonEvent, Part, Request } from "../../core/system.ts";
import type { ClusterQuorums } from "../../epochs/cluster.ts";
import type { LogEntry } from "../../total-order-broadcast/epoch-broadcast/log-entry.ts";
import { type NodeRecord, noRecord } from "../../total-order-broadcast/epoch-broadcast/record.ts";
import { type NodeState, recordOf as recordIn } from "../../total-order-broadcast/epoch-broadcast/state.ts";
import {
  broadcastOf,
  epochBroadcast,
  type NodePart,
  nodePart,
} from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { seeded } from "./chance.ts";
import { InMemoryHost } from "./in-memory-host.ts";

const nodes = ["a", "b", "c"];
const clients = ["x", "y"];

/** What the schedule lets happen. Numbers choose among what is there, so that every move can be made in every state. */
type Move =
  | { readonly kind: "advance"; readonly choice: number; readonly luck: number }
  | { readonly kind: "broadcast"; readonly node: number; readonly client: number; readonly ahead: number }
  | { readonly kind: "fire"; readonly node: number; readonly which: number }
  | { readonly kind: "cut" | "pause"; readonly node: number }
  | { readonly kind: "crash"; readonly node: number; readonly landing: number }
  | { readonly kind: "restart"; readonly node: number };

/** Evenly spread, which `fc.double` is not: most doubles are next to nothing, and would lose every message. */
const fraction = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000);
const index = fc.nat({ max: 5 });
/** What the disk of a node that goes down makes of the writes in flight: mostly nothing, by which most is lost. */
const landing = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 40 }) });

/** @param faults - how often nodes stand for election and go down: 1 is now and then, 8 a tempest */
function moves(faults: number): fc.Arbitrary<Move> {
  return fc.oneof(
    { weight: 200, arbitrary: fc.record({ kind: fc.constant("advance"), choice: fraction, luck: fraction }) },
    {
      weight: 20,
      arbitrary: fc.record({ kind: fc.constant("broadcast"), node: index, client: index, ahead: fc.nat(2) }),
    },
    { weight: 12 * faults, arbitrary: fc.record({ kind: fc.constant("fire"), node: index, which: index }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("cut"), node: index }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("pause"), node: index }) },
    { weight: 4 * faults, arbitrary: fc.record({ kind: fc.constant("crash"), node: index, landing }) },
    { weight: 8 * faults, arbitrary: fc.record({ kind: fc.constant("restart"), node: index }) },
  );
}

const calm = fc.array(moves(1), { size: "max", maxLength: 300 });
const storms = fc.array(moves(4), { size: "max", maxLength: 300 });
const tempests = fc.array(moves(8), { size: "max", maxLength: 300 });
const schedules = fc.oneof(calm, storms);
const longSchedules = fc.array(moves(2), { size: "max", minLength: 3000, maxLength: 4000 });

/** One run of a cluster under a schedule. */
class Run {
  readonly host: InMemoryHost;
  readonly #asked = new Map<string, number>();
  #numbers: readonly number[] = [];
  #cutOff: string | undefined;
  /** How much had happened when it was checked last. */
  #checked = 0;

  constructor(make: NodePart) {
    const random = (): number => {
      const [next = 0.5, ...later] = this.#numbers;
      this.#numbers = later;
      return next;
    };
    // Whoever suspects starts an epoch, so that there are many.
    const majority = majorityOf(nodes);
    const quorums = { election: majority, proposal: majority, preVote: { kind: "atLeast", count: 1 } } as const;
    const system = epochBroadcast({ nodes, quorums }, make);
    const chance = seeded(1);
    const timeOf = (_: string, timer: string): number => (timer === "suspect" ? 1 + 2 * chance() : 2);
    this.host = new InMemoryHost(system, { random, lose: 0.1, duplicate: 0.1, timeOf });
  }

  make(move: Move): void {
    const node = at(nodes, move.kind === "advance" ? 0 : move.node);
    switch (move.kind) {
      case "advance":
        this.#numbers = [move.choice, move.luck];
        this.host.advance();
        break;
      case "broadcast":
        this.#broadcast(node, at(clients, move.client), move.ahead);
        break;
      case "fire": {
        const { timers } = this.host.situation(node);
        if (timers.length > 0) this.host.fire(node, at(timers, move.which));
        break;
      }
      case "cut":
        this.#cut(node);
        break;
      case "pause":
        this.host.pause(node);
        break;
      case "crash":
        this.host.crash(node, move.landing);
        break;
      case "restart":
        this.host.resume(node);
        this.host.restart(node);
        break;
    }
    this.#check();
  }

  /** The faults end, and clients ask for everything again, from whoever leads, until everyone has been told. */
  heal(): void {
    this.host.heal();
    const all = clients.flatMap((client) =>
      Array.from({ length: this.#asked.get(client) ?? 0 }, (_, i) => ({ client, number: i + 1 })),
    );
    for (let rounds = 0; nodes.some((node) => this.host.told(node, "deliver").length < all.length); rounds++) {
      assert.ok(
        rounds < 300,
        `not everyone is told everything: ${nodes.map((node) => this.host.told(node, "deliver").length)}`,
      );
      for (const node of nodes) this.host.request(node, broadcastOf(...all));
      for (let i = 0; i < 20; i++) this.host.advance();
      this.#check();
    }
  }

  /** The node alone is cut off, or no node if it is that already. */
  #cut(node: string): void {
    this.host.mendAll();
    this.#cutOff = this.#cutOff === node ? undefined : node;
    if (this.#cutOff === node)
      this.host.partition(
        [node],
        nodes.filter((other) => other !== node),
      );
  }

  #broadcast(node: string, client: string, ahead: number): void {
    const asked = this.#asked.get(client) ?? 0;
    const number = Math.max(1, asked + 1 - ahead);
    this.#asked.set(client, Math.max(asked, number));
    this.host.request(node, broadcastOf({ client, number }));
  }

  #check(): void {
    const { length } = this.host.log;
    if (length === this.#checked) return;
    this.#checked = length;
    checkTotalOrder(nodes.map((node) => this.host.told(node, "deliver")));
    const roles = nodes.map((node) => this.host.situation(node).role);
    const states = roles.flatMap((role) => (isNodeState(role) ? [role] : []));
    checkLogMatching(states);
    checkLeaderCompleteness(states);
  }
}

function checkTotalOrder(told: readonly (readonly unknown[])[]): void {
  const texts = told.map((values) => values.map((value) => JSON.stringify(value)));
  for (const one of texts) {
    assert.equal(new Set(one).size, one.length, `NoDuplicates: ${one.join()}`);
    for (const other of texts) {
      const common = Math.min(one.length, other.length);
      assert.deepEqual(one.slice(0, common), other.slice(0, common), "TotalOrder");
    }
  }
}

/** Where two logs have an entry of one epoch at one position, they are the same up to there. */
function checkLogMatching(states: readonly NodeState[]): void {
  const logs = states.map(({ log }) => slice(log.entries, 0));
  for (const one of logs) {
    for (const other of logs) {
      const position = one.findLastIndex((entry, i) => entry.epoch === other[i]?.epoch);
      assert.deepEqual(one.slice(0, position + 1), other.slice(0, position + 1), "LogMatching");
    }
  }
}

/** A leader has everything that was decided in its epoch or before. */
function checkLeaderCompleteness(states: readonly NodeState[]): void {
  for (const leader of states.filter(({ role }) => role === "leader")) {
    const log = slice(leader.log.entries, 0);
    for (const { epoch, decided, log: other } of states) {
      const sofar: readonly LogEntry[] = slice(other.entries, 0, decided);
      if (epoch <= leader.epoch) assert.deepEqual(log.slice(0, decided), sofar, "LeaderCompleteness");
    }
  }
}

/** Between peers that follow the protocol nothing impossible or malformed arrives. */
function checkNothingWasImpossible(host: InMemoryHost): void {
  for (const entry of host.log) {
    if (entry.kind === "refused") assert.equal(entry.refusal.kind, "untimely", JSON.stringify(entry));
  }
}

function run(schedule: readonly Move[], make: NodePart = nodePart): Run {
  const tried = new Run(make);
  for (const move of schedule) tried.make(move);
  tried.heal();
  checkNothingWasImpossible(tried.host);
  return tried;
}

function isNodeState(role: unknown): role is NodeState {
  return typeof role === "object" && role !== null && "log" in role;
}

function addressed(message: unknown): Addressed {
  return { kind: "", from: "", to: "", ...Object(message) };
}

function at<Value>(all: readonly Value[], index: number): Value {
  const found = all[index % all.length];
  assert.ok(found !== undefined);
  return found;
}

test("whatever is lost, duplicated, reordered, cut off or crashed, all are told the same in the same order", () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      run(schedule);
    }),
    { numRuns: 200 },
  );
});

test("so it is in runs of thousands of steps", () => {
  fc.assert(
    fc.property(longSchedules, (schedule) => {
      run(schedule);
    }),
    { numRuns: 5 },
  );
});

test("the schedules reach many epochs, logs cut short, catching up, and much told again after restarts", () => {
  const seen = { led: 0, cutShort: 0, mismatched: 0, recoveredWithLog: 0, told: 0 };
  for (const schedule of fc.sample(schedules, { numRuns: 150, seed: 1 })) {
    const { host } = run(schedule);
    const lengths = new Map<string, number>();
    const opened = new Set<number>();
    for (const entry of host.log) {
      if (entry.kind === "restarted" && (lengths.get(entry.node) ?? 0) > 2) seen.recoveredWithLog++;
      if (entry.kind === "sent" && entry.message.kind === "mismatch") seen.mismatched++;
      if (entry.kind === "sent" && entry.message.kind === "append" && "epoch" in entry.message) {
        opened.add(Number(entry.message.epoch));
      }
      if (entry.kind === "durable") {
        const { length } = recordOf(entry.record).log;
        if (length < (lengths.get(entry.part) ?? 0)) seen.cutShort++;
        lengths.set(entry.part, length);
      }
    }
    seen.led += opened.size;
    seen.told += host.told("a", "deliver").length;
  }
  assert.ok(seen.led >= 300 && seen.mismatched >= 100 && seen.told >= 300, JSON.stringify(seen));
  assert.ok(seen.cutShort >= 10 && seen.recoveredWithLog >= 20, JSON.stringify(seen));
});

function recordOf(record: unknown): NodeRecord {
  return { ...noRecord, ...Object(record) };
}

type Give = (state: NodeState, event: CommonEvent | Request) => StepResult<NodeState, AnyEffect>;

/** The node with one mistake. */
function broken(mistake: (part: Part<NodeState>) => Partial<Part<NodeState>>): NodePart {
  return (options, batches) => {
    const part = nodePart(options, batches);
    return { ...part, ...mistake(part) };
  };
}

/** The node in whose every state something is wrong. */
function brokenIn(mistake: (state: NodeState) => NodeState): NodePart {
  return broken((part) => ({
    start: () => ({ ...part.start(), state: mistake(part.start().state) }),
    recover: (record) => ({ ...part.recover(record), state: mistake(part.recover(record).state) }),
  }));
}

function isRejected(make: NodePart, because: RegExp, tried: fc.Arbitrary<readonly Move[]> = schedules): void {
  const { failed, errorInstance, numRuns } = fc.check(
    fc.property(tried, (schedule) => {
      run(schedule, make);
    }),
    { numRuns: 3000, seed: 1, endOnFailure: true },
  );
  assert.ok(failed, `no schedule of ${numRuns} found the mistake`);
  assert.match(String(errorInstance), because);
}

/** What depends on a write is done at once, in the step that asks for the write. */
function hasty(isHasty: (state: NodeState) => boolean): NodePart {
  return broken((part) => ({
    step: (state, event) => {
      const first = part.step(state, event);
      const isWriting = first.effects.some((effect) => effect.kind === "persist");
      if (!isWriting || !isHasty(first.state)) return first;
      const second = part.step(first.state, { kind: "persisted", record: recordIn(first.state) });
      return changed(second.state, [...first.effects, ...second.effects]);
    },
  }));
}

const wrong = /TotalOrder|LogMatching|LeaderCompleteness|impossible/;

test("a node that votes before its vote is durable is found out", () => {
  isRejected(
    hasty(({ role, leader }) => role === "follower" && leader === null),
    wrong,
    tempests,
  );
});

test("a node that stands for election before its epoch is durable is found out", () => {
  isRejected(
    hasty(({ role }) => role === "candidate"),
    wrong,
    tempests,
  );
});

test("a follower that acknowledges before its log is durable is found out", () => {
  isRejected(
    hasty(({ role, leader }) => role === "follower" && leader !== null),
    wrong,
  );
});

test("a node that forgets its vote in a crash is found out", () => {
  isRejected(
    broken((part) => ({ recover: (record) => part.recover({ ...recordOf(record), vote: null }) })),
    wrong,
  );
});

test("a node that forgets its log in a crash is found out", () => {
  isRejected(
    broken((part) => ({ recover: (record) => part.recover({ ...recordOf(record), log: emptySequence }) })),
    wrong,
  );
});

const anyOne = { kind: "atLeast", count: 1 } as const;

function withQuorums(state: NodeState, quorums: Partial<ClusterQuorums>): NodeState {
  const { cluster } = state;
  return { ...state, cluster: { ...cluster, quorums: { ...cluster.quorums, ...quorums } } };
}

test("a leader elected by too few is found out", () => {
  isRejected(
    brokenIn((state) => withQuorums(state, { election: anyOne })),
    wrong,
  );
});

test("a leader that decides what too few have is found out", () => {
  isRejected(
    brokenIn((state) => withQuorums(state, { proposal: anyOne })),
    wrong,
  );
});

/** The candidate's log is said to go as far as it can. */
function withFarthestEnd(message: unknown): object {
  const { epoch = 1 }: { readonly epoch?: number } = Object(message);
  return { ...Object(message), end: epoch === 1 ? { epoch: 0, position: 0 } : { epoch: epoch - 1, position: 1000 } };
}

test("a node that votes for whoever asks is found out", () => {
  const step =
    (part: Part<NodeState>): Give =>
    (state, event) =>
      "message" in event && addressed(event.message).kind === "requestVote"
        ? part.step(state, { ...event, message: withFarthestEnd(event.message) })
        : part.step(state, event);
  isRejected(
    broken((part) => ({ step: step(part) })),
    wrong,
  );
});

test("a leader that appends what it has already is found out", () => {
  const step =
    (part: Part<NodeState>): Give =>
    (state, event) =>
      part.step(
        event.kind === "broadcast" ? { ...state, log: { ...state.log, lines: emptyDictionary } } : state,
        event,
      );
  isRejected(
    broken((part) => ({ step: step(part) })),
    /NoDuplicates|impossible|something is missing that is always there/,
  );
});

test("a node that never suspects is found out", () => {
  const step =
    (part: Part<NodeState>): Give =>
    (state, event) =>
      "timer" in event && event.timer === "suspect"
        ? answered(state, [{ kind: "setTimer", timer: "suspect" }])
        : part.step(state, event);
  isRejected(
    broken((part) => ({ step: step(part) })),
    /not everyone is told everything/,
  );
});
