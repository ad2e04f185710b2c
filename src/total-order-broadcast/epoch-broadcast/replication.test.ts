import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../core/present.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import type { Verdict } from "./log.ts";
import { type BroadcastRequest, type LogEntry, sizeOfEntry } from "./log-entry.ts";
import { deliver, knowing, opening, options, persist, persisted, rearm, receive, send, when } from "./node.fixture.ts";
import { type NodeEvent, start, step } from "./node.ts";
import type { NodeState } from "./state.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, object>(step);
const replicate: NodeEvent = { kind: "timeout", timer: "replicate" };
const one: LogEntry = { epoch: 1, client: "x", number: 1, value: "v" };
const two: LogEntry = { epoch: 1, client: "x", number: 2 };
const start0 = { epoch: 0, position: 0 };
const opened = { epoch: 1, position: 1 };

function broadcast(...requests: readonly BroadcastRequest[]): NodeEvent {
  return { kind: "broadcast", requests };
}

/** What comes in the place of requests. */
function broadcastWhatever(requests: unknown): NodeEvent {
  return Object.assign(broadcast(), { requests });
}

function reply(...verdicts: readonly Verdict[]): object {
  return { kind: "reply", value: verdicts };
}

function request(number: number): BroadcastRequest {
  return { client: "x", number };
}

/** A leader; if it is not said otherwise, one that has sent its whole log to everybody. */
function leading(fields: Partial<NodeState>, ...entries: readonly LogEntry[]): NodeState {
  const length = 1 + entries.length;
  const sent = knowing([0, 0, 0], [0, length, length], ["b", "c"]);
  return when({ role: "leader", epoch: 1, vote: "a", leader: "a", ...sent, ...fields }, opening, ...entries);
}

function following(fields: Partial<NodeState>, ...entries: readonly LogEntry[]): NodeState {
  return when({ epoch: 1, leader: "b", ...fields }, ...entries);
}

function append(after: object, entries: readonly LogEntry[], decided = 0, more: object = {}): NodeEvent {
  return receive({ kind: "append", after, entries, decided, ...more });
}

function appends(after: object, entries: readonly LogEntry[]): readonly object[] {
  return ["b", "c"].map((to) => send({ kind: "append", to, after, entries, decided: 0 }));
}

test("a leader appends the next requests of a client, writes them, and sends them at once", () => {
  const after = leading({ isWriting: true, stored: 1 }, one, two);
  const event = broadcast({ ...request(1), value: "v" }, request(2));
  const effects = [persist(after), reply("taken", "taken"), ...appends(opened, [one, two])];
  changes(leading({}), event, after, effects);
});

test("a leader leaves out what it has, and what is too early, and says so", () => {
  const after = leading({ isWriting: true, stored: 2 }, one, two);
  const event = broadcast({ ...request(1), value: "v" }, request(2), request(2), request(4));
  changes(leading({}, one), event, after, [
    persist(after),
    reply("known", "taken", "known", "tooEarly"),
    ...appends({ epoch: 1, position: 2 }, [two]),
  ]);
  answers(leading({}, one), broadcast({ ...request(1), value: "v" }), [reply("known")]);
  answers(leading({}), broadcast(), [reply()]);
});

test("a request of a number that stands for another value is left out, and that is said", () => {
  const after = leading({ isWriting: true, stored: 2 }, one, two);
  const event = broadcast({ ...request(1), value: "w" }, request(2), { ...request(2), value: null });
  changes(leading({}, one), event, after, [
    persist(after),
    reply("otherValue", "taken", "otherValue"),
    ...appends({ epoch: 1, position: 2 }, [two]),
  ]);
});

test("a leader that takes none of the requests, and does not know them all, refuses", () => {
  const known = { ...request(1), value: "v" };
  const early = 'requests[1]: the log has request 1 of "x" last, and not 2';
  refuses(leading({}, one), broadcast(known, request(3)), "untimely", early);
  const other = 'requests[0]: the log has another value in request 1 of "x"';
  refuses(leading({}, one), broadcast(request(1)), "untimely", other);
});

test("who does not lead refuses requests, and says who does if it knows", () => {
  refuses(following({}), broadcast(request(1)), "untimely", "it is not the leader", "b");
  refuses(when({}), broadcast(request(1)), "untimely", "it is not the leader");
});

test("what is no request, or too much at once, is refused, and so is what comes with it", () => {
  const limited = start({ ...options, maxRequests: 2, maxSize: 10, maxTotalSize: 280 }).state;
  const state = { ...leading({}), limits: limited.limits };
  const refused = (requests: unknown, because: string): void =>
    refuses(state, broadcastWhatever(requests), "malformed", because);
  const long = "c".repeat(257);
  refused(undefined, "requests: undefined is no list");
  refused([request(1), request(2), request(3)], "requests: a list of 3 is no list of at most 2 items");
  refused(new Array(1), "requests[0]: undefined is no request");
  refused([request(1), request(0)], "requests[1].number: 0 is no whole number from 1 on");
  refused([request(1), { number: 2 }], "requests[1].client: undefined is no name of at most 256 UTF-16 code units");
  refused(
    [{ client: long, number: 1 }],
    "requests[0].client: a text of 257 UTF-16 code units is no name of at most 256 UTF-16 code units",
  );
  refused(
    [request(1), { ...request(2), value: "elevenunits" }],
    'requests[1].value: "elevenunits" is no part of a value of at most 10 in size',
  );
  refused([{ ...request(1), value: () => 1 }], "requests[0].value: a function is no plain data");
  refused(
    [{ ...request(1), client: "c".repeat(256) }, request(2)].map((one) => ({ ...one, value: "ten units." })),
    "requests: a list of 2 is no list of at most 280 in size",
  );
  for (const value of ["ten units.", [""], undefined]) {
    assert.equal(step(state, broadcastWhatever([{ ...request(1), value }])).outcome, "changed");
  }
});

test("what stands in the log is the node's own, whatever the client does with its request, and nothing unknown", () => {
  const asked = { ...request(1), admin: true, value: { deep: ["v"] } };
  const { state } = step(leading({}), broadcastWhatever([asked]));
  const { state: kept } = step(leading({}), broadcast({ ...request(1), value: { deep: ["v"] } }));
  asked.number = 7;
  asked.value.deep.push("w");
  assert.deepEqual(state, kept);
});

test("objects that cannot be read, or say one thing and then another, are no harm", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const thrower = {
    get client(): string {
      throw new Error("not yours");
    },
  };
  for (const requests of [proxy, [proxy], [thrower]]) {
    refuses(leading({}), broadcastWhatever(requests), "malformed", "it cannot be read");
  }
  let read = 0;
  const fickle = {
    client: "x",
    get number(): number {
      read++;
      return read;
    },
  };
  const after = leading({ isWriting: true, stored: 1 }, { epoch: 1, ...request(1) });
  assert.deepEqual(step(leading({}), broadcastWhatever([fickle])).state, after);
});

test("from time to time a leader says to each how far it has sent its log, and how far it is decided", () => {
  const leader = leading({ decided: 1, ...knowing([1, 1, 0], [0, 2, 1], ["b"]) }, one);
  answers(leader, replicate, [
    send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [], decided: 1 }),
    send({ kind: "append", to: "c", after: opened, entries: [], decided: 1 }),
    { kind: "setTimer", timer: "replicate" },
  ]);
  refuses(following({}), replicate, "untimely", 'the timer "replicate" is not armed');
});

test("a follower writes what it is sent, and does not acknowledge it before it is durable", () => {
  const after = following({ agreed: 2, isWriting: true, stored: 0 }, opening, one);
  changes(following({}), append(start0, [opening, one]), after, [persist(after), rearm]);
});

test("a follower acknowledges at once what it holds, and waits for its disk if that is not all that it agrees on", () => {
  const after = following({ agreed: 2 }, opening, one);
  const acknowledge = (position: number): object => send({ kind: "acknowledge", position });
  changes(following({}, opening, one), append(start0, [opening, one]), after, [acknowledge(2), rearm]);
  answers(after, append(opened, []), [acknowledge(2), rearm]);
  const writing = { ...after, isWriting: true };
  answers(writing, append(opened, []), [acknowledge(2), rearm]);
  answers({ ...writing, stored: 1 }, append(opened, []), [rearm]);
  answers({ ...writing, stored: 0 }, append(opened, []), [rearm]);
});

test("in an epoch that is not on its disk yet, a follower does not acknowledge what is", () => {
  const after = when({ epoch: 2, leader: "b", agreed: 1, isWriting: true, stored: 0 }, opening);
  changes(following({}, opening), append(start0, [opening], 0, { epoch: 2 }), after, [persist(after), rearm]);
});

test("a follower delivers what is newly decided, at once", () => {
  const before = following({ agreed: 1, decided: 1 }, opening);
  const after = following({ agreed: 3, decided: 3, isWriting: true, stored: 1 }, opening, one, two);
  changes(before, append(opened, [one, two], 3), after, [persist(after), deliver(2, opening, one, two), rearm]);
  answers({ ...after, isWriting: false, stored: 3 }, append(opened, [one], 2), [
    send({ kind: "acknowledge", position: 3 }),
    rearm,
  ]);
});

test("a candidate that hears of the leader of its epoch follows", () => {
  const candidate = when({ role: "candidate", epoch: 1, vote: "a", votes: ["a"] });
  const after = following({ vote: "a", agreed: 1, isWriting: true, stored: 0 }, opening);
  changes(candidate, append(start0, [opening]), after, [
    persist(after),
    { kind: "cancelTimer", timer: "askAgain" },
    rearm,
  ]);
});

test("a leader that hears of the leader of a higher epoch follows", () => {
  const third: LogEntry = { epoch: 3, client: null };
  const after = following({ epoch: 3, agreed: 2, isWriting: true, stored: 0 }, opening, third);
  changes(leading({ ...knowing([1, 0, 0]) }, one), append(opened, [third], 0, { epoch: 3 }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "replicate" },
    { kind: "cancelTimer", timer: "checkQuorum" },
    rearm,
  ]);
});

test("who leads once more is followed into the higher epoch", () => {
  const again = append(opened, [], 0, { epoch: 3 });
  const after = when({ epoch: 3, leader: "b", agreed: 1, isWriting: true, stored: 0 }, opening);
  changes(following({}, opening), again, after, [persist(after), rearm]);
});

test("entries of an old epoch are answered with the new one", () => {
  answers(when({ epoch: 2 }), append(start0, [opening]), [send({ kind: "newer", epoch: 2 })]);
});

test("a follower whose log is too short says what it lacks, and where it ends", () => {
  const after = following({}, opening);
  changes(when({ epoch: 1 }, opening), append({ epoch: 1, position: 3 }, []), after, [
    send({ kind: "mismatch", position: 3, end: opened }),
    rearm,
  ]);
});

test("a follower whose log disagrees says which place it has that the leader may have", () => {
  const log: readonly LogEntry[] = [opening, ...[3, 3, 3].map((epoch) => ({ epoch, client: null }))];
  const state = following({ epoch: 4 }, ...log);
  answers(state, append({ epoch: 2, position: 3 }, [], 0, { epoch: 4 }), [
    send({ kind: "mismatch", epoch: 4, position: 3, end: opened }),
    rearm,
  ]);
  answers(state, append({ epoch: 4, position: 3 }, [], 0, { epoch: 4 }), [
    send({ kind: "mismatch", epoch: 4, position: 3, end: { epoch: 3, position: 3 } }),
    rearm,
  ]);
});

test("a follower drops what contradicts its leader, and nothing else", () => {
  const other: LogEntry = { epoch: 2, client: "y", number: 1 };
  const before = following({ epoch: 2 }, opening, one, two);
  const after = following({ epoch: 2, agreed: 2, isWriting: true, stored: 1 }, opening, other);
  changes(before, append(opened, [other], 0, { epoch: 2 }), after, [persist(after), rearm]);
  const kept = following({ epoch: 2, agreed: 2 }, opening, one, two);
  changes(before, append(opened, [one], 0, { epoch: 2 }), kept, [
    send({ kind: "acknowledge", epoch: 2, position: 2 }),
    rearm,
  ]);
});

test("what no leader can have sent is refused", () => {
  const other: LogEntry = { epoch: 2, client: null };
  const decided = following({ epoch: 2, agreed: 2, decided: 2 }, opening, one);
  const gone = "entries that cannot stand in the log";
  refuses(decided, append(opened, [other], 0, { epoch: 2 }), "impossible", gone);
  refuses(following({}, opening), append(opened, [two]), "impossible", gone);
  const contradicted = append({ epoch: 2, position: 1 }, [], 0, { epoch: 2 });
  const unlike = "what it has of the leader is not in the log";
  refuses(decided, contradicted, "impossible", unlike);
  // What it has of its leader does not change in an epoch, decided or not.
  const agreed = following({ epoch: 2, agreed: 2 }, opening, one);
  refuses(agreed, append(opened, [other], 2, { epoch: 2 }), "impossible", gone);
  refuses(agreed, contradicted, "impossible", unlike);
});

test("an epoch has one leader", () => {
  const second = "a second leader of the epoch";
  refuses(leading({}), append(opened, []), "impossible", second);
  refuses(following({ leader: "c" }), append(start0, [opening]), "impossible", second);
});

test("once its disk has answered, a follower says how far it agrees with its leader, or for whom it votes", () => {
  const agreed = following({ agreed: 1, isWriting: true, stored: 0 }, opening);
  const acknowledge = send({ kind: "acknowledge", position: 1 });
  changes(agreed, persisted(agreed), { ...agreed, isWriting: false, stored: 1 }, [acknowledge]);
  const voted = when({ epoch: 1, vote: "b", isWriting: true });
  changes(voted, persisted(voted), { ...voted, isWriting: false }, [send({ kind: "vote" })]);
  for (const silent of [following({ isWriting: true }), when({ epoch: 1, isWriting: true })]) {
    changes(silent, persisted(silent), { ...silent, isWriting: false }, []);
  }
});

test("while later writes are on their way, a follower says what is on its disk", () => {
  const writing = following({ agreed: 3, isWriting: true, stored: 0 }, opening, one, two);
  const earlier = (entries: readonly LogEntry[]): NodeEvent => persisted(following({}, ...entries));
  const acknowledge = (position: number): object => send({ kind: "acknowledge", position });
  changes(writing, earlier([opening]), { ...writing, stored: 1 }, [acknowledge(1)]);
  const known = { ...writing, stored: 2 };
  changes({ ...writing, stored: 1 }, earlier([opening, one]), known, [acknowledge(2)]);
  for (const entries of [[], [opening], [opening, one]]) answers(known, earlier(entries), []);
  // Only as far as it agrees with its leader.
  changes({ ...writing, agreed: 1 }, earlier([opening, one]), { ...known, agreed: 1 }, [acknowledge(1)]);
});

test("while its vote is on its way, a node says nothing of what is on its disk", () => {
  const adopted = when({ epoch: 2, isWriting: true, stored: 0 }, opening);
  const voted = { ...adopted, vote: "b" };
  changes(voted, persisted(adopted), { ...voted, stored: 1 }, []);
  const candidate = when({ role: "candidate", epoch: 2, vote: "a", isWriting: true, stored: 0 }, opening);
  answers(candidate, persisted(adopted), []);
});

test("an answer to a write of which something was dropped since, or to one of an earlier epoch, counts for nothing", () => {
  const other: LogEntry = { epoch: 2, client: null };
  const after = following({ epoch: 2, agreed: 2, isWriting: true, stored: 0 }, opening, other);
  answers(after, persisted(following({ epoch: 2 }, opening, one)), []);
  answers(after, persisted(following({ epoch: 2 }, opening, one, two)), []);
  answers(after, persisted(following({}, opening)), []);
  changes(after, persisted(following({ epoch: 2 }, opening)), { ...after, stored: 1 }, [
    send({ kind: "acknowledge", epoch: 2, position: 1 }),
  ]);
});

test("a record that nobody has written counts for nothing", () => {
  const after = following({ agreed: 2, isWriting: true, stored: 0 }, opening, one);
  const entries = [opening];
  for (const log of [
    { tail: entries },
    { length: 1.5, tail: entries },
    { length: -1, tail: entries },
    { length: 3, tail: entries },
    { length: 1, tail: [] },
    { length: 1, tail: [null] },
  ]) {
    answers(after, { kind: "persisted", record: { cluster: "", epoch: 1, vote: null, log } }, []);
  }
});

test("a leader counts what is on its own disk while later writes are on their way", () => {
  const writing = leading({ isWriting: true, stored: 0, ...knowing([0, 2, 0]) }, one, two);
  const after = { ...writing, stored: 2, ...knowing([2, 2, 0]), decided: 2 };
  changes(writing, persisted(leading({}, one)), after, [deliver(1, opening, one)]);
  answers(after, persisted(leading({}, one)), []);
});

test("a follower that drops a tail knows no more to be on its disk than it keeps", () => {
  const other: LogEntry = { epoch: 2, client: null };
  const before = following({ epoch: 2, agreed: 1 }, opening, one, two);
  const after = following({ epoch: 2, agreed: 3, isWriting: true, stored: 2 }, opening, one, other);
  changes(before, append(opened, [one, other], 0, { epoch: 2 }), after, [persist(after), rearm]);
});

test("a leader counts itself once its disk has answered, and decides what a quorum has", () => {
  const writing = leading({ isWriting: true, stored: 0, ...knowing([0, 2, 0]) }, one);
  const after = leading({ ...knowing([2, 2, 0]), decided: 2 }, one);
  changes(writing, persisted(writing), after, [deliver(1, opening, one)]);
});

test("a leader decides what a quorum has acknowledged, and not what is of an earlier epoch alone", () => {
  const acknowledge = (position: number): NodeEvent => receive({ kind: "acknowledge", epoch: 2, position });
  const both = ["b", "c"];
  const held = (...match: number[]): NodeState =>
    leading({ epoch: 2, ...knowing(match, [3, 3, 3], both) }, one, { epoch: 2, client: null });
  const state = held(3, 0, 0);
  changes(state, acknowledge(2), held(3, 2, 0), []);
  const decided = { ...held(3, 3, 0), decided: 3 };
  const told = both.map((to) =>
    send({ kind: "append", epoch: 2, to, after: { epoch: 2, position: 3 }, entries: [], decided: 3 }),
  );
  changes(state, acknowledge(3), decided, [deliver(1, opening, one, { epoch: 2, client: null }), ...told]);
  answers(decided, acknowledge(2), []);
  changes(
    decided,
    receive({ kind: "acknowledge", epoch: 2, from: "c", position: 2 }),
    { ...held(3, 3, 2), decided: 3 },
    [],
  );
});

test("once all of its log is decided, a leader says so at once to whom it has sent all of it", () => {
  const toB = send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [], decided: 2 });
  const of = (own: number, sentToC: number, found: readonly string[]): Partial<NodeState> =>
    knowing([own, 2, 0], [0, 2, sentToC], found);
  // Of `c` it is not found where the logs part, or not all was sent to it: it is told with what it is sent.
  for (const [sentToC, found] of [[2, ["b"]] as const, [1, ["b", "c"]] as const]) {
    const writing = leading({ isWriting: true, stored: 0, ...of(0, sentToC, found) }, one);
    const after = leading({ ...of(2, sentToC, found), decided: 2 }, one);
    changes(writing, persisted(writing), after, [deliver(1, opening, one), toB]);
  }
  const acknowledged = receive({ kind: "acknowledge", position: 2 });
  const more = leading({ ...knowing([3, 0, 0], [0, 3, 3], ["b", "c"]) }, one, two);
  const some = leading({ ...knowing([3, 2, 0], [0, 3, 3], ["b", "c"]), decided: 2 }, one, two);
  changes(more, acknowledged, some, [deliver(1, opening, one)]);
});

test("a leader takes nothing while too much of its log is undecided", () => {
  const limits = { ...start(options).state.limits, maxUndecided: 2 };
  const full = leading({ limits, decided: 1 }, one, two);
  refuses(full, broadcast(request(3)), "untimely", "2 entries of its log are undecided, and it takes no more");
  refuses(
    full,
    broadcast({ ...request(1), value: "v" }),
    "untimely",
    "2 entries of its log are undecided, and it takes no more",
  );
  const before = leading({ limits, decided: 1 }, one);
  const after = leading({ limits, decided: 1, isWriting: true, stored: 2 }, one, two);
  changes(before, broadcast(request(2)), after, [
    persist(after),
    reply("taken"),
    ...["b", "c"].map((to) =>
      send({ kind: "append", to, after: { epoch: 1, position: 2 }, entries: [two], decided: 1 }),
    ),
  ]);
});

test("a leader sends on to those of whom it has found where their logs part", () => {
  const before = leading(knowing([1, 1, 0], [0, 1, 0], ["b"]));
  const after = leading({ ...knowing([1, 1, 0], [0, 3, 0], ["b"]), isWriting: true, stored: 1 }, one, two);
  const { outcome, state, effects } = step(before, broadcast({ ...request(1), value: "v" }, request(2)));
  assert.deepEqual([outcome, state], ["changed", after]);
  assert.deepEqual(
    effects.filter(({ kind }) => kind === "send"),
    [send({ kind: "append", after: opened, entries: [one, two], decided: 0 })],
  );
});

test("whoever has everything up to where the leader looks is sent the rest", () => {
  const looking = leading(knowing([0, 0, 0], [1, 1, 1]), one, two);
  changes(
    looking,
    receive({ kind: "acknowledge", position: 1 }),
    leading(knowing([0, 1, 0], [1, 3, 1], ["b"]), one, two),
    [send({ kind: "append", after: opened, entries: [one, two], decided: 0 })],
  );
  const late = leading(knowing([0, 0, 0], [1, 2, 1]), one, two);
  changes(late, receive({ kind: "acknowledge", position: 1 }), leading(knowing([0, 1, 0], [1, 2, 1]), one, two), []);
});

test("to nodes of whom one has less, a leader sends no more to each than it may", () => {
  const { limits } = start({ ...options, window: 1 }).state;
  const after = leading({ limits, ...knowing([0, 2, 1], [0, 3, 2], ["b", "c"]), isWriting: true, stored: 2 }, one, two);
  const before = leading({ limits, ...knowing([0, 2, 1], [0, 2, 2], ["b", "c"]) }, one);
  changes(before, broadcast(request(2)), after, [
    persist(after),
    reply("taken"),
    send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [two], decided: 0 }),
  ]);
  const wider = start({ ...options, window: 3 }).state;
  const both = leading({ limits: wider.limits, ...knowing([0, 1, 0], [0, 1, 1], ["b", "c"]) });
  const { effects } = step(both, broadcast({ ...request(1), value: "v" }, request(2), request(3)));
  assert.deepEqual(
    effects.flatMap((effect) =>
      effect.kind === "send" && effect.message.kind === "append" ? [effect.message.entries.length] : [],
    ),
    [3, 2],
  );
});

test("so many entries are on their way to a node, and no more", () => {
  const { limits } = start({ ...options, maxEntries: 1, window: 2 }).state;
  const log = [one, two, { epoch: 1, ...request(3) }, { epoch: 1, ...request(4) }];
  const looking = leading({ limits, ...knowing([0, 0, 0], [1, 1, 1]) }, ...log);
  const sent = leading({ limits, ...knowing([0, 1, 0], [1, 3, 1], ["b"]) }, ...log);
  changes(looking, receive({ kind: "acknowledge", position: 1 }), sent, [
    send({ kind: "append", after: opened, entries: [one], decided: 0 }),
    send({ kind: "append", after: { epoch: 1, position: 2 }, entries: [two], decided: 0 }),
  ]);
  const more = leading({ limits, ...knowing([0, 2, 0], [1, 4, 1], ["b"]) }, ...log);
  changes(sent, receive({ kind: "acknowledge", position: 2 }), more, [
    send({ kind: "append", after: { epoch: 1, position: 3 }, entries: log.slice(2, 3), decided: 0 }),
  ]);
});

test("what is on its way to a node is no larger together than it may be", () => {
  const { limits } = start({ ...options, maxSize: 100, maxTotalSize: 364, windowSize: 364 }).state;
  const log = [1, 2, 3, 4, 5].map((number): LogEntry => ({ epoch: 1, client: "x", number, value: "v".repeat(100) }));
  const after = (match: number, sent: number): NodeState =>
    leading({ limits, ...knowing([0, match, 0], [1, sent, 1], ["b"]) }, ...log);
  const appended = (position: number, until: number): object =>
    send({ kind: "append", after: { epoch: 1, position }, entries: log.slice(position - 1, until - 1), decided: 0 });
  const acknowledge = (position: number): NodeEvent => receive({ kind: "acknowledge", position });
  const looking = leading({ limits, ...knowing([0, 0, 0], [1, 1, 1]) }, ...log);
  changes(looking, acknowledge(1), after(1, 4), [appended(1, 4)]);
  changes(after(1, 4), acknowledge(2), after(2, 5), [appended(4, 5)]);
  changes(after(1, 4), acknowledge(4), after(4, 6), [appended(4, 6)]);
  // It says so late: it was sent more before the leader looked after another place, and nothing less than that is on its way.
  changes(after(1, 4), acknowledge(5), after(5, 6), [appended(5, 6)]);
  // It has more than it was sent since the leader looked after another place.
  changes(after(4, 1), acknowledge(2), after(4, 6), [appended(2, 5), appended(5, 6)]);
  const three = 3 * sizeOfEntry(present(log[0]));
  const full = { ...limits, windowSize: three };
  changes({ ...looking, limits: full }, acknowledge(1), { ...after(1, 4), limits: full }, [appended(1, 4)]);
  const short = { ...limits, windowSize: three - 1 };
  changes({ ...looking, limits: short }, acknowledge(1), { ...after(1, 3), limits: short }, [appended(1, 3)]);
  const narrow = { ...looking, limits: { ...limits, windowSize: 1 } };
  changes(narrow, acknowledge(1), { ...after(1, 2), limits: narrow.limits }, [appended(1, 2)]);
});

test("to a node that names a place of its log a leader sends what comes after that, and to another nothing yet", () => {
  const found = leading(knowing([0, 1, 0], [0, 3, 0], ["b"]), one, two);
  const mismatch = { kind: "mismatch", position: 3 };
  changes(found, receive({ ...mismatch, end: opened }), leading(knowing([0, 1, 0], [0, 1, 0]), one, two), [
    send({ kind: "append", after: opened, entries: [one, two], decided: 0 }),
  ]);
  const state = leading({ epoch: 3, ...knowing([0, 0, 0], [0, 3, 0]) }, one, { epoch: 3, client: null });
  const elsewhere = { ...mismatch, epoch: 3, end: { epoch: 2, position: 3 } };
  changes(state, receive(elsewhere), { ...state, ...knowing([0, 0, 0], [0, 2, 0]) }, [
    send({ kind: "append", epoch: 3, after: { epoch: 1, position: 2 }, entries: [], decided: 0 }),
  ]);
});

test("a mismatch is answered once", () => {
  const looking = leading(knowing([0, 0, 0], [0, 1, 0]), one, two);
  const found = leading(knowing([0, 1, 0], [0, 2, 0], ["b"]), one, two);
  for (const [state, position] of [
    [looking, 2],
    [found, 1],
    [found, 3],
  ] as const) {
    answers(state, receive({ kind: "mismatch", position, end: { epoch: 0, position: 0 } }), []);
  }
});

test("an append carries so many entries", () => {
  const { limits } = start({ ...options, maxEntries: 1 }).state;
  const state = leading({ limits, decided: 3, ...knowing([3, 1, 3], [3, 3, 3], ["b", "c"]) }, one, two);
  changes(
    state,
    receive({ kind: "mismatch", position: 3, end: opened }),
    {
      ...state,
      ...knowing([3, 1, 3], [3, 1, 3], ["c"]),
    },
    [send({ kind: "append", after: opened, entries: [one], decided: 3 })],
  );
});

test("an append carries no more than may go together in size, and one entry in any case", () => {
  const large = (number: number, size: number): LogEntry => ({
    epoch: 1,
    client: "x",
    number,
    value: "v".repeat(size),
  });
  const { limits } = start({ ...options, maxSize: 100, maxTotalSize: 364 }).state;
  const entries = [large(1, 100), large(2, 100), large(3, 100), large(4, 100)];
  const looking = leading({ limits, ...knowing([0, 0, 0], [1, 1, 1]) }, ...entries);
  const sent = leading({ limits, ...knowing([0, 1, 0], [1, 5, 1], ["b"]) }, ...entries);
  changes(looking, receive({ kind: "acknowledge", position: 1 }), sent, [
    send({ kind: "append", after: opened, entries: entries.slice(0, 3), decided: 0 }),
    send({ kind: "append", after: { epoch: 1, position: 4 }, entries: entries.slice(3), decided: 0 }),
  ]);
  const follower = { ...following({}, opening), limits };
  const because = "entries: a list of 4 is no list of at most 364 in size";
  refuses(follower, append(opened, entries), "malformed", because);
  const narrow = { ...looking, limits: { ...limits, maxTotalSize: 1 } };
  const { effects } = step(narrow, receive({ kind: "acknowledge", position: 1 }));
  assert.equal(effects.length, 4);
});

test("after a restart whatever is decided is told by one effect, however much it is", () => {
  const entries = Array.from({ length: 999 }, (_, i): LogEntry => ({ epoch: 1, ...request(i + 1) }));
  const state = following({}, opening, ...entries);
  const after = { ...state, agreed: 1000, decided: 1000 };
  changes(state, append({ epoch: 1, position: 1000 }, [], 1000), after, [
    deliver(1, opening, ...entries),
    send({ kind: "acknowledge", position: 1000 }),
    rearm,
  ]);
});

test("what is decided beyond what a follower has is not delivered before it has it", () => {
  const after = following({ agreed: 2, decided: 2, isWriting: true, stored: 1 }, opening, one);
  changes(following({ agreed: 1 }, opening), append(opened, [one], 3), after, [
    persist(after),
    deliver(1, opening, one),
    rearm,
  ]);
});

test("what comes late to one that led changes nothing", () => {
  for (const kind of ["acknowledge", "mismatch"]) {
    const message = receive({ kind, position: 1, end: opened });
    answers(leading({ epoch: 2 }), message, []);
    answers(when({ epoch: 1, vote: "a" }, opening), message, []);
  }
});

test("what nobody can have answered is impossible", () => {
  const never = ["an acknowledgement to one that never led", "a mismatch with one that never led"];
  const beyond = ["an acknowledgement of what it never sent", "a mismatch after what it never sent"];
  for (const [i, kind] of ["acknowledge", "mismatch"].entries()) {
    const refused = (state: NodeState, message: object, because = ""): void =>
      refuses(state, receive({ kind, position: 1, end: opened, ...message }), "impossible", because);
    refused(following({}), {}, never[i]);
    refused(when({ role: "candidate", epoch: 1, vote: "a" }), {}, never[i]);
    refused(leading({}), { epoch: 2 }, never[i]);
    refused(leading({}), { position: 2 }, beyond[i]);
  }
});

test("told of a newer epoch, a node adopts it", () => {
  const after = when({ epoch: 4, isWriting: true, stored: 0 }, opening);
  changes(leading({}), receive({ kind: "newer", epoch: 4 }), after, [
    persist(after),
    { kind: "cancelTimer", timer: "replicate" },
    { kind: "cancelTimer", timer: "checkQuorum" },
    rearm,
  ]);
  answers(after, receive({ kind: "newer", epoch: 4 }), []);
});
