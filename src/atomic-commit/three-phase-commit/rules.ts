/**
 * The rules of three-phase commit, which differ by what is taken for granted of the network: the guards on which the
 * protocol rests, as the specification names them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { type NodeSet, nodeSet, sameNodes } from "../../core/node-set.ts";
import type { Outcome } from "../two-phase-commit/outcome.ts";
import type { Standing } from "./message.ts";

/**
 * What is taken for granted of the network:
 *
 * - `"boundedDelay"`: a message is on its way for so long at most, so whoever does not answer in time has failed, and
 *   nothing of it is on its way any more. This is the protocol of the textbooks.
 * - `"rightSuspicions"`: whoever is suspected has failed, but what it has sent may come at any time later. Who takes over
 *   has a higher number, and those who have heard of it obey no lower one.
 * - `"nothing"`: who is suspected may only be slow. Then it takes majorities, a round before abort as before commit, and
 *   the highest number decides: together a protocol for consensus, which waits for a majority.
 */
export type Assumption = "boundedDelay" | "rightSuspicions" | "nothing";

/** What is done by these rules, and what is not. */
export interface Rules {
  /** Each decides alone at its time-out, without asking the others: what the textbooks leave out is left out. */
  readonly endsAlone: boolean;
  /** Who has heard of a number obeys no lower one. */
  readonly isFenced: boolean;
  /** A majority is enough, and it takes one; otherwise it takes all but those that are missing. */
  readonly needsMajority: boolean;
  /** There is a round before abort, as before commit. */
  readonly asksBeforeAbort: boolean;
  /** Of what was accepted, the highest number decides; otherwise any pre-commit does. */
  readonly highestDecides: boolean;
  /** A participant that was down takes part as if it had never been. */
  readonly countsRestarted: boolean;
  /** Who has been down decides when all participants are back; otherwise with those who are. */
  readonly waitsForAll: boolean;
}

const trusting: Rules = {
  endsAlone: false,
  isFenced: false,
  needsMajority: false,
  asksBeforeAbort: false,
  highestDecides: true,
  countsRestarted: false,
  waitsForAll: true,
};

const rulesBy: Readonly<Record<Assumption, Rules>> = {
  boundedDelay: trusting,
  rightSuspicions: { ...trusting, isFenced: true },
  nothing: { ...trusting, isFenced: true, needsMajority: true, asksBeforeAbort: true, countsRestarted: true },
};

/** The rules that go with an assumption; none if there is no such assumption. */
export function rulesFor(assumes: unknown, endsAlone: boolean): Rules | undefined {
  const rules = new Map<unknown, Rules>(Object.entries(rulesBy)).get(assumes);
  return rules === undefined ? undefined : { ...rules, endsAlone };
}

/** Who leads with a number: nobody else does with the same. @spec ThreePhaseCommit!Owner */
export function ownerOf({ coordinator, order }: Turns, number: number): NodeId {
  return order[number - 1] ?? coordinator;
}

/** Whose turn it is to lead: with 0 the coordinator, and after that those in this order. */
export interface Turns {
  readonly coordinator: NodeId;
  readonly order: readonly NodeId[];
}

/** Whether one must be obeyed who comes with this number. @spec ThreePhaseCommit!Obeys */
export function obeys({ isFenced }: Rules, promised: number, number: number): boolean {
  return !isFenced || number >= promised;
}

/**
 * Whether enough have been heard of: a majority; or all the others, and somebody, who has on its disk what is about to be
 * decided.
 *
 * @spec ThreePhaseCommit!IsEnough
 */
export function isEnough(
  { needsMajority }: Rules,
  participants: NodeSet,
  heard: readonly NodeId[],
  missing: readonly NodeId[],
): boolean {
  if (needsMajority) return 2 * heard.length > participants.length;
  return heard.length > 0 && sameNodes(nodeSet([...heard, ...missing]), participants);
}

/** Which outcome follows from what was heard. Where none was accepted that is abort. @spec ThreePhaseCommit!OutcomeOf */
export function outcomeOf({ highestDecides }: Rules, standings: readonly Standing[]): Outcome {
  const accepting = standings.filter(({ status }) => status !== "prepared");
  const highest = Math.max(...accepting.map(({ accepted }) => accepted));
  const deciding = highestDecides ? accepting.filter(({ accepted }) => accepted === highest) : accepting;
  return deciding.some(({ status }) => status === "preCommitted") ? "committed" : "aborted";
}

/** When all were down, nobody decides before all are back, the last to fail among them. @spec ThreePhaseCommit!AllAreBack */
export function areAllBack({ waitsForAll }: Rules, participants: NodeSet, heard: readonly NodeId[]): boolean {
  return !waitsForAll || sameNodes(nodeSet(heard), participants);
}
