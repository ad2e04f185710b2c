/**
 * Sequenced broadcast under a load: clients that ask again until somebody was told, and whoever watches what users are
 * told. The objects are served by a node, which crashes like others, over a network that loses what is asked and answered.
 *
 * @module
 */
import { served } from "../../src/core/served.ts";
import { below, between, oneOf, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import type { Costs, Run, Watcher } from "../../src/shell/simulator/scenario.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { broadcastOf } from "../../src/total-order-broadcast/sequenced-broadcast/system.ts";
import type { Constants } from "../engine/constants.ts";
import { namesOf } from "../simulation/clusters.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, SimulatedProtocol } from "../simulation/simulated.ts";
import { numbersNamed, systemOf } from "./sequenced-broadcast.bounds.ts";
import { sequencedBroadcastProperties, textOf } from "./sequenced-broadcast.properties.ts";
import { sequencedBroadcastTwins } from "./sequenced-broadcast.twins.ts";

const server = "server";
const clientNames = ["a", "b", "c"];

export const simulatedSequencedBroadcast: SimulatedProtocol = {
  name: "sequenced-broadcast",
  scenarioOf,
  numbers: numbersNamed,
  twins: sequencedBroadcastTwins,
  notAsked: "in a run a node serves the objects, and in the specification nobody does",
  unseen: {},
};

function scenarioOf(seed: number, make: MakeSystem = systemOf): MadeScenario {
  const random = randomOf(seed, "load");
  const nodes = namesOf(random);
  const usesCells = random() < 0.5;
  const constants = constantsOf(nodes, {
    ...(usesCells ? {} : { UsesCells: "NoCells" }),
    ...(random() < 0.3 ? { Window: oneOf(random, ["One", "Two"]) } : {}),
    ...(random() < 0.3 ? { MaxPlaces: oneOf(random, ["One", "Two"]) } : {}),
  });
  const system = make(constants);
  const patience = oneOf(random, [150, 400]);
  return {
    system: served(system, server),
    constants,
    // Whoever fills a gap has more patience than a sender that is up, and than two that wait alike.
    timeOf: (drawn, timer) => (timer === "fillGap" ? between(drawn, patience, 3 * patience) : between(drawn, 50, 100)),
    plans: { needed: (drawn) => [server, ...(usesCells ? someOf(drawn, nodes) : nodes)] },
    within: 20_000,
    calm: { after: 1_500, for: 1_000 },
    watch: (run) => watched(run, system.parts, nodes, random, usesCells),
  };
}

/** Any of the nodes, but one at least. */
function someOf(random: Random, nodes: readonly string[]): readonly string[] {
  const some = nodes.filter(() => random() < 0.7);
  return some.length > 0 ? some : nodes.slice(0, 1);
}

function constantsOf(nodes: readonly string[], overrides: Constants["overrides"]): Constants {
  return { sets: { Node: nodes, Request: clientNames }, values: { n1: "n1", a: "a", None: "None" }, overrides };
}

function watched(
  run: Run,
  parts: Parameters<typeof watchProperties>[1],
  nodes: readonly string[],
  random: Random,
  usesCells: boolean,
): Watcher {
  const asked: string[] = [];
  const told = new Map(nodes.map((node) => [node, new Set<string>()]));
  const whole = run.whole.filter((node) => node !== server);
  const isToldAt = (node: string, text: string): boolean => told.get(node)?.has(text) === true;
  // Where a sender may be gone, others need not learn what it has told: SequencedBroadcast_Cells_Needs_SomethingLater.
  const isTold = (text: string): boolean =>
    usesCells ? whole.every((node) => isToldAt(node, text)) : whole.some((node) => isToldAt(node, text));
  const properties = watchProperties(run, parts, sequencedBroadcastProperties);
  const clients = clientNames.map((client) => clientAtWork(run, client, nodes, random, asked, isTold));
  /** What a node knows that has restarted it may have to learn again, also if its user was told. */
  const knownAt = (node: string): number => Object(run.situation(node).role).order?.length ?? 0;
  const lacking = (): readonly string[] =>
    whole.flatMap((node) => asked.filter((text) => !isToldAt(node, text)).map((text) => `${node}: ${text}`));
  const areAlike = (): boolean => new Set(whole.map(knownAt)).size <= 1;
  return {
    told: (part, value) => {
      told.get(part)?.add(textOf(value));
    },
    check: () => properties.check(asked),
    isReached: () => clients.every((hasBegun) => hasBegun()) && lacking().length === 0 && areAlike(),
    lacking: () => (lacking().length > 0 ? `not delivered is ${lacking().join(", ")}` : "not all know the same"),
    calmed: (costs) => judgeCalm(run, costs),
  };
}

/** It has some requests, one after the other, and asks for each again, here and there, until somebody was told. @returns whether it has begun all */
function clientAtWork(
  run: Run,
  client: string,
  nodes: readonly string[],
  drawn: Random,
  asked: string[],
  isTold: (text: string) => boolean,
): () => boolean {
  const random = run.random(`client ${client}`);
  const [requests, every, patience] = [1 + below(drawn, 10), oneOf(drawn, [5, 50, 300]), oneOf(drawn, [100, 500])];
  let left = requests;
  const askFor = (request: BroadcastRequest): void => {
    if (isTold(textOf(request))) return;
    run.ask(oneOf(random, nodes), broadcastOf(request));
    run.after(patience, () => askFor(request));
  };
  for (let number = 1; number <= requests; number++) {
    const request = { client, number, value: `${client}${number}` };
    run.after(between(random, 0, every * number), () => {
      left--;
      if (!run.mayBegin()) return;
      asked.push(textOf(request));
      askFor(request);
    });
  }
  return () => left <= 0;
}

/** Where nothing is lacking nodes only ask whether there is more. */
function judgeCalm(run: Run, { sent, writes }: Costs): void {
  const { left, world } = run.plan;
  if (left.length > 0 || world.loseLater > 0) return;
  const { places = 0, operation = 0 } = sent;
  if (places + operation + writes > 0)
    run.violated("CalmIsQuiet", `${places} places, ${operation} operations and ${writes} writes while all is calm`);
}
