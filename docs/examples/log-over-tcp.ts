/**
 * A log of three nodes, each a process with its files, over TCP on loopback, and a client in a process of its own. The
 * leader is killed as by `kill -9`; the client asks again at another node.
 *
 *     node log-over-tcp.js
 *
 * @module
 */
import { join } from "node:path";
import type { BroadcastRequest } from "quorate/epoch-broadcast";
import { type Child, report, runExample, type Stage, whenTold } from "./children.ts";
import { Deliveries, requestsFrom } from "./deliveries.ts";
import { askAt, openDoor } from "./door.ts";
import { openLogNode } from "./log-node.ts";
import { type Ports, portOf, TcpNetwork } from "./tcp-network.ts";

const nodes = ["a", "b", "c"];

/** What the process of a node reports: its ports, once, and what it delivers. */
type NodeReport =
  | { readonly kind: "isUp"; readonly forNodes: number; readonly forClients: number }
  | { readonly kind: "delivered"; readonly request: BroadcastRequest };

/** What it is told: where the others are. */
interface Meet {
  readonly ports: Ports;
}

async function runNode(name: string, folder: string): Promise<void> {
  const network = await TcpNetwork.open();
  whenTold(({ ports }: Meet) => network.meet(ports));
  const door = await openDoor((request) => node.ask(request));
  const node = await openLogNode(name, nodes, join(folder, name, "log"), network, {
    delivered(request) {
      report({ kind: "delivered", request } satisfies NodeReport);
      door.delivered(request);
    },
    stopped(failure) {
      throw failure;
    },
  });
  report({ kind: "isUp", forNodes: network.port, forClients: portOf(door.server) } satisfies NodeReport);
}

/** What the client is told: where the nodes are, and what to ask for, one request after the other. */
interface Ask {
  readonly ports: Ports;
  readonly requests: readonly BroadcastRequest[];
}

/** What the client reports of each request. */
interface ClientReport {
  readonly number: number;
  /** Which node has answered that it is delivered. */
  readonly by: string;
  /** How often it had to ask. */
  readonly times: number;
}

function runClient(): void {
  let ports: Ports = {};
  let all = Promise.resolve();
  let node = "a";
  const ask = async (request: BroadcastRequest): Promise<void> => {
    for (let times = 1; ; times++) {
      const answer = await askAt(ports[node] ?? 0, request, 500);
      if (answer?.isDelivered === true) {
        report({ number: request.number, by: node, times } satisfies ClientReport);
        return;
      }
      // It does not lead, or is down. Whether the request was taken nobody knows: so it is asked for again.
      node = answer?.leader ?? nodes[(nodes.indexOf(node) + 1) % nodes.length] ?? node;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  whenTold((told: Ask) => {
    ({ ports } = told);
    for (const request of told.requests) all = all.then(() => ask(request));
  });
}

/** The processes, and what they have reported. */
class Cluster {
  readonly deliveries: Deliveries = new Deliveries();
  readonly answers: ClientReport[] = [];
  readonly #stage: Stage;
  readonly #client: Child;
  readonly #nodes = new Map<string, Child>();
  readonly #forNodes: Record<string, number> = {};
  readonly #forClients: Record<string, number> = {};

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#client = stage.start(["client"], (said: ClientReport) => this.answers.push(said));
  }

  /** Starts nodes, on the files that they have, and says to all where they are. */
  async begin(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      delete this.#forNodes[name];
      const words = ["node", name, this.#stage.folder];
      this.#nodes.set(
        name,
        this.#stage.start(words, (said: NodeReport) => this.#hear(name, said)),
      );
    }
    await this.#stage.until(`${names.join(", ")} are up`, () => names.every((name) => name in this.#forNodes));
    for (const node of this.#nodes.values()) node.tell({ ports: this.#forNodes } satisfies Meet);
  }

  async kill(name: string): Promise<void> {
    await this.#nodes.get(name)?.kill();
    this.#nodes.delete(name);
    this.deliveries.killed(name);
  }

  /** The client asks for these, one after the other. */
  ask(first: number, last: number): void {
    this.#client.tell({ ports: this.#forClients, requests: requestsFrom(first, last) } satisfies Ask);
  }

  untilAnswered(count: number): Promise<void> {
    return this.#stage.until(`${count} requests are answered`, () => this.answers.length >= count);
  }

  /** Waits until these nodes have delivered the first requests, so many, once each, and in the order of their numbers. */
  untilDelivered(count: number, ...names: readonly string[]): Promise<void> {
    const { deliveries } = this;
    return this.#stage.until(`${names.join(", ")} have delivered ${count} requests`, () =>
      names.every((name) => deliveries.hasAgain(name) && deliveries.has(name, requestsFrom(1, count))),
    );
  }

  #hear(name: string, said: NodeReport): void {
    if (said.kind === "delivered") this.deliveries.add(name, said.request);
    else [this.#forNodes[name], this.#forClients[name]] = [said.forNodes, said.forClients];
  }
}

/** The process that kills. */
async function play(stage: Stage): Promise<void> {
  const cluster = new Cluster(stage);
  const { answers } = cluster;
  await cluster.begin(...nodes);
  console.log("three nodes, each a process with its files, and a client");
  cluster.ask(1, 10);
  await cluster.untilAnswered(10);
  console.log("requests 1 to 10 are answered, one after the other");

  const killed = answers.at(-1)?.by ?? "";
  const isKilled = cluster.kill(killed);
  cluster.ask(11, 20);
  await isKilled;
  console.log("kill -9 of the leader, and the client asks for what comes next");
  await cluster.untilAnswered(20);
  const later = answers.slice(10);
  if (later.some(({ by }) => by === killed)) throw new Error(`${killed} has answered after it was killed`);
  const times = later.reduce((sum, answer) => sum + answer.times, 0);
  console.log(
    `(${killed} has led, and ${later.at(-1)?.by} leads now; the client has asked ${times} times for 10 requests)`,
  );
  console.log("requests 11 to 20 are answered: the client has asked again at another node");

  await cluster.begin(killed);
  await cluster.untilDelivered(20, killed);
  console.log("the killed node is started again on its files: it delivers again what it had, and then what it lacks");
  cluster.ask(21, 30);
  await cluster.untilAnswered(30);
  await cluster.untilDelivered(30, ...nodes);
  console.log("30 requests are answered, and each is delivered once, in the order of their numbers, at a, b and c");
}

const [, , role, name = "", folder = ""] = process.argv;
if (role === "node") await runNode(name, folder);
else if (role === "client") runClient();
else await runExample(import.meta.url, play);
