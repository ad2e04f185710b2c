/** Measures what a step costs on logs of three lengths, in nanoseconds. Prints JSON, by the length. */

import { sequenceOf } from "../../src/core/sequence.ts";
import type { LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { type NodeEvent, recover, start, step } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import { type NodeState, recordOf } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";

const steps = 20_000;
const rounds = 9;

const options = { self: "a", nodes: ["a", "b", "c"] };
const cluster = recordOf(start(options).state).cluster;

/** A leader of an epoch whose log has so many entries, all of an epoch before. */
function leaderAfter(length: number): NodeState {
  const entry = (i: number): LogEntry =>
    i === 0 ? { epoch: 1, client: null } : { epoch: 1, client: `client ${i % 10}`, number: Math.ceil(i / 10) };
  const log = sequenceOf(Array.from({ length }, (_, i) => entry(i)));
  const { state: recovered } = recover(options, { cluster, epoch: 1, vote: "a", log });
  const { state: candidate } = step(recovered, { kind: "timeout", timer: "suspect" });
  const asking = step(candidate, { kind: "persisted", record: recordOf(candidate) }).state;
  const { state } = step(asking, { kind: "receive", message: { kind: "vote", cluster, epoch: 2, from: "b", to: "a" } });
  if (state.role !== "leader") throw new Error("it was not elected");
  return state;
}

/** A request is appended, written, acknowledged, decided and told; and a follower looks for where its log agrees. */
function cycle(leader: NodeState, number: number): NodeState {
  const appended = step(leader, { kind: "broadcast", requests: [{ client: "bench", number }] }).state;
  const { state } = step(appended, { kind: "persisted", record: recordOf(appended) });
  const position = state.log.entries.length;
  const answer = { cluster, epoch: 2, from: "b", to: "a" };
  const message = { ...answer, kind: "acknowledge", position };
  const decided = step(state, { kind: "receive", message }).state;
  step(decided, { kind: "timeout", timer: "replicate" });
  step(decided, { kind: "receive", message: { ...answer, kind: "mismatch", position: position - 1 } });
  return decided;
}
const stepsInCycle = 5;

/** What a follower whose log disagrees from its middle on answers, without keeping it. */
function disagreement(state: NodeState): NodeEvent {
  const position = Math.floor(state.log.entries.length / 2);
  const message = {
    kind: "append",
    cluster,
    epoch: 9,
    from: "b",
    to: "a",
    after: { epoch: 8, position },
    entries: [],
    decided: 0,
  };
  return { kind: "receive", message };
}

function nanoseconds(length: number): number {
  const follower = recover(options, recordOf(leaderAfter(length))).state;
  // The first entry of a new epoch decides all before it, which are told once.
  const leader = cycle(leaderAfter(length), 1);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let state = leader;
    const started = performance.now();
    for (let i = 0; i < steps / stepsInCycle; i++) {
      state = cycle(state, i + 2);
      step(follower, disagreement(follower));
    }
    times.push(((performance.now() - started) * 1e6) / (steps + steps / stepsInCycle));
  }
  return times.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
}

const lengths = [1_000, 100_000, 1_000_000];
// The first measurement is of code that is not compiled yet.
nanoseconds(1_000);
process.stdout.write(`${JSON.stringify(Object.fromEntries(lengths.map((length) => [length, nanoseconds(length)])))}\n`);
