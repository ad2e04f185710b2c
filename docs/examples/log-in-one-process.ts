/**
 * A log of three nodes in one process, over files and real timers. The process is killed as by `kill -9` while requests
 * are on their way, and started again on its files.
 *
 *     node log-in-one-process.js
 *
 * @module
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { BroadcastRequest } from "quorate/epoch-broadcast";
import type { Network } from "quorate/host";
import { type Child, report, runExample, type Stage, whenTold } from "./children.ts";
import { Deliveries, requestsFrom } from "./deliveries.ts";
import { type LogNode, openLogNode } from "./log-node.ts";

const nodes = ["a", "b", "c"];

/** What the process of the nodes reports: what each of them delivers. */
interface Report {
  readonly node: string;
  readonly delivered: BroadcastRequest;
}

/** What it is asked for. */
interface Asked {
  readonly requests: readonly BroadcastRequest[];
}

/** The process of the nodes. */
async function runNodes(folder: string): Promise<void> {
  const network = networkInProcess();
  const running: LogNode[] = [];
  for (const node of nodes) {
    const application = {
      delivered: (delivered: BroadcastRequest) => report({ node, delivered } satisfies Report),
      stopped(failure: unknown) {
        throw failure;
      },
    };
    running.push(await openLogNode(node, nodes, fileOf(folder, node), network, application));
  }
  whenTold(({ requests }: Asked) => {
    // Who does not lead refuses. If nobody leads yet, whoever asks will ask again.
    for (const request of requests) for (const node of running) void node.ask(request);
  });
}

/** What one node sends reaches the other a little later, as over any network. */
function networkInProcess(): Network {
  const receivers = new Map<string, (message: unknown, instance: unknown) => void>();
  return {
    listen: (node, receive) => receivers.set(node, receive),
    send: (message, instance) => setTimeout(() => receivers.get(message.to)?.(message, instance), 1),
  };
}

function fileOf(folder: string, node: string): string {
  return join(folder, node, "log");
}

/** The process that kills. */
async function play(stage: Stage): Promise<void> {
  const deliveries = new Deliveries();
  const begin = (): Child =>
    stage.start(["nodes", stage.folder], ({ node, delivered }: Report) => deliveries.add(node, delivered));
  /** Asks again and again, as any client must. */
  const untilDelivered = async (child: Child, first: number, last: number): Promise<void> => {
    const ask = (): void => child.tell({ requests: requestsFrom(first, last) } satisfies Asked);
    const asking = setInterval(ask, 100);
    ask();
    await stage.until(`requests 1 to ${last} are delivered`, () =>
      nodes.every((node) => deliveries.has(node, requestsFrom(1, last))),
    );
    clearInterval(asking);
    console.log(`requests ${first} to ${last} are delivered at all three`);
  };

  console.log("three nodes in one process, each with its log in a file");
  const child = begin();
  await untilDelivered(child, 1, 20);
  child.tell({ requests: requestsFrom(21, 25) } satisfies Asked);
  await stage.until("request 21 is delivered", () => nodes.some((node) => deliveries.of(node).length > 20));
  await child.kill();
  console.log("five more are asked for, and kill -9 as soon as a node delivers the first of them");
  for (const node of nodes) deliveries.killed(node);
  appendFileSync(fileOf(stage.folder, "b"), '8a1c03f5 000000d7 [{"cluster":');
  console.log("half a record stands at the end of b's file, as a power cut may leave it");

  const again = begin();
  await stage.until("what was delivered is delivered again", () => nodes.every((node) => deliveries.hasAgain(node)));
  console.log("started again on its files: each delivers again what it had, in the same order");
  await untilDelivered(again, 21, 30);
  console.log("30 requests, each once, in the order of their numbers, at a, b and c");
}

const [, , role, folder = ""] = process.argv;
if (role === "nodes") await runNodes(folder);
else await runExample(import.meta.url, play);
