/**
 * How a transaction ends without its coordinator: whoever waits in vain takes over, asks all the others, and goes by what
 * they say. And how those that were down hear of the end.
 *
 * Specification: `ThreePhaseCommit`, "Time-outs of a participant", and what follows there.
 *
 * @module
 */
import { impossible, untimely } from "../../core/description.ts";
import { isName } from "../../core/name.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type NodeSet, nodeSet } from "../../core/node-set.ts";
import type { Refusal } from "../../core/refusal.ts";
import { described, type Fields, itemsIn, Malformed } from "../../core/taking-in.ts";
import { lead, polled, saidBy, tooLate, withWhatWasHeard } from "./leading.ts";
import type { Answer, Numbered, Plain, Report } from "./message.ts";
import { areAllBack, outcomeOf, ownerOf } from "./rules.ts";
import {
  endedWith,
  isBack,
  leads,
  mayAccept,
  type NextState,
  type NodeState,
  othersOf,
  plainTo,
  saying,
  standingOf,
  withStanding,
} from "./state.ts";
import { hasEnded, isInDoubt } from "./status.ts";
import { promising } from "./taking-part.ts";

/** The host has waited for these nodes for so long that it need not wait any more. */
interface WaitedInVain {
  readonly suspected: NodeSet;
}

/** Those before it are suspected, so the participant is to lead. */
export interface TakeOver extends WaitedInVain {
  readonly kind: "takeOver";
}

/** The coordinator is suspected, and there is no termination protocol. */
export interface DecideAlone extends WaitedInVain {
  readonly kind: "decideAlone";
}

/** A copy of those that are suspected. */
export function suspectedIn({ suspected }: Fields, { participants }: NodeState): WaitedInVain {
  return { suspected: nodeSet(itemsIn(suspected, "suspected", participants.length + 1, nameIn)) };
}

function nameIn(candidate: unknown, path: string): NodeId {
  if (isName(candidate)) return candidate;
  throw new Malformed(path, candidate, "name of a node");
}

/**
 * A participant in doubt leads, with the next of its numbers, and asks all the others how far they are. It waits for the
 * leader that it knows, and then for those whose turn is before its own.
 *
 * @spec ThreePhaseCommit!TakeOver
 */
export function takeOver(state: NodeState, { suspected }: TakeOver): NextState | Refusal {
  const refusal = whyNotToLead(state) ?? whyToWait(state, nextNumber(state), suspected);
  if (refusal !== undefined) return untimely(refusal);
  const number = nextNumber(state);
  const polling: NodeState = { ...state, promised: number, number, phase: "polling" };
  const after = polled(polling);
  const polls = othersOf(state).map((node) => ({ ...plainTo(state, "poll", node), number }));
  return saying(state, after, after === polling ? polls : saidBy(state, after));
}

function whyNotToLead(state: NodeState): string | undefined {
  if (!isInDoubt(state.status)) return "it is not in doubt";
  if (state.wasDown) return "it was down, so the others may have gone on without it";
  if (leads(state)) return "it leads already";
  if (state.rules.endsAlone) return "here nobody takes over: each decides alone";
  return nextNumber(state) === 0 ? "it has no turn, or no other one" : undefined;
}

/** The next number of this participant's own, or 0, which is none. @spec ThreePhaseCommit!MyNext */
function nextNumber({ order, promised, self }: NodeState): number {
  return order.indexOf(self, promised) + 1;
}

/** Whoever leads with these numbers is waited for, unless it is suspected. @spec ThreePhaseCommit!WaitsInVain */
function whyToWait(state: NodeState, before: number, suspected: NodeSet): string | undefined {
  const awaited = awaitedBefore(state, before).find((node) => !suspected.includes(node));
  return awaited === undefined ? undefined : `it is the turn of ${described(awaited)}, which is not suspected`;
}

function awaitedBefore(state: NodeState, before: number): readonly NodeId[] {
  const numbers = Array.from({ length: before - state.promised }, (_, i) => state.promised + i);
  return numbers.map((number) => ownerOf(state, number)).filter((node) => node !== state.self);
}

/**
 * Those that must be suspected before this participant takes over, to whoever says who is: none if it has nothing to take
 * over.
 *
 * @example
 * ```ts
 * import { participant } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   self: "bank",
 *   coordinator: "shop",
 *   participants: ["bank"],
 *   assumes: "boundedDelay",
 * } as const;
 * const { state } = participant.recover(options, { status: "prepared", promised: 0, accepted: 0 });
 * console.log(participant.awaited(state)); // []
 * ```
 */
export function awaited(state: NodeState): NodeSet {
  return whyNotToLead(state) === undefined ? nodeSet(awaitedBefore(state, nextNumber(state))) : [];
}

/**
 * Without a termination protocol each decides alone at its time-out, by whether it was told that commit was about to
 * come.
 *
 * @spec ThreePhaseCommit!DecideAlone
 */
export function decideAlone(state: NodeState, { suspected }: DecideAlone): NextState | Refusal {
  if (!isInDoubt(state.status)) return untimely("it is not in doubt");
  if (!state.rules.endsAlone) return untimely("here nobody decides alone: whoever waits in vain takes over");
  const refusal = whyToWait(state, state.promised + 1, suspected);
  if (refusal !== undefined) return untimely(refusal);
  return saying(state, endedWith(state, state.status === "preCommitted" ? "committed" : "aborted"), []);
}

/**
 * A participant that has promised nothing when it is polled never will, and so nobody can have committed.
 *
 * @spec ThreePhaseCommit!ReceivePoll
 */
export function receivePoll(state: NodeState, { from, number }: Numbered<"poll">): NextState | Refusal {
  if (ownerOf(state, number) !== from) return impossible(`number ${number} is another's`);
  const { status } = state;
  if (status === "working") return saying(state, endedWith(state, "aborted"), [plainTo(state, "abort", from)]);
  if (hasEnded(status)) return saying(state, state, [decisionTo(state, from)]);
  if (!mayAccept(state, number) || number === state.promised) return tooLate;
  const answers = standingOf(state).map((standing) => ({ ...plainTo(state, "answer", from), number, standing }));
  return saying(state, promising(state, number), answers);
}

/** @spec ThreePhaseCommit!Decision */
function decisionTo(state: NodeState, node: NodeId): Plain<"commit" | "abort"> {
  return plainTo(state, state.status === "committed" ? "commit" : "abort", node);
}

/** @spec ThreePhaseCommit!ReceiveAnswer */
export function receiveAnswer(state: NodeState, { from, number, standing }: Answer): NextState | Refusal {
  if (ownerOf(state, number) !== state.self) return impossible(`number ${number} is another's`);
  if (from === state.coordinator) return impossible("the coordinator is not polled");
  if (state.phase !== "polling" || number !== state.number) return tooLate;
  return lead(state, withWhatWasHeard({ ...state, answers: withStanding(state.answers, standing) }));
}

/**
 * Whoever was down, and is in doubt, asks the others. Those that know the outcome say it. Others that were down say how
 * far they had come.
 *
 * @spec ThreePhaseCommit!Ask
 */
export function ask(state: NodeState): NextState | Refusal {
  if (!isBack(state)) return untimely("it was not down, or is not in doubt");
  return saying(
    state,
    state,
    othersOf(state).map((node) => plainTo(state, "inquire", node)),
  );
}

/** @spec ThreePhaseCommit!ReceiveInquire */
export function receiveInquire(state: NodeState, { from }: Plain<"inquire">): NextState | Refusal {
  if (from === state.coordinator) return impossible("the coordinator asks nobody for the end");
  if (hasEnded(state.status)) return saying(state, state, [decisionTo(state, from)]);
  if (!isBack(state)) return tooLate;
  return saying(
    state,
    state,
    standingOf(state).map((standing) => ({ ...plainTo(state, "report", from), standing })),
  );
}

/** @spec ThreePhaseCommit!ReceiveReport */
export function receiveReport(state: NodeState, { from, standing }: Report): NextState | Refusal {
  if (from === state.coordinator) return impossible("the coordinator has promised nothing");
  if (!isBack(state)) return tooLate;
  const answers = withStanding(state.answers, standing);
  const standings = [...answers, ...standingOf(state)];
  const areBack = areAllBack(
    state.rules,
    state.participants,
    standings.map((one) => one.from),
  );
  return saying(state, areBack ? endedWith(state, outcomeOf(state.rules, standings)) : { ...state, answers }, []);
}
