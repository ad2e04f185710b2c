import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import { knowing, opening, options, persist, persisted, rearm, receive, send, when } from "./node.fixture.ts";
import { type NodeEvent, recover, start, step } from "./node.ts";
import { type NodeState, recordOf } from "./state.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, object>(step);
const suspect: NodeEvent = { kind: "timeout", timer: "suspect" };
const askAgain: NodeEvent = { kind: "timeout", timer: "askAgain" };

const candidate = when({ role: "candidate", epoch: 1, vote: "a" });
const end = { epoch: 0, position: 0 };
const requests = ["b", "c"].map((to) => send({ kind: "requestVote", to, end }));

/** The same node, which needs nobody to suspect with it. */
function alone(state: NodeState): NodeState {
  const { cluster } = state;
  return { ...state, cluster: { ...cluster, quorums: { ...cluster.quorums, preVote: { kind: "atLeast", count: 1 } } } };
}

test("a follower that suspects asks whether others do, and where its log ends is part of the question", () => {
  const following = when({ epoch: 1, vote: "b", leader: "b" }, opening);
  const place = { epoch: 1, position: 1 };
  const questions = ["b", "c"].map((to) => send({ kind: "requestPreVote", epoch: 2, to, end: place }));
  const suspecting = { ...following, preVotes: ["a"] };
  changes(following, suspect, suspecting, [...questions, { kind: "setTimer", timer: "askAgain" }, rearm]);
  const after = when({ role: "candidate", epoch: 2, vote: "a", isWriting: true, stored: 0 }, opening);
  changes(suspecting, receive({ kind: "preVote", epoch: 2 }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "askAgain" },
    rearm,
  ]);
});

test("a node that suspects says so to whoever asks, if that could be elected, and nobody else does", () => {
  const of = (position: number): NodeEvent =>
    receive({ kind: "requestPreVote", epoch: 2, end: { epoch: position, position } });
  const preVote = send({ kind: "preVote", epoch: 2 });
  answers(when({ epoch: 1, leader: "c", preVotes: ["a"] }, opening), of(1), [preVote]);
  answers(when({ epoch: 1 }, opening), of(1), [preVote]);
  answers(when({ epoch: 1 }, opening), of(0), []);
  answers(when({ epoch: 1, leader: "c" }, opening), of(1), []);
  answers(when({ epoch: 2 }, opening), of(1), [send({ kind: "newer", epoch: 2 })]);
  // As long a log is not as far if it ends in an older epoch.
  const old = receive({ kind: "requestPreVote", epoch: 3, end: { epoch: 1, position: 1 } });
  answers(when({ epoch: 2 }, { epoch: 2, client: null }), old, []);
});

test("whoever hears of a leader suspects no more", () => {
  const suspecting = when({ epoch: 1, leader: "b", preVotes: ["a"] }, opening);
  const append = receive({ kind: "append", after: { epoch: 1, position: 1 }, entries: [], decided: 0 });
  changes(suspecting, append, { ...suspecting, preVotes: [], agreed: 1 }, [
    send({ kind: "acknowledge", position: 1 }),
    { kind: "cancelTimer", timer: "askAgain" },
    rearm,
  ]);
});

test("a leader that hears of no quorum between two looks steps down, and does not lead the epoch again", () => {
  const check: NodeEvent = { kind: "timeout", timer: "checkQuorum" };
  const rearmed = { kind: "setTimer", timer: "checkQuorum" };
  const leader = when(
    { role: "leader", epoch: 1, vote: "a", leader: "a", ...knowing([1, 1, 0], [0, 1, 0], ["b"]) },
    opening,
  );
  const looked = { ...leader, unheard: ["b", "c"] };
  changes(leader, check, looked, [rearmed]);
  const heard = { ...leader, unheard: ["c"] };
  changes(looked, receive({ kind: "acknowledge", position: 1 }), heard, []);
  changes(looked, receive({ kind: "vote" }), heard, []);
  const searching = { ...looked, ...knowing([1, 0, 0], [0, 1, 0]) };
  assert.deepEqual(step(searching, receive({ kind: "mismatch", position: 1, end })).state.unheard, ["c"]);
  changes(heard, check, looked, [rearmed]);
  const deposed = when({ epoch: 1, vote: "a" }, opening);
  changes(looked, check, deposed, [{ kind: "cancelTimer", timer: "replicate" }, rearm]);
  answers(deposed, receive({ kind: "requestVote", from: "c", end: { epoch: 0, position: 0 } }), []);
  const writing = { ...deposed, isWriting: true, stored: 0 };
  changes(writing, persisted(writing), deposed, []);
});

test("to lead on, a leader need not hear of as many as elect, only of as many as decide", () => {
  const quorums = { election: { kind: "atLeast", count: 3 }, proposal: { kind: "atLeast", count: 1 } } as const;
  const { cluster } = start({ ...options, quorums }).state;
  const unheard = { cluster, role: "leader", epoch: 1, vote: "a", leader: "a", unheard: ["b", "c"] } as const;
  const check: NodeEvent = { kind: "timeout", timer: "checkQuorum" };
  answers(when(unheard, opening), check, [{ kind: "setTimer", timer: "checkQuorum" }]);
});

test("one that needs no others votes for itself in the next epoch, and does not ask before that is durable", () => {
  const after = alone({ ...candidate, isWriting: true });
  changes(alone(when({})), suspect, after, [persist(after), rearm]);
});

test("a candidate that suspects begins the next epoch, and no longer asks for votes in the last", () => {
  const after = alone(when({ role: "candidate", epoch: 2, vote: "a", isWriting: true }));
  changes(alone({ ...candidate, votes: ["a"] }), suspect, after, [
    persist(after),
    { kind: "cancelTimer", timer: "askAgain" },
    rearm,
  ]);
});

test("a node that knows the last epoch of all does not begin another, and recovers from its record", () => {
  const epoch = Number.MAX_SAFE_INTEGER;
  const { state } = step(when({}), receive({ kind: "newer", epoch }));
  assert.deepEqual(state, when({ epoch, isWriting: true }));
  refuses(state, suspect, "untimely", "there is no number for another epoch");
  assert.deepEqual(recover(options, recordOf(state)).state, when({ epoch }));
});

test("a leader does not suspect itself", () => {
  const leader = when({ role: "leader", epoch: 1, vote: "a", leader: "a" }, opening);
  refuses(leader, suspect, "untimely", 'the timer "suspect" is not armed');
});

test("a candidate asks the others once its vote for itself is durable, and counts that vote", () => {
  const before = { ...candidate, isWriting: true };
  const after = { ...candidate, votes: ["a"] };
  changes(before, persisted(candidate), after, [...requests, { kind: "setTimer", timer: "askAgain" }]);
});

test("a candidate says where its log ends", () => {
  const before = when({ role: "candidate", epoch: 2, vote: "a", isWriting: true }, opening);
  const [first] = step(before, persisted(before)).effects;
  assert.deepEqual(first, send({ kind: "requestVote", epoch: 2, end: { epoch: 1, position: 1 } }));
});

test("a node alone leads as soon as its vote for itself is durable", () => {
  const { state } = start({ self: "a", nodes: ["a"] });
  const asking = step(state, suspect).state;
  const { state: leading, effects } = step(asking, persisted(asking));
  assert.deepEqual([leading.role, leading.leader, leading.isWriting], ["leader", "a", true]);
  assert.deepEqual(effects, [
    persist(leading),
    { kind: "cancelTimer", timer: "suspect" },
    { kind: "setTimer", timer: "replicate" },
    { kind: "setTimer", timer: "checkQuorum" },
  ]);
});

test("a candidate asks again once its vote for itself is durable, and nobody else does", () => {
  answers(candidate, askAgain, [...requests, { kind: "setTimer", timer: "askAgain" }]);
  for (const other of [when({}), { ...candidate, isWriting: true }]) {
    refuses(other, askAgain, "untimely", 'the timer "askAgain" is not armed');
  }
});

test("a candidate asks only those again who have not voted", () => {
  const five = {
    ...start({ self: "a", nodes: ["a", "b", "c", "d", "e"] }).state,
    role: "candidate",
    epoch: 1,
    vote: "a",
    votes: ["a", "c"],
  } as const;
  const asked = step(five, askAgain).effects.flatMap((effect) => (effect.kind === "send" ? [effect.message.to] : []));
  assert.deepEqual(asked, ["b", "d", "e"]);
});

test("asked for its vote in a higher epoch, a node gives it, and does not say so before it is durable", () => {
  const after = when({ epoch: 1, vote: "b", isWriting: true });
  changes(when({}), receive({ kind: "requestVote", end }), after, [persist(after), rearm]);
});

test("a vote in an epoch that is known already is written too, and whoever gives it suspects no more", () => {
  const after = when({ epoch: 1, vote: "b", isWriting: true });
  changes(when({ epoch: 1, preVotes: ["a"] }), receive({ kind: "requestVote", end }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "askAgain" },
    rearm,
  ]);
});

test("asked again, a node repeats its vote if it is durable", () => {
  const voted = when({ epoch: 1, vote: "b" });
  answers(voted, receive({ kind: "requestVote", end }), [send({ kind: "vote" })]);
  answers({ ...voted, isWriting: true }, receive({ kind: "requestVote", end }), []);
});

test("a node votes once in an epoch, and not where it knows a leader", () => {
  answers(when({ epoch: 1, vote: "c" }), receive({ kind: "requestVote", end }), []);
  answers(when({ epoch: 1, leader: "c" }), receive({ kind: "requestVote", end }), []);
});

test("a candidate of an epoch that is over is told of the newer one", () => {
  answers(when({ epoch: 2 }), receive({ kind: "requestVote", end }), [send({ kind: "newer", epoch: 2 })]);
});

test("a node does not vote for a log that is not as far as its own, but hears of the epoch", () => {
  const longer = [opening, { epoch: 1, client: "x", number: 1 }] as const;
  for (const shorter of [end, { epoch: 1, position: 1 }]) {
    const after = when({ epoch: 2, isWriting: true, stored: 0 }, ...longer);
    changes(when({ epoch: 1 }, ...longer), receive({ kind: "requestVote", epoch: 2, end: shorter }), after, [
      persist(after),
    ]);
  }
  for (const asFar of [
    { epoch: 1, position: 2 },
    { epoch: 2, position: 1 },
  ]) {
    const result = step(when({ epoch: 1 }, ...longer), receive({ kind: "requestVote", epoch: 3, end: asFar }));
    assert.equal(result.state.vote, "b");
  }
});

test("a node does not vote for a log that ends in an older epoch, however long it is", () => {
  const own = { epoch: 2, client: null };
  const after = when({ epoch: 3, isWriting: true, stored: 0 }, own);
  for (const position of [1, 5]) {
    const message = receive({ kind: "requestVote", epoch: 3, end: { epoch: 1, position } });
    changes(when({ epoch: 2 }, own), message, after, [persist(after)]);
  }
});

test("a leader that hears of a higher epoch follows, and suspects again", () => {
  const leader = when({ role: "leader", epoch: 1, vote: "a", leader: "a", ...knowing([1, 1, 0]), decided: 1 }, opening);
  const after = when({ epoch: 2, vote: "b", isWriting: true, stored: 0, decided: 1 }, opening);
  changes(leader, receive({ kind: "requestVote", epoch: 2, end: { epoch: 1, position: 1 } }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "replicate" },
    { kind: "cancelTimer", timer: "checkQuorum" },
    rearm,
  ]);
});

test("with the votes of a quorum a candidate leads, and opens its epoch with an entry", () => {
  const after = when({ role: "leader", epoch: 1, vote: "a", leader: "a", isWriting: true, stored: 0 }, opening);
  const appends = ["b", "c"].map((to) => send({ kind: "append", to, after: end, entries: [opening], decided: 0 }));
  const effects = [
    persist(after),
    ...appends,
    { kind: "cancelTimer", timer: "askAgain" },
    { kind: "cancelTimer", timer: "suspect" },
    { kind: "setTimer", timer: "replicate" },
    { kind: "setTimer", timer: "checkQuorum" },
  ];
  changes({ ...candidate, votes: ["a"] }, receive({ kind: "vote" }), after, effects);
  // Nor does it suspect any more that nobody will.
  changes({ ...candidate, votes: ["a"], preVotes: ["a"] }, receive({ kind: "vote" }), after, effects);
});

test("with less than a quorum a candidate goes on asking, and a vote counts once", () => {
  const five = {
    ...start({ self: "a", nodes: ["a", "b", "c", "d", "e"] }).state,
    role: "candidate",
    epoch: 1,
    vote: "a",
  } as const;
  const vote = receive({ kind: "vote", cluster: five.cluster.identity });
  changes({ ...five, votes: ["a"] }, vote, { ...five, votes: ["a", "b"] }, []);
  answers({ ...five, votes: ["a", "b"] }, vote, []);
});

test("a late vote changes nothing", () => {
  answers(when({ role: "leader", epoch: 1, vote: "a", leader: "a" }, opening), receive({ kind: "vote" }), []);
  answers(when({ epoch: 1, vote: "a" }), receive({ kind: "vote" }), []);
  answers({ ...candidate, epoch: 2 }, receive({ kind: "vote" }), []);
});

test("a candidate's log that ends in its own epoch, or in a later one, is none", () => {
  for (const epoch of [2, 9]) {
    const message = receive({ kind: "requestVote", epoch: 2, end: { epoch, position: 1 } });
    refuses(when({}), message, "malformed", `end.epoch: ${epoch} is no epoch before that of the candidate, 2`);
  }
});

test("a vote for which a node has not asked is impossible", () => {
  const because = "a vote for which it has not asked";
  refuses(when({ epoch: 1 }), receive({ kind: "vote" }), "impossible", because);
  refuses(candidate, receive({ kind: "vote", epoch: 2 }), "impossible", because);
  refuses({ ...candidate, isWriting: true }, receive({ kind: "vote" }), "impossible", because);
});
