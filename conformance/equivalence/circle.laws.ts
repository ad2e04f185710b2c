/**
 * The laws of the circle, in the simulator, with loss, duplication, reordering, crashes and restarts: whatever a thing is
 * made of, its users are told the same.
 *
 * - Consensus: all are told one value, which somebody has proposed, and in the end everybody is told.
 * - A log: of any two nodes one was told a prefix of what the other was, each request once, and none that nobody has
 *   asked for; in the end everybody is told all.
 * - A counter: each request has one number, each number one request, and whoever asks after another was told gets a
 *   higher one; in the end everybody is told.
 * - A register: what clients saw is linearizable.
 *
 * @module
 */
import { isSameData } from "../../src/core/plain-data.ts";
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { checkHistory } from "../../src/linearizable-storage/histories/check.ts";
import { explain } from "../../src/linearizable-storage/histories/explain.ts";
import type { Call } from "../../src/linearizable-storage/histories/history.ts";
import { between, oneOf, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario, Watcher } from "../../src/shell/simulator/scenario.ts";
import { clientPlansOf, recordedClient } from "../histories/clients.ts";
import type { Recorded } from "../histories/recorded.ts";
import { recordedRegister } from "../linearizable-storage/broadcast-register.recorded.ts";
import { electionTimes, quorumOf, withinOfClusters } from "../simulation/clusters.ts";
import { inTime } from "../simulation/objects-in-time.ts";
import type { Composition, Kind } from "./compositions.ts";

/** Some nodes, and those of them that need not be told: a node that has been down may have lost its turn. */
interface Users {
  readonly nodes: readonly string[];
  readonly restarted: ReadonlySet<string>;
}

type Law = (run: Run, users: Users) => Watcher;

const laws: Readonly<Record<Kind, Law>> = { consensus, log, counter, register };

/** A seed's run of a composition. @param upper - what is on top, if it is not as it should be */
export function scenarioOf(composition: Composition, seed: number, upper?: System): Scenario {
  const { nodes } = composition;
  const random = randomOf(seed, "objects");
  const { system, restarted, begin } = inTime(composition.make(upper), random);
  const timeOf = electionTimes(random, { resend: 50, replicate: 50, giveUp: 300 });
  return {
    system,
    timeOf: (drawn, timer, isHealed) => timeOf(drawn, timer.replace(/^.*\./, ""), isHealed),
    // Of two nodes no majority is less than both.
    plans: { needed: (drawn) => (nodes.length > 2 ? quorumOf(drawn, nodes) : nodes) },
    within: 3 * withinOfClusters,
    watch: (run) => {
      begin(run);
      return laws[composition.kind](run, {
        nodes,
        restarted: composition.adapter === "counter-consensus" ? restarted : none,
      });
    },
  };
}

const none: ReadonlySet<string> = new Set();

/** A client that asks again until it need not: at the same node, or at any. */
function goOn(run: Run, random: Random, again: () => boolean): void {
  const ask = (): void => {
    if (again()) run.after(between(random, 50, 400), ask);
  };
  run.after(between(random, 0, run.plan.healed), ask);
}

function consensus(run: Run, { nodes, restarted }: Users): Watcher {
  const told = new Map<string, unknown>();
  const proposed = new Set<unknown>();
  for (const node of nodes) {
    goOn(run, run.random(node), () => {
      if (told.has(node)) return false;
      proposed.add(node);
      run.ask(node, { kind: "propose", value: node } as { kind: string });
      return true;
    });
  }
  return {
    told: (node, value) => {
      if (!proposed.has(value)) run.violated("Validity", `${node} is told ${value}, which nobody has proposed`);
      told.set(node, told.get(node) ?? value);
      if (new Set([...told.values(), value]).size > 1)
        run.violated("Agreement", `${node} is told ${value}, others ${[...told.values()].join()}`);
    },
    isReached: () => run.whole.every((node) => told.has(node) || restarted.has(node)),
    lacking: () =>
      `told are ${[...told.keys()].join()} of ${run.whole.join()}, of which were down ${[...restarted].join()}`,
  };
}

const clients = ["x", "y", "z"];

function log(run: Run, { nodes }: Users): Watcher {
  const told = new Map<string, unknown[]>(nodes.map((node) => [node, []]));
  const asked = new Set<string>();
  const all = [...told.values()];
  const isTold = (client: string): boolean =>
    all.some((order) => order.some((request) => clientOf(request) === client));
  for (const client of clients) {
    const random = run.random(client);
    goOn(run, random, () => {
      asked.add(client);
      if (isTold(client)) return false;
      run.ask(oneOf(random, nodes), { kind: "broadcast", requests: [{ client, number: 1 }] } as { kind: string });
      return true;
    });
  }
  return {
    told: (node, request, by) => {
      if (by === "reply") return;
      const order = told.get(node) ?? [];
      if (order.some((one) => isSameData(one, request))) run.violated("DeliveredOnce", `${node} is told it twice`);
      if (!asked.has(clientOf(request))) run.violated("DeliveredWasBroadcast", `${node} is told what nobody has asked`);
      order.push(request);
      const at = order.length - 1;
      if (all.some((other) => other.length > at && !isSameData(other[at], request)))
        run.violated("TotalOrder", `${node} is told ${clientOf(request)} at ${at + 1}`);
    },
    isReached: () =>
      asked.size === clients.length && run.whole.every((node) => told.get(node)?.length === clients.length),
    lacking: () => nodes.map((node) => `${node}: ${told.get(node)?.map(clientOf).join("")}`).join(", "),
  };
}

function clientOf(request: unknown): string {
  return hasFields(request) ? String(request.client) : String(request);
}

function counter(run: Run, { nodes }: Users): Watcher {
  const numbers = new Map<string, number>();
  const askedAt = new Map<string, number>();
  const highest = (): number => Math.max(0, ...numbers.values());
  for (const client of clients) {
    const random = run.random(client);
    goOn(run, random, () => {
      if (numbers.has(client)) return false;
      if (!askedAt.has(client)) askedAt.set(client, highest());
      run.ask(oneOf(random, nodes), { kind: "count", request: { client, number: 1 } } as { kind: string });
      return true;
    });
  }
  return {
    told: (node, answer) => {
      const { request, number }: { request?: unknown; number?: unknown } = Object(answer);
      const client = clientOf(request);
      const known = numbers.get(client);
      if (known === number) return;
      if (known !== undefined || [...numbers.values()].some((other) => other === number))
        run.violated("OneNumberEach", `${node} tells ${client} ${number}, of ${JSON.stringify([...numbers])}`);
      if (Number(number) <= (askedAt.get(client) ?? Number.POSITIVE_INFINITY))
        run.violated("InRealTime", `${client} was told ${number}, and asked when ${askedAt.get(client)} was told`);
      numbers.set(client, Number(number));
    },
    isReached: () => numbers.size === clients.length,
    lacking: () => `numbers are ${JSON.stringify([...numbers])}`,
  };
}

function register(run: Run, { nodes }: Users): Watcher {
  const { object }: Recorded = recordedRegister;
  const history: Call[] = [];
  const clients = clientPlansOf(run.random("clients")).map((plan) =>
    recordedClient(run, plan, recordedRegister, nodes, history),
  );
  return {
    told: (_, value) => {
      const answer = recordedRegister.answerIn(value);
      if (answer !== undefined) for (const client of clients) client.answered(answer);
    },
    isReached: () => {
      if (!clients.every(({ isDone }) => isDone())) return false;
      const verdict = checkHistory(history, object);
      if (verdict.kind !== "linearizable")
        run.violated("Linearizable", explain(history, verdict, object)[0] ?? verdict.kind);
      return true;
    },
  };
}
