import assert from "node:assert/strict";
import { test } from "node:test";
import { sequenceOf } from "../../core/sequence.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import type { LogEntry } from "./log-entry.ts";
import { cluster, options, persist, persisted, receive, send } from "./node.fixture.ts";
import { type NodeEvent, type NodeOptions, recover, start, step } from "./node.ts";
import { noRecord } from "./record.ts";
import { flawIn, type NodeState, recordOf } from "./state.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, object>(step);
const fresh = start(options).state;
const entries: readonly LogEntry[] = [
  { epoch: 1, client: null },
  { epoch: 1, client: "x", number: 1 },
];

const two = { kind: "atLeast", count: 2 } as const;

test("a node begins as a follower that knows nothing, and will suspect", () => {
  assert.deepEqual(start({ self: "a", nodes: ["c", "a", "b"] }), {
    state: {
      cluster: {
        self: "a",
        nodes: ["a", "b", "c"],
        others: ["b", "c"],
        quorums: { election: two, proposal: two, preVote: two },
        identity: cluster,
      },
      limits: {
        maxRequests: 1_000,
        maxEntries: 1_000,
        window: 10_000,
        maxUndecided: 10_000,
        maxTotalSize: 4_194_304,
        windowSize: 41_943_040,
        maxLocating: 1_000,
        value: { size: 1_048_576, depth: 64 },
      },
      role: "follower",
      epoch: 0,
      vote: null,
      log: { entries: noRecord.log, lines: { size: 0, rows: [], digit: 0, branches: [] }, openings: 0 },
      leader: null,
      votes: [],
      preVotes: [],
      unheard: [],
      stored: 0,
      agreed: 0,
      followers: { match: [0, 0, 0], sent: [0, 0, 0], found: [], onTheirWay: [0, 0, 0] },
      heir: null,
      round: { number: 0, waiting: [], confirmed: [0, 0, 0] },
      decided: 0,
      isWriting: false,
    },
    effects: [{ kind: "setTimer", timer: "suspect" }],
  });
});

test("a node recovers as a follower from its record, and knows of nothing decided", () => {
  const record = { cluster, epoch: 2, vote: "b", log: sequenceOf(entries) };
  const { state, effects } = recover(options, record);
  const rows = [{ name: "x", value: { count: 1, runs: sequenceOf([{ number: 1, position: 2 }]) } }];
  const log = { entries: record.log, lines: { size: 1, rows, digit: 0, branches: [] }, openings: 1 };
  assert.deepEqual(state, { ...fresh, epoch: 2, vote: "b", log, stored: 2 });
  assert.deepEqual(effects, [{ kind: "setTimer", timer: "suspect" }]);
  assert.deepEqual(recordOf(state), record);
});

test("a node whose log has landed without its epoch goes on from the epoch in which the log ends, and writes it", () => {
  const torn = { cluster: "", epoch: 0, vote: null, log: sequenceOf(entries) };
  const { state, effects } = recover(options, torn);
  assert.deepEqual([state.epoch, state.vote, state.isWriting, state.stored], [1, null, true, 0]);
  assert.deepEqual(effects, [persist(state), { kind: "setTimer", timer: "suspect" }]);
  const later = { ...torn, vote: "b", log: sequenceOf([...entries, { epoch: 3, client: null }]) };
  assert.deepEqual(recover(options, { ...later, epoch: 2 }).state.vote, null);
});

test("a record that cannot be the node's is an error that says why", () => {
  assert.throws(() => recover(options, { ...noRecord, epoch: 1, vote: "stranger" }), {
    message: "epoch broadcast: no record of this node: it has voted for a node that takes no part",
  });
  const { state } = step(fresh, { kind: "timeout", timer: "suspect" });
  assert.throws(() => recover({ ...options, nodes: ["a", "b", "d"] }, recordOf(state)), {
    message: "epoch broadcast: no record of this node: it was written with other nodes, other quorums or another name",
  });
});

test("a node that takes no part, quorums that do not meet, or limits that are none are an error of the program", () => {
  const majority = { kind: "atLeast", count: 2 } as const;
  const one = { kind: "atLeast", count: 1 } as const;
  const wrong: readonly (readonly [Partial<NodeOptions>, string])[] = [
    [{ self: "stranger" }, '"stranger" is none of the nodes'],
    [{ quorums: { election: one, proposal: majority } }, "two quorums that elect need not meet"],
    [{ quorums: { election: majority, proposal: one } }, "a quorum that elects and one that accepts need not meet"],
    [{ maxEntries: 1.5 }, "maxEntries is 1.5, which is no whole number from 1 on"],
  ];
  for (const [fields, because] of wrong) {
    assert.throws(() => start({ ...options, ...fields }), { message: `epoch broadcast: ${because}` });
  }
});

test("quorums need not be majorities", () => {
  const quorums = { election: { kind: "atLeast", count: 3 }, proposal: { kind: "atLeast", count: 1 } } as const;
  assert.deepEqual(start({ ...options, quorums }).state.cluster.quorums, { ...quorums, preVote: quorums.election });
});

test("that something is durable is heeded when that is news, and not twice", () => {
  const first: NodeState = { ...fresh, epoch: 1, vote: "b", isWriting: true };
  const log = { ...fresh.log, entries: sequenceOf(entries) };
  const second: NodeState = { ...first, log, stored: 2, leader: "b", agreed: 2 };
  const stale = [
    noRecord,
    recordOf(first),
    { ...recordOf(second), epoch: 2 },
    { ...recordOf(second), vote: null },
    { ...recordOf(second), log: sequenceOf([...entries.slice(1), { epoch: 2, client: null }]) },
  ];
  for (const record of stale) answers(second, { kind: "persisted", record }, []);
  const after = { ...second, isWriting: false };
  changes(second, persisted(second), after, [send({ kind: "acknowledge", position: 2 })]);
  answers(after, persisted(second), []);
});

test("what comes from strangers, or is meant for others, is foreign", () => {
  const foreign = (fields: object, because: string): void =>
    refuses(fresh, receive({ kind: "newer", ...fields }), "foreign", because);
  foreign({ to: "b" }, "a message to another node");
  foreign({ from: "stranger" }, "a message from a node that takes no part");
  foreign({ from: "a" }, "a message from a node that takes no part");
  foreign({ cluster: "another" }, "a message of another cluster");
  foreign({ cluster: undefined }, "a message of another cluster");
});

test("where requests stand is what the entries of the log say", () => {
  const { log } = recover(options, { ...noRecord, epoch: 1, log: sequenceOf(entries) }).state;
  assert.equal(flawIn({ ...fresh, log }), undefined);
  const flaw = "where requests stand in the log is not what it knows of them";
  assert.equal(flawIn({ ...fresh, log: { ...log, lines: fresh.log.lines } }), flaw);
  assert.equal(flawIn({ ...fresh, log: { ...log, openings: 0 } }), flaw);
  assert.equal(flawIn({ ...fresh, log: { ...log, entries: sequenceOf(entries.slice(1)) } }), flaw);
  const early = [{ epoch: 1, client: "x", number: 2 }];
  assert.equal(flawIn({ ...fresh, log: { ...log, entries: sequenceOf(early) } }), flaw);
});

test("how large what is on its way to a node is, is what the entries say", () => {
  const { log } = recover(options, { ...noRecord, epoch: 1, log: sequenceOf(entries) }).state;
  const { length } = log.entries;
  const followers = { match: [0, 0, 0], sent: [0, length, 0], found: ["b"], onTheirWay: [0, 1, 0] };
  assert.match(flawIn({ ...fresh, log, followers }) ?? "", /^it believes that 1 are on their way to b, and not \d+$/);
  assert.equal(flawIn({ ...fresh, log, followers: { ...followers, found: [], onTheirWay: [0, 0, 0] } }), undefined);
});
