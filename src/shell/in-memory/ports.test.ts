import assert from "node:assert/strict";
import { test } from "node:test";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { Host } from "../host.ts";
import { InMemoryClock } from "./in-memory-clock.ts";
import { InMemoryNetwork } from "./in-memory-network.ts";
import { InMemoryStorage } from "./in-memory-storage.ts";

const nodes = ["a", "b"];
const system = epochBroadcast({ nodes });

/** Two hosts of one's own over ports in memory, that do what they are told to and when. */
function twoHosts(): { readonly hosts: readonly Host[]; readonly settle: () => void; readonly clock: InMemoryClock } {
  const network = new InMemoryNetwork();
  const clock = new InMemoryClock();
  const disks = new Map(nodes.map((node) => [node, new InMemoryStorage()]));
  const hosts = nodes.map((node) => {
    const host = new Host({
      node,
      storage: disks.get(node) ?? new InMemoryStorage(),
      network,
      clock,
      chance: { timeOf: (part) => (part === "a" ? 1 : 2) },
      listener: {
        told: () => {},
        stopped: (failure) => {
          throw failure;
        },
      },
    });
    host.start(system);
    return host;
  });
  const settle = (): void => {
    for (let moved = true; moved; ) {
      moved = false;
      for (const [node, disk] of disks) {
        while (disk.writing(node).length > 0) disk.land(node);
        const answer = disk.takeAnswer(node);
        answer?.();
        moved ||= answer !== undefined;
      }
      for (let flight = network.take(); flight !== undefined; flight = network.take()) {
        assert.equal(network.arrive(flight), true);
        moved = true;
      }
    }
  };
  return { hosts, settle, clock };
}

test("hosts of one's own run over the ports in memory", () => {
  const { hosts, settle, clock } = twoHosts();
  clock.takeNext()?.ring();
  settle();
  assert.deepEqual(
    hosts.map((host, i) => host.status(nodes[i] ?? "")?.is),
    ["leader", "follower"],
  );
});

test("a message to a node that does not listen does not arrive", () => {
  const network = new InMemoryNetwork();
  network.send({ kind: "hello", from: "a", to: "c" }, "log");
  assert.equal(network.size, 1);
  const flight = network.take();
  assert.ok(flight);
  assert.equal(network.arrive(flight), false);
  assert.equal(network.take(), undefined);
});

test("a disk that nothing was written to has nothing to land, to answer, or to lose", () => {
  const disk = new InMemoryStorage();
  assert.equal(disk.land("p"), false);
  assert.equal(disk.takeAnswer("p"), undefined);
  assert.equal(disk.crash("p", "nothing", [], 7), 1);
  assert.equal(disk.read("p"), undefined);
  assert.deepEqual(disk.writing("p"), []);
});
