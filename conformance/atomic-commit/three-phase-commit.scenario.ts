/**
 * Three-phase commit on each rung of its ladder, in virtual time: what the network guarantees, who is suspected, and by
 * which rules the step functions go.
 *
 * @module
 */
import { waitsFor } from "../../src/atomic-commit/three-phase-commit/leading.ts";
import { isBack, leads, type NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import { hasEnded, isInDoubt } from "../../src/atomic-commit/three-phase-commit/status.ts";
import { awaited } from "../../src/atomic-commit/three-phase-commit/termination.ts";
import { present } from "../../src/core/present.ts";
import type { Request } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { PlanOptions } from "../../src/shell/simulator/plan.ts";
import { below, between, oneOf, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";
import type { Constants } from "../engine/constants.ts";
import { type DetectorOptions, detectorOf } from "../simulation/detector.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, TracedProtocol } from "../simulation/simulated.ts";
import { systemOf } from "./three-phase-commit.options.ts";
import { threePhaseCommitProperties } from "./three-phase-commit.properties.ts";
import { threePhaseCommitTwins } from "./three-phase-commit.twins.ts";

/** A rung: its rules as the models have them, and what is guaranteed. */
export interface Rung {
  /** The model that says the same. */
  readonly model: string;
  readonly rules: Constants["overrides"];
  readonly detector: DetectorOptions;
  readonly plans: PlanOptions;
  /** Whether all must know the outcome in the end. */
  readonly mustEnd: boolean;
  readonly isSafe: boolean;
}

/** Nothing is lost, and each message takes its least time. */
const bounded: PlanOptions = {
  faults: ["crash", "crashInWrite"],
  lasting: [50, 300],
  lossy: false,
  bandwidths: [null],
  spreads: [0],
};
/** Nothing is lost, and messages are as late as they like. */
const late: PlanOptions = { ...bounded, faults: ["crash", "slowLink"], spreads: [10, 50] };
const nobodyCrashes: PlanOptions = { ...late, faults: ["slowLink", "pause"] };
/** Everything goes wrong that can. */
const any: PlanOptions = { lasting: [50, 300], spreads: [10, 50] };
/** Links are slow, or cut, and nothing else happens. */
const apart: PlanOptions = { faults: ["cut", "partition", "slowLink"], lasting: [50, 300], spreads: [0, 10] };

/** A message takes 20 milliseconds at most, and so does the request to look, and a write a little. */
const afterTheBound: DetectorOptions = { isRight: true, bound: 100, suspicion: 0 };
const onceItHasFailed: DetectorOptions = { ...afterTheBound, bound: 0 };
const atWill: DetectorOptions = { isRight: false, bound: 0, suspicion: 0.2 };

const fence = { Obeys: "OnlyTheHighest" };
const consensus = { ...fence, IsEnough: "AMajority", AsksBeforeAbort: "BeforeEither", IsCountedAfterRestart: "Always" };
const { Obeys: _fence, ...withoutFence } = consensus;
const { IsEnough: _majority, ...withoutMajority } = consensus;
const { AsksBeforeAbort: _round, ...withoutRound } = consensus;

export const rungs: readonly Rung[] = [
  rung("EachAlone", { EndsAlone: "Always" }, afterTheBound, bounded),
  rung("LateMessages", {}, onceItHasFailed, late),
  { ...rung("BoundedDelay", {}, afterTheBound, bounded), mustEnd: true, isSafe: true },
  rung("SuspicionsAtWill", {}, atWill, nobodyCrashes),
  { ...rung("Fenced", fence, onceItHasFailed, late), isSafe: true },
  rung("FencedAtWill", fence, atWill, nobodyCrashes),
  { ...rung("Consensus", consensus, atWill, any), isSafe: true },
  rung("Bug_NoFence", withoutFence, atWill, any),
  rung("Bug_NoMajority", withoutMajority, atWill, any),
  rung("Bug_NoRoundBeforeAbort", withoutRound, atWill, apart),
  rung("Bug_NotTheHighest", { ...consensus, OutcomeOf: "AnyPreCommit" }, atWill, apart),
  rung("Bug_CountedAfterRestart", { IsCountedAfterRestart: "Always" }, afterTheBound, bounded),
  rung("Bug_DecidesBeforeAllAreBack", { AllAreBack: "SomebodyIsBack" }, afterTheBound, bounded),
];

function rung(name: string, rules: Constants["overrides"], detector: DetectorOptions, plans: PlanOptions): Rung {
  return { model: `ThreePhaseCommit_${name}`, rules, detector, plans, mustEnd: false, isSafe: false };
}

const coordinator = "c";
const millisecondsBetweenLooks = 5;

const safe = rungs.filter(({ isSafe }) => isSafe);

/** Each run is on one of the rungs that are safe. */
export const simulatedThreePhaseCommit: TracedProtocol = {
  name: "three-phase-commit",
  scenarioOf: (seed, make = systemOf) => scenarioOn(oneOf(randomOf(seed, "rung"), safe), seed, make),
  traced: {
    scenarioOf: (seed) => scenarioOn(rungNamed("ThreePhaseCommit_Consensus"), seed),
    constants: constantsOf(["p1", "p2", "p3"], consensus),
  },
  twins: threePhaseCommitTwins,
  unseen: {
    ThreePhaseCommit_Bug_NotTheHighest:
      "needs two take-overs that do not hear of each other: where only links fail, once in some 50,000 runs",
    ThreePhaseCommit_Bug_ToldBeforeDurable:
      "needs all participants down between what a user is told of an abort and the removal of the promise, and all of them back",
    ThreePhaseCommit_Bug_OutcomeSentBeforeDurable:
      "needs a leader that crashes between an abort that it has sent and its own disk, and others that were down when it came",
    ThreePhaseCommit_Bug_NumberUsedBeforeDurable:
      "needs a leader that crashes within the write of its number, and takes over once more before anybody else does",
  },
};

export function rungNamed(model: string): Rung {
  return present(rungs.find((one) => one.model === model));
}

/** To the specification everything that was sent stays on its way: some of it never arrives. */
function constantsOf(participants: readonly string[], rules: Constants["overrides"]): Constants {
  const Order = participants.length === 2 ? "FirstThenSecond" : "FirstSecondThird";
  return {
    sets: { Participant: participants },
    values: { Coordinator: coordinator, p1: "p1", p2: "p2", p3: "p3" },
    overrides: { Order, SendsAtOnce: "Always", Stays: "Always", ...rules },
  };
}

/** What a seed simulates of a rung: one transaction of two or three participants. Times are milliseconds. */
export function scenarioOn(
  { rules, detector, plans, mustEnd }: Rung,
  seed: number,
  make: MakeSystem = systemOf,
): MadeScenario {
  const random = randomOf(seed, "load");
  const participants = ["p1", "p2", "p3"].slice(0, rules.IsEnough === undefined ? 2 + below(random, 2) : 3);
  const constants = constantsOf(participants, rules);
  const system = make(constants);
  const nodes = [coordinator, ...participants];
  const begins = between(random, 0, 20);
  return {
    system,
    constants,
    plans,
    // With a bound on delay it matters what was sent, and what was not.
    ...(detector.bound > 0 ? { betweenSends: oneOf(randomOf(seed, "outboxes"), [0.1, 1, 5]) } : {}),
    timeOf: () => 1,
    within: 5_000,
    watch: (run) => {
      const properties = watchProperties(run, system.parts, threePhaseCommitProperties);
      const patience = run.random("patience");
      const suspects = detectorOf(nodes, detector, run.random("suspicions"));
      if (run.mayBegin()) run.after(begins, () => run.ask(`t/${coordinator}`, { kind: "requestCommit" }));
      const look = (): void => {
        const sight = { now: run.now(), hasFailed: (node: string) => hasFailed(stateAt(run, node)) };
        const suspected = suspects.look(sight);
        for (const node of nodes) {
          const state = stateAt(run, node);
          const request = requestOf(state, suspected, nodes);
          // Who can still abort mostly waits: a run in which all give up at once shows nothing.
          const likely = state?.status === "working" && state.phase !== "preCommitting" ? 0.05 : 0.5;
          if (request !== undefined && patience() < likely) run.ask(`t/${node}`, request);
        }
        run.after(millisecondsBetweenLooks, look);
      };
      look();
      const undecided = (): readonly string[] =>
        participants.filter((node) => properties.learntBy(`t/${node}`).length === 0);
      return {
        check: () => properties.check([]),
        isReached: () => (mustEnd ? undecided().length === 0 : run.now() > 1_000),
        lacking: () => `${undecided().join(", ")} never know the outcome`,
      };
    },
  };
}

function stateAt(run: Run, node: string): NodeState | undefined {
  const { role } = run.situation(`t/${node}`);
  return isNodeState(role) ? role : undefined;
}

function isNodeState(role: unknown): role is NodeState {
  return hasFields(role) && "wasDown" in role;
}

/** Whoever has ended does not take over when its turn comes, and answers at once. */
function hasFailed(state: NodeState | undefined): boolean {
  return state === undefined || state.wasDown || state.status === "gone" || hasEnded(state.status);
}

/** What a host says to a node that has waited for so long. */
function requestOf(
  state: NodeState | undefined,
  suspected: readonly string[],
  nodes: readonly string[],
): (Request & Readonly<Record<string, unknown>>) | undefined {
  if (state === undefined) return undefined;
  const { status, rules, self } = state;
  if (isBack(state)) return { kind: rules.endsAlone ? "decideAlone" : "ask", suspected };
  if (leads(state)) {
    const missing = waitsFor(state).find((node) => suspected.includes(node));
    return missing === undefined ? undefined : { kind: "stopWaiting", node: missing };
  }
  if (self === coordinator) return undefined;
  if (status === "working") return suspected.includes(coordinator) ? { kind: "abortAlone" } : undefined;
  if (!isInDoubt(status)) return undefined;
  const those = suspected.filter((node) => node !== self && nodes.includes(node));
  if (rules.endsAlone) return those.includes(coordinator) ? { kind: "decideAlone", suspected: those } : undefined;
  const before = awaited(state);
  const isTurn = before.length > 0 && before.every((node) => those.includes(node));
  return isTurn ? { kind: "takeOver", suspected: those } : undefined;
}
