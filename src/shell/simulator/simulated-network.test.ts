/**
 * A message takes its way: late, lost, twice, or one after the other over a narrow link.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeOf } from "../../core/plain-data.ts";
import { Agenda, type Dated } from "../agenda.ts";
import { randomOf } from "./random.ts";
import { SimulatedNetwork } from "./simulated-network.ts";

interface Job extends Dated {
  readonly job: () => void;
}

const message = { kind: "hello", from: "a", to: "b" };

function stage(world: { readonly bandwidth?: number; readonly lose?: number; readonly duplicate?: number }): {
  readonly network: SimulatedNetwork;
  readonly said: string[];
  readonly run: (until?: number) => void;
} {
  const agenda = new Agenda<Job>();
  const said: string[] = [];
  let [now, order] = [0, 0];
  const { bandwidth = null, lose = 0, duplicate = 0 } = world;
  const network: SimulatedNetwork = new SimulatedNetwork({
    after: (milliseconds, job) => agenda.add({ at: now + milliseconds, order: order++, job }),
    now: () => now,
    world: { latency: 5, spread: 0, bandwidth },
    sizeOf,
    lose: () => lose,
    duplicate: () => duplicate,
    randomOf: (from, to) => randomOf(1, from, to),
    sent: (_, size) => said.push(`${now} sent ${size}`),
    lost: (_, because) => said.push(`${now} lost ${because}`),
    duplicated: () => said.push(`${now} duplicated`),
    arrived: (flight) => {
      said.push(`${now} ${network.arrive(flight) ? "arrived" : "nobody"}`);
    },
  });
  network.listen("b", () => {});
  const run = (until = Number.POSITIVE_INFINITY): void => {
    while ((agenda.next?.at ?? Number.POSITIVE_INFINITY) <= until) {
      const next = agenda.take();
      if (next === undefined) return;
      now = next.at;
      next.job();
    }
  };
  return { network, said, run };
}

test("a message arrives after the latency, and after what slows its link down", () => {
  const { network, said, run } = stage({});
  network.send(message, "i");
  network.link("a", "b").late = 7;
  network.send(message, "i");
  network.send({ ...message, to: "c" }, "i");
  run();
  const size = sizeOf(message);
  assert.deepEqual(said, [`0 sent ${size}`, `0 sent ${size}`, `0 sent ${size}`, "5 arrived", "5 nobody", "12 arrived"]);
});

test("a narrow link takes one message after the other", () => {
  const size = sizeOf(message);
  const { network, said, run } = stage({ bandwidth: size / 10 });
  assert.equal(network.isBehind(0), false);
  for (let i = 0; i < 3; i++) network.send(message, "i");
  assert.deepEqual([network.isBehind(29), network.isBehind(30)], [true, false]);
  run(30);
  assert.equal(network.isBehind(4), true);
  run();
  assert.equal(network.isBehind(0), false);
  assert.deepEqual(said.slice(3), ["15 arrived", "25 arrived", "35 arrived"]);
});

test("what is cut loses what is sent, and what is on its way", () => {
  const { network, said, run } = stage({});
  network.send(message, "i");
  network.link("a", "b").cuts++;
  network.send(message, "i");
  run();
  assert.deepEqual(said.slice(2), ["0 lost cut", "5 lost cut"]);
});

test("messages are lost, and come twice, as often as they should", () => {
  const { network, said, run } = stage({ lose: 0.2, duplicate: 0.3 });
  for (let i = 0; i < 1_000; i++) network.send(message, "i");
  run();
  const count = (text: string): number => said.filter((line) => line.endsWith(text)).length;
  assert.ok(Math.abs(count("lost network") - 200) < 50, `${count("lost network")}`);
  assert.ok(Math.abs(count("duplicated") - 300) < 50, `${count("duplicated")}`);
  assert.equal(count("arrived"), 1_000 - count("lost network") + count("duplicated"));
});
