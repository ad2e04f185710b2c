/**
 * Epoch broadcast beside etcd's raft under an open load, in virtual time: each in the same worlds, with the same arrivals.
 * What comes out is decided by the seed, on any machine.
 *
 * @module
 */
import { withOwnFolder } from "../../tlc/own-processes.ts";
import type { BenchRow } from "../bench-row.ts";
import { buildEtcdRaft, type Fetched } from "../peers.ts";
import { etcdReplicas } from "./etcd-replicas.ts";
import { type Measured, measure } from "./measure.ts";
import { ownReplicas } from "./own-replicas.ts";
import type { MakeReplicas } from "./replicas.ts";
import { nameOf, type Outcome, rowsOf, tablesOf } from "./rows.ts";
import { everySetting, type Setting } from "./setting.ts";
import { unhinderedReplicas } from "./unhindered-replicas.ts";

/** What was measured: a row for each world and measure, and the same as tables. */
export interface OpenLoad {
  readonly rows: readonly BenchRow[];
  readonly tables: readonly string[];
}

/** Where Go is not installed, ours is measured alone. */
export async function benchOpenLoad(
  say: (line: string) => void,
  settings: readonly Setting[] = everySetting(),
  build: (folder: string) => Promise<Fetched> = (folder) => buildEtcdRaft(folder, "open-load/etcd"),
): Promise<OpenLoad> {
  return withOwnFolder(async (folder) => {
    const logs = new Map<string, MakeReplicas>([["ours", ownReplicas], ...etcd(await build(folder), say)]);
    logs.set("disks and links alone", unhinderedReplicas);
    const outcomes: Outcome[] = [];
    for (const setting of settings) {
      const measured = new Map<string, Measured>();
      for (const [who, make] of logs) measured.set(who, await measure(setting, make));
      outcomes.push({ setting, measured });
      const medians = [...measured].map(([who, { median }]) => `${who} ${median.toFixed(2)}`);
      say(`${nameOf(setting)}: median latency in ms: ${medians.join(", ")}`);
    }
    return { rows: rowsOf(outcomes), tables: tablesOf(outcomes) };
  });
}

function etcd(built: Fetched, say: (line: string) => void): readonly (readonly [string, MakeReplicas])[] {
  if ("missing" in built) {
    say(`etcd's raft, Go, under an open load: not measured, ${built.missing}`);
    return [];
  }
  return [
    ["etcd's raft, asynchronous writes", etcdReplicas(built.path, "asynchronous")],
    ["etcd's raft, Ready and Advance", etcdReplicas(built.path, "ready and advance")],
  ];
}
