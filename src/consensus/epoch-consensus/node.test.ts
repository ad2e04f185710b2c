import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import type { ClusterQuorums } from "../../epochs/cluster.ts";
import type { Message } from "./message.ts";
import { type NodeEffect, type NodeEvent, node, recover, start, step } from "./node.ts";
import { type NodeRecord, noRecord } from "./record.ts";
import { type NodeState, type NodeTimer, recordOf } from "./state.ts";

/** Any so many nodes. */
function atLeast(election: number, proposal: number): ClusterQuorums {
  return { election: { kind: "atLeast", count: election }, proposal: { kind: "atLeast", count: proposal } };
}

const options = { self: "a", nodes: ["c", "b", "a"] };
const { state: fresh } = start(options);
const { identity } = fresh.cluster;

function when(changes: Partial<NodeState>): NodeState {
  return { ...fresh, ...changes };
}

const asking = when({ role: "candidate", epoch: 2, vote: "a", votes: ["a"] });
const free = when({ role: "leader", epoch: 2, vote: "a", leader: "a" });
const proposing: NodeState = { ...free, accepted: { epoch: 2, value: "x" } };

/** A node of a cluster with other quorums, in the same state. */
function withQuorums(state: NodeState, quorums: ClusterQuorums): NodeState {
  return { ...state, cluster: { ...state.cluster, quorums: { ...state.cluster.quorums, ...quorums } } };
}

/** A message without its envelope: it goes from `b` to `a`. */
type Body = Message extends infer One ? (One extends Message ? Omit<One, "cluster" | "from" | "to"> : never) : never;

function receive(body: Body, ends: object = {}): NodeEvent {
  return { kind: "receive", message: { ...body, cluster: identity, from: "b", to: "a", ...ends } };
}

function send(body: Body, to: string): NodeEffect[] {
  return [{ kind: "send", message: Object.assign({}, body, { cluster: identity, from: "a", to }) }];
}

function toOthers(body: Body): NodeEffect[] {
  return [...send(body, "b"), ...send(body, "c")];
}

function arm(timer: NodeTimer): NodeEffect {
  return { kind: "setTimer", timer };
}

function disarm(timer: NodeTimer): NodeEffect {
  return { kind: "cancelTimer", timer };
}

function persist(record: Partial<NodeRecord>): NodeEffect {
  return { kind: "persist", record: { ...noRecord, cluster: identity, ...record } };
}

function persisted(state: NodeState): NodeEvent {
  return { kind: "persisted", record: recordOf(state) };
}

function fire(timer: NodeTimer): NodeEvent {
  return { kind: "timeout", timer };
}

const { changes: becomes, answers, refuses } = expectationsOf(step);

/** @returns the state with the changes. */
function changes(
  state: NodeState,
  event: NodeEvent,
  next: Partial<NodeState>,
  effects: readonly NodeEffect[],
): NodeState {
  const after = { ...state, ...next };
  becomes(state, event, after, effects);
  return after;
}

test("a new node follows nobody, in no epoch, and will suspect that nobody leads", () => {
  assert.deepEqual(start(options), {
    state: {
      cluster: {
        self: "a",
        nodes: ["a", "b", "c"],
        others: ["b", "c"],
        quorums: { ...atLeast(2, 2), preVote: { kind: "atLeast", count: 2 } },
        identity,
      },
      maxLength: 1_048_576,
      role: "follower",
      epoch: 0,
      vote: null,
      accepted: { epoch: 0, value: null },
      leader: null,
      votes: [],
      preVotes: [],
      unheard: [],
      highest: { epoch: 0, value: null },
      acceptances: [],
      decision: null,
      isWriting: false,
    },
    effects: [arm("suspect")],
  });
});

test("a node does not start among nodes of which it is none, nor with quorums that need not meet", () => {
  assert.throws(() => start({ ...options, self: "d" }), /"d" is none of the nodes/);
  assert.throws(() => start({ ...options, quorums: atLeast(1, 3) }), /two quorums that elect/);
  assert.throws(() => start({ ...options, quorums: atLeast(2, 1) }), /one that accepts need not meet/);
  const { election, proposal } = atLeast(3, 1);
  const { cluster } = start({ ...options, quorums: { election, proposal } }).state;
  assert.deepEqual(cluster.quorums, { election, proposal, preVote: election });
});

test("a restarted node is a follower of what its disk says, and knows no decision", () => {
  const known = { epoch: 4, vote: "b", accepted: { epoch: 3, value: "x" } };
  const recovered = recover(options, { cluster: identity, ...known });
  assert.deepEqual(recovered, { state: when(known), effects: [arm("suspect")] });
});

const alone = { kind: "atLeast", count: 1 } as const;

test("a node that suspects asks whether others do, and starts the next epoch if a quorum does", () => {
  const following = when({ epoch: 1, vote: "b", leader: "b" });
  const question = toOthers({ kind: "requestPreVote", epoch: 2 });
  const suspecting = changes(following, fire("suspect"), { preVotes: ["a"] }, [
    ...question,
    arm("askAgain"),
    arm("suspect"),
  ]);
  answers(suspecting, fire("askAgain"), [...question, arm("askAgain")]);
  answers(suspecting, fire("suspect"), [...question, arm("suspect")]);
  for (const epoch of [1, 3]) answers(suspecting, receive({ kind: "preVote", epoch }), []);
  answers(following, receive({ kind: "preVote", epoch: 2 }), []);
  const candidate = { role: "candidate", epoch: 2, vote: "a", leader: null, preVotes: [], isWriting: true } as const;
  changes(suspecting, receive({ kind: "preVote", epoch: 2 }), candidate, [
    persist({ epoch: 2, vote: "a" }),
    disarm("askAgain"),
    arm("suspect"),
  ]);
  const ofFive = withQuorums(suspecting, { ...atLeast(3, 3), preVote: { kind: "atLeast", count: 3 } });
  const heard = changes(ofFive, receive({ kind: "preVote", epoch: 2 }), { preVotes: ["a", "b"] }, []);
  answers(heard, receive({ kind: "preVote", epoch: 2 }), []);
  answers(heard, fire("askAgain"), [...send({ kind: "requestPreVote", epoch: 2 }, "c"), arm("askAgain")]);
  changes(heard, fire("suspect"), { preVotes: ["a"] }, [...question, arm("suspect")]);
});

test("a node that suspects says so to whoever asks, and nobody else does", () => {
  const question = receive({ kind: "requestPreVote", epoch: 2 }, { from: "c" });
  const preVote = send({ kind: "preVote", epoch: 2 }, "c");
  answers(when({ epoch: 1 }), question, preVote);
  answers(when({ epoch: 1, leader: "b", preVotes: ["a"] }), question, preVote);
  answers(when({ epoch: 1, leader: "b" }), question, []);
  answers(when({ epoch: 2, leader: "b" }), question, send({ kind: "newer", epoch: 2 }, "c"));
  answers(when({ epoch: 1, decision: "x" }), question, send({ kind: "decide", value: "x" }, "c"));
  answers(when({ epoch: 1, decision: "x" }), receive({ kind: "preVote", epoch: 2 }), []);
});

test("whoever hears of a leader, or votes, suspects no more", () => {
  const suspecting = when({ epoch: 1, vote: "b", leader: "b", preVotes: ["a"] });
  const vote = send({ kind: "vote", epoch: 1, accepted: noRecord.accepted }, "b");
  changes(suspecting, receive({ kind: "lead", epoch: 1 }), { preVotes: [] }, [
    ...vote,
    disarm("askAgain"),
    arm("suspect"),
  ]);
  const voting = { epoch: 2, vote: "b", leader: null, preVotes: [], isWriting: true } as const;
  changes(suspecting, receive({ kind: "requestVote", epoch: 2 }), voting, [
    persist({ epoch: 2, vote: "b" }),
    disarm("askAgain"),
    arm("suspect"),
  ]);
});

test("a leader that hears of no quorum between two looks steps down, and does not lead the epoch again", () => {
  const looked = changes(free, fire("checkQuorum"), { unheard: ["b", "c"] }, [arm("checkQuorum")]);
  const vote = receive({ kind: "vote", epoch: 2, accepted: { epoch: 0, value: null } });
  const heard = changes(looked, vote, { unheard: ["c"] }, []);
  answers(heard, vote, []);
  changes(heard, fire("checkQuorum"), { unheard: ["b", "c"] }, [arm("checkQuorum")]);
  const deposed = changes(looked, fire("checkQuorum"), { role: "follower", leader: null, unheard: [] }, [
    disarm("resend"),
    arm("suspect"),
  ]);
  answers(deposed, vote, []);
  answers(deposed, receive({ kind: "requestVote", epoch: 2 }), []);
});

test("as many decide as must accept, however many must elect", () => {
  const alone = withQuorums({ ...proposing, isWriting: true }, atLeast(3, 1));
  assert.equal(step(alone, persisted(alone)).state.decision, "x");
});

test("whoever has accepted counts for a leader as heard", () => {
  const accept = receive({ kind: "accept", epoch: 2 });
  const ofFive = withQuorums(proposing, atLeast(3, 3));
  const counting = changes({ ...ofFive, unheard: ["b", "c"] }, accept, { unheard: ["c"], acceptances: ["b"] }, []);
  const looked = { ...counting, unheard: [] };
  changes(looked, fire("checkQuorum"), { unheard: ["c"] }, [arm("checkQuorum")]);
});

test("one that has led an epoch votes for nobody when its disk answers", () => {
  const deposed = when({ epoch: 2, vote: "a", isWriting: true });
  changes(deposed, persisted(deposed), { isWriting: false }, []);
});

test("a suspicion of one that needs no others starts the next epoch, and nobody is asked before its own vote is durable", () => {
  const following = when({ epoch: 1, vote: "b", leader: "b", accepted: { epoch: 1, value: "x" } });
  const suspicious = changes(
    withQuorums(following, { ...atLeast(2, 2), preVote: alone }),
    fire("suspect"),
    { role: "candidate", epoch: 2, vote: "a", leader: null, isWriting: true },
    [persist({ epoch: 2, vote: "a", accepted: { epoch: 1, value: "x" } }), arm("suspect")],
  );
  refuses(suspicious, fire("askAgain"), "untimely", 'the timer "askAgain" is not armed');
  changes(suspicious, persisted(suspicious), { isWriting: false, votes: ["a"], highest: { epoch: 1, value: "x" } }, [
    ...toOthers({ kind: "requestVote", epoch: 2 }),
    arm("askAgain"),
  ]);
});

test("a candidate asks those who are silent again, and may suspect once more", () => {
  const candidate = withQuorums({ ...asking, votes: ["a", "b"] }, atLeast(3, 1));
  answers(candidate, fire("askAgain"), [...send({ kind: "requestVote", epoch: 2 }, "c"), arm("askAgain")]);
  const questions = toOthers({ kind: "requestPreVote", epoch: 3 });
  const again = changes(candidate, fire("suspect"), { preVotes: ["a"] }, [...questions, arm("suspect")]);
  answers(again, fire("askAgain"), [...send({ kind: "requestVote", epoch: 2 }, "c"), ...questions, arm("askAgain")]);
  changes(
    withQuorums(candidate, { ...atLeast(3, 1), preVote: alone }),
    fire("suspect"),
    { epoch: 3, votes: [], isWriting: true },
    [persist({ epoch: 3, vote: "a" }), disarm("askAgain"), arm("suspect")],
  );
});

test("a node among no others elects itself, and decides alone", () => {
  const { state } = start({ self: "a", nodes: ["a"] });
  const candidate = step(state, fire("suspect")).state;
  const leader = step(candidate, persisted(candidate)).state;
  assert.equal(leader.role, "leader");
  const led = step(leader, { kind: "propose", value: "x" }).state;
  const { effects } = step(led, persisted(led));
  assert.deepEqual(effects, [deliveryOf("x"), disarm("resend"), disarm("checkQuorum")]);
});

test("a vote is sent once it is durable, and again to whoever asks again, and to nobody else in the epoch", () => {
  const voting = changes(fresh, receive({ kind: "requestVote", epoch: 2 }), { epoch: 2, vote: "b", isWriting: true }, [
    persist({ epoch: 2, vote: "b" }),
    arm("suspect"),
  ]);
  answers(voting, receive({ kind: "requestVote", epoch: 2 }), []);
  const vote = send({ kind: "vote", epoch: 2, accepted: noRecord.accepted }, "b");
  const voted = changes(voting, persisted(voting), { isWriting: false }, vote);
  answers(voted, receive({ kind: "requestVote", epoch: 2 }), vote);
  answers(voted, receive({ kind: "requestVote", epoch: 2 }, { from: "c" }), []);
  answers(voted, receive({ kind: "requestVote", epoch: 1 }), send({ kind: "newer", epoch: 2 }, "b"));
});

test("a node that knows the leader of its epoch from its disk votes for nobody in it", () => {
  const record: NodeRecord = { cluster: identity, epoch: 2, vote: "b", accepted: { epoch: 2, value: "x" } };
  answers(recover(options, record).state, receive({ kind: "requestVote", epoch: 2 }), []);
});

test("with a quorum of votes a candidate leads, and says so if it is free: nobody has accepted anything", () => {
  const vote = receive({ kind: "vote", epoch: 2, accepted: { epoch: 0, value: null } });
  changes(asking, vote, { role: "leader", leader: "a", votes: [] }, [
    ...toOthers({ kind: "lead", epoch: 2 }),
    disarm("askAgain"),
    disarm("suspect"),
    arm("resend"),
    arm("checkQuorum"),
  ]);
  answers(free, fire("resend"), [...toOthers({ kind: "lead", epoch: 2 }), arm("resend")]);
  refuses(free, fire("suspect"), "untimely", 'the timer "suspect" is not armed');
});

test("a leader that is free is followed, and not suspected, each time that it says that it leads", () => {
  const lead = receive({ kind: "lead", epoch: 2 });
  const learning = changes(fresh, lead, { epoch: 2, leader: "b", isWriting: true }, [
    persist({ epoch: 2 }),
    arm("suspect"),
  ]);
  answers(learning, lead, [arm("suspect")]);
  const follower = changes(learning, persisted(learning), { isWriting: false }, []);
  const follows = send({ kind: "follow", epoch: 2 }, "b");
  answers(follower, lead, [...follows, arm("suspect")]);
  answers(follower, receive({ kind: "requestVote", epoch: 2 }, { from: "c" }), []);
  changes(asking, lead, { role: "follower", votes: [], leader: "b" }, [...follows, disarm("askAgain"), arm("suspect")]);
  answers(when({ epoch: 3 }), lead, send({ kind: "newer", epoch: 3 }, "b"));
  refuses(free, lead, "impossible", "a second leader of the epoch");
});

test("a leader hears of a follower that has not voted for it", () => {
  const follow = receive({ kind: "follow", epoch: 2 });
  const looking = { ...free, unheard: ["b", "c"] };
  changes(looking, follow, { unheard: ["c"] }, []);
  answers({ ...free, unheard: ["c"] }, follow, []);
  answers(when({ epoch: 3 }), follow, []);
  answers({ ...looking, epoch: 3 }, follow, []);
  answers({ ...free, role: "follower", leader: null }, follow, []);
  refuses(free, receive({ kind: "follow", epoch: 3 }), "impossible", "a follower of one that never led");
  refuses(asking, follow, "impossible", "a follower of one that never led");
  refuses(when({ epoch: 2, vote: "c" }), follow, "impossible", "a follower of one that never led");
});

test("a follower accepts the proposal of a leader that was free", () => {
  const follower = when({ epoch: 2, vote: "b", leader: "b" });
  const accepted = { epoch: 2, value: "x" };
  const accepting = changes(
    follower,
    receive({ kind: "propose", epoch: 2, value: "x" }),
    { accepted, isWriting: true },
    [persist({ epoch: 2, vote: "b", accepted }), arm("suspect")],
  );
  changes(accepting, persisted(accepting), { isWriting: false }, send({ kind: "accept", epoch: 2 }, "b"));
});

test("whoever has lost to a leader in its own epoch tells nobody of its vote", () => {
  const lost = when({ epoch: 2, vote: "a", leader: "b", isWriting: true });
  changes(lost, persisted(lost), { isWriting: false }, []);
});

test("a new leader proposes what was accepted in the highest epoch among its votes", () => {
  const candidate: NodeState = {
    ...asking,
    accepted: { epoch: 1, value: "x" },
    epoch: 4,
    highest: { epoch: 1, value: "x" },
  };
  const vote = receive({ kind: "vote", epoch: 4, accepted: { epoch: 3, value: "y" } });
  const leader = { role: "leader", leader: "a", votes: [], highest: noRecord.accepted } as const;
  const accepted = { epoch: 4, value: "y" };
  changes(candidate, vote, { ...leader, accepted, isWriting: true }, [
    persist({ epoch: 4, vote: "a", accepted }),
    ...toOthers({ kind: "propose", epoch: 4, value: "y" }),
    disarm("askAgain"),
    disarm("suspect"),
    arm("resend"),
    arm("checkQuorum"),
  ]);
});

test("a vote that is counted already, or comes late, changes nothing; one that nobody asked for is impossible", () => {
  const accepted = { epoch: 0, value: null } as const;
  const wanting = withQuorums({ ...asking, votes: ["a", "b"] }, atLeast(3, 1));
  answers(wanting, receive({ kind: "vote", epoch: 2, accepted }), []);
  answers(asking, receive({ kind: "vote", epoch: 1, accepted }), []);
  answers(free, receive({ kind: "vote", epoch: 2, accepted }), []);
  const unasked = "a vote for which it has not asked";
  refuses(asking, receive({ kind: "vote", epoch: 3, accepted }), "impossible", unasked);
  refuses({ ...asking, isWriting: true }, receive({ kind: "vote", epoch: 2, accepted }), "impossible", unasked);
  refuses({ ...free, vote: "b" }, receive({ kind: "vote", epoch: 2, accepted }), "impossible", unasked);
  const knowing = receive({ kind: "vote", epoch: 2, accepted: { epoch: 2, value: "x" } });
  refuses(asking, knowing, "malformed", "accepted.epoch: 2 is no epoch before that of the vote, 2");
});

test("a client's value is passed on, and a leader that is free puts it to the vote", () => {
  answers(fresh, { kind: "propose", value: "x" }, toOthers({ kind: "wish", value: "x" }));
  const accepted = { epoch: 2, value: "x" };
  const proposed = [persist({ epoch: 2, vote: "a", accepted })];
  const proposals = toOthers({ kind: "propose", epoch: 2, value: "x" });
  changes(free, { kind: "propose", value: "x" }, { accepted, isWriting: true }, [
    ...proposed,
    ...toOthers({ kind: "wish", value: "x" }),
    ...proposals,
  ]);
  changes(free, receive({ kind: "wish", value: "x" }), { accepted, isWriting: true }, [...proposed, ...proposals]);
});

test("a leader takes no second value, and nobody takes one when the decision is known", () => {
  answers(proposing, { kind: "propose", value: "y" }, toOthers({ kind: "wish", value: "y" }));
  answers(proposing, receive({ kind: "wish", value: "y" }), []);
  refuses(when({ decision: "x" }), { kind: "propose", value: "y" }, "untimely", "a value is decided");
});

test("a value that is too long is neither passed on nor put to the vote", () => {
  const short = { ...free, maxLength: 2 };
  const because = 'value: "xyz" is no text of at most 2 UTF-16 code units';
  refuses(short, { kind: "propose", value: "xyz" }, "malformed", because);
  refuses(short, receive({ kind: "wish", value: "xyz" }), "malformed", because);
  assert.equal(step(short, { kind: "propose", value: "xy" }).outcome, "changed");
  assert.equal(start({ ...options, maxLength: 2 }).state.maxLength, 2);
});

test("an acceptance is sent once it is durable, and again to the leader that asks again", () => {
  const accepted = { epoch: 2, value: "x" };
  const proposal = receive({ kind: "propose", epoch: 2, value: "x" });
  const accepting = changes(fresh, proposal, { epoch: 2, leader: "b", accepted, isWriting: true }, [
    persist({ epoch: 2, accepted }),
    arm("suspect"),
  ]);
  answers(accepting, proposal, [arm("suspect")]);
  const acceptance = send({ kind: "accept", epoch: 2 }, "b");
  const follower = changes(accepting, persisted(accepting), { isWriting: false }, acceptance);
  answers(follower, proposal, [...acceptance, arm("suspect")]);
  const restarted = recover(options, { cluster: identity, epoch: 2, vote: null, accepted }).state;
  changes(restarted, proposal, { leader: "b" }, [...acceptance, arm("suspect")]);
});

test("nobody accepts in a lower epoch than the highest it knows: the sender is told", () => {
  answers(
    when({ epoch: 3 }),
    receive({ kind: "propose", epoch: 2, value: "x" }),
    send({ kind: "newer", epoch: 3 }, "b"),
  );
});

test("a candidate has lost when it hears from the leader of its epoch", () => {
  const accepted = { epoch: 2, value: "x" };
  const lost = { role: "follower", votes: [], leader: "b", accepted, isWriting: true } as const;
  changes(asking, receive({ kind: "propose", epoch: 2, value: "x" }), lost, [
    persist({ epoch: 2, vote: "a", accepted }),
    disarm("askAgain"),
    arm("suspect"),
  ]);
});

test("a second leader, or a second proposal, in one epoch is impossible", () => {
  const other = receive({ kind: "propose", epoch: 2, value: "y" });
  refuses(proposing, other, "impossible", "a second leader of the epoch");
  const follower = when({ epoch: 2, leader: "b", accepted: { epoch: 2, value: "x" } });
  refuses(follower, other, "impossible", "a second proposal in the epoch");
});

test("with a quorum of acceptances, its own when durable, the leader decides, tells its user and the others", () => {
  const decided = [
    deliveryOf("x"),
    ...toOthers({ kind: "decide", value: "x" }),
    disarm("resend"),
    disarm("checkQuorum"),
  ];
  const accept = receive({ kind: "accept", epoch: 2 });
  const writing: NodeState = { ...proposing, isWriting: true };
  const counting = changes(writing, persisted(writing), { isWriting: false, acceptances: ["a"] }, []);
  changes(counting, accept, { acceptances: ["a", "b"], decision: "x" }, decided);
  const slow = changes(writing, accept, { acceptances: ["b"] }, []);
  changes(slow, persisted(slow), { isWriting: false, acceptances: ["a", "b"], decision: "x" }, decided);
});

test("an acceptance that comes late changes nothing; one of nothing that was proposed is impossible", () => {
  answers(proposing, receive({ kind: "accept", epoch: 1 }), []);
  answers(when({ epoch: 2 }), receive({ kind: "accept", epoch: 2 }), []);
  refuses(free, receive({ kind: "accept", epoch: 2 }), "impossible", "an acceptance before anything was proposed");
  const later = "an acceptance in an epoch in which nothing was proposed";
  refuses(free, receive({ kind: "accept", epoch: 3 }), "impossible", later);
});

test("a leader repeats its proposal to those who have not accepted, until it knows the decision", () => {
  const counting = { ...proposing, acceptances: ["a", "b"] };
  answers(counting, fire("resend"), [...send({ kind: "propose", epoch: 2, value: "x" }, "c"), arm("resend")]);
  refuses({ ...counting, decision: "x" }, fire("resend"), "untimely", 'the timer "resend" is not armed');
});

test("whoever hears the decision tells its user once, and another decision is impossible", () => {
  const decide = receive({ kind: "decide", value: "x" });
  const told = changes(fresh, decide, { decision: "x" }, [deliveryOf("x"), disarm("suspect")]);
  answers(told, decide, []);
  refuses(told, receive({ kind: "decide", value: "y" }), "impossible", "another decision");
});

test("whoever knows the decision tells it to whoever asks for something, and has no part in anything else", () => {
  const decision = send({ kind: "decide", value: "x" }, "b");
  const accepted = { epoch: 0, value: null } as const;
  for (const knowing of [asking, proposing, when({ epoch: 2 })].map((state) => ({ ...state, decision: "x" }))) {
    for (const epoch of [1, 2, 3]) {
      answers(knowing, receive({ kind: "requestVote", epoch }), decision);
      answers(knowing, receive({ kind: "lead", epoch }), decision);
      answers(knowing, receive({ kind: "propose", epoch, value: "x" }), decision);
      answers(knowing, receive({ kind: "vote", epoch, accepted }), []);
      answers(knowing, receive({ kind: "accept", epoch }), []);
      answers(knowing, receive({ kind: "newer", epoch }), []);
    }
    answers(knowing, receive({ kind: "wish", value: "y" }), decision);
    for (const timer of ["suspect", "askAgain", "resend"] as const) {
      refuses(knowing, fire(timer), "untimely", `the timer "${timer}" is not armed`);
    }
    const writing = { ...knowing, isWriting: true };
    changes(writing, persisted(writing), { isWriting: false }, []);
    assert.equal(node.description.status(knowing), "decided");
  }
  assert.equal(node.description.status(proposing), "leader");
});

test("a leader that hears of a higher epoch leads no more, and keeps what it has accepted", () => {
  const role = { role: "follower", leader: null, vote: null, epoch: 5, isWriting: true } as const;
  changes(proposing, receive({ kind: "newer", epoch: 5 }), role, [
    persist({ epoch: 5, accepted: { epoch: 2, value: "x" } }),
    disarm("resend"),
    disarm("checkQuorum"),
    arm("suspect"),
  ]);
  answers(proposing, receive({ kind: "newer", epoch: 2 }), []);
});

test("a follower that has only learnt of an epoch has nobody to answer", () => {
  const learning = when({ epoch: 5, isWriting: true });
  changes(learning, persisted(learning), { isWriting: false }, []);
});

test("what the disk says of an earlier write, or says again, changes nothing", () => {
  const writing = when({ epoch: 2, vote: "b", isWriting: true });
  answers(writing, persisted(when({ epoch: 1 })), []);
  answers(fresh, persisted(fresh), []);
});

test("a node that has heard of the last epoch starts no other, and writes nothing that it could not read", () => {
  const last = Number.MAX_SAFE_INTEGER;
  const knowing = changes(fresh, receive({ kind: "newer", epoch: last }), { epoch: last, isWriting: true }, [
    persist({ epoch: last }),
  ]);
  refuses(knowing, fire("suspect"), "untimely", "there is no number for another epoch");
  assert.equal(recover(options, recordOf(knowing)).state.epoch, last);
});

test("what belongs to a cluster with other nodes, quorums or another name is foreign, in a message and on a disk", () => {
  const elsewhere = start({ ...options, cluster: "elsewhere" }).state.cluster.identity;
  const foreign = receive({ kind: "newer", epoch: 2 }, { cluster: elsewhere });
  refuses(fresh, foreign, "foreign", "a message of another cluster");
  const record = { ...noRecord, cluster: elsewhere, epoch: 1 };
  assert.throws(() => recover(options, record), /other nodes, other quorums or another name/);
  assert.deepEqual(recover(options, { ...record, cluster: "" }).state.epoch, 1);
});

test("how long a value may be is a whole number", () => {
  assert.throws(() => start({ ...options, maxLength: Number.NaN }), /maxLength is NaN, which is no length/);
});
