/**
 * What scenarios of clusters have in common: how long the timers of elections take, and of whom liveness needs to be
 * whole.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import { below, between, oneOf, type Random } from "../../src/shell/simulator/random.ts";
import type { Costs, Run, Scenario } from "../../src/shell/simulator/scenario.ts";

type TimeOf = Scenario["timeOf"];

/**
 * The times of timers in milliseconds. That by which a leader is suspected is drawn anew each time, from several times
 * what a round takes, so that nodes seldom suspect together; and so is that after which a leader looks whether it is heard. In some runs both are
 * rash until the healing: what is wrong with elections needs many.
 */
export function electionTimes(random: Random, others: Readonly<Record<string, number>>): TimeOf {
  const rash = random() < 0.5 ? oneOf(random, [5, 20, 100]) : undefined;
  return (drawn, timer, isHealed) => {
    if (timer === "askAgain") return 100;
    if (timer !== "suspect" && timer !== "checkQuorum") return others[timer] ?? 100;
    return rash === undefined || isHealed ? between(drawn, 300, 600) : between(drawn, rash, 3 * rash);
  };
}

/** A majority, or more, any of them. */
export function quorumOf(random: Random, nodes: readonly NodeId[]): readonly NodeId[] {
  if (random() < 0.5) return nodes;
  const majority = Math.floor(nodes.length / 2) + 1;
  const shuffled = nodes.map((node) => ({ node, at: random() })).toSorted((one, other) => one.at - other.at);
  return shuffled.slice(0, majority + below(random, nodes.length - majority + 1)).map(({ node }) => node);
}

/** Three nodes, or five. */
export function namesOf(random: Random): readonly NodeId[] {
  return ["n1", "n2", "n3", "n4", "n5"].slice(0, random() < 0.7 ? 3 : 5);
}

/**
 * Within how many milliseconds all must be reached: some thirty elections, of which each may end without a leader, and
 * then all that was asked for once more.
 */
export const withinOfClusters = 20_000;

/** Where nothing is wrong any more nobody stands for election, and nothing is written. */
export function judgeRest(run: Run, { sent, writes }: Costs): void {
  const { requestVote = 0, requestPreVote = 0 } = sent;
  const asked = requestVote + requestPreVote;
  if (asked > 0) run.violated("CalmWithoutElections", `${asked} requests for votes and pre-votes while all is calm`);
  if (writes > 0) run.violated("CalmWithoutWrites", `${writes} writes while all is calm`);
}

/** Two suspicions after all was reached whoever had reason to suspect has done so. */
export const calmOfClusters = { after: 1_500, for: 1_000 } as const;
