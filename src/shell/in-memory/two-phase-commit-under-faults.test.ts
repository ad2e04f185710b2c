/**
 * Whatever is lost, duplicated, reordered or crashed: everyone who is told an outcome is told the same, commit only if
 * all voted yes, and once the faults have ended everyone is told, also a user that has to ask.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { partName, twoPhaseCommit } from "../../atomic-commit/two-phase-commit/system.ts";
import { deliveryOf } from "../../core/effect.ts";
import { including } from "../../core/node-set.ts";
import { changed } from "../../core/step.ts";
import type { AnyEffect, Part, System } from "../../core/system.ts";
import { hasFields } from "../../core/taking-in.ts";
import { InMemoryHost } from "./in-memory-host.ts";

const transactions = ["t", "u"];
const participants = ["a", "b", "d"];
const nodes = ["c", ...participants];
const system = twoPhaseCommit({ transactions, coordinator: "c", participants });

/** What the schedule lets happen. Numbers choose among what is there, so that every move can be made in every state. */
type Move =
  | { readonly kind: "advance"; readonly choice: number; readonly luck: number }
  | { readonly kind: "request"; readonly part: number; readonly which: number }
  | { readonly kind: "fire"; readonly part: number; readonly which: number }
  | { readonly kind: "crash"; readonly node: number; readonly landing: number }
  | { readonly kind: "restart"; readonly node: number };

/** Evenly spread, which `fc.double` is not: most doubles are next to nothing, and would lose every message. */
const fraction = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000);
const index = fc.nat({ max: 7 });
/** What the disk of a node that goes down makes of the writes in flight: mostly nothing, by which most is lost. */
const landing = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 40 }) });

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 200, arbitrary: fc.record({ kind: fc.constant("advance"), choice: fraction, luck: fraction }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("fire"), part: index, which: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("request"), part: index, which: index }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("crash"), node: index, landing }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("restart"), node: index }) },
);

const schedules = fc.array(move, { size: "max", maxLength: 250 });

/** Runs the schedule, checks all the way, then ends all faults and checks that everyone was told. */
function run(tried: System, schedule: readonly Move[]): InMemoryHost {
  let numbers: readonly number[] = [];
  const random = (): number => {
    const [next = 0.5, ...later] = numbers;
    numbers = later;
    return next;
  };
  const host = new InMemoryHost(tried, { random, lose: 0.2, duplicate: 0.2 });
  for (const transaction of transactions) host.request(partName(transaction, "c"), { kind: "requestCommit" });
  for (const move of schedule) {
    if (move.kind === "advance") numbers = [move.choice, move.luck];
    make(tried, host, move);
    checkSafety(host);
  }
  heal(host);
  checkSafety(host);
  checkEveryoneWasTold(host);
  checkNothingWasImpossible(host);
  return host;
}

function make(tried: System, host: InMemoryHost, move: Move): void {
  switch (move.kind) {
    case "advance":
      host.advance();
      break;
    case "request": {
      const { name, requests } = at(tried.parts, move.part);
      host.request(name, at(requests, move.which));
      break;
    }
    case "fire": {
      const { name } = at(tried.parts, move.part);
      const { timers } = host.situation(name);
      if (timers.length > 0) host.fire(name, at(timers, move.which));
      break;
    }
    case "crash":
      host.crash(at(nodes, move.node), move.landing);
      break;
    case "restart":
      host.restart(at(nodes, move.node));
      break;
  }
}

/**
 * The faults end, and who has waited too long gives up: a participant that was never asked, for one. The user of the
 * coordinator, who may have missed every reply, asks and confirms.
 */
function heal(host: InMemoryHost): void {
  host.heal();
  host.settle();
  for (const transaction of transactions) {
    for (const node of participants) host.request(partName(transaction, node), { kind: "abortAlone" });
  }
  host.settle();
  for (const transaction of transactions) {
    for (const kind of ["requestOutcome", "confirmOutcome"] as const) {
      host.request(partName(transaction, "c"), { kind });
    }
  }
  host.settle();
}

/** The users of a run, as far as they have heard and spoken in its log. */
interface Users {
  heardUntil: number;
  readonly haveConfirmed: Set<string>;
  readonly know: Map<string, Set<unknown>>;
}

const users = new WeakMap<InMemoryHost, Users>();

/** What the user of the part knows from what it was told. */
function known(host: InMemoryHost, part: string): ReadonlySet<unknown> {
  const { haveConfirmed, know, heardUntil } = users.get(host) ?? {
    heardUntil: 0,
    haveConfirmed: new Set(),
    know: new Map(),
  };
  for (let i = heardUntil; i < host.log.length; i++) {
    const entry = host.log[i];
    if (entry?.kind === "requested" && entry.request.kind === "confirmOutcome") {
      if (host.log[i + 1]?.kind !== "refused") haveConfirmed.add(entry.part);
    }
    if (entry?.kind !== "told") continue;
    const learnt = learntFrom(entry.value, haveConfirmed.has(entry.part));
    know.set(entry.part, new Set([...(know.get(entry.part) ?? []), ...learnt]));
  }
  users.set(host, { haveConfirmed, know, heardUntil: host.log.length });
  return know.get(part) ?? new Set();
}

/** From a forgotten transaction a user that never confirmed knows that it was aborted. */
function learntFrom(told: unknown, hasConfirmed: boolean): readonly unknown[] {
  if (!hasFields(told)) return [told];
  const { outcome } = told;
  if (outcome === "undecided") return [];
  if (outcome !== "forgotten") return [outcome];
  return hasConfirmed ? [] : ["aborted"];
}

function checkSafety(host: InMemoryHost): void {
  for (const transaction of transactions) {
    const told = new Set(nodes.flatMap((node) => [...known(host, partName(transaction, node))]));
    assert.ok(told.size <= 1, `${transaction} is told to be ${[...told].join(" and ")}`);
    if (told.has("committed")) {
      for (const node of participants) {
        const part = partName(transaction, node);
        const promised = host.log.some(
          (entry) => entry.kind === "durable" && entry.part === part && entry.record === "prepared",
        );
        assert.ok(promised, `${transaction} is committed without a promise of ${node}`);
      }
    }
  }
}

function checkEveryoneWasTold(host: InMemoryHost): void {
  for (const transaction of transactions) {
    for (const node of nodes) {
      assert.ok(known(host, partName(transaction, node)).size > 0, `${node} is never told of ${transaction}`);
    }
    const { timers, durable } = host.situation(partName(transaction, "c"));
    assert.deepEqual([timers, durable], [[], "none"], "the coordinator still waits");
  }
}

/** Between peers that follow the protocol nothing impossible or malformed arrives, and no armed timer is out of place. */
function checkNothingWasImpossible(host: InMemoryHost): void {
  for (const [i, entry] of host.log.entries()) {
    if (entry.kind !== "refused") continue;
    assert.equal(entry.refusal.kind, "untimely", JSON.stringify(entry));
    assert.notEqual(host.log[i - 1]?.kind, "fired", JSON.stringify(entry));
  }
}

function at<Value>(all: readonly Value[], index: number): Value {
  const found = all[index % all.length];
  assert.ok(found !== undefined);
  return found;
}

test("whatever is lost, duplicated, reordered or crashed, all are told the same in the end", () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      run(system, schedule);
    }),
    { numRuns: 300 },
  );
});

test("the schedules reach commits and aborts, recoveries in doubt, and decisions sent after a crash", () => {
  const seen = { committed: 0, aborted: 0, recoveredInDoubt: 0, recoveredDecided: 0 };
  for (const schedule of fc.sample(schedules, { numRuns: 300, seed: 1 })) {
    const host = run(system, schedule);
    for (const transaction of transactions) {
      const committed = host.told(partName(transaction, "a")).includes("committed");
      seen[committed ? "committed" : "aborted"]++;
    }
    for (const [i, entry] of host.log.entries()) {
      if (entry.kind !== "restarted") continue;
      const records = transactions.map((transaction) => lastDurable(host, partName(transaction, entry.node), i));
      if (records.includes("prepared")) seen.recoveredInDoubt++;
      if (records.includes("commit")) seen.recoveredDecided++;
    }
  }
  for (const [what, times] of Object.entries(seen)) assert.ok(times >= 10, `${what}: ${times}`);
});

function lastDurable(host: InMemoryHost, part: string, before: number): unknown {
  const entry = host.log.slice(0, before).findLast((entry) => entry.kind === "durable" && entry.part === part);
  return entry?.kind === "durable" ? entry.record : undefined;
}

/** The system with one mistake in the parts of one role. */
function broken(role: string, mistake: (part: Part) => Partial<Part>): System {
  return { ...system, parts: system.parts.map((part) => (part.role === role ? { ...part, ...mistake(part) } : part)) };
}

function isRejected(tried: System, because: RegExp): void {
  const { failed, errorInstance, numRuns } = fc.check(
    fc.property(schedules, (schedule) => {
      run(tried, schedule);
    }),
    { numRuns: 3000, seed: 1, endOnFailure: true },
  );
  assert.ok(failed, `no schedule of ${numRuns} found the mistake`);
  assert.match(String(errorInstance), because);
}

/** What depends on the write of `record` is done at once, in the step that asks for the write. */
function hasty(role: string, record: string): System {
  return broken(role, (part) => ({
    step: (state, event) => {
      const first = part.step(state, event);
      if (!first.effects.some((effect) => effect.kind === "persist" && effect.record === record)) return first;
      const second = part.step(first.state, { kind: "persisted", record });
      return changed(second.state, [...first.effects, ...second.effects]);
    },
  }));
}

test("a coordinator that sends the commit before it is durable is found out", () => {
  isRejected(hasty("coordinator", "commit"), /is told to be|impossible/);
});

test("a participant that votes before its promise is durable is found out", () => {
  isRejected(hasty("participant", "prepared"), /is told to be|impossible|without a promise/);
});

test("a participant that acknowledges before its outcome is durable is found out", () => {
  isRejected(hasty("participant", "committed"), /is told to be|impossible/);
});

test("a participant that forgets its promise in a crash is found out", () => {
  const forgetful = broken("participant", (part) => ({
    recover: (record) => part.recover(record === "prepared" ? "none" : record),
  }));
  isRejected(forgetful, /is told to be|impossible/);
});

test("a participant that aborts when it has been in doubt for too long is found out", () => {
  const impatient = broken("participant", (part) => ({
    step: (state, event) =>
      event.kind === "timeout" ? changed(part.recover("none").state, [deliveryOf("aborted")]) : part.step(state, event),
  }));
  isRejected(impatient, /is told to be|impossible/);
});

test("a coordinator that forgets before its user has confirmed is found out", () => {
  const forgetful = broken("coordinator", (part) => ({
    step: (state, event) =>
      "message" in event ? part.step({ ...Object(state), ...confirmedIn(state) }, event) : part.step(state, event),
  }));
  isRejected(forgetful, /is told to be/);
});

/** As if its user had confirmed what is committed. */
function confirmedIn(state: unknown): object {
  const { status, acknowledged } = Object(state);
  return status === "committed" ? { acknowledged: including(acknowledged, "c") } : {};
}

test("a participant that forgets its commit is found out by a late prepare", () => {
  const forgetful = broken("participant", (part) => ({
    step: (state, event) => {
      const isPrepare = "message" in event && Object(event.message).kind === "prepare";
      return part.step(
        isPrepare && Object(state).status === "committed" ? { ...Object(state), status: "working" } : state,
        event,
      );
    },
  }));
  isRejected(forgetful, /is told to be|impossible/);
});

test("a coordinator that counts the yes of one as the yes of two is found out", () => {
  const careless = broken("coordinator", (part) => ({
    step: (state, event) => {
      const result = part.step(state, event);
      if (!("message" in event) || result.outcome !== "changed" || result.effects.length > 0) return result;
      const again = { ...event, message: { ...Object(event.message), from: "d" } };
      const second = part.step(result.state, again);
      return second.outcome === "changed" ? second : result;
    },
  }));
  isRejected(careless, /is told to be|without a promise|impossible/);
});

test("nodes that never send again are found out", () => {
  for (const role of ["coordinator", "participant"]) {
    const withoutTimers = ({ effects }: { readonly effects: readonly AnyEffect[] }): readonly AnyEffect[] =>
      effects.filter(({ kind }) => kind !== "setTimer");
    const silent = broken(role, (part) => ({
      recover: (record) => ({ ...part.recover(record), effects: withoutTimers(part.recover(record)) }),
      step: (state, event) => {
        const result = part.step(state, event);
        return result.outcome === "refused" ? result : { ...result, effects: withoutTimers(result) };
      },
    }));
    isRejected(silent, /is never told|still waits/);
  }
});
