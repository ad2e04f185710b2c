/**
 * Replicated commit on epoch broadcast under faults: whoever leads the log takes over, applications begin transactions and
 * ask until they know how these have ended, and participants give up where they may.
 *
 * @module
 */
import type { CandidateTypes } from "../../src/atomic-commit/replicated-commit/candidate.ts";
import { onLog } from "../../src/atomic-commit/replicated-commit/system.ts";
import { transactionName } from "../../src/atomic-commit/replicated-commit/transaction-name.ts";
import { partName } from "../../src/atomic-commit/two-phase-commit/system.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part, System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { below, between, oneOf, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run, Watcher } from "../../src/shell/simulator/scenario.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Constants } from "../engine/constants.ts";
import type { Properties } from "../engine/properties.ts";
import { electionTimes, namesOf, quorumOf, withinOfClusters } from "../simulation/clusters.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, SimulatedProtocol } from "../simulation/simulated.ts";
import { systemOf } from "./replicated-commit.bounds.ts";
import { replicatedCommitProperties } from "./replicated-commit.properties.ts";
import { replicatedCommitTwins } from "./replicated-commit.twins.ts";
import { requestOf } from "./two-phase-commit.mapping.ts";

const role = "coordinator";

/** How many take-overs of each candidate, and transactions in each, participants have parts for. */
const most = 3;

export const simulatedReplicatedCommit: SimulatedProtocol = {
  name: "replicated-commit",
  scenarioOf: (seed, make = systemOf) => scenarioOf(seed, make),
  twins: replicatedCommitTwins,
  notAsked: "in a run candidates stand on epoch broadcast, and in the specification on a log",
  unseen: {
    ReplicatedCommit_Bug_CountsTheLast:
      "on epoch broadcast an earlier take-over comes first or never: epochs never fall along a log",
    ReplicatedCommit_Bug_SameNumber: "an entry without a number is not read: nobody takes over, and nothing begins",
    ReplicatedCommit_Bug_BeginsUnasked: "an application asks for the commit as soon as it has a transaction",
    ReplicatedCommit_Bug_NumberUsedTwice:
      "needs a crash while a number is on its way to disk, and a record from before it that lands after it",
  },
};

/** One application, which begins a transaction. Times are milliseconds. */
interface ApplicationPlan {
  readonly begins: number;
  /** After how long it asks again. */
  readonly patience: number;
  /** After how long a participant that has promised nothing gives up. */
  readonly abortsAfter: number;
}

function scenarioOf(seed: number, make: MakeSystem): MadeScenario {
  const random = randomOf(seed, "load");
  const candidates = namesOf(random);
  const participants = ["p1", "p2", "p3"].slice(0, 1 + below(random, 3));
  const plans = Array.from({ length: 1 + below(random, 4) }, () => planOf(random));
  const constants = constantsOf(candidates, participants);
  const times = electionTimes(random, { replicate: 50, giveUp: 300 });
  const system = onLog(make(constants), epochBroadcast({ nodes: candidates }), asLog("log"), { role, candidates });
  // How soon a candidate asks the log again what it was not told.
  const again = oneOf(random, [10, 100]);
  return {
    system,
    constants,
    timeOf: (drawn, timer, isHealed) =>
      timer === "askAgain" ? again : times(drawn, timer.replace("log.", ""), isHealed),
    plans: { needed: (drawn) => [...quorumOf(drawn, candidates), ...participants] },
    within: withinOfClusters,
    checkEvery: 64,
    watch: (run) => watched(run, system, candidates, participants, plans),
  };
}

function constantsOf(candidates: readonly string[], participants: readonly string[]): Constants {
  const numbers = Array.from({ length: most }, (_, i) => i + 1);
  const transactions = candidates.flatMap((by) =>
    numbers.flatMap((number) => numbers.map((ordinal) => transactionName({ by, number }, ordinal))),
  );
  return {
    sets: { Transaction: transactions, Participant: participants, Candidate: candidates },
    values: { First: "n1", Role: role },
    overrides: {},
  };
}

function planOf(random: Random): ApplicationPlan {
  return {
    begins: between(random, 300, 3_000),
    patience: between(random, 100, 500),
    abortsAfter: random() < 0.2 ? between(random, 0, 300) : between(random, 1_000, 3_000),
  };
}

/** What an application knows of its transaction. */
interface Application {
  readonly plan: ApplicationPlan;
  transaction: string | undefined;
  outcome: string | undefined;
}

function watched(
  run: Run,
  system: System,
  candidates: readonly string[],
  participants: readonly string[],
  plans: readonly ApplicationPlan[],
): Watcher {
  const applications = plans
    .filter(() => run.mayBegin())
    .map((plan): Application => {
      return { plan, transaction: undefined, outcome: undefined };
    });
  const asked: string[] = [];
  const knows = new Set<string>();
  const names = new Set(system.parts.map(({ name, node }) => name.slice(0, name.length - node.length - 1)));
  const knowing = system.parts.map((part) => knowingWhatItKnows(part, applications));
  const properties = watchProperties(run, knowing, propertiesOfUpper);
  for (const candidate of candidates) takeOverWhileLeading(run, candidate);
  for (const application of applications) begin(run, application, candidates);
  const undecided = (): readonly string[] =>
    applications.flatMap(({ transaction, outcome }) =>
      transaction === undefined
        ? []
        : [
            ...participants.map((node) => partName(transaction, node)).filter((part) => !knows.has(part)),
            ...(outcome === undefined ? [`the application of ${transaction}`] : []),
          ],
    );
  return {
    told: (part, value) => {
      if (properties.learntBy(part).length > 0) knows.add(part);
      const said: { readonly transaction?: string; readonly kind?: string; readonly outcome?: string } = Object(value);
      if (said.kind === "begun") {
        const application = applications.find(({ transaction }) => transaction === undefined);
        if (application === undefined || said.transaction === undefined || !names.has(said.transaction)) return;
        application.transaction = said.transaction;
        asked.push(requestOf(said.transaction));
        work(run, application, candidates, participants, knows);
      }
      const own = applications.find(({ transaction }) => transaction === said.transaction);
      if (own === undefined || said.outcome === undefined || said.outcome === "undecided") return;
      own.outcome ??= said.outcome === "forgotten" ? "aborted" : said.outcome;
    },
    check: () => properties.check(asked),
    isReached: () => undecided().length === 0,
    lacking: () => `${undecided().join(", ")} never know the outcome`,
  };
}

/**
 * What a user knows that has heard of a commit elsewhere: that a candidate has forgotten the transaction is no news to it,
 * although this candidate has never told it.
 */
function knowingWhatItKnows(part: Part, applications: readonly Application[]): Part {
  const { learns } = part;
  if (learns === undefined) return part;
  const isCommitted = (transaction: unknown): boolean =>
    applications.some((one) => one.transaction === transaction && one.outcome === "committed");
  return {
    ...part,
    learns: (telling, known) =>
      telling.kind === "reply" && hasFields(telling.value) && telling.value.outcome === "forgotten"
        ? isCommitted(telling.value.transaction)
          ? []
          : learns(telling, known)
        : learns(telling, known),
  };
}

/** Only who leads the log can write to it. So its operator has it take over, and asks again where that was in vain. */
function takeOverWhileLeading(run: Run, candidate: string): void {
  const random = run.random(`operator ${candidate}`);
  const look = (): void => {
    const { role } = run.situation(candidate);
    const lower = hasFields(role) && hasFields(role.lower) ? role.lower : undefined;
    if (lower?.role === "leader") run.ask(candidate, { kind: "takeOver" });
    run.after(between(random, 50, 300), look);
  };
  look();
}

/** An application asks for a transaction until it has one. */
function begin(run: Run, application: Application, candidates: readonly string[]): void {
  const { begins, patience } = application.plan;
  const random = run.random(`application ${begins}`);
  const ask = (): void => {
    if (application.transaction !== undefined) return;
    askTheCoordinator(run, oneOf(random, candidates), { kind: "begin" });
    run.after(patience, ask);
  };
  run.after(begins, ask);
}

/** It asks for the commit, and what became of it, until it knows; and it says that it knows of a commit. */
function work(
  run: Run,
  application: Application,
  candidates: readonly string[],
  participants: readonly string[],
  knows: ReadonlySet<string>,
): void {
  const { transaction, plan } = application;
  if (transaction === undefined) return;
  const random = run.random(`application ${plan.begins}`);
  let isAsking = true;
  const repeat = (): void => {
    const node = oneOf(random, candidates);
    if (application.outcome === undefined) {
      askTheCoordinator(run, node, { kind: "requestCommit", transaction });
      askTheCoordinator(run, node, { kind: "requestOutcome", transaction });
    } else if (application.outcome === "committed")
      askTheCoordinator(run, node, { kind: "confirmOutcome", transaction }, () => {
        isAsking = false;
      });
    else isAsking = false;
    if (isAsking) run.after(plan.patience, repeat);
  };
  repeat();
  for (const node of participants) {
    const part = partName(transaction, node);
    const abort = (): void => {
      if (knows.has(part)) return;
      run.ask(part, { kind: "abortAlone" });
      run.after(plan.patience, abort);
    };
    run.after(plan.abortsAfter, abort);
  }
}

/** Whoever is asked and is not the coordinator says who is, as far as it knows. */
function askTheCoordinator(
  run: Run,
  node: string,
  request: CandidateTypes["request"],
  done: () => void = () => undefined,
): void {
  run.ask(node, request, (refusal) => {
    if (refusal === undefined) done();
    else if ("leader" in refusal && refusal.leader !== undefined && refusal.leader !== node)
      run.ask(refusal.leader, request, (again) => {
        if (again === undefined) done();
      });
  });
}

/** The properties of replicated commit, of the upper role in a stack. */
const propertiesOfUpper: Properties = {
  ...replicatedCommitProperties,
  factOf: (part: Part, situation: Situation) => {
    const { role } = situation;
    const upper = hasFields(role) && "upper" in role ? role.upper : role;
    return replicatedCommitProperties.factOf(part, { ...situation, role: upper });
  },
  violated: (facts, asked) => replicatedCommitProperties.violated(facts.filter(isFact), asked),
};

type Fact = ReturnType<typeof replicatedCommitProperties.factOf>;

function isFact(fact: unknown): fact is Fact {
  return hasFields(fact) && "outcomes" in fact;
}
