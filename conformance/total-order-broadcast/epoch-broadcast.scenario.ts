/**
 * Epoch broadcast under a load: clients that do not wait, ask again and come back, and whoever watches what users are
 * told.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { below, oneOf, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import type { Costs, Run, Watcher } from "../../src/shell/simulator/scenario.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Constants } from "../engine/constants.ts";
import {
  calmOfClusters,
  electionTimes,
  judgeRest,
  namesOf,
  quorumOf,
  withinOfClusters,
} from "../simulation/clusters.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, TracedProtocol } from "../simulation/simulated.ts";
import {
  type Client,
  type ClientPlan,
  clientAtWork,
  clientPlanOf,
  mostRequests,
  operatorAtWork,
} from "./epoch-broadcast.clients.ts";
import { heartbeat, judgeCosts, spend } from "./epoch-broadcast.costs.ts";
import { numbersNamed, systemOf } from "./epoch-broadcast.options.ts";
import { epochBroadcastProperties } from "./epoch-broadcast.properties.ts";
import { epochBroadcastTwins } from "./epoch-broadcast.twins.ts";

/** What is asked of a run that is compared with the specification. */
interface Demands {
  /** Clients ask for one request at a time, as the specification's models have it. */
  readonly oneAtATime?: boolean;
}

const clientNames = ["a", "b", "c"];

export const simulatedEpochBroadcast: TracedProtocol = {
  name: "epoch-broadcast",
  scenarioOf: (seed, make = systemOf) => scenarioOf(seed, make, {}),
  numbers: numbersNamed,
  twins: epochBroadcastTwins,
  traced: {
    scenarioOf: (seed) => scenarioOf(seed, systemOf, { oneAtATime: true }),
    constants: constantsOf(["n1", "n2", "n3"], {}),
  },
  unseen: {
    EpochBroadcast_Bug_OldCandidateIsNotTold: "an old candidate hears of the newer epoch from its leader, too",
    EpochBroadcast_Bug_VoteSentBeforeDurable: "needs a crash within the only vote that elects, and another candidate",
    EpochBroadcast_Bug_AcknowledgesTooSoon: "what is sent again costs bandwidth, and seldom time",
    EpochBroadcast_Bug_SizesAreIgnored: "no run has requests so large",
    EpochBroadcast_Bug_WindowSizeIsIgnored: "likewise",
    EpochBroadcast_Bug_AppendsTooMuch: "a large append on a narrow link comes late, and seldom too late",
    EpochBroadcast_Bug_PreVoteOfAFollower: "costs an election now and then, and nothing else",
    EpochBroadcast_Bug_TakesWhileHandingOver: "no load lasts so long that its heir never has all of its log",
    EpochBroadcast_Bug_HeirAsksFirst: "the leader gives up, and leads on; how soon it hands over is a test of its own",
    EpochBroadcast_Bug_RoomIsIgnored: "what was taken too early is decided later, once there is a quorum",
    EpochBroadcast_Bug_TornEpochIsIgnored:
      "needs a write that is torn after the log and before the epoch, of an epoch that the node had not heard of",
    EpochBroadcast_Bug_DecidesSilently: "followers learn it when the leader says again that it is there",
    EpochBroadcast_Bug_OldWriteCounts:
      "needs a new epoch and its entries while a write of the old one is on its way, and a crash before they land",
  },
};

function scenarioOf(seed: number, make: MakeSystem, demands: Demands): MadeScenario {
  const random = randomOf(seed, "load");
  const nodes = namesOf(random);
  const count = 1 + below(random, clientNames.length);
  const plans = clientNames.slice(0, count).map((name) => clientPlanOf(name, random));
  const clients = demands.oneAtATime === true ? plans.map((plan) => ({ ...plan, batch: 1, mostAgain: 1 })) : plans;
  const bounds = demands.oneAtATime === true ? {} : boundsOf(random);
  const constants = constantsOf(nodes, bounds);
  const system = make(constants);
  return {
    system,
    constants,
    timeOf: electionTimes(random, { replicate: heartbeat, giveUp: 300 }),
    plans: {
      needed: (drawn) => quorumOf(drawn, nodes),
      // Where little may be on its way to a node, its link may be narrow.
      bandwidths: bounds.Window === undefined ? [null, 1_000] : [10, null],
    },
    within: withinOfClusters,
    // To look at whole logs takes longer than a step.
    checkEvery: 64,
    calm: calmOfClusters,
    watch: (run) => watched(run, system, nodes, clients),
  };
}

/** In some runs appends carry one entry each, few entries may be on their way to a node, or few be undecided. */
function boundsOf(random: Random): Readonly<Record<string, string>> {
  return {
    ...(random() < 0.2 ? { MaxEntries: "One" } : {}),
    ...(random() < 0.2 ? { Window: oneOf(random, ["One", "Eight"]) } : {}),
    ...(random() < 0.2 ? { MaxUndecided: oneOf(random, ["One", "Eight"]) } : {}),
  };
}

function constantsOf(nodes: readonly string[], overrides: Constants["overrides"]): Constants {
  return {
    sets: { Node: nodes, Client: clientNames, Number: Array.from({ length: mostRequests }, (_, i) => `${i + 1}`) },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
    overrides,
  };
}

function watched(run: Run, system: System, nodes: readonly string[], clientPlans: readonly ClientPlan[]): Watcher {
  const asked: BroadcastRequest[] = [];
  const clients = clientPlans.map((plan) => clientAtWork(run, plan, nodes, asked));
  operatorAtWork(run, nodes);
  const order = new Order(run, nodes, clients);
  const properties = watchProperties(run, system.parts, epochBroadcastProperties);
  const spending = { entries: 0, taken: 0 };
  return {
    told: (part, value, by) => {
      if (by === "reply") spending.taken++;
      else if (isRequest(value)) order.hear(part, value);
    },
    sent: (message) => spend(spending, message),
    check: () => properties.check(asked),
    isReached: () =>
      clients.every(({ isServed }) => isServed()) && run.whole.every((node) => order.isWholeAt(node)) && areOneLog(run),
    lacking: () =>
      [
        ...clients
          .filter(({ isServed }) => !isServed())
          .map(({ name, told, asked: last }) => `${name} asked for ${last} requests, and ${told} were delivered`),
        ...run.whole
          .filter((node) => !order.isWholeAt(node))
          .map((node) => `${node} lacks some of the ${order.length}`),
        ...(areOneLog(run) ? [] : ["logs are not the same, or not decided"]),
      ].join("; "),
    calmed: (costs) => {
      judgeCalm(run, nodes, costs);
      judgeCosts(run, nodes.length - 1, spending, Math.max(...run.whole.map((node) => lengthAt(run, node))));
    },
  };
}

/** A node delivers nothing else. */
function isRequest(value: unknown): value is BroadcastRequest {
  return hasFields(value);
}

/** The one order in which everybody is told everything. */
class Order {
  readonly #run: Run;
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #requests: string[] = [];
  readonly #known = new Set<string>();
  readonly #toldAt: Map<string, number>;

  constructor(run: Run, nodes: readonly string[], clients: readonly Client[]) {
    this.#run = run;
    this.#clients = new Map(clients.map((client) => [client.name, client]));
    this.#toldAt = new Map(nodes.map((node) => [node, 0]));
  }

  get length(): number {
    return this.#requests.length;
  }

  isWholeAt(node: string): boolean {
    return this.#toldAt.get(node) === this.length;
  }

  /** A user is told the next request. */
  hear(part: string, { client: name, number }: BroadcastRequest): void {
    const request = `${name} ${number}`;
    const place = this.#toldAt.get(part) ?? 0;
    this.#toldAt.set(part, place + 1);
    const other = this.#requests[place];
    if (other === request) return;
    if (other !== undefined)
      this.#run.violated("TotalOrder", `${part} is told ${request} where others are told ${other}`);
    else this.#add(part, request, this.#clients.get(name), number);
  }

  #add(part: string, request: string, client: Client | undefined, number: number): void {
    if (this.#known.has(request)) this.#run.violated("DeliveredOnce", `${part} is told ${request} twice`);
    else if (client === undefined || number > client.asked) {
      this.#run.violated("DeliveredWasBroadcast", `${part} is told ${request}, for which nobody has asked`);
    } else if (number !== client.told + 1) {
      this.#run.violated("InTurn", `${part} is told ${request}, and before that number ${client.told}`);
    } else {
      client.told = number;
      this.#requests.push(request);
      this.#known.add(request);
    }
  }
}

/** Whoever has lost what it had told its user has it again. */
function areOneLog(run: Run): boolean {
  const lengths = run.whole.map((node) => lengthAt(run, node));
  const isDecided = (node: string): boolean => stateAt(run, node).decided === lengthAt(run, node);
  return new Set(lengths).size <= 1 && run.whole.every(isDecided);
}

function lengthAt(run: Run, node: string): number {
  return stateAt(run, node).log?.entries.length ?? 0;
}

/** A node that is down has none of it. */
function stateAt(run: Run, node: string): Partial<NodeState> {
  return Object(run.situation(node).role);
}

/** A leader at rest only says that it is there. */
function judgeCalm(run: Run, nodes: readonly string[], costs: Costs): void {
  const { left, world } = run.plan;
  if (left.length > 0 || world.loseLater > 0) return;
  judgeRest(run, costs);
  const { append = 0 } = costs.sent;
  // By a clock that may run up to 1.4 times as fast, and one on the way.
  const most = (nodes.length - 1) * (1_000 / heartbeat) * 1.4 + nodes.length;
  if (append > most) run.violated("CalmIsQuiet", `${append} appends in a second`);
}
