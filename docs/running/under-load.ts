/**
 * A cluster of three under a load, through a crash of its leader, a partition, and a node that catches up: a simulated run,
 * the same one each time. What the guide shows and says of it is taken from here.
 *
 * @module
 */
import type { Fault } from "../../src/shell/simulator/fault.ts";
import type { Plan } from "../../src/shell/simulator/plan.ts";
import { between, oneOf } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import {
  broadcastOf,
  type EpochBroadcastTypes,
  epochBroadcast,
} from "../../src/total-order-broadcast/epoch-broadcast/system.ts";

/** What the run has shown. Times are milliseconds since the first request. */
export interface Measured {
  /** For each request that was asked for: when, and how long it took until a user was told; `undefined` if nobody was. */
  readonly requests: readonly { readonly at: number; readonly took: number | undefined }[];
  /** When each node was told another request. */
  readonly told: ReadonlyMap<string, readonly number[]>;
  /** Who led from when on. */
  readonly led: readonly { readonly at: number; readonly leader: string }[];
  /** What went wrong, and from when to when. */
  readonly spells: readonly { readonly what: string; readonly from: number; readonly to: number }[];
  readonly end: number;
}

const nodes = ["n1", "n2", "n3"];

/** By then somebody leads. */
const begins = 1_000;
const lasts = 9_000;
/** A request each 2 ms on average, as they come: nobody waits for the one before. */
const every = 2;
/** How long a client waits before it asks again, and whether its request is new. */
const patience = 50;

const leaderIsDown: Fault = { kind: "crash", nodes: ["n2"], at: begins + 1_500, for: 1_000, landing: 1 };
const thirdIsApart: Fault = { kind: "partition", nodes: ["n3"], at: begins + 4_500, for: 2_000 };

const plan: Plan = {
  seed: 7,
  world: {
    latency: 1,
    spread: 0.5,
    bandwidth: null,
    lose: 0.001,
    loseLater: 0,
    duplicate: 0,
    flush: 4,
    flushSpread: 2,
    flushTogether: true,
    clocks: {},
  },
  faults: [leaderIsDown, thirdIsApart],
  healed: begins + lasts,
  left: [],
};

export function measured(): Measured {
  const requests: { at: number; took: number | undefined }[] = [];
  const told = new Map(nodes.map((node): [string, number[]] => [node, []]));
  const led: { at: number; leader: string }[] = [];
  const scenario: Scenario<EpochBroadcastTypes> = {
    system: epochBroadcast({ nodes }),
    timeOf: (random, timer) => (timer === "suspect" || timer === "checkQuorum" ? between(random, 150, 300) : 50),
    within: 2_000,
    checkEvery: 1,
    watch: (run) => {
      run.after(begins, () => load(run, requests));
      return {
        told: (node, value, by) => {
          if (by !== "deliver" || !("client" in value)) return;
          const request = requests[Number(value.client)];
          const now = run.now() - begins;
          if (request !== undefined) request.took ??= now - request.at;
          told.get(node)?.push(now);
        },
        check: () => noteLeader(run, led),
        isReached: () =>
          run.now() > begins + lasts && [...told.values()].every((times) => times.length === requests.length),
      };
    },
  };
  const { violation } = simulate(scenario, plan);
  if (violation !== undefined) throw new Error(`${violation.property}: ${violation.because}`);
  const spells = plan.faults.map((fault) => ({
    what: fault.kind === "crash" ? "n2, the leader, is down" : "n3, the leader, is cut off",
    from: fault.at - begins,
    to: fault.at + fault.for - begins,
  }));
  return { requests, told, led, spells, end: lasts };
}

/** Each request is a client's first and only one, so that none waits for another. */
function load(run: Run<EpochBroadcastTypes>, requests: { at: number; took: number | undefined }[]): void {
  const random = run.random("load");
  let leader = nodes[0] ?? "";
  const ask = (place: number): void => {
    if (requests[place]?.took !== undefined) return;
    const at = leader;
    let isAnswered = false;
    run.ask(at, broadcastOf({ client: `${place}`, number: 1 }), (refusal) => {
      isAnswered = true;
      // Whoever refuses may know who leads; who does not, leaves the client to its luck.
      if (refusal !== undefined && at === leader) leader = refusal.leader ?? oneOf(random, nodes);
    });
    run.after(patience, () => {
      if (!isAnswered && at === leader) leader = oneOf(random, nodes);
      ask(place);
    });
  };
  const next = (): void => {
    requests.push({ at: run.now() - begins, took: undefined });
    ask(requests.length - 1);
    const gap = -every * Math.log(1 - random());
    if (run.now() + gap < begins + lasts) run.after(gap, next);
  };
  next();
}

function noteLeader(run: Run<EpochBroadcastTypes>, led: { at: number; leader: string }[]): void {
  let highest: NodeState | undefined;
  for (const node of nodes) {
    const role: NodeState | undefined = Object(run.situation(node)).role;
    if (role?.role === "leader" && role.epoch > (highest?.epoch ?? 0)) highest = role;
  }
  const leader = highest?.cluster.self;
  if (leader !== undefined && led.at(-1)?.leader !== leader) led.push({ at: Math.max(0, run.now() - begins), leader });
}

/** The middle, or any other part, of some times. */
export function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
