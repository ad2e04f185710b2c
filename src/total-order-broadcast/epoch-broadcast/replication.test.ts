import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import type { BroadcastRequest, LogEntry } from "./log-entry.ts";
import { opening, persist, persisted, rearm, receive, send, when } from "./node.fixture.ts";
import { type NodeEvent, start, step } from "./node.ts";
import type { NodeState } from "./state.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, object>(step);
const replicate: NodeEvent = { kind: "timeout", timer: "replicate" };
const one: LogEntry = { epoch: 1, request: { client: "x", number: 1, value: "v" } };
const two: LogEntry = { epoch: 1, request: { client: "x", number: 2 } };
const start0 = { epoch: 0, position: 0 };
const opened = { epoch: 1, position: 1 };

function broadcast(...requests: readonly BroadcastRequest[]): NodeEvent {
  return { kind: "broadcast", requests };
}

function request(number: number): BroadcastRequest {
  return { client: "x", number };
}

function leading(fields: Partial<NodeState>, ...entries: readonly LogEntry[]): NodeState {
  return when({ role: "leader", epoch: 1, vote: "a", leader: "a", ...fields }, opening, ...entries);
}

function following(fields: Partial<NodeState>, ...entries: readonly LogEntry[]): NodeState {
  return when({ epoch: 1, leader: "b", ...fields }, ...entries);
}

function append(after: object, entries: readonly LogEntry[], decided = 0, more: object = {}): NodeEvent {
  return receive({ kind: "append", after, entries, decided, ...more });
}

function appends(after: object, entries: readonly LogEntry[], decided = 0): readonly object[] {
  return ["b", "c"].map((to) => send({ kind: "append", to, after, entries, decided }));
}

test("a leader appends the next requests of a client, writes them, and sends them at once", () => {
  const after = leading({ isDurable: false }, one, two);
  const event = broadcast({ ...request(1), value: "v" }, request(2));
  changes(leading({}), event, after, [persist(after), ...appends(opened, [one, two])]);
});

test("a leader leaves out what it has, and what is too early", () => {
  const after = leading({ isDurable: false }, one, two);
  const event = broadcast(request(1), request(2), request(2), request(4));
  changes(leading({}, one), event, after, [persist(after), ...appends({ epoch: 1, position: 2 }, [two])]);
  answers(leading({}, one), broadcast(request(1)), []);
  answers(leading({}), broadcast(), []);
});

test("a request whose predecessor is missing is refused", () => {
  refuses(leading({}, one), broadcast(request(3)), "untimely", "an earlier request of the client is missing");
});

test("who does not lead refuses requests, and says who does if it knows", () => {
  refuses(following({}), broadcast(request(1)), "untimely", "it is not the leader", "b");
  refuses(when({}), broadcast(request(1)), "untimely", "it is not the leader");
});

test("too many requests at once, or what are none, are refused", () => {
  const { state } = start({ self: "a", nodes: ["a", "b", "c"], maxRequests: 1 });
  refuses(state, broadcast(request(1), request(2)), "malformed", "more than 1 requests at once");
  refuses(leading({}), broadcast(request(0)), "malformed", "no requests");
});

test("a request whose text is too long is refused, and so are those with it", () => {
  const leader = leading({});
  const short = { ...leader, cluster: { ...leader.cluster, maxLength: 2 } };
  const long = { ...request(2), value: "xyz" };
  refuses(short, broadcast(request(1), long), "malformed", "a value of more than 2 UTF-16 code units");
  for (const value of ["xy", ["xyz"], undefined]) {
    assert.equal(step(short, broadcast({ ...request(1), value })).outcome, "changed");
  }
});

test("from time to time a leader says where its log ends, and how far it is decided", () => {
  const leader = leading({ decided: 1, match: [1, 1, 0] }, one);
  answers(leader, replicate, [...appends({ epoch: 1, position: 2 }, [], 1), { kind: "setTimer", timer: "replicate" }]);
  refuses(following({}), replicate, "untimely", "it is not the leader");
});

test("a follower writes what it is sent, and does not acknowledge it before it is durable", () => {
  const after = following({ agreed: 2, isDurable: false }, opening, one);
  changes(following({}), append(start0, [opening, one]), after, [persist(after), rearm]);
});

test("a follower acknowledges at once what it has on disk", () => {
  const after = following({ agreed: 2 }, opening, one);
  const acknowledge = send({ kind: "acknowledge", position: 2 });
  changes(following({}, opening, one), append(start0, [opening, one]), after, [acknowledge, rearm]);
  answers(after, append(opened, []), [acknowledge, rearm]);
  answers({ ...after, isDurable: false }, append(opened, []), [rearm]);
});

test("in an epoch that is not on its disk yet, a follower does not acknowledge what is", () => {
  const after = when({ epoch: 2, leader: "b", agreed: 1, isDurable: false }, opening);
  changes(following({}, opening), append(start0, [opening], 0, { epoch: 2 }), after, [persist(after), rearm]);
});

test("a follower delivers what is newly decided, each request once, and no opening", () => {
  const before = following({ agreed: 1, decided: 1 }, opening);
  const after = following({ agreed: 3, decided: 3, isDurable: false }, opening, one, two);
  changes(before, append(opened, [one, two], 3), after, [
    persist(after),
    { kind: "deliver", value: one.request },
    { kind: "deliver", value: two.request },
    rearm,
  ]);
  answers({ ...after, isDurable: true }, append(opened, [one], 2), [send({ kind: "acknowledge", position: 3 }), rearm]);
});

test("a candidate that hears of the leader of its epoch follows", () => {
  const candidate = when({ role: "candidate", epoch: 1, vote: "a", votes: ["a"] });
  const after = following({ vote: "a", agreed: 1, isDurable: false }, opening);
  changes(candidate, append(start0, [opening]), after, [
    persist(after),
    { kind: "cancelTimer", timer: "askAgain" },
    rearm,
  ]);
});

test("a leader that hears of the leader of a higher epoch follows", () => {
  const third: LogEntry = { epoch: 3, request: null };
  const after = following({ epoch: 3, agreed: 2, isDurable: false }, opening, third);
  changes(leading({ match: [1, 0, 0] }, one), append(opened, [third], 0, { epoch: 3 }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "replicate" },
    rearm,
  ]);
});

test("entries of an old epoch are answered with the new one", () => {
  answers(when({ epoch: 2 }), append(start0, [opening]), [send({ kind: "newer", epoch: 2 })]);
});

test("a follower whose log is too short says where it ends", () => {
  const after = following({}, opening);
  changes(when({ epoch: 1 }, opening), append({ epoch: 1, position: 3 }, []), after, [
    send({ kind: "mismatch", position: 1 }),
    rearm,
  ]);
});

test("a follower whose log disagrees says where the epoch that disagrees begins", () => {
  const log: readonly LogEntry[] = [opening, ...[2, 2, 2].map((epoch) => ({ epoch, request: null }))];
  const event = append({ epoch: 3, position: 3 }, [], 0, { epoch: 3 });
  const state = following({ epoch: 3 }, ...log);
  answers(state, event, [send({ kind: "mismatch", epoch: 3, position: 1 }), rearm]);
});

test("a follower drops what contradicts its leader, and nothing else", () => {
  const other: LogEntry = { epoch: 2, request: { client: "y", number: 1 } };
  const before = following({ epoch: 2 }, opening, one, two);
  const after = following({ epoch: 2, agreed: 2, isDurable: false }, opening, other);
  changes(before, append(opened, [other], 0, { epoch: 2 }), after, [persist(after), rearm]);
  const kept = following({ epoch: 2, agreed: 2 }, opening, one, two);
  changes(before, append(opened, [one], 0, { epoch: 2 }), kept, [
    send({ kind: "acknowledge", epoch: 2, position: 2 }),
    rearm,
  ]);
});

test("what no leader can have sent is refused", () => {
  const other: LogEntry = { epoch: 2, request: null };
  const decided = following({ epoch: 2, agreed: 2, decided: 2 }, opening, one);
  const gone = "entries that cannot stand in the log";
  refuses(decided, append(opened, [other], 0, { epoch: 2 }), "impossible", gone);
  refuses(following({}, opening), append(opened, [two]), "impossible", gone);
  const contradicted = append({ epoch: 2, position: 1 }, [], 0, { epoch: 2 });
  refuses(decided, contradicted, "impossible", "what is decided is not in the log");
});

test("an epoch has one leader", () => {
  const second = "a second leader of the epoch";
  refuses(leading({}), append(opened, []), "impossible", second);
  refuses(following({ leader: "c" }), append(start0, [opening]), "impossible", second);
});

test("once its disk has answered, a follower says how far it agrees with its leader, or for whom it votes", () => {
  const agreed = following({ agreed: 1, isDurable: false }, opening);
  changes(agreed, persisted(agreed), { ...agreed, isDurable: true }, [send({ kind: "acknowledge", position: 1 })]);
  const voted = when({ epoch: 1, vote: "b", isDurable: false });
  changes(voted, persisted(voted), { ...voted, isDurable: true }, [send({ kind: "vote" })]);
  for (const silent of [following({ isDurable: false }), when({ epoch: 1, isDurable: false })]) {
    changes(silent, persisted(silent), { ...silent, isDurable: true }, []);
  }
});

test("a leader counts itself once its disk has answered, and decides what a quorum has", () => {
  const writing = leading({ isDurable: false, match: [0, 2, 0] }, one);
  const after = leading({ match: [2, 2, 0], decided: 2 }, one);
  changes(writing, persisted(writing), after, [{ kind: "deliver", value: one.request }]);
});

test("a leader decides what a quorum has acknowledged, and not what is of an earlier epoch alone", () => {
  const acknowledge = (position: number): NodeEvent => receive({ kind: "acknowledge", epoch: 2, position });
  const state = leading({ epoch: 2, match: [3, 0, 0] }, one, { epoch: 2, request: null });
  changes(state, acknowledge(2), { ...state, match: [3, 2, 0] }, []);
  const decided = { ...state, match: [3, 3, 0], decided: 3 };
  changes(state, acknowledge(3), decided, [{ kind: "deliver", value: one.request }]);
  answers(decided, acknowledge(2), []);
  changes(
    decided,
    receive({ kind: "acknowledge", epoch: 2, from: "c", position: 2 }),
    { ...decided, match: [3, 3, 2] },
    [],
  );
});

test("to a mismatch a leader answers with as many entries as an append can carry, and with its end", () => {
  const { cluster } = start({ self: "a", nodes: ["a", "b", "c"], maxEntries: 1 }).state;
  const leader = { ...leading({}, one, two), cluster };
  answers(leader, receive({ kind: "mismatch", position: 1 }), [
    send({ kind: "append", after: opened, entries: [one], decided: 0 }),
    send({ kind: "append", after: { epoch: 1, position: 3 }, entries: [], decided: 0 }),
  ]);
  answers(leader, receive({ kind: "mismatch", position: 2 }), [
    send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [two], decided: 0 }),
  ]);
});

test("to a mismatch a leader answers with all entries after the position", () => {
  answers(leading({}, one, two), receive({ kind: "mismatch", position: 1 }), [
    send({ kind: "append", after: opened, entries: [one, two], decided: 0 }),
  ]);
});

test("an append carries so many entries, and one that lacks more is told where the log ends", () => {
  const { cluster } = start({ self: "a", nodes: ["a", "b", "c"], maxEntries: 1 }).state;
  const state = leading({ cluster, decided: 3, match: [3, 1, 3] }, one, two);
  answers(state, receive({ kind: "mismatch", position: 1 }), [
    send({ kind: "append", after: opened, entries: [one], decided: 3 }),
    send({ kind: "append", after: { epoch: 1, position: 3 }, entries: [], decided: 3 }),
  ]);
  answers(state, receive({ kind: "mismatch", position: 2 }), [
    send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [two], decided: 3 }),
  ]);
});

test("what is decided beyond what a follower has is not delivered before it has it", () => {
  const after = following({ agreed: 2, decided: 2, isDurable: false }, opening, one);
  changes(following({ agreed: 1 }, opening), append(opened, [one], 3), after, [
    persist(after),
    { kind: "deliver", value: one.request },
    rearm,
  ]);
});

test("what comes late to one that led changes nothing", () => {
  for (const kind of ["acknowledge", "mismatch"]) {
    answers(leading({ epoch: 2 }), receive({ kind, position: 0 }), []);
    answers(when({ epoch: 1, vote: "a" }, opening), receive({ kind, position: 0 }), []);
  }
});

test("what nobody can have answered is impossible", () => {
  const never = ["an acknowledgement to one that never led", "a mismatch with one that never led"];
  const beyond = ["an acknowledgement of what it never sent", "a mismatch after what it never sent"];
  for (const [i, kind] of ["acknowledge", "mismatch"].entries()) {
    const refused = (state: NodeState, message: object, because = ""): void =>
      refuses(state, receive({ kind, position: 0, ...message }), "impossible", because);
    refused(following({}), {}, never[i]);
    refused(when({ role: "candidate", epoch: 1, vote: "a" }), {}, never[i]);
    refused(leading({}), { epoch: 2 }, never[i]);
    refused(leading({}), { position: 2 }, beyond[i]);
  }
});

test("told of a newer epoch, a node adopts it", () => {
  const after = when({ epoch: 4, isDurable: false }, opening);
  changes(leading({}), receive({ kind: "newer", epoch: 4 }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "replicate" },
    rearm,
  ]);
  answers(after, receive({ kind: "newer", epoch: 4 }), []);
});
