import assert from "node:assert/strict";
import { test } from "node:test";
import { impossible, next, type Outcome, replying, untimely } from "./description.ts";
import { deliveryOf } from "./effect.ts";
import { partOf, type Role, roleOf } from "./role.ts";
import { expectationsOf } from "./step.fixture.ts";
import { countIn } from "./taking-in.ts";

/** A teller counts what it is sent, writes how much, and passes it on once that is durable. */
interface Teller {
  readonly self: string;
  readonly bank: string;
  readonly count: number;
  readonly last: number;
  readonly isOpen: boolean;
  readonly isWriting: boolean;
}

interface Coin {
  readonly kind: "coin";
  readonly bank: string;
  readonly from: string;
  readonly to: string;
  readonly worth: number;
}

interface TellerTypes {
  readonly options: string;
  readonly state: Teller;
  readonly record: number;
  readonly received: Coin;
  readonly sent: Coin;
  readonly request: { readonly kind: "close" } | { readonly kind: "ask" };
  readonly told: number;
  readonly replied: string;
  readonly timer: "rest" | "audit";
  readonly status: "open" | "closed";
}

type Then = Outcome<TellerTypes>;

function passedOn({ bank, last }: Teller): Coin {
  return { kind: "coin", bank, from: "t", to: "s", worth: last };
}

const teller: Role<TellerTypes> = roleOf<TellerTypes>({
  name: "counting",
  specification: "Counting",
  begin: (bank) => ({ self: "t", bank, count: 0, last: 0, isOpen: true, isWriting: false }),
  recover: (bank, count) => ({ self: "t", bank, count, last: 0, isOpen: count < 100, isWriting: count === 7 }),
  status: ({ isOpen }) => (isOpen ? "open" : "closed"),
  addressing: {
    self: ({ self }) => self,
    peers: () => ["p", "q"],
    instance: { field: "bank", of: ({ bank }) => bank },
  },
  record: {
    none: 0,
    of: ({ count }) => count,
    is: (candidate): candidate is number => typeof candidate === "number",
    isSame: (one, other) => one === other,
  },
  writing: { is: ({ isWriting }) => isWriting, mark: (state, isWriting) => ({ ...state, isWriting }) },
  told: (before, { isOpen, count }) => (isOpen || before?.isOpen === false ? [] : [deliveryOf(count)]),
  flawIn: ({ count }) => (count < 0 ? "it has counted less than nothing" : undefined),
  timers: ({ isOpen }) => (isOpen ? ["rest", "audit"] : []),
  messages: {
    coin: ({ worth }, from, to, { bank }) => {
      if (worth === 666) throw new TypeError("a mistake of its own");
      return { kind: "coin", bank, from, to, worth: countIn(worth, "worth") };
    },
  },
  requests: { close: () => ({ kind: "close" }), ask: () => ({ kind: "ask" }) },
  actions: {
    ReceiveCoin: {
      message: "coin",
      step: (state: Teller, { worth, from }: Coin): Then => {
        if (!state.isOpen) return untimely("it is closed", from);
        if (worth === 13) return impossible("there is no such coin");
        if (worth === 1) return next(state, [], "rest");
        return next({ ...state, count: state.count + worth, last: worth });
      },
    },
    Close: {
      request: "close",
      step: (state: Teller): Then => next(state.isOpen ? { ...state, isOpen: false } : state),
    },
    Ask: { request: "ask", step: (state: Teller): Then => replying(state, [passedOn(state)], `${state.count} so far`) },
    Rest: { timer: "rest", step: (state: Teller): Then => next(state) },
    PassOn: { durable: "open", step: (state: Teller): Then => next(state, [passedOn(state)]) },
  },
});

const { state: fresh } = teller.start("b");
const { changes, answers, refuses } = expectationsOf(teller.step);

function coin(worth: unknown, changed: object = {}): Parameters<typeof teller.step>[1] {
  return { kind: "receive", message: { kind: "coin", bank: "b", from: "p", to: "t", worth, ...changed } };
}

const rich: Teller = { ...fresh, count: 5, last: 5, isWriting: true };

test("a start arms the timers of the first state", () => {
  const timers = ["rest", "audit"].map((timer) => ({ kind: "setTimer", timer }));
  assert.deepEqual(teller.start("b"), { state: fresh, effects: timers });
});

test("a start after a crash writes what the disk lacks, and tells what the user is to know", () => {
  const [written, ...more] = teller.recover("b", 7).effects;
  assert.deepEqual([written, more.length], [{ kind: "persist", record: 7 }, 2]);
  assert.deepEqual(teller.recover("b", 100).effects, [deliveryOf(100)]);
});

test("a step writes exactly what changed of the record, and marks that it is on its way", () => {
  changes(fresh, coin(5), rich, [{ kind: "persist", record: 5 }]);
});

test("what depends on a write is done once that is durable, and only then", () => {
  const durable = { kind: "persisted", record: 5 } as const;
  changes(rich, durable, { ...rich, isWriting: false }, [{ kind: "send", message: passedOn(rich) }]);
  answers(rich, { kind: "persisted", record: 4 }, []);
  answers({ ...rich, isWriting: false }, durable, []);
  answers({ ...rich, isOpen: false }, durable, []);
  refuses(rich, { kind: "persisted", record: "5" }, "malformed", 'record: "5" is no record');
});

test("the answer to an earlier write counts for a role that says what it knows by it", () => {
  const { writing, ...description } = teller.description;
  assert.ok(writing !== undefined);
  const reached = (state: Teller, count: number): Teller => (count > state.last ? { ...state, last: count } : state);
  const heeding = roleOf<TellerTypes>({ ...description, writing: { ...writing, reached } });
  const { changes: becomes, answers: stays } = expectationsOf(heeding.step);
  const early = { ...rich, last: 0 };
  const known = { ...early, last: 4 };
  becomes(early, { kind: "persisted", record: 4 }, known, [{ kind: "send", message: passedOn(known) }]);
  stays(known, { kind: "persisted", record: 4 }, []);
  stays({ ...early, isOpen: false }, { kind: "persisted", record: 4 }, []);
  const last = { ...known, isWriting: false };
  becomes(known, { kind: "persisted", record: 5 }, last, [{ kind: "send", message: passedOn(last) }]);
});

test("the user is told, and timers that the new state does not have are disarmed", () => {
  changes(fresh, { kind: "close" }, { ...fresh, isOpen: false }, [
    deliveryOf(0),
    { kind: "cancelTimer", timer: "rest" },
    { kind: "cancelTimer", timer: "audit" },
  ]);
  answers({ ...fresh, isOpen: false }, { kind: "close" }, []);
});

test("a role that says of two states that the record stays is believed", () => {
  const { description } = teller;
  const forgetful = roleOf<TellerTypes>({ ...description, record: { ...description.record, stays: () => true } });
  const state = { ...fresh, count: 5, last: 5 };
  assert.deepEqual(forgetful.step(fresh, coin(5)), { outcome: "changed", state, effects: [] });
});

test("whoever asks is answered at once, before anything is sent", () => {
  const reply = { kind: "reply", value: "5 so far" } as const;
  answers(rich, { kind: "ask" }, [reply, { kind: "send", message: passedOn(rich) }]);
});

test("a timer that fires is armed anew where the state has it, and so is one that is to begin anew", () => {
  answers(fresh, { kind: "timeout", timer: "rest" }, [{ kind: "setTimer", timer: "rest" }]);
  answers(fresh, coin(1), [{ kind: "setTimer", timer: "rest" }]);
});

test("a timer that is none, that no action is about, or that is not armed does not fire", () => {
  refuses(fresh, { kind: "timeout", timer: "tea" }, "malformed", 'timer: "tea" is no timer');
  refuses(fresh, { kind: "timeout", timer: "audit" }, "malformed", 'timer: "audit" is no timer');
  const closed = { ...fresh, isOpen: false };
  refuses(closed, { kind: "timeout", timer: "rest" }, "untimely", 'the timer "rest" is not armed');
});

test("an action can refuse, and say who can be asked instead", () => {
  refuses(fresh, coin(13), "impossible", "there is no such coin");
  refuses({ ...fresh, isOpen: false }, coin(5), "untimely", "it is closed", "p");
});

test("what is no message of the role is malformed, and what is not its own is foreign", () => {
  const receive = (message: unknown): Parameters<typeof teller.step>[1] => ({ kind: "receive", message });
  refuses(fresh, receive(7), "malformed", "message: 7 is no object with fields");
  refuses(fresh, coin(5, { kind: "note" }), "malformed", 'kind: "note" is no message of counting');
  refuses(fresh, coin(5, { from: 1 }), "malformed", "from: 1 is no name of a node");
  refuses(fresh, coin(0), "malformed", "worth: 0 is no whole number from 1 on");
  refuses(fresh, coin(5, { to: "s" }), "foreign", "a message to another node");
  refuses(fresh, coin(5, { from: "z" }), "foreign", "a message from a node that takes no part");
  refuses(fresh, coin(5, { bank: "c" }), "foreign", "a message of another bank");
});

test("an object that throws when it is read, and one that is gone, are malformed", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const trap = {
    get kind(): string {
      throw new Error("caught");
    },
  };
  for (const message of [proxy, trap]) {
    refuses(fresh, { kind: "receive", message }, "malformed", "it cannot be read");
  }
});

test("a field is read once, so that it cannot be one thing when it is checked and another when it is used", () => {
  let reads = 0;
  const message = {
    kind: "coin",
    bank: "b",
    from: "p",
    to: "t",
    get worth(): number {
      reads++;
      return reads === 1 ? 5 : -5;
    },
  };
  changes(fresh, { kind: "receive", message }, rich, [{ kind: "persist", record: 5 }]);
});

test("an event names its action, if it is one", () => {
  assert.equal(teller.actionOf(fresh, coin(5)), "ReceiveCoin");
  assert.equal(teller.actionOf(fresh, { kind: "close" }), "Close");
  assert.equal(teller.actionOf(fresh, { kind: "timeout", timer: "rest" }), "Rest");
  assert.equal(teller.actionOf(fresh, { kind: "persisted", record: 0 }), "PassOn");
  assert.equal(teller.actionOf({ ...fresh, isOpen: false }, { kind: "persisted", record: 0 }), undefined);
  assert.equal(teller.actionOf(fresh, { kind: "receive", message: undefined }), undefined);
});

test("each message and request has one action, and each event one at most", () => {
  const { description } = teller;
  const { ReceiveCoin, Close, ...others } = description.actions;
  assert.ok(ReceiveCoin !== undefined && Close !== undefined);
  assert.throws(() => roleOf({ ...description, actions: { ReceiveCoin, ...others } }), /no action for close/);
  assert.throws(() => roleOf({ ...description, actions: { Close, ...others } }), /no action for coin/);
  const twice = { ...description.actions, Again: ReceiveCoin };
  assert.throws(() => roleOf({ ...description, actions: twice }), /two actions for the message coin/);
});

test("a role is a part of a system with what stands in its description", () => {
  const place = { name: "b/t", instance: "b", node: "t", role: "teller" };
  const part = partOf(place, teller, "b", [{ kind: "close" }]);
  assert.deepEqual([part.name, part.noRecord, part.requests], ["b/t", 0, [{ kind: "close" }]]);
  assert.deepEqual(part.start(), teller.start("b"));
  assert.deepEqual(part.recover(100), teller.recover("b", 100));
  assert.deepEqual(part.step(fresh, coin(5)), teller.step(fresh, coin(5)));
  assert.equal(part.actionOf?.(fresh, coin(5)), "ReceiveCoin");
  assert.equal(part.recordParts, undefined);
});

test("the timers and the disk of a part are what its state says", () => {
  const { flawIn } = partOf({ name: "b/t", instance: "b", node: "t", role: "teller" }, teller, "b", []);
  const whole = { role: fresh, timers: ["audit", "rest"], writing: [] };
  assert.equal(flawIn?.(whole), undefined);
  assert.equal(flawIn?.({ ...whole, timers: ["rest"] }), "armed are [rest], not [audit, rest]");
  assert.equal(flawIn?.({ ...whole, writing: [1] }), "it believes that all is durable");
  assert.equal(flawIn?.({ ...whole, role: rich }), "it believes that something is on its way to disk");
  assert.equal(flawIn?.({ ...whole, role: { ...fresh, count: -1 } }), "it has counted less than nothing");
});

test("what an object of a stranger throws is refused, and a mistake of the role's own is thrown", () => {
  const throwing = {
    kind: "receive",
    get message(): unknown {
      throw new RangeError("not yours");
    },
  } as const;
  refuses(fresh, throwing, "malformed", "it cannot be read");
  assert.throws(() => teller.step(fresh, coin(666)), /a mistake of its own/);
});

test("which action an event is hangs on its kind, whatever fields a request has", () => {
  for (const more of [{ object: "log" }, { timer: "rest" }, { record: 1 }, { message: { kind: "coin" } }])
    assert.equal(teller.actionOf(fresh, Object.assign({ kind: "ask" } as const, more)), "Ask");
});
