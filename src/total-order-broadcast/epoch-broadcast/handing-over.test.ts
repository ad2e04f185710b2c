import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import { greatestNumber } from "../../core/taking-in.ts";
import { handOverTo } from "./handing-over.ts";
import type { LogEntry } from "./log-entry.ts";
import { deliver, knowing, opening, persist, rearm, receive, send, when } from "./node.fixture.ts";
import { type NodeEvent, step } from "./node.ts";
import type { NodeState } from "./state.ts";
import { broadcastOf } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, object>(step);

const one: LogEntry = { epoch: 1, client: "x", number: 1 };
const two = { client: "x", number: 2 };
const patience = { kind: "setTimer", timer: "giveUp" } as const;
const takeOver = send({ kind: "takeOver" });

function leading(fields: Partial<NodeState> = {}): NodeState {
  return when({ role: "leader", epoch: 1, vote: "a", leader: "a", ...fields }, opening, one);
}

function following(fields: Partial<NodeState> = {}): NodeState {
  return when({ epoch: 1, vote: "b", leader: "b", agreed: 2, ...fields }, opening, one);
}

test("a leader tells a node that has all of its log to take over", () => {
  const state = leading(knowing([2, 2, 0], [2, 2, 2], ["b"]));
  changes(state, handOverTo("b"), { ...state, heir: "b" }, [takeOver, patience]);
});

test("a node that lacks something is told once it has it on disk, and again each time that it says so", () => {
  const state = leading(knowing([2, 1, 0], [2, 2, 2], ["b"]));
  const handing = { ...state, heir: "b" };
  changes(state, handOverTo("b"), handing, [patience]);
  const whole = { ...handing, ...knowing([2, 2, 0], [2, 2, 2], ["b"]), decided: 2 };
  const has = receive({ kind: "acknowledge", position: 2 });
  const tidings = send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [], decided: 2 });
  changes(handing, has, whole, [deliver(1, opening, one), tidings, takeOver]);
  answers(whole, has, [takeOver]);
});

test("while it hands over, a leader takes no requests, and is not asked to hand over to another", () => {
  const state = leading({ ...knowing([2, 1, 0], [2, 2, 2], ["b"]), heir: "b" });
  refuses(state, broadcastOf(two), "untimely", "it hands over to b, and takes no requests");
  refuses(state, handOverTo("c"), "untimely", "it hands over to b already");
});

test("a leader that loses patience goes on", () => {
  const state = leading({ ...knowing([2, 1, 0], [2, 2, 2], ["b"]), heir: "b" });
  const after = { ...state, heir: null };
  changes(state, { kind: "timeout", timer: "giveUp" }, after, []);
  assert.equal(step(after, broadcastOf(two)).outcome, "changed");
});

test("a leader that steps down, or hears of a higher epoch, hands over to nobody any more", () => {
  const state = leading({ ...knowing([2, 1, 0], [2, 2, 2], ["b"]), heir: "b", unheard: ["b", "c"] });
  const deposed = step(state, { kind: "timeout", timer: "checkQuorum" }).state;
  assert.deepEqual([deposed.role, deposed.heir], ["follower", null]);
  const overtaken = step(state, receive({ kind: "newer", epoch: 2 })).state;
  assert.deepEqual([overtaken.role, overtaken.heir], ["follower", null]);
});

test("only a leader is asked to hand over, and to another node", () => {
  refuses(following(), handOverTo("c"), "untimely", "it is not the leader", "b");
  const wrong = (to: unknown): NodeEvent => JSON.parse(JSON.stringify({ kind: "handOver", to }));
  for (const to of ["a", "stranger"]) {
    refuses(leading(), wrong(to), "malformed", `to: "${to}" is no one of the other nodes, b, c`);
  }
});

test("an heir asks nobody whether they suspect their leader, and stands at once", () => {
  const state = following();
  const after = when({ role: "candidate", epoch: 2, vote: "a", stored: 0, isWriting: true }, opening, one);
  changes(state, receive({ kind: "takeOver" }), after, [persist(after), rearm]);
  // It has gone down since, and does not know any more whom it follows.
  changes(following({ leader: null }), receive({ kind: "takeOver" }), after, [persist(after), rearm]);
});

test("whoever has gone on to a higher epoch does not stand again", () => {
  answers(following({ epoch: 2 }), receive({ kind: "takeOver" }), []);
});

test("nobody but its leader hands over to a node", () => {
  const because = "it has not followed who hands over to it";
  for (const state of [following({ leader: "c" }), leading(), when({ role: "candidate", epoch: 1, vote: "a" })]) {
    refuses(state, receive({ kind: "takeOver" }), "impossible", because);
  }
  refuses(following(), receive({ kind: "takeOver", epoch: 2 }), "impossible", because);
});

test("an heir has a number for its epoch", () => {
  const last = following({ epoch: greatestNumber });
  const event = receive({ kind: "takeOver", epoch: greatestNumber });
  refuses(last, event, "untimely", "there is no number for another epoch");
});
