/**
 * Laws that hold for every state of a node and every event, reachable or not, as long as a leader has its own vote.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc, { type Arbitrary } from "fast-check";
import { anything, plain, testLawsOf } from "../../core/laws.fixture.ts";
import { clusterOf } from "../../epochs/cluster.ts";
import { leadershipTable } from "../../epochs/leadership.ts";
import { type NodeEvent, recover, step } from "./node.ts";
import { type Accepted, type NodeRecord, readBack } from "./record.ts";
import { type NodeState, recordOf, timersOf } from "./state.ts";

const nodes = ["a", "b", "c"];
const cluster = clusterOf({ self: "a", nodes }, "a law");
const identity = fc.constant(cluster.identity);
const others = fc.constantFrom("b", "c");
const orNobody = fc.constantFrom("a", "b", "c", null);
const value = fc.constantFrom("x", "y", "long");
const epoch = fc.integer({ min: 1, max: 3 });
const nothing: Accepted = { epoch: 0, value: null };
const accepted: Arbitrary<Accepted> = fc.oneof(fc.constant(nothing), plain({ epoch, value }));
const counted = fc.subarray(nodes);

/** Whatever a disk can hold; of what a node writes itself, nothing was accepted in a higher epoch than its own. */
const onDisk: Arbitrary<NodeRecord> = plain({ cluster: identity, epoch, vote: orNobody, accepted });
const records = onDisk.map(readBack);

const states: Arbitrary<NodeState> = fc
  .tuple(
    records,
    plain({
      cluster: fc.constant(cluster),
      // One of the values is too long.
      maxLength: fc.constant(3),
      role: fc.constantFrom(...new Set(leadershipTable.rows.map(({ toState }) => toState))),
      leader: orNobody,
      votes: counted,
      preVotes: counted,
      unheard: counted,
      highest: accepted,
      acceptances: counted,
      decision: fc.oneof(value, fc.constant(null)),
      isWriting: fc.boolean(),
    }),
  )
  // A leader has voted for itself: otherwise it would vote for others, and there are no laws for one that does. It
  // suspects nobody, and whoever does has its own pre-vote.
  .map(([record, rest]) =>
    rest.role === "leader"
      ? { ...record, ...rest, vote: cluster.self, preVotes: [] }
      : { ...record, ...rest, preVotes: rest.preVotes.includes(cluster.self) ? rest.preVotes : [], unheard: [] },
  );

const ends = { cluster: identity, from: others, to: fc.constant("a") };
const messages = fc.oneof(
  plain({
    ...ends,
    kind: fc.constantFrom("requestPreVote", "preVote", "requestVote", "lead", "follow", "accept", "newer"),
    epoch,
  }),
  plain({ ...ends, kind: fc.constant("propose"), epoch, value }),
  plain({ ...ends, kind: fc.constant("vote"), epoch, accepted }),
  plain({ ...ends, kind: fc.constantFrom("decide", "wish"), value }),
);
const events: Arbitrary<NodeEvent> = fc.oneof(
  messages.map((message): NodeEvent => ({ kind: "receive", message })),
  records.map((record): NodeEvent => ({ kind: "persisted", record })),
  value.map((wanted): NodeEvent => ({ kind: "propose", value: wanted })),
  fc.constantFrom<NodeEvent>(
    { kind: "timeout", timer: "suspect" },
    { kind: "timeout", timer: "askAgain" },
    { kind: "timeout", timer: "resend" },
    { kind: "timeout", timer: "checkQuorum" },
  ),
);
/** A step that the storage's answer to the state's own record comes to more often than by chance. */
const steps = fc.oneof(
  fc.tuple(states, events),
  states.map((state): [NodeState, NodeEvent] => [state, { kind: "persisted", record: recordOf(state) }]),
);

function always(law: (state: NodeState, event: NodeEvent) => void): void {
  fc.assert(
    fc.property(steps, ([state, event]) => law(state, event)),
    { numRuns: 2000 },
  );
}

testLawsOf({
  step,
  states,
  steps,
  receive: (message): NodeEvent => ({ kind: "receive", message }),
  junk: fc.oneof(
    anything,
    fc.record({ kind: fc.anything(), from: fc.anything(), to: fc.anything(), epoch: fc.anything() }),
  ),
  roleOf: ({ role }) => role,
  rows: leadershipTable.rows,
  numRuns: 2000,
});

test("epochs never fall, and neither does what was accepted, nor a decision", () => {
  always((state, event) => {
    const next = step(state, event).state;
    assert.ok(next.epoch >= state.epoch);
    assert.ok(next.accepted.epoch >= state.accepted.epoch);
    if (state.decision !== null) assert.equal(next.decision, state.decision);
  });
});

test("what belongs on disk is written exactly if it changed, and no vote or acceptance is sent in that step", () => {
  always((state, event) => {
    const result = step(state, event);
    const written = result.effects.flatMap((effect) => (effect.kind === "persist" ? [effect.record] : []));
    const isSame = JSON.stringify(recordOf(result.state)) === JSON.stringify(recordOf(state));
    assert.deepEqual(written, isSame ? [] : [recordOf(result.state)]);
    const sent = result.effects.flatMap((effect) => (effect.kind === "send" ? [effect.message.kind] : []));
    if (!isSame) assert.ok(!sent.includes("vote") && !sent.includes("accept"), sent.join());
  });
});

test("whoever knows the decision changes nothing but what it knows of its disk, and says nothing but the decision", () => {
  always((state, event) => {
    if (state.decision === null) return;
    const { state: next, effects } = step(state, event);
    assert.deepEqual({ ...next, isWriting: state.isWriting }, state);
    for (const effect of effects) {
      assert.ok(effect.kind === "send" && effect.message.kind === "decide" && effect.message.value === state.decision);
    }
  });
});

test("the timers that are armed are those that the state wants", () => {
  always((state, event) => {
    const armed = new Set<string>(timersOf(state));
    if (event.kind === "timeout" && !armed.delete(event.timer)) return;
    const result = step(state, event);
    for (const effect of result.effects) {
      if (effect.kind === "setTimer") armed.add(effect.timer);
      if (effect.kind === "cancelTimer") armed.delete(effect.timer);
    }
    assert.deepEqual([...armed].sort(), [...timersOf(result.state)].sort());
  });
});

test("recovery is pure, and begins as a follower of what the record says", () => {
  fc.assert(
    fc.property(onDisk, (record) => {
      const { state, effects } = recover({ self: "a", nodes }, record);
      assert.deepEqual(recover({ self: "a", nodes }, structuredClone(record)), { state, effects });
      assert.deepEqual([state.role, recordOf(state)], ["follower", readBack(record)]);
    }),
  );
});
