import assert from "node:assert/strict";
import { test } from "node:test";
import { sequenceOf } from "../../core/sequence.ts";
import type { LogEntry } from "./log-entry.ts";
import { type NodeOptions, recover, start, step } from "./node.ts";
import { noRecord } from "./record.ts";
import { type NodeState, nodeTable, recordOf } from "./state.ts";

const options: NodeOptions = { self: "a", nodes: ["c", "a", "b"] };
const fresh = start(options).state;
const entries: readonly LogEntry[] = [
  { epoch: 1, request: null },
  { epoch: 1, request: { client: "x", number: 1 } },
];

test("a node begins as a follower that knows nothing, and will suspect", () => {
  assert.deepEqual(start(options), {
    state: {
      cluster: {
        self: "a",
        nodes: ["a", "b", "c"],
        others: ["b", "c"],
        electionQuorums: { kind: "atLeast", count: 2 },
        proposalQuorums: { kind: "atLeast", count: 2 },
        maxRequests: 1_000,
        maxLength: 1_048_576,
        maxEntries: 1_000,
      },
      role: "follower",
      epoch: 0,
      vote: null,
      log: { entries: noRecord.log, numbers: { size: 0, rows: [], branches: [] } },
      leader: null,
      votes: [],
      agreed: 0,
      match: [0, 0, 0],
      decided: 0,
      isDurable: true,
    },
    effects: [{ kind: "setTimer", timer: "suspect" }],
  });
});

test("a node recovers as a follower from its record, and knows of nothing decided", () => {
  const record = { epoch: 2, vote: "b", log: sequenceOf(entries) };
  const { state, effects } = recover(options, record);
  assert.deepEqual(state, {
    ...fresh,
    epoch: 2,
    vote: "b",
    log: { entries: record.log, numbers: { size: 1, rows: [{ name: "x", value: 1 }], branches: [] } },
  });
  assert.deepEqual(effects, [{ kind: "setTimer", timer: "suspect" }]);
  assert.deepEqual(recordOf(state), record);
});

test("a node whose log has landed without its epoch goes on from the epoch in which the log ends, and writes it", () => {
  const torn = { epoch: 0, vote: null, log: sequenceOf(entries) };
  const { state, effects } = recover(options, torn);
  assert.deepEqual([state.epoch, state.vote, state.isDurable], [1, null, false]);
  assert.deepEqual(effects, [
    { kind: "persist", record: { epoch: 1, vote: null, log: torn.log } },
    { kind: "setTimer", timer: "suspect" },
  ]);
  const later = { ...torn, vote: "b", log: sequenceOf([...entries, { epoch: 3, request: null }]) };
  assert.deepEqual(recover(options, { ...later, epoch: 2 }).state.vote, null);
});

test("a record that contradicts itself is an error", () => {
  assert.throws(() => recover(options, { ...noRecord, epoch: 1, vote: "stranger" }), /no such vote is possible/);
});

test("a node that takes no part, or quorums that do not meet, are an error of the program", () => {
  const wrong: readonly (readonly [Partial<NodeOptions>, string])[] = [
    [{ self: "stranger" }, "the node is none of the nodes"],
    [{ electionQuorums: { kind: "atLeast", count: 1 } }, "two quorums could each elect a leader of one epoch"],
    [{ maxEntries: 0 }, "an append must carry an entry at least"],
    [{ proposalQuorums: { kind: "atLeast", count: 1 } }, "a quorum could elect a leader that lacks what is decided"],
  ];
  for (const [fields, because] of wrong) {
    assert.throws(() => start({ ...options, ...fields }), { message: `epoch broadcast: ${because}` });
  }
});

test("quorums need not be majorities", () => {
  const all = { kind: "atLeast", count: 3 } as const;
  const one = { kind: "atLeast", count: 1 } as const;
  const { cluster } = start({
    ...options,
    electionQuorums: all,
    proposalQuorums: one,
    maxRequests: 5,
    maxEntries: 6,
  }).state;
  const { maxRequests, maxEntries } = cluster;
  assert.deepEqual([cluster.electionQuorums, cluster.proposalQuorums, maxRequests, maxEntries], [all, one, 5, 6]);
});

test("only a higher epoch ends the time of a leader, and the table has no way from follower to leader", () => {
  assert.equal(nodeTable.next("leader", "heardOfHigherEpoch"), "follower");
  for (const change of ["suspected", "elected", "heardOfLeader"] as const) {
    assert.equal(nodeTable.next("leader", change), undefined);
  }
  assert.equal(nodeTable.next("follower", "elected"), undefined);
});

test("that something is durable is heeded when all is, and not twice", () => {
  const first: NodeState = { ...fresh, epoch: 1, vote: "b", isDurable: false };
  const log = { entries: sequenceOf(entries), numbers: fresh.log.numbers };
  const second: NodeState = { ...first, log, leader: "b", agreed: 2 };
  for (const stale of [
    noRecord,
    recordOf(first),
    { ...recordOf(second), epoch: 2 },
    { ...recordOf(second), vote: null },
  ]) {
    assert.deepEqual(step(second, { kind: "persisted", record: stale }), {
      outcome: "answered",
      state: second,
      effects: [],
    });
  }
  const otherEnd = { ...recordOf(second), log: sequenceOf([...entries.slice(1), { epoch: 2, request: null }]) };
  assert.equal(step(second, { kind: "persisted", record: otherEnd }).outcome, "answered");
  const { state } = step(second, { kind: "persisted", record: recordOf(second) });
  assert.deepEqual(state, { ...second, isDurable: true });
  assert.equal(step(state, { kind: "persisted", record: recordOf(second) }).state, state);
});

test("what comes from strangers, or is meant for others, is foreign", () => {
  const message = { kind: "newer", epoch: 1, from: "b", to: "a" };
  const foreign = (fields: object): unknown => step(fresh, { kind: "receive", message: { ...message, ...fields } });
  const refused = (because: string): object => ({
    outcome: "refused",
    state: fresh,
    effects: [],
    refusal: { kind: "foreign", because },
  });
  assert.deepEqual(foreign({ to: "b" }), refused("a message to another node"));
  assert.deepEqual(foreign({ from: "stranger" }), refused("a message from a node that takes no part"));
  assert.deepEqual(foreign({ from: "a" }), refused("a message from a node that takes no part"));
});
