/**
 * What a step of epoch broadcast costs on logs of several lengths.
 *
 * @module
 */
import { sequenceOf } from "../../src/core/sequence.ts";
import type { LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { type NodeEvent, recover, start, step } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import { type NodeState, recordOf } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { median } from "./bench-row.ts";

const options = { self: "a", nodes: ["a", "b", "c"] };
const cluster = recordOf(start(options).state).cluster;
/** What another node says in the second epoch. */
const answer = { cluster, epoch: 2, from: "b", to: "a" };

/** What is on disk of a log of so many entries, all of the first epoch. */
function recordWith(length: number): NodeRecord {
  const entry = (i: number): LogEntry =>
    i === 0 ? { epoch: 1, client: null } : { epoch: 1, client: `client ${i % 10}`, number: Math.ceil(i / 10) };
  return { cluster, epoch: 1, vote: "a", log: sequenceOf(Array.from({ length }, (_, i) => entry(i))) };
}

function recovered(length: number): NodeState {
  return recover(options, recordWith(length)).state;
}

/** A step that the node refuses costs next to nothing, and measures nothing. */
function taken(state: NodeState, event: NodeEvent): NodeState {
  const result = step(state, event);
  if (result.outcome === "refused") throw new Error(`${event.kind} was refused: ${result.refusal.because}`);
  return result.state;
}

/** The leader of the next epoch, that has decided all of its log. */
function leaderAfter(length: number): NodeState {
  const suspecting = taken(recovered(length), { kind: "timeout", timer: "suspect" });
  const candidate = taken(suspecting, { kind: "receive", message: { ...answer, kind: "preVote" } });
  const asking = taken(candidate, { kind: "persisted", record: recordOf(candidate) });
  return decided(taken(asking, { kind: "receive", message: { ...answer, kind: "vote" } }));
}

/** Its log is written, and acknowledged, so it is decided and told. */
function decided(leader: NodeState): NodeState {
  const state = taken(leader, { kind: "persisted", record: recordOf(leader) });
  const position = state.log.entries.length;
  return taken(state, { kind: "receive", message: { ...answer, kind: "acknowledge", position } });
}

/** A request is appended and decided; and a follower is looked for, whose log agrees but for the last entry. */
function cycle(leader: NodeState, number: number): NodeState {
  const appended = taken(leader, { kind: "broadcast", requests: [{ client: "bench", number }] });
  const position = appended.log.entries.length;
  const end = { epoch: 2, position: position - 1 };
  taken(appended, { kind: "receive", message: { ...answer, kind: "mismatch", position, end } });
  const state = decided(appended);
  taken(state, { kind: "timeout", timer: "replicate" });
  return state;
}
const stepsInCycle = 6;

/** What a follower whose log disagrees from its middle on answers, without keeping it. */
function disagreement(state: NodeState): NodeEvent {
  const position = Math.floor(state.log.entries.length / 2);
  const after = { epoch: 8, position };
  const message = { kind: "append", cluster, epoch: 9, from: "b", to: "a", after, entries: [], decided: 0 };
  return { kind: "receive", message };
}

/** Milliseconds that it takes to recover a log of the length, which is in memory: the median of so many rounds. */
export function recoveryCost(length: number, rounds: number): number {
  const record = recordWith(length);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    recover(options, record);
    times.push(performance.now() - started);
  }
  return median(times);
}

/**
 * Nanoseconds that a step takes on a log of the length: the median of so many rounds of so many cycles. Each round begins
 * with that log again, so a short one stays short.
 */
export function stepCost(length: number, rounds: number, cycles: number): number {
  const follower = recovered(length);
  const leader = leaderAfter(length);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    let state = leader;
    for (let i = 1; i <= cycles; i++) {
      state = cycle(state, i);
      taken(follower, disagreement(follower));
    }
    times.push(((performance.now() - started) * 1e6) / (cycles * stepsInCycle));
  }
  return median(times);
}
