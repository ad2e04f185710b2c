/**
 * What a transaction costs with each protocol for atomic commit: messages, writes to disk, and how many of each stand one
 * after the other before somebody knows the outcome. Counted in virtual time, in worlds where only one of the two takes any.
 *
 * @module
 */
import { systemOf as twoPhaseCommitOf } from "../../conformance/atomic-commit/two-phase-commit.options.ts";
import { twoPhaseCommitTwins } from "../../conformance/atomic-commit/two-phase-commit.twins.ts";
import type { Constants } from "../../conformance/engine/constants.ts";
import { threePhaseCommit } from "../../src/atomic-commit/three-phase-commit/system.ts";
import { present } from "../../src/core/present.ts";
import type { Request, System } from "../../src/core/system.ts";
import type { LogEntry } from "../../src/shell/in-memory/log-entry.ts";
import type { Fault } from "../../src/shell/simulator/fault.ts";
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import { type Done, ends, momentsIn, type Takes } from "./moments.ts";
import { replicatedMoments, replicatedTakeOver, type TakeOverCosts } from "./replicated-costs.ts";

/** A protocol whose costs are counted. Another one is another entry of {@link costed}. */
export type Costed = Named & (OfSystem | { readonly momentsFromRequest: MomentsFromRequest });

/** What happens from the request on, where something has to happen before it. */
type MomentsFromRequest = (participants: readonly string[], takes: Takes, user: string) => readonly Done[];

interface OfSystem {
  readonly systemOf: (participants: readonly string[]) => System;
}

interface Named {
  readonly name: string;
  /** Its page, from that of the costs. */
  readonly page: string;
  /**
   * Whether its participants promise, so that a crash after their promises is looked at; and what a host asks of the first
   * of them once that has waited too long, if no timer of its own does.
   */
  readonly afterCrash?: { readonly asks?: Request & Readonly<Record<string, unknown>> };
  /** A model in which all can commit; of its protocol, unless it has no step functions. */
  readonly model?: { readonly name: string; readonly protocol?: string };
}

const transaction = "t1";
const coordinator = "c";
const coordinatorsUser = `${transaction}/${coordinator}`;

const taking = { kind: "takeOver", suspected: [coordinator] };

export const costed: readonly Costed[] = [
  {
    name: "one-phase commit",
    page: "one-phase-commit.md",
    systemOf: (participants) => {
      const twin = present(twoPhaseCommitTwins.find(({ name }) => name === "OnePhaseCommit_Bug_RequestLost"));
      return twin.systemOf(constantsOf(participants));
    },
    model: { name: "OnePhaseCommit_Undisturbed" },
  },
  {
    name: "two-phase commit",
    page: "two-phase-commit.md",
    systemOf: (participants) => twoPhaseCommitOf(constantsOf(participants)),
    afterCrash: {},
    model: { name: "TwoPhaseCommit_3_NobodyCrashes", protocol: "two-phase-commit" },
  },
  {
    name: "three-phase commit",
    page: "three-phase-commit.md",
    systemOf: (participants) => threePhaseCommitOf(participants, "boundedDelay"),
    afterCrash: { asks: taking },
    model: { name: "ThreePhaseCommit_BoundedDelay_Live", protocol: "three-phase-commit" },
  },
  {
    name: "three-phase commit that is consensus (rung 6)",
    page: "three-phase-commit.md#rung-6-what-saves-it",
    systemOf: (participants) => threePhaseCommitOf(participants, "nothing"),
    afterCrash: { asks: taking },
    model: { name: "ThreePhaseCommit_Consensus", protocol: "three-phase-commit" },
  },
  {
    name: "two-phase commit over a log of three nodes",
    page: "replicated-commit.md",
    momentsFromRequest: replicatedMoments,
    model: { name: "ReplicatedCommit_2", protocol: "replicated-commit" },
  },
];

function constantsOf(participants: readonly string[]): Constants {
  return {
    sets: { Transaction: [transaction], Participant: participants },
    values: { Coordinator: coordinator, p1: "p1" },
    overrides: {},
  };
}

function threePhaseCommitOf(participants: readonly string[], assumes: "boundedDelay" | "nothing"): System {
  return threePhaseCommit({ transactions: [transaction], coordinator, participants, order: participants, assumes });
}

/** What was counted. */
export interface Counted {
  readonly messages: number;
  readonly writes: number;
  /** What was told, each once. */
  readonly outcomes: readonly unknown[];
  /** When the coordinator's user was told the outcome, and when all who are up had told it; since it was asked for. */
  readonly userTold: number | undefined;
  readonly allTold: number | undefined;
}

const onlyMessages: Takes = { message: 1, write: 0 };
const onlyWrites: Takes = { message: 0, write: 1 };

/** Nothing goes wrong: counted where only messages take time, and where only writes do. */
export function undisturbed(
  one: Costed,
  participants: number,
): { readonly delays: Counted; readonly flushes: Counted } {
  return { delays: counted(one, participants, onlyMessages), flushes: counted(one, participants, onlyWrites) };
}

/** By then all have voted; and after that somebody has waited too long. */
const patience = 50;

/**
 * The coordinator crashes when all have promised to commit, and has not heard the last of them. Delays are counted since
 * somebody has waited too long.
 *
 * @param comesBack - whether it is back by then, or stays down
 */
export function coordinatorCrashes(one: Costed, participants: number, comesBack: boolean): Counted {
  const promised = momentsOf(one, participants, onlyMessages).filter(
    ({ what }) => what.kind === "sent" && what.message.kind === "yes",
  );
  const at = present(promised.at(-1)).at + 0.5;
  const crash: Fault = { kind: "crash", nodes: [coordinator], at, for: comesBack ? patience / 2 : ends, landing: 0 };
  return counted(one, participants, onlyMessages, crash);
}

/** Where a crash has to come between two messages, these take a little time, too: so little that all of them round to none. */
const nearlyOnlyWrites: Takes = { message: 2 ** -10, write: 1 };

/**
 * Likewise with replicated commit, where another candidate takes over.
 *
 * @param ledTheLog - whether the node that crashed did
 */
export function takeOver(
  participants: number,
  ledTheLog: boolean,
): { readonly delays: TakeOverCosts; readonly flushes: TakeOverCosts } {
  const among = (takes: Takes): TakeOverCosts => replicatedTakeOver(names(participants), takes, ledTheLog);
  return { delays: among(onlyMessages), flushes: among(nearlyOnlyWrites) };
}

function counted(one: Costed, participants: number, takes: Takes, crash?: Fault): Counted {
  const moments = momentsOf(one, participants, takes, crash);
  const begins = ({ at, what }: Done): boolean =>
    (what.kind === "requested" || what.kind === "fired") && (crash === undefined || at > crash.at);
  const since = present(moments.find(begins)).at;
  const countOf = (kind: LogEntry["kind"]): number => moments.filter(({ what }) => what.kind === kind).length;
  const told = moments.flatMap(({ at, what }) => (what.kind === "told" ? [{ at: at - since, ...what }] : []));
  const tellers = new Set(
    told.map(({ part }) => part).filter((part) => crash === undefined || part !== coordinatorsUser),
  );
  const isAll = tellers.size === participants + (crash === undefined ? 1 : 0);
  return {
    messages: countOf("sent"),
    writes: countOf("writing"),
    outcomes: [...new Set(told.map(({ value }) => value))],
    userTold: told.find(({ part }) => part === coordinatorsUser)?.at,
    allTold: isAll ? Math.max(...told.filter(({ part }) => tellers.has(part)).map(({ at }) => at)) : undefined,
  };
}

function momentsOf(one: Costed, count: number, takes: Takes, crash?: Fault): readonly Done[] {
  const participants = names(count);
  if ("momentsFromRequest" in one) return one.momentsFromRequest(participants, takes, coordinatorsUser);
  const scenario: Scenario = {
    system: one.systemOf(participants),
    timeOf: (_, timer) => (timer === "askForOutcome" ? patience : 2 * ends),
    within: 0,
    watch: (run) => {
      run.after(0, () => run.ask(`${transaction}/${coordinator}`, { kind: "requestCommit" }));
      const asks = crash === undefined ? undefined : one.afterCrash?.asks;
      if (asks !== undefined) run.after(patience, () => run.ask(`${transaction}/p1`, asks));
      return { isReached: () => true };
    },
  };
  return momentsIn(scenario, takes, crash === undefined ? [] : [crash]);
}

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `p${i + 1}`);
}
