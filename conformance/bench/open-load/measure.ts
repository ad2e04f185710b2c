/**
 * One measurement: a log in a world, under a load that does not wait for it.
 *
 * @module
 */
import { type Random, waiting } from "../../../src/shell/simulator/random.ts";
import { Deliveries } from "./deliveries.ts";
import type { MakeReplicas } from "./replicas.ts";
import { last, latency, mostRequests, nodes, type Setting } from "./setting.ts";
import { World } from "./world.ts";

/** What came out. Times are milliseconds. */
export interface Measured {
  /** Of the time from when a request arrives at the leader until that delivers it. */
  readonly median: number;
  readonly percentile99: number;
  /**
   * How many entries were sent for each one that was to be: to both followers; or, where one was down, how many reached it
   * since it came back for each one that it has delivered since.
   */
  readonly sentPerEntry: number;
  /** How many messages went between nodes for each request. */
  readonly messagesPerRequest: number;
  /** How long after it came back one that was down had caught up. */
  readonly catchingUp: number | undefined;
  /** How many requests arrived in all, and of how many the latency was taken. */
  readonly requests: number;
  readonly taken: number;
}

/** When the load begins: by then somebody leads. And for how long of it nothing is measured, and nobody goes down. */
const begins = 500;
const runningIn = 100;

/** How long it goes on when what was measured is over, and within which time everything must be reached. */
const runningOut = 50;
const atMost = 60_000;

export async function measure(setting: Setting, make: MakeReplicas): Promise<Measured> {
  const deliveries = new Deliveries();
  const traffic = { messages: 0, entries: 0, atLast: 0 };
  const world: World = new World(setting, make, {
    told: (node, request) => deliveries.told(node, request, world.now()),
    sent: (_, entries) => {
      traffic.messages++;
      traffic.entries += entries;
    },
    arrived: (to, entries) => {
      if (to === last) traffic.atLast += entries;
    },
  });
  const load = new Load(setting, world, deliveries);
  const from = begins + runningIn;
  const wasDown = setting.situation === "one was down" ? new Absence(setting, world, deliveries, traffic) : undefined;
  world.after(begins, () => load.begin());
  if (wasDown === undefined) world.after(from + setting.lasts, () => load.end());
  else world.after(from, () => wasDown.begin(() => load.end()));
  try {
    await world.run(() => load.isOver && deliveries.isComplete, atMost);
  } finally {
    world.replicas.end?.();
  }
  const requests = deliveries.arrivedAt.length;
  const latencies = deliveries.latencies(wasDown?.backAt ?? from, wasDown?.caughtUpAt ?? from + setting.lasts);
  const quantile = (part: number): number => latencies[Math.floor(part * latencies.length)] ?? Number.NaN;
  const followers = nodes.length - 1;
  return {
    median: quantile(0.5),
    percentile99: quantile(0.99),
    sentPerEntry: wasDown?.sentPerEntry ?? (traffic.entries - followers) / (followers * requests),
    messagesPerRequest: traffic.messages / requests,
    catchingUp: wasDown && wasDown.caughtUpAt - wasDown.backAt,
    requests,
    taken: latencies.length,
  };
}

/** Requests that arrive at random, as many as clients who know nothing of each other make. */
class Load {
  readonly #gap: number;
  readonly #random: Random;
  readonly #world: World;
  readonly #deliveries: Deliveries;
  isOver = false;

  constructor({ share }: Setting, world: World, deliveries: Deliveries) {
    this.#gap = 1 / (share * mostRequests);
    this.#random = world.randomOf("load");
    this.#world = world;
    this.#deliveries = deliveries;
  }

  begin(): void {
    this.#world.after(waiting(this.#random, this.#gap), () => {
      if (this.isOver) return;
      this.#world.replicas.propose(this.#deliveries.arrive(this.#world.now()));
      this.begin();
    });
  }

  /** What has begun is measured to its end under the same load. */
  end(): void {
    this.#world.after(runningOut, () => {
      this.isOver = true;
    });
  }
}

/** The last node goes down, comes back when it lacks so much, and catches up. */
class Absence {
  readonly #lacks: number;
  readonly #world: World;
  readonly #deliveries: Deliveries;
  readonly #traffic: { readonly atLast: number };
  /** One that is no further behind than this has caught up: what it takes to hear of an entry, to write it, and to be heard. */
  readonly #lag: number;
  #before = { had: 0, told: 0 };
  backAt = Number.NaN;
  caughtUpAt = Number.NaN;

  constructor({ lacks, flush }: Setting, world: World, deliveries: Deliveries, traffic: { readonly atLast: number }) {
    this.#lacks = lacks;
    this.#world = world;
    this.#deliveries = deliveries;
    this.#traffic = traffic;
    this.#lag = 2 * (latency + flush);
  }

  begin(over: () => void): void {
    this.#world.replicas.crash(last);
    this.#look(
      () => this.#deliveries.lacking >= this.#lacks,
      () => this.#comeBack(over),
    );
  }

  /** For each entry that it took after it came back. */
  get sentPerEntry(): number {
    return (this.#traffic.atLast - this.#before.had) / (this.#deliveries.countAt(last) - this.#before.told);
  }

  #comeBack(over: () => void): void {
    this.backAt = this.#world.now();
    this.#before = { had: this.#traffic.atLast, told: this.#deliveries.countAt(last) };
    this.#world.replicas.restart(last);
    this.#look(
      () => this.#deliveries.hasCaughtUpWith(this.#world.now() - this.#lag),
      () => {
        this.caughtUpAt = this.#world.now();
        over();
      },
    );
  }

  #look(isSo: () => boolean, then: () => void): void {
    if (isSo()) then();
    else this.#world.after(latency, () => this.#look(isSo, then));
  }
}
