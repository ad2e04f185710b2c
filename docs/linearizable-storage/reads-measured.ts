/**
 * What each kind of read costs on epoch broadcast: simulated runs without faults, the same ones each time. The guide has
 * the table that is made of them.
 *
 * @module
 */
import type { RequestIdentity } from "../../src/core/request-identity.ts";
import { type Stacking, stack } from "../../src/core/stack.ts";
import type { Part, System } from "../../src/core/system.ts";
import {
  readAtPosition,
  readAtReplica,
  readInLog,
  writeOf,
} from "../../src/linearizable-storage/broadcast-register/asking.ts";
import {
  broadcastRegister,
  locatingByEntries,
  type RegisterTypes,
} from "../../src/linearizable-storage/broadcast-register/index.ts";
import type { Plan } from "../../src/shell/simulator/plan.ts";
import { between } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import { asLog, asPositionedLog, epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/index.ts";

const readKinds = ["in the log", "at an entry's position", "at a confirmed position", "at the replica"] as const;

/** A kind of read, as the table names it. */
export type ReadKind = (typeof readKinds)[number];

const kinds: Readonly<Record<ReadKind, (identity: RequestIdentity, key: string) => RegisterTypes["request"]>> = {
  "in the log": readInLog,
  "at an entry's position": readAtPosition,
  "at a confirmed position": readAtPosition,
  "at the replica": readAtReplica,
};

/** By then somebody leads; then readers read for so many milliseconds, and a writer writes. */
const begins = 1_000;
const lasts = 1_000;
const readers = ["r1", "r2", "r3", "r4"];

const plan: Plan = {
  seed: 7,
  world: {
    latency: 1,
    spread: 0.5,
    bandwidth: null,
    lose: 0,
    loseLater: 0,
    duplicate: 0,
    flush: 4,
    flushSpread: 2,
    flushTogether: true,
    clocks: {},
  },
  faults: [],
  healed: begins + lasts,
  left: [],
};

/** What was seen of one kind. Times are milliseconds from asking until the node answers. */
export interface ReadsMeasured {
  readonly median: number;
  readonly slowest: number;
  readonly perSecond: number;
}

/** @param kind - of the reads @param count - how many nodes there are */
export function measuredReads(kind: ReadKind, count: number): ReadsMeasured {
  const nodes = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  // Who leads does not hang on what is read; and it has to be the replica, to tell of updates.
  let leader = "nobody";
  const log = kind === "at a confirmed position" ? asPositionedLog("log") : locatingByEntries(asLog("log"));
  const undecided = scenarioOf(nodes, null, log, (run) => {
    leader = leaderOf(run, undecided.system);
  });
  simulate(undecided, plan);
  const took: number[] = [];
  const told = new Map<string, () => void>();
  const work = (run: Run): void => {
    for (const client of [...readers, "writer"]) {
      const ask = (number: number): void => {
        if (run.isHealed()) return;
        const at = run.now();
        told.set(`${client} ${number}`, () => {
          if (client !== "writer") took.push(run.now() - at);
          ask(number + 1);
        });
        const identity = { client, number };
        run.ask(leader, client === "writer" ? writeOf(identity, "k", number) : kinds[kind](identity, "k"));
      };
      ask(1);
    }
  };
  simulate(
    scenarioOf(nodes, kind === "at the replica" ? leader : null, log, work, (name) => {
      told.get(name)?.();
      told.delete(name);
    }),
    plan,
  );
  const sorted = took.toSorted((one, other) => one - other);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    slowest: sorted.at(-1) ?? Number.NaN,
    perSecond: (took.length * 1_000) / lasts,
  };
}

function scenarioOf(
  nodes: readonly string[],
  replica: string | null,
  log: Stacking,
  work: (run: Run) => void,
  heard: (name: string) => void = () => undefined,
): Scenario {
  return {
    system: stack(broadcastRegister({ nodes, replica }), epochBroadcast({ nodes }), log),
    timeOf: (random, timer) => (/suspect|checkQuorum/.test(timer) ? between(random, 150, 300) : 50),
    within: 2_000,
    watch: (run) => {
      run.after(begins, () => work(run));
      return {
        told: (_, value) => {
          const { operation }: { operation?: { client: string; number: number } } = Object(value);
          heard(`${operation?.client} ${operation?.number}`);
        },
        isReached: () => true,
      };
    },
  };
}

function leaderOf(run: Run, { parts }: System): string {
  const leads = ({ name, status }: Part): boolean => status?.(run.situation(name).role).leader === name;
  return parts.find(leads)?.name ?? "nobody";
}

/** The table of the guide. */
export function tableOfReads(): string {
  const rows = readKinds.map((kind) => {
    const cells = [3, 5].flatMap((count) => {
      const { median, slowest, perSecond } = measuredReads(kind, count);
      return [median.toFixed(1), slowest.toFixed(1), perSecond.toFixed(0)];
    });
    return `| ${[kind, ...cells].join(" | ")} |`;
  });
  return [
    "| read | 3 nodes: median ms | slowest ms | reads a second | 5 nodes: median ms | slowest ms | reads a second |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
