import assert from "node:assert/strict";
import { test } from "node:test";
import type { Host } from "../src/shell/host.ts";
import { type BroadcastRequest, broadcastOf, requestsOf } from "../src/total-order-broadcast/epoch-broadcast/index.ts";
import { hostNode, type OnDisk, type World } from "./writing-a-host.example.ts";

const nodes = ["a", "b", "c"];

/** Something that is to happen. */
interface Call {
  readonly at: number;
  readonly call: () => void;
}

/** Three hosts, their disks and their network in a time that passes only when it is told to. */
class Cluster {
  readonly disks = new Map<string, OnDisk>(
    nodes.map((name) => [name, { cluster: "", epoch: 0, vote: null, entries: [] }]),
  );
  readonly delivered = new Map<string, BroadcastRequest[]>();
  /** How many entries have gone to each disk. */
  readonly written = new Map<string, number>();
  readonly failures: unknown[] = [];
  /** What is wrong with all disks, if anything is. */
  failing: Error | undefined;
  readonly #hosts = new Map<string, Host>();
  readonly #receivers = new Map<string, (message: unknown, instance: unknown) => void>();
  #calls: readonly Call[] = [];
  #now = 0;
  #seed = 1;

  constructor() {
    for (const name of nodes) this.start(name);
  }

  start(name: string): void {
    this.delivered.set(name, []);
    const world: World = {
      disk: this.#disk(name),
      write: (change, flushed) =>
        this.#later(5, () => {
          // What was on its way in a crash is lost.
          if (this.#hosts.get(name) !== host) return;
          if (this.failing === undefined) this.#write(name, change);
          flushed(this.failing);
        }),
      network: {
        send: (message, instance) => this.#later(2, () => this.#receivers.get(message.to)?.(message, instance)),
        listen: (node, receive) => this.#receivers.set(node, receive),
      },
      after: (milliseconds, ring) => {
        let isSet = true;
        this.#later(milliseconds, () => {
          if (isSet) ring();
        });
        return () => {
          isSet = false;
        };
      },
      random: () => {
        this.#seed = (this.#seed * 16_807) % 2_147_483_647;
        return this.#seed / 2_147_483_647;
      },
      deliver: (request) => this.delivered.get(name)?.push(request),
      stopped: (failure) => this.failures.push(failure),
    };
    const host = hostNode(name, nodes, world);
    this.#hosts.set(name, host);
  }

  crash(name: string): void {
    this.#hosts.get(name)?.stop();
    this.#hosts.delete(name);
  }

  /** Asks whoever is up, in turn, until somebody has taken the request. */
  ask(request: BroadcastRequest): string {
    for (let turn = 0; turn < 100; turn++) {
      const name = nodes[turn % nodes.length] ?? "";
      let isTaken = false;
      this.#hosts.get(name)?.ask(name, broadcastOf(request), (refusal) => {
        isTaken = refusal === undefined;
      });
      if (isTaken) return name;
      this.pass(100);
    }
    throw new Error("nobody leads");
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#nextBefore(end); next !== undefined; next = this.#nextBefore(end)) {
      const taken = next;
      this.#calls = this.#calls.filter((one) => one !== taken);
      this.#now = taken.at;
      taken.call();
    }
    this.#now = end;
  }

  /** Of those that are due at the same time, the one that was asked for first. */
  #nextBefore(end: number): Call | undefined {
    return this.#calls.filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0];
  }

  #later(milliseconds: number, call: () => void): void {
    this.#calls = [...this.#calls, { at: this.#now + milliseconds, call }];
  }

  #write(name: string, { kept, entries, ...record }: Parameters<World["write"]>[0]): void {
    this.written.set(name, (this.written.get(name) ?? 0) + entries.length);
    this.disks.set(name, { ...record, entries: [...this.#disk(name).entries.slice(0, kept), ...entries] });
  }

  #disk(name: string): OnDisk {
    const disk = this.disks.get(name);
    assert.ok(disk);
    return disk;
  }
}

function request(number: number): BroadcastRequest {
  return { client: "till", number, value: `item ${number}` };
}

test("nodes on their own storage elect a leader, deliver, and go on without it; back again it delivers everything", () => {
  const cluster = new Cluster();
  const first = cluster.ask(request(1));
  cluster.pass(200);
  for (const name of nodes) assert.deepEqual(cluster.delivered.get(name), [request(1)], name);

  cluster.crash(first);
  const second = cluster.ask(request(2));
  assert.notEqual(second, first);
  cluster.pass(200);
  assert.deepEqual(cluster.delivered.get(second), [request(1), request(2)]);

  cluster.start(first);
  cluster.ask(request(2));
  cluster.pass(2_000);
  for (const name of nodes) assert.deepEqual(cluster.delivered.get(name), [request(1), request(2)], name);
});

test("of a log only what has changed is written, and the disk has the whole", () => {
  const cluster = new Cluster();
  for (let number = 1; number <= 100; number++) {
    cluster.ask(request(number));
    cluster.pass(number % 7);
  }
  cluster.pass(500);
  const values = (name: string): unknown[] =>
    requestsOf(cluster.disks.get(name)?.entries ?? []).map(({ value }) => value);
  for (const name of nodes) {
    assert.deepEqual(
      values(name),
      Array.from({ length: 100 }, (_, i) => `item ${i + 1}`),
      name,
    );
    assert.equal(cluster.written.get(name), cluster.disks.get(name)?.entries.length, name);
  }
});

test("nodes whose disks fail stop, and begin again with what is on them", () => {
  const cluster = new Cluster();
  cluster.ask(request(1));
  cluster.pass(200);
  const failure = new Error("the disk is full");
  cluster.failing = failure;
  cluster.ask(request(2));
  cluster.pass(20);
  cluster.failing = undefined;
  assert.deepEqual(new Set(cluster.failures), new Set([failure]));
  for (const name of nodes) {
    cluster.crash(name);
    cluster.start(name);
  }
  cluster.ask(request(2));
  cluster.pass(500);
  for (const name of nodes) assert.deepEqual(cluster.delivered.get(name), [request(1), request(2)], name);
});
