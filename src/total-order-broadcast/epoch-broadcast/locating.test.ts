import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import { locateFor } from "./locating.ts";
import type { LogEntry } from "./log-entry.ts";
import { knowing, opening, receive, send, when } from "./node.fixture.ts";
import { type NodeEvent, start, step } from "./node.ts";
import type { Round } from "./round.ts";
import type { NodeState } from "./state.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, object>(step);

const one: LogEntry = { epoch: 1, client: "x", number: 1 };
const [p, q] = [
  { client: "Ada", number: 1 },
  { client: "Bob", number: 7 },
];

/** A leader of the first epoch that has decided its opening and a request. */
function leading(fields: Partial<NodeState> = {}): NodeState {
  const leads = { role: "leader", epoch: 1, vote: "a", leader: "a", decided: 2, unheard: ["b"] } as const;
  return when({ ...leads, ...knowing([2, 2, 0], [2, 2, 2], ["b"]), ...fields }, opening, one);
}

function waiting(number: number, reads: Round["waiting"], confirmed = [0, 0, 0]): { readonly round: Round } {
  return { round: { number, waiting: reads, confirmed } };
}

function asking(number: number): readonly object[] {
  return ["b", "c"].map((to) => send({ kind: "requestConfirmation", to, number }));
}

const forP = { read: p, position: 1, number: 1 };
const forQ = { read: q, position: 1, number: 2 };
const inEpochOne = { epoch: 1, vote: "b", leader: "b" } as const;

function confirmation(number: number, fields: object = {}): NodeEvent {
  return receive({ kind: "confirmation", number, ...fields });
}

const second: LogEntry = { epoch: 2, client: null };
const undecided: LogEntry = { epoch: 2, client: "x", number: 2 };

test("a leader notes how many requests are decided, and asks the others whether they are in its epoch", () => {
  changes(leading(), locateFor(p), leading(waiting(1, [forP])), asking(1));
  // Of a log it counts no openings, and nothing that is not decided.
  const later = when({ role: "leader", epoch: 2, vote: "a", leader: "a", decided: 3 }, opening, one, second, undecided);
  assert.equal(step(later, locateFor(p)).state.round.waiting[0]?.position, 1);
});

test("once a quorum has confirmed it tells what it noted, and forgets that somebody waited", () => {
  const told = { kind: "reply", value: [{ read: p, position: 1 }] };
  const after = leading({ ...waiting(1, [], [0, 1, 0]), unheard: [] });
  changes(leading(waiting(1, [forP])), confirmation(1), after, [told]);
});

test("a confirmation counts for its round and for those before it, and for none after", () => {
  const state = leading(waiting(2, [forP, forQ]));
  const both = [
    { read: p, position: 1 },
    { read: q, position: 1 },
  ];
  const first = leading({ ...waiting(2, [forQ], [0, 1, 0]), unheard: [] });
  changes(state, confirmation(1), first, [{ kind: "reply", value: both.slice(0, 1) }]);
  const all = leading({ ...waiting(2, [], [0, 2, 0]), unheard: [] });
  changes(state, confirmation(2), all, [{ kind: "reply", value: both }]);
  // What comes twice, or late, says nothing new.
  answers(all, confirmation(2), []);
  answers(all, confirmation(1), []);
});

test("two rounds of one leader wait for each other in nothing, and a quorum of five is three", () => {
  const nodes = ["a", "b", "c", "d", "e"];
  const { cluster } = start({ self: "a", nodes }).state;
  const zeros = nodes.map(() => 0);
  const none = { match: zeros, sent: zeros, found: [], onTheirWay: zeros };
  const round = { number: 2, waiting: [forP, forQ], confirmed: zeros };
  const state = { ...leading({ round, followers: none }), cluster };
  const { cluster: identity } = { cluster: cluster.identity };
  const from = (node: string, number: number): NodeEvent => confirmation(number, { from: node, cluster: identity });
  const once = step(state, from("b", 2));
  assert.deepEqual([once.effects, once.state.round.confirmed], [[], [0, 2, 0, 0, 0]]);
  const twice = step(once.state, from("c", 1));
  assert.deepEqual(twice.effects, [{ kind: "reply", value: [{ read: p, position: 1 }] }]);
  assert.deepEqual(twice.state.round.waiting, [forQ]);
});

test("a leader that is a quorum alone tells at once", () => {
  const alone = start({ self: "a", nodes: ["a"] }).state;
  const state = { ...leading(), cluster: alone.cluster, round: { number: 0, waiting: [], confirmed: [0] } };
  const { effects } = step(state, locateFor(p));
  assert.deepEqual(effects, [{ kind: "reply", value: [{ read: p, position: 1 }] }]);
});

test("whoever asks again waits for what was noted at first, and the last round is asked for again", () => {
  const noted = { read: p, position: 0, number: 1 };
  answers(leading(waiting(2, [noted, forQ])), locateFor(p), asking(2));
});

test("only a leader that has decided an entry of its epoch is asked", () => {
  refuses(when(inEpochOne), locateFor(p), "untimely", "it is not the leader", "b");
  const early = when({ role: "leader", epoch: 2, vote: "a", leader: "a", decided: 2 }, opening, one, second);
  for (const state of [early, { ...early, decided: 0 }]) {
    refuses(state, locateFor(p), "untimely", "it has not decided an entry of its epoch yet");
  }
});

test("so many reads may wait at once, and whoever waits may ask again", () => {
  const { limits } = leading();
  const full = leading({ ...waiting(1, [forP]), limits: { ...limits, maxLocating: 1 } });
  refuses(full, locateFor(q), "untimely", "1 reads wait for a position, and it takes no more");
  answers(full, locateFor(p), asking(1));
});

test("a read has the name of its client, and a number", () => {
  const wrong = (read: unknown): NodeEvent => JSON.parse(JSON.stringify({ kind: "locate", read }));
  refuses(leading(), wrong(null), "malformed", "read: null is no object with fields");
  refuses(
    leading(),
    wrong({ number: 1 }),
    "malformed",
    "read.client: undefined is no text of at most 256 UTF-16 code units",
  );
  for (const number of [0, 1.5, "1"]) {
    const because = `read.number: ${JSON.stringify(number)} is no whole number from 1 on`;
    refuses(leading(), wrong({ client: "Ada", number }), "malformed", because);
  }
});

test("a node confirms the epoch in which it is, and no other", () => {
  const asked = receive({ kind: "requestConfirmation", number: 3 });
  answers(when(inEpochOne), asked, [send({ kind: "confirmation", number: 3 })]);
  // It has voted for the one who asks, and not heard from it yet; or it has gone down since.
  answers(when({ ...inEpochOne, leader: null }), asked, [send({ kind: "confirmation", number: 3 })]);
  answers(when({ epoch: 2 }), asked, []);
  answers(when({ epoch: 0 }), asked, []);
});

test("only who leads an epoch asks whether others are in it", () => {
  const asked = receive({ kind: "requestConfirmation", number: 1 });
  refuses(when({ ...inEpochOne, leader: "c" }), asked, "impossible", "a second leader of the epoch");
  refuses(leading(), asked, "impossible", "a second leader of the epoch");
});

test("nobody confirms what was not asked for", () => {
  const state = leading(waiting(1, [forP]));
  refuses(state, confirmation(2), "impossible", "a confirmation of a round that it never began");
  refuses(state, confirmation(1, { epoch: 2 }), "impossible", "a confirmation to one that never led");
  refuses(when(inEpochOne), confirmation(1), "impossible", "a confirmation to one that never led");
  refuses(state, confirmation(1, { from: "stranger" }), "foreign", "a message from a node that takes no part");
  refuses(state, confirmation(0), "malformed", "number: 0 is no whole number from 1 on");
});

test("a confirmation that comes when its epoch is over, or its leader leads no more, is of no use", () => {
  answers({ ...leading({ epoch: 3, ...waiting(1, [forP]) }) }, confirmation(1), []);
  answers(when({ epoch: 1, vote: "a" }), confirmation(1), []);
});

test("a leader that steps down, or hears of a higher epoch, forgets who waits", () => {
  const state = leading({ ...waiting(1, [forP]), unheard: ["b", "c"] });
  const nobody = { number: 0, waiting: [], confirmed: [0, 0, 0] };
  for (const event of [{ kind: "timeout", timer: "checkQuorum" } as const, receive({ kind: "newer", epoch: 2 })]) {
    const after = step(state, event);
    assert.deepEqual([after.state.role, after.state.round], ["follower", nobody]);
    assert.equal(
      after.effects.some(({ kind }) => kind === "reply"),
      false,
    );
  }
});
