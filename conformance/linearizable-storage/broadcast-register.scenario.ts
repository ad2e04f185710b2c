/**
 * Registers on epoch broadcast under a load: clients that write, claim and read, ask again at another node, and note what
 * they were shown.
 *
 * Positions come as entries there. No node is a replica: that one would have to lead, too, to tell of updates.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import { stack } from "../../src/core/stack.ts";
import type { Part, System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { locatingByEntries } from "../../src/environment/positioned-log.ts";
import {
  claimOf,
  compareAndSetOf,
  readAtPosition,
  readInLog,
  writeOf,
} from "../../src/linearizable-storage/broadcast-register/asking.ts";
import { isAnswer } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import type { RegisterState, RegisterTypes } from "../../src/linearizable-storage/broadcast-register/register.ts";
import { below, oneOf, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run, Watcher } from "../../src/shell/simulator/scenario.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Properties } from "../engine/properties.ts";
import { electionTimes, namesOf, quorumOf, withinOfClusters } from "../simulation/clusters.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, SimulatedProtocol } from "../simulation/simulated.ts";
import { AnswersInTime } from "./broadcast-register.answers.ts";
import { constantsOf, systemOf } from "./broadcast-register.bounds.ts";
import { broadcastRegisterProperties } from "./broadcast-register.properties.ts";
import { broadcastRegisterTwins } from "./broadcast-register.twins.ts";

const isOfALog = "epoch broadcast tells each once, and only what was asked for";
const noReplica = "no run has a replica";

export const simulatedBroadcastRegister: SimulatedProtocol = {
  name: "broadcast-register",
  scenarioOf: (seed, make = systemOf) => scenarioOf(seed, make),
  twins: broadcastRegisterTwins,
  notAsked: "in a run registers stand on epoch broadcast, and in the specification on a log",
  unseen: {
    BroadcastRegister_Bug_WaitsForOneMore: "the positions are the places of entries in these runs",
    BroadcastRegister_Bug_DoesNotWaitForItsPosition: "likewise",
    BroadcastRegister_Bug_TakesEffectTwice: isOfALog,
    BroadcastRegister_Bug_LogInvents: isOfALog,
    BroadcastRegister_Bug_TwoReplicas: noReplica,
    BroadcastRegister_Bug_UpdatesDoNotWait: noReplica,
    BroadcastRegister_Bug_ReplicaForgets: noReplica,
  },
};

function scenarioOf(seed: number, make: MakeSystem): MadeScenario {
  const random = randomOf(seed, "load");
  const nodes = namesOf(random);
  const constants = constantsOf(nodes);
  const clients = ["a", "b", "c"].slice(0, 1 + below(random, 3)).map((name) => clientPlanOf(name, random));
  const times = electionTimes(random, { replicate: 50, giveUp: 300 });
  const system = stack(make(constants), epochBroadcast({ nodes }), locatingByEntries(asLog("log")));
  return {
    system,
    constants,
    timeOf: (drawn, timer, isHealed) => times(drawn, timer.replace("log.", ""), isHealed),
    plans: { needed: (drawn) => quorumOf(drawn, nodes) },
    within: withinOfClusters,
    checkEvery: 64,
    watch: (run) => watched(run, system, nodes, clients),
  };
}

interface ClientPlan {
  readonly name: string;
  readonly operations: number;
  /** How long it rests between an answer and what it asks next, and after how long it asks again. */
  readonly rest: number;
  readonly patience: number;
}

function clientPlanOf(name: string, random: Random): ClientPlan {
  return {
    name,
    operations: 1 + below(random, 20),
    rest: oneOf(random, [0, 10, 100]),
    patience: oneOf(random, [100, 500]),
  };
}

type Asked = RegisterTypes["request"];

/** Its so-manieth operation: a name that all claim in turn, or something of one register, where each value is new. */
function operationOf(random: Random, client: string, number: number, last: unknown): Asked {
  const identity = { client, number };
  return oneOf(random, [
    claimOf(identity, `name ${Math.ceil(number / 5)}`),
    writeOf(identity, "k", `${client} ${number}`),
    compareAndSetOf(identity, "k", typeof last === "string" ? last : null, `${client} ${number}`),
    readInLog(identity, "k"),
    readAtPosition(identity, "k"),
  ]);
}

interface Client {
  readonly plan: ClientPlan;
  /** How many of its operations it has begun, and how many were answered. */
  begun: number;
  answered: number;
  /** What it was shown last. */
  last: unknown;
}

function watched(run: Run, system: System, nodes: readonly string[], plans: readonly ClientPlan[]): Watcher {
  const clients: readonly Client[] = plans.map((plan) => ({ plan, begun: 0, answered: 0, last: null }));
  const answers = new AnswersInTime((property, because) => run.violated(property, because));
  const properties = watchProperties(run, system.parts, propertiesOfUpper);
  for (const client of clients) begin(run, nodes, client, answers);
  return {
    told: (_, value) => {
      if (!isAnswer(value)) return;
      answers.told(value);
      const client = clients.find(({ plan }) => plan.name === value.operation.client);
      if (client === undefined || value.operation.number !== client.answered + 1) return;
      client.answered++;
      client.last = value.held;
      run.after(client.plan.rest, () => begin(run, nodes, client, answers));
    },
    check: () => properties.check([]),
    isReached: () => clients.every(({ begun, answered }) => begun === answered),
    lacking: () =>
      clients
        .filter(({ begun, answered }) => begun !== answered)
        .map(({ plan: { name }, begun }) => `${name} waits for its operation ${begun}`)
        .join("; "),
  };
}

/** A client begins its next operation, if it has one, and asks until it is answered. */
function begin(run: Run, nodes: readonly string[], client: Client, answers: AnswersInTime): void {
  const { name, operations, patience } = client.plan;
  if (client.begun === operations || client.begun > client.answered || !run.mayBegin()) return;
  const random = run.random(`client ${name}`);
  const number = ++client.begun;
  const request = operationOf(random, name, number, client.last);
  answers.asked(request.operation);
  const ask = (node: string): void => {
    if (client.answered >= number) return;
    run.ask(node, request, (refusal) => {
      const leader = refusal !== undefined && "leader" in refusal ? refusal.leader : undefined;
      if (leader !== undefined && leader !== node) ask(leader);
    });
  };
  const askAgain = (): void => {
    if (client.answered >= number) return;
    ask(oneOf(random, nodes));
    run.after(patience, askAgain);
  };
  askAgain();
}

/** The properties of the register, of the upper role in a stack. */
const propertiesOfUpper: Properties = {
  ...broadcastRegisterProperties,
  factOf: (part: Part, situation: Situation) => broadcastRegisterProperties.factOf(part, upperOf(situation)),
  violated: (facts, asked) => broadcastRegisterProperties.violated(facts.filter(isFact), asked),
};

type Fact = ReturnType<typeof broadcastRegisterProperties.factOf>;

function isFact(fact: unknown): fact is Fact {
  return hasFields(fact) && "told" in fact;
}

function upperOf(situation: Situation): Situation<RegisterState | undefined> {
  const upper = hasFields(situation.role) ? situation.role.upper : undefined;
  return { ...situation, role: isRegister(upper) ? upper : undefined };
}

function isRegister(role: unknown): role is RegisterState {
  return hasFields(role) && "answers" in role && "applied" in role;
}
