/**
 * What must hold in the worlds of the open load. Time in them is virtual, so the numbers are the same on any machine, and
 * a test may look at them.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { withOwnFolder } from "../../tlc/own-processes.ts";
import { buildEtcdRaft } from "../peers.ts";
import { Deliveries } from "./deliveries.ts";
import { etcdReplicas } from "./etcd-replicas.ts";
import { type Measured, measure } from "./measure.ts";
import { benchOpenLoad } from "./open-load.ts";
import { ownReplicas } from "./own-replicas.ts";
import type { MakeReplicas } from "./replicas.ts";
import { everySetting, type Setting, type Situation } from "./setting.ts";
import { unhinderedReplicas } from "./unhindered-replicas.ts";

const noGo = async (): Promise<{ readonly missing: string }> => ({ missing: "Go is not installed" });

/** A short one. */
function settingOf(situation: Situation, differently: Partial<Setting> = {}): Setting {
  return { seed: 1, situation, share: 0.8, flush: 5, lasts: 200, lacks: 500, ...differently };
}

/** Each measurement fails if somebody delivers not what is next, or not everything. */
for (const setting of everySetting(200, 500).filter(({ share, flush }) => share === 0.8 && flush === 5)) {
  test(`${setting.situation}: all is delivered everywhere in order, as soon as disks and links allow`, async () => {
    const ours = await measure(setting, ownReplicas);
    const allowed = await measure(setting, unhinderedReplicas);
    assert.ok(ours.taken > 1_000, "too few to say anything");
    assert.ok(ours.median <= 1.01 * allowed.median, `${ours.median} ms, and ${allowed.median} would do`);
    assert.ok(ours.percentile99 <= 1.02 * allowed.percentile99, `${ours.percentile99} ms`);
  });
}

test("nobody who is well is sent anything twice", async () => {
  for (const situation of ["all is well", "a follower is slow", "the leader is slow"] as const) {
    assert.equal((await measure(settingOf(situation), ownReplicas)).sentPerEntry, 1);
  }
});

/** A leader that sends each message to the one that was down twice. */
const doubled: MakeReplicas = (around) => {
  const send = around.network.send.bind(around.network);
  around.network.send = (message, instance) => {
    send(message, instance);
    if (message.to === "c") send(message, instance);
  };
  return ownReplicas(around);
};

test("one that was down is sent about what it lacks, and would be found out if it were more", async () => {
  const setting = settingOf("one was down", { share: 0.5, lacks: 10_000 });
  const { sentPerEntry, catchingUp = Number.NaN } = await measure(setting, ownReplicas);
  assert.ok(sentPerEntry < 1.1, `${sentPerEntry} times`);
  // A link takes 10,000 entries in a second, and half of it is the load's.
  assert.ok(catchingUp > 1_500 && catchingUp < 2_500, `${catchingUp} ms`);
  const twice = await measure({ ...setting, share: 0.3, lacks: 1_000 }, doubled);
  assert.ok(twice.sentPerEntry > 1.5);
});

test("a seed is a measurement, and another seed another one", async () => {
  const setting = settingOf("one was down");
  const once = await measure(setting, ownReplicas);
  assert.deepEqual(await measure(setting, ownReplicas), once);
  assert.notDeepEqual(await measure({ ...setting, seed: 2 }, ownReplicas), once);
});

test("what it can do is a limit: beyond it requests wait longer and longer", async () => {
  const within = await measure(settingOf("all is well", { share: 0.9, lasts: 500 }), ownReplicas);
  const beyond = await measure(settingOf("all is well", { share: 1.2, lasts: 500 }), ownReplicas);
  const longer = await measure(settingOf("all is well", { share: 1.2, lasts: 1_000 }), ownReplicas);
  assert.ok(within.percentile99 < 20);
  assert.ok(beyond.percentile99 > 5 * within.percentile99);
  assert.ok(longer.percentile99 > 1.5 * beyond.percentile99);
});

test("whoever delivers out of turn, twice, or what nobody has asked for is found out", () => {
  const deliveries = new Deliveries();
  for (const at of [1, 2, 3]) deliveries.arrive(at);
  deliveries.told("a", 1, 4);
  assert.throws(() => deliveries.told("a", 3, 5), /a delivers request 3 after 1 of 3/);
  assert.throws(() => deliveries.told("a", 1, 5));
  for (const request of [2, 3]) deliveries.told("a", request, 5);
  assert.throws(() => deliveries.told("a", 4, 6), /after 3 of 3/);
  assert.equal(deliveries.isComplete, false);
  assert.deepEqual(deliveries.latencies(1, 3), [3, 3]);
});

test("where Go is missing it is said in one line, and ours is measured alone", async () => {
  const said: string[] = [];
  const settings = [settingOf("one was down"), settingOf("all is well")];
  const { rows, tables } = await benchOpenLoad((line) => said.push(line), settings, noGo);
  assert.deepEqual(
    said.filter((line) => line.includes("not measured")),
    ["etcd's raft, Go, under an open load: not measured, Go is not installed"],
  );
  // Five measures of the one that was down, and four of the other, which does not catch up.
  assert.equal(rows.length, 9);
  for (const { ours, theirs } of rows) {
    const [bound] = theirs;
    assert.ok(ours > 0);
    assert.deepEqual(theirs, [
      { who: "disks and links alone", value: bound?.value, ratio: (bound?.value ?? 0) / ours },
    ]);
  }
  assert.equal(tables.filter((line) => line.startsWith("one was down")).length, 5);
  assert.equal(tables.filter((line) => line.startsWith("all is well")).length, 4);
});

test("etcd's raft lives in the same worlds, where Go is installed", { timeout: 120_000 }, async (context) => {
  await withOwnFolder(async (folder) => {
    const built = await buildEtcdRaft(folder, "open-load/etcd");
    if ("path" in built) await compare(built.path);
    else skipUnlessBroken(context, built.missing);
  });
});

/** With asynchronous writes it is not far from what disks and links allow; with Ready and Advance it takes longer. */
async function compare(program: string): Promise<void> {
  const setting = settingOf("one was down");
  const measured = new Map<string, Measured>();
  for (const use of ["asynchronous", "ready and advance"] as const) {
    measured.set(use, await measure(setting, etcdReplicas(program, use)));
    assert.deepEqual(await measure(setting, etcdReplicas(program, use)), measured.get(use));
  }
  const allowed = await measure(setting, unhinderedReplicas);
  const medians = [...measured.values()].map(({ median }) => median / allowed.median);
  assert.ok(Math.max(...medians) < 2 && Math.min(...medians) < 1.1, `${medians.join(" and ")} times`);
}

/** Nobody need be able to fetch it; but what was fetched must be built. */
function skipUnlessBroken(context: TestContext, missing: string): void {
  assert.doesNotMatch(missing, /^go build/);
  context.skip(missing);
}
