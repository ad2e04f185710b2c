/**
 * Laws that hold for every state of a node and every event, whether or not the one can follow the other.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc, { type Arbitrary } from "fast-check";
import { anything, plain, testLawsOf } from "../../core/laws.fixture.ts";
import { sequenceOf, sharedLength, slice, take } from "../../core/sequence.ts";
import { type Leadership, leadershipTable } from "../../epochs/leadership.ts";
import { sizesOnTheirWay } from "./followers.ts";
import { locateFor } from "./locating.ts";
import { continued, emptyLog } from "./log.ts";
import { type BroadcastRequest, entryOf, type LogEntry } from "./log-entry.ts";
import type { Message } from "./message.ts";
import { type NodeEvent, recover, start, step } from "./node.ts";
import { logIn } from "./record.ts";
import { type NodeState, recordOf } from "./state.ts";

const nodes = ["a", "b", "c"];
const options = { self: "a", nodes };
const { cluster, limits } = start(options).state;
const { identity } = cluster;
const node = fc.constantFrom("a", "b", "c", "stranger");
const small = fc.nat({ max: 6 });
const epoch = fc.integer({ min: 1, max: 5 });
const request: Arbitrary<BroadcastRequest> = plain({
  client: fc.constantFrom("x", "y"),
  number: fc.integer({ min: 1, max: 4 }),
});
const entry: Arbitrary<LogEntry> = fc
  .tuple(epoch, fc.option(request))
  .map(([of, some]) => (some === null ? { epoch: of, client: null } : entryOf(of, some)));

/** The read that waits wherever one does. */
const read = { client: "x", number: 1 };

/** Epochs that do not fall, and requests that are the next of their client, as far as that goes. */
const entries: Arbitrary<readonly LogEntry[]> = fc
  .array(entry, { maxLength: 6 })
  .map((some) => some.toSorted((one, other) => one.epoch - other.epoch))
  .map((some) => some.filter((_, i) => continued(emptyLog, some.slice(0, i + 1)) !== undefined));

const states: Arbitrary<NodeState> = fc
  .record({
    entries,
    role: fc.constantFrom<Leadership>("follower", "candidate", "leader"),
    later: fc.nat({ max: 2 }),
    vote: fc.constantFrom("a", "b", "c", null),
    leader: fc.constantFrom("b", "c", null),
    votes: fc.subarray(nodes),
    others: fc.subarray(["b", "c"]),
    suspects: fc.boolean(),
    heir: fc.constantFrom("b", "c", null),
    numbers: fc.tuple(small, small, small, small, small, small),
    confirmed: fc.constantFrom(0, 1),
    isWriting: fc.boolean(),
  })
  .map(({ entries: some, role, later, vote, leader, votes, others, suspects, heir, numbers, confirmed, isWriting }) => {
    const log = continued(emptyLog, some) ?? emptyLog;
    const { length } = log.entries;
    const [stored, agreed, decided, ...match] = numbers.map((number) => Math.min(number, length));
    const followers = {
      match: role === "leader" ? match : [0, 0, 0],
      sent: role === "leader" ? match.toReversed() : [0, 0, 0],
      found: role === "leader" ? ["b"] : [],
    };
    return {
      ...start(options).state,
      role,
      epoch: (some[length - 1]?.epoch ?? 1) + later,
      vote: role === "follower" ? vote : "a",
      log,
      leader: role === "leader" ? "a" : role === "follower" ? leader : null,
      votes: role === "candidate" ? votes : [],
      preVotes: role !== "leader" && suspects ? ["a", ...others] : [],
      unheard: role === "leader" ? others : [],
      stored: isWriting ? (stored ?? 0) : length,
      agreed: agreed ?? 0,
      followers: { ...followers, onTheirWay: sizesOnTheirWay(followers, cluster, log.entries) },
      heir: role === "leader" ? heir : null,
      round:
        role === "leader"
          ? { number: 2, waiting: [{ read, position: 0, number: 2 }], confirmed: [0, confirmed, 0] }
          : start(options).state.round,
      decided: decided ?? 0,
      isWriting,
    };
  });

const end = fc.oneof(
  plain({ epoch, position: fc.integer({ min: 1, max: 6 }) }),
  fc.constant({ epoch: 0, position: 0 }),
);
const addressed = {
  cluster: fc.constant(identity),
  epoch: fc.integer({ min: 1, max: 8 }),
  from: node,
  to: fc.constantFrom("a", "a", "a", "b"),
};
const messages: Arbitrary<Message> = fc.oneof(
  plain({ kind: fc.constantFrom("requestPreVote", "requestVote"), ...addressed, end }).map((asked) =>
    // Its log ends before its epoch.
    asked.end.epoch < asked.epoch ? asked : { ...asked, epoch: asked.end.epoch + 1 },
  ),
  plain({ kind: fc.constantFrom("preVote", "vote", "newer", "takeOver"), ...addressed }),
  plain({ kind: fc.constant("append"), ...addressed, after: end, entries, decided: small }),
  plain({ kind: fc.constant("acknowledge"), ...addressed, position: small }),
  plain({
    kind: fc.constantFrom("requestConfirmation", "confirmation"),
    ...addressed,
    number: fc.integer({ min: 1, max: 3 }),
  }),
  plain({ kind: fc.constant("mismatch"), ...addressed, position: fc.integer({ min: 1, max: 6 }), end }).map(
    (missed) => ({
      ...missed,
      position: Math.max(missed.position, missed.end.position),
    }),
  ),
);
const records = plain({
  cluster: fc.constant(identity),
  epoch,
  vote: fc.constantFrom("a", "b", null),
  log: entries.map((some) => sequenceOf(some)),
});
const events: Arbitrary<NodeEvent> = fc.oneof(
  { weight: 6, arbitrary: messages.map((message): NodeEvent => ({ kind: "receive", message })) },
  fc.array(request, { maxLength: 4 }).map((requests): NodeEvent => ({ kind: "broadcast", requests })),
  records.map((record): NodeEvent => ({ kind: "persisted", record })),
  fc.constantFrom<NodeEvent>(
    { kind: "timeout", timer: "suspect" },
    { kind: "timeout", timer: "askAgain" },
    { kind: "timeout", timer: "replicate" },
    { kind: "timeout", timer: "checkQuorum" },
    { kind: "timeout", timer: "giveUp" },
    { kind: "handOver", to: "b" },
    locateFor(read),
    locateFor({ client: "y", number: 1 }),
  ),
);
/** That what was asked for is durable is mostly heard of the last record. */
const steps = fc
  .tuple(states, events, fc.boolean())
  .map(([state, event, isLast]): [NodeState, NodeEvent] => [
    state,
    event.kind === "persisted" && isLast ? { kind: "persisted", record: recordOf(state) } : event,
  ]);
const junk = fc.oneof(
  anything,
  fc.record({ kind: fc.constantFrom("append", "vote"), epoch: fc.anything(), from: fc.anything(), to: fc.anything() }),
  plain({
    kind: fc.constant("append"),
    ...addressed,
    after: fc.anything(),
    entries: fc.anything(),
    decided: fc.anything(),
  }),
);

function check(law: (state: NodeState, event: NodeEvent) => void): void {
  fc.assert(
    fc.property(steps, ([state, event]) => law(state, event)),
    { numRuns: 3000 },
  );
}

testLawsOf({
  step,
  states,
  steps,
  receive: (message): NodeEvent => ({ kind: "receive", message }),
  junk,
  roleOf: ({ role }) => role,
  rows: leadershipTable.rows,
  numRuns: 3000,
});

test("epochs never fall, and in an epoch a vote is not taken back, nor a leader replaced", () => {
  check((state, event) => {
    const after = step(state, event).state;
    assert.ok(after.epoch >= state.epoch);
    if (after.epoch > state.epoch) return;
    if (state.vote !== null && !(event.kind === "timeout")) assert.equal(after.vote, state.vote);
    // One that hears of no quorum leads no more, and nobody in its place.
    const stepsDown = state.role === "leader" && event.kind === "timeout" && after.role === "follower";
    if (state.leader !== null) assert.equal(after.leader, stepsDown ? null : state.leader);
  });
});

test("what is decided only grows, stays in the log, and is told once, in order", () => {
  check((state, event) => {
    const { state: after, effects } = step(state, event);
    assert.ok(after.decided >= state.decided && after.decided <= after.log.entries.length);
    assert.deepEqual(slice(after.log.entries, 0, state.decided), slice(state.log.entries, 0, state.decided));
    const newly = slice(after.log.entries, state.decided, after.decided);
    const told = effects.flatMap((effect) => (effect.kind === "deliver" ? [effect] : []));
    const { length } = newly;
    const values = take(after.log.entries, after.decided);
    assert.deepEqual(told, length === 0 ? [] : [{ kind: "deliver", first: state.decided + 1, values }]);
  });
});

test("the log is valid, and what is known of it is a function of its entries", () => {
  check((state, event) => {
    const { log, epoch: highest } = step(state, event).state;
    assert.deepEqual(
      logIn({ cluster: identity, epoch: highest, vote: null, log: log.entries }, cluster, limits.value),
      log,
    );
  });
});

test("a step writes exactly if the durable part has changed, and then nothing is durable until it is heard to be", () => {
  check((state, event) => {
    const { state: after, effects } = step(state, event);
    const written = effects.flatMap((effect) => (effect.kind === "persist" ? [effect.record] : []));
    const isSame = JSON.stringify(recordOf(after)) === JSON.stringify(recordOf(state));
    assert.deepEqual(written, isSame ? [] : [recordOf(after)]);
    if (!isSame) assert.equal(after.isWriting, true);
    if (state.isWriting && event.kind !== "persisted") assert.equal(after.isWriting, true);
  });
});

test("a node whose writes are not durable does not vote, and acknowledges no more than is", () => {
  check((state, event) => {
    const { state: after, effects } = step(state, event);
    for (const effect of effects) {
      if (effect.kind !== "send") continue;
      if (effect.message.kind === "vote") assert.equal(after.isWriting, false);
      if (effect.message.kind === "acknowledge")
        assert.equal(effect.message.position, Math.min(after.agreed, after.stored));
    }
  });
});

test("only an answer of the disk lets a node know that more is stored, and only in its epoch", () => {
  check((state, event) => {
    const { state: after } = step(state, event);
    assert.ok(after.stored <= after.log.entries.length);
    if (!after.isWriting) assert.equal(after.stored, after.log.entries.length);
    if (after.epoch > state.epoch) assert.equal(after.stored, 0);
    else if (event.kind !== "persisted")
      assert.equal(after.stored, Math.min(state.stored, sharedLength(state.log.entries, after.log.entries)));
    else assert.ok(after.stored >= state.stored);
  });
});

test("the timers that are armed hang on the role, what it has begun, and the disk", () => {
  const armedIn = ({ role, preVotes, heir, isWriting }: NodeState): readonly string[] => {
    if (role === "leader") return ["checkQuorum", ...(heir === null ? [] : ["giveUp"]), "replicate"];
    return preVotes.length > 0 || (role === "candidate" && !isWriting) ? ["askAgain", "suspect"] : ["suspect"];
  };
  check((state, event) => {
    const result = step(state, event);
    if (result.outcome === "refused") return;
    const armed = new Set(armedIn(state));
    if (event.kind === "timeout") armed.delete(event.timer);
    for (const effect of result.effects) {
      if (effect.kind === "setTimer") armed.add(effect.timer);
      if (effect.kind === "cancelTimer") armed.delete(effect.timer);
    }
    assert.deepEqual([...armed].sort(), armedIn(result.state));
  });
});

test("whoever waits for a position waits on, is told by a leader whom a majority has confirmed, or is forgotten with it", () => {
  check((state, event) => {
    const { state: after, effects } = step(state, event);
    const leadsOn = after.role === "leader" && after.epoch === state.epoch;
    const told = effects.flatMap((effect): readonly unknown[] =>
      effect.kind === "reply" && event.kind === "receive" ? effect.value : [],
    );
    if (!leadsOn) assert.deepEqual([after.round, told], [start(options).state.round, []]);
    else if (told.length === 0) assert.ok(after.round.waiting.length >= state.round.waiting.length);
    else {
      assert.deepEqual(told, [{ read, position: 0 }]);
      assert.deepEqual([after.round.waiting, Math.max(...after.round.confirmed)], [[], 2]);
    }
  });
});

test("a log that has grown or has been cut shares what was kept", () => {
  check((state, event) => {
    const after = step(state, event).state.log.entries;
    const kept = sharedLength(state.log.entries, after);
    assert.deepEqual(slice(after, 0, kept), slice(state.log.entries, 0, kept));
    if (event.kind === "broadcast") assert.equal(kept, state.log.entries.length);
  });
});

test("what is meant for others, or comes from strangers, is refused", () => {
  const elsewhere = fc.constantFrom({ to: "b" }, { from: "stranger" }, { from: "a" }, { cluster: "another" });
  fc.assert(
    fc.property(states, messages, elsewhere, (state, message, other) => {
      const result = step(state, { kind: "receive", message: { ...message, ...other } });
      assert.equal(result.state, state);
      assert.equal(result.outcome, "refused");
    }),
  );
});

test("recovery is pure, and begins where the table starts", () => {
  fc.assert(
    fc.property(states, (state) => {
      const record = recordOf(state);
      const recovered = recover(options, record);
      assert.deepEqual(recovered, recover(options, structuredClone(record)));
      assert.deepEqual(recordOf(recovered.state), record);
      assert.ok(leadershipTable.starts.includes(recovered.state.role));
    }),
  );
});
