import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../core/effect.ts";
import type { Refusal } from "../core/refusal.ts";
import { answered, changed, refused } from "../core/step.ts";
import type { Addressed, AnyEffect, Part, PartTypes, Request } from "../core/system.ts";
import { Host, type HostOptions } from "./host.ts";

/** A part that does what it is asked for, and counts its events. */
interface Doing extends Request {
  readonly kind: "do";
  readonly effects: readonly AnyEffect<string>[];
}

interface DoerTypes extends PartTypes {
  readonly record: unknown;
  readonly request: Doing | { readonly kind: "refuse" };
  readonly told: string;
  readonly status: "busy" | "idle";
}

type Doer = Part<number, DoerTypes>;

function doer(name: string, changes: Partial<Doer> = {}): Doer {
  return {
    name,
    instance: name,
    node: "n",
    role: "doer",
    requests: [{ kind: "do", effects: [] }, { kind: "refuse" }],
    noRecord: "nothing",
    start: () => ({ state: 0, effects: [] }),
    recover: (record) => ({ state: 0, effects: [deliver(`found ${String(record)}`)] }),
    step: (state, event) => {
      if (event.kind === "refuse") return refused(state, "untimely", "not now");
      return changed(state + 1, event.kind === "do" && "effects" in event ? event.effects : []);
    },
    status: (state) => ({ is: state === 0 ? "idle" : "busy", epoch: state }),
    ...changes,
  };
}

/** A host over ports that write down what they are asked for, and do nothing by themselves. */
class Stage {
  readonly happened: string[] = [];
  readonly disk = new Map<string, unknown>();
  readonly answers: ((failure?: unknown) => void)[] = [];
  readonly rings: (() => void)[] = [];
  readonly failures: unknown[] = [];
  readonly host: Host<DoerTypes>;
  /** What the ports and the listener do besides. */
  also: (what: string) => void = () => {};
  hand: (message: unknown, instance: unknown) => void = () => {};

  constructor(changes: Partial<HostOptions<DoerTypes>> = {}) {
    this.host = new Host<DoerTypes>({
      node: "n",
      storage: {
        read: (part) => this.disk.get(part),
        write: (part, record, answer) => {
          this.answers.push(answer);
          this.#note(`${part} writes ${String(record)}`);
        },
      },
      network: {
        send: ({ kind, to }, instance) => this.#note(`${kind} to ${to} of ${instance}`),
        listen: (node, receive) => {
          this.#note(`${node} listens`);
          this.hand = receive;
        },
      },
      clock: {
        arm: (part, timer, milliseconds, ring) => {
          this.rings.push(ring);
          this.#note(`${part} arms ${timer} for ${milliseconds}`);
        },
        disarm: (part, timer) => this.#note(`${part} disarms ${timer}`),
      },
      chance: { timeOf: (part, timer) => part.length + timer.length },
      listener: {
        told: (part, value, by) => this.#note(`${part} ${by === "deliver" ? "delivers" : "replies"} ${value}`),
        stepped: (part, { kind }, { outcome }) => this.#note(`${part} ${kind}: ${outcome}`),
        stopped: (failure) => this.failures.push(failure),
      },
      ...changes,
    });
  }

  do(part: string, ...effects: readonly AnyEffect<string>[]): void {
    this.host.ask(part, { kind: "do", effects });
  }

  /** What has happened since the last time. */
  news(): readonly string[] {
    return this.happened.splice(0);
  }

  #note(what: string): void {
    this.happened.push(what);
    this.also(what);
  }
}

function started(...parts: readonly Doer[]): Stage {
  const stage = new Stage();
  stage.host.start({ parts });
  stage.news();
  return stage;
}

const message: Addressed = { kind: "hello", from: "n", to: "m" };
const send: AnyEffect<string> = { kind: "send", message };
const persist = (record: unknown): AnyEffect<string> => ({ kind: "persist", record });
const deliver = (value: string): AnyEffect<string> => deliveryOf(value);
const setTimer = (timer: string): AnyEffect<string> => ({ kind: "setTimer", timer });
const cancelTimer = (timer: string): AnyEffect<string> => ({ kind: "cancelTimer", timer });

test("the effects of a step are carried out in their order, each by its port, after the step was told of", () => {
  const stage = started(doer("p"));
  stage.do("p", persist("r"), send, deliver("v"), { kind: "reply", value: "w" }, setTimer("t"), cancelTimer("t"));
  assert.deepEqual(stage.news(), [
    "p do: changed",
    "p writes r",
    "hello to m of p",
    "p delivers v",
    "p replies w",
    "p arms t for 2",
    "p disarms t",
  ]);
});

test("no step is taken inside another or its effects, whoever calls back meanwhile", () => {
  const stage = started(doer("p"), doer("q"));
  stage.also = (what) => {
    if (what === "p writes r") stage.answers[0]?.();
    if (what === "p arms t for 2") stage.rings[0]?.();
    if (what === "hello to m of p") stage.hand(message, "q");
    if (what === "p delivers v") stage.do("q", deliver("w"));
  };
  stage.do("p", persist("r"), setTimer("t"), send, deliver("v"));
  assert.deepEqual(stage.news(), [
    "p do: changed",
    "p writes r",
    "p arms t for 2",
    "hello to m of p",
    "p delivers v",
    "p persisted: changed",
    "p timeout: changed",
    "q receive: changed",
    "q do: changed",
    "q delivers w",
  ]);
});

test("who asks hears at once whether it was refused, and from within a step once its turn has come", () => {
  const stage = started(doer("p"));
  const heard: (Refusal | undefined)[] = [];
  const ask = (): void => stage.host.ask("p", { kind: "refuse" }, (refusal) => heard.push(refusal));
  const refusal = { kind: "untimely", because: "not now" };
  ask();
  assert.deepEqual(heard, [refusal]);
  stage.also = () => {
    stage.also = () => {};
    ask();
    assert.equal(heard.length, 1);
  };
  stage.host.ask("p", { kind: "do", effects: [deliver("v")] }, (other) => heard.push(other));
  assert.deepEqual(heard, [refusal, undefined, refusal]);
});

test("a part hears how far its storage has got, also while later writes are under way", () => {
  const records: unknown[] = [];
  const step: Doer["step"] = (state, event) => {
    if (event.kind === "persisted" && "record" in event) records.push(event.record);
    return answered(state, event.kind === "do" && "effects" in event ? event.effects : []);
  };
  const stage = started(doer("p", { step }));
  stage.do("p", persist(1), persist(2), persist(3));
  const [first, second, third] = stage.answers;
  first?.();
  assert.deepEqual(records, [1]);
  third?.();
  // The storage has answered for these by the third.
  second?.();
  third?.();
  assert.deepEqual(records, [1, 3]);
});

test("a timer fires once, and not after it was disarmed or armed anew, whatever the clock does", () => {
  const stage = started(doer("p"));
  stage.do("p", setTimer("t"));
  stage.do("p", setTimer("t"));
  stage.do("p", setTimer("u"), cancelTimer("u"));
  const [old, again, cancelled] = stage.rings;
  stage.news();
  old?.();
  cancelled?.();
  assert.deepEqual(stage.news(), []);
  again?.();
  again?.();
  assert.deepEqual(stage.news(), ["p timeout: changed"]);
});

test("a message is given to every part of its instance, and to no other", () => {
  const stage = started(doer("p"), doer("q", { instance: "p" }), doer("r"));
  stage.hand(message, "p");
  assert.deepEqual(stage.news(), ["p receive: changed", "q receive: changed"]);
  for (const instance of ["s", undefined, null, 7, {}]) stage.hand(message, instance);
  assert.deepEqual(stage.news(), []);
});

test("a message of an instance of which there is no part finds the one that is made for it, from its record", () => {
  const asked: unknown[] = [];
  const partFor = (_: unknown, instance: unknown): Doer | undefined => {
    asked.push(instance);
    return instance === "late" ? doer("late") : undefined;
  };
  const stage = new Stage({ partFor });
  stage.disk.set("late", "something");
  stage.hand(message, "never");
  stage.hand(message, "late");
  stage.hand(message, "late");
  assert.deepEqual(asked, ["never", "late"]);
  assert.deepEqual(stage.news(), [
    "n listens",
    "late delivers found something",
    "late receive: changed",
    "late receive: changed",
  ]);
});

test("a part that is made for a message must not have the name of another", () => {
  const stage = new Stage({ partFor: () => doer("p") });
  stage.host.start(doer("p"));
  stage.hand(message, "late");
  assert.deepEqual(stage.failures, [new Error("host: two parts are named p")]);
});

test("a part that begins while a message is given to those of its instance is not given it", () => {
  const stage = started(doer("p"));
  stage.also = (what) => {
    if (what === "p receive: changed") stage.host.start(doer("q", { instance: "p" }));
  };
  stage.hand(message, "p");
  assert.deepEqual(stage.news(), ["p receive: changed"]);
});

test("a part that is dropped hears of nothing any more, and its timers are disarmed", () => {
  let asked = 0;
  const partFor = (): undefined => {
    asked++;
  };
  const stage = new Stage({ partFor });
  stage.host.start({ parts: [doer("p"), doer("q", { instance: "p" })] });
  stage.do("p", setTimer("t"), persist("r"), deliver("v"));
  stage.host.drop("p");
  assert.equal(stage.news().at(-1), "p disarms t");
  for (const call of [...stage.rings, ...stage.answers]) call();
  stage.hand(message, "p");
  assert.deepEqual(stage.news(), ["q receive: changed"]);
  stage.host.drop("q");
  assert.equal(asked, 0);
  stage.hand(message, "p");
  assert.deepEqual([asked, stage.news()], [1, []]);
  assert.throws(() => stage.do("p"), { message: "host: no part is named p; known are none" });
});

test("a part that is dropped while its step is carried out takes no step more, and who asked it is told", () => {
  const stage = started(doer("p"));
  const heard: (Refusal | undefined)[] = [];
  stage.also = (what) => {
    if (what !== "p delivers v") return;
    stage.host.ask("p", { kind: "do", effects: [] }, (refusal) => heard.push(refusal));
    stage.host.drop("p");
  };
  stage.do("p", deliver("v"));
  assert.deepEqual(heard, [{ kind: "untimely", because: "the part was dropped" }]);
});

test("of a system a host starts the parts of its node", () => {
  const stage = started(doer("p"), doer("elsewhere", { node: "m" }));
  assert.deepEqual(stage.host.status("p"), { is: "idle", epoch: 0 });
  assert.throws(() => stage.host.status("elsewhere"), { message: "host: no part is named elsewhere; known are p" });
});

test("a part recovers from its record on disk, and from none if there is none", () => {
  const stage = new Stage();
  stage.disk.set("p", null);
  stage.host.recover({ parts: [doer("p"), doer("q")] });
  assert.deepEqual(stage.news(), ["n listens", "p delivers found null", "q delivers found nothing"]);
});

test("where one record cannot be recovered from, no part of them begins", () => {
  const stage = new Stage();
  const damaged = doer("q", {
    recover: () => {
      throw new Error("no such record");
    },
  });
  assert.throws(() => stage.host.recover({ parts: [doer("p"), damaged] }), { message: "no such record" });
  assert.deepEqual(stage.news(), ["n listens"]);
  assert.throws(() => stage.do("p"), /no part is named p/);
  assert.deepEqual(stage.failures, []);
});

test("two parts of one name are refused, and neither begins", () => {
  const stage = started(doer("p"));
  assert.throws(() => stage.host.start(doer("p")), { message: "host: two parts are named p" });
  assert.throws(() => stage.host.start({ parts: [doer("q"), doer("q")] }), { message: "host: two parts are named q" });
  assert.throws(() => stage.do("q"), /no part is named q/);
});

test("a request that parts of its role do not know is an error", () => {
  const stage = started(doer("p"));
  const request: { readonly kind: string } = { kind: "persisted" };
  const untyped: { ask(part: string, request: { readonly kind: string }): void } = stage.host;
  assert.throws(() => untyped.ask("p", request), {
    message: "host: no request to a doer is named persisted; known are do, refuse",
  });
});

test("once a write has failed the host stops: nobody knows what is on disk", () => {
  const stage = new Stage({ partFor: () => doer("q") });
  stage.host.start(doer("p"));
  stage.do("p", persist("r"), setTimer("t"));
  stage.news();
  const failure = new Error("the disk is full");
  stage.answers[0]?.(failure);
  assert.deepEqual(stage.failures, [failure]);
  assert.deepEqual(stage.news(), ["p disarms t"]);
  stage.answers[0]?.(new Error("the disk is full still"));
  assert.deepEqual(stage.failures, [failure]);
  for (const call of [...stage.rings, ...stage.answers]) call();
  for (const instance of ["p", "q"]) stage.hand(message, instance);
  let heard: Refusal | undefined;
  stage.host.ask("p", { kind: "refuse" }, (refusal) => {
    heard = refusal;
  });
  assert.deepEqual(heard, { kind: "untimely", because: "its node is down" });
  assert.deepEqual([stage.host.status("p"), stage.host.stateOf("p"), stage.news()], [undefined, undefined, []]);
});

test("what a port or the listener throws stops the host, with the effects that were not carried out yet", () => {
  const stage = started(doer("p"));
  const failure = new Error("no socket");
  stage.also = (what) => {
    if (what.startsWith("hello")) throw failure;
  };
  stage.do("p", persist("r"), send, deliver("v"));
  assert.deepEqual(stage.failures, [failure]);
  assert.deepEqual(stage.news(), ["p do: changed", "p writes r", "hello to m of p"]);
});

test("a host that is stopped in the middle of a step carries nothing more out", () => {
  const stage = started(doer("p"));
  stage.also = (what) => {
    if (what === "p delivers v") stage.host.stop();
  };
  stage.do("p", deliver("v"), persist("r"));
  assert.deepEqual(stage.news(), ["p do: changed", "p delivers v"]);
  stage.host.stop();
  assert.deepEqual(stage.failures, []);
});

test("a part that does not speak for itself has no status", () => {
  const { host } = new Stage();
  const { status: _, ...silent } = doer("p");
  host.start({ ...silent, start: () => ({ state: 3, effects: [] }) });
  assert.equal(host.status("p"), undefined);
  assert.equal(host.stateOf("p"), 3);
});

test("a host has no objects: a part that uses one does not begin, and one that invokes one all the same stops it", () => {
  const stage = new Stage();
  assert.throws(
    () => stage.host.start(doer("a", { objects: ["log"] })),
    /host: a uses log, and no host has objects: let/,
  );
  stage.host.start(doer("b"));
  stage.host.ask("b", { kind: "do", effects: [{ kind: "invoke", object: "log", operation: 1 }] });
  assert.match(String(stage.failures[0]), /host: b invokes log, and no host has objects/);
});
