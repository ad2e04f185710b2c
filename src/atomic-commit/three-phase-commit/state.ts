/**
 * What a node of three-phase commit keeps of a transaction, alike for the coordinator and for a participant, and what
 * follows from it alone.
 *
 * @module
 */
import { type Next, next } from "../../core/description.ts";
import { deliveryOf } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type NodeSet, noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import type { TransitionTable } from "../../core/transition-table.ts";
import { type Outcome, outcomeReached } from "../two-phase-commit/outcome.ts";
import type { Message, OfOrder, Plain, Standing } from "./message.ts";
import { type CommitRecord, noRecord, recordOf, sameRecords } from "./record.ts";
import { obeys, type Rules, type Turns } from "./rules.ts";
import { type Change, coordinatorTable, isInDoubt, type Phase, participantTable, type Status } from "./status.ts";

/** One transaction as a node sees it. */
export interface NodeState extends OfOrder, Turns {
  readonly participants: NodeSet;
  readonly rules: Rules;
  readonly status: Status;
  /** What it leads, if it leads. */
  readonly phase: Phase;
  /** The number that it leads with. */
  readonly number: number;
  /** What it was told when it polled, or when it was back and asked. */
  readonly answers: readonly Standing[];
  /** Whose yes or acknowledgement has been counted. */
  readonly acknowledged: NodeSet;
  /** For whom it has stopped waiting. */
  readonly missing: NodeSet;
  /** The highest number that it has heard of. */
  readonly promised: number;
  /** The number in which it was preCommitted or preAborted. */
  readonly accepted: number;
  /** It was down, and so is not counted. */
  readonly wasDown: boolean;
  /** Messages that wait for its disk. */
  readonly owes: readonly Message[];
  /** Something is on its way to its disk. */
  readonly isWriting: boolean;
}

/** What an action gives. */
export type NextState = Next<NodeState, Message, never>;

/** A node that does not lead, and has nothing but its status. @spec ThreePhaseCommit!In */
export function nodeIn(
  place: Pick<NodeState, "transaction" | "self" | "coordinator" | "participants" | "order" | "rules">,
  status: Status,
): NodeState {
  return {
    ...place,
    status,
    ...notLeading,
    promised: 0,
    accepted: 0,
    wasDown: false,
    owes: noMessages,
    isWriting: false,
  };
}

const noMessages: readonly Message[] = [];

/** What a node keeps of leading when it does not lead. */
export const notLeading: Pick<NodeState, "phase" | "number" | "answers" | "acknowledged" | "missing"> = {
  phase: "none",
  number: 0,
  answers: [],
  acknowledged: noNodes,
  missing: noNodes,
};

/** @spec ThreePhaseCommit!Leads */
export function leads({ phase }: NodeState): boolean {
  return phase !== "none";
}

/** It was down, and is in doubt. @spec ThreePhaseCommit!IsBack */
export function isBack({ status, wasDown }: NodeState): boolean {
  return isInDoubt(status) && wasDown;
}

/** @spec ThreePhaseCommit!MayAccept */
export function mayAccept({ status, wasDown, rules, promised }: NodeState, number: number): boolean {
  return isInDoubt(status) && !wasDown && obeys(rules, promised, number);
}

/** All participants but this one. @spec ThreePhaseCommit!Others */
export function othersOf({ participants, self }: NodeState): readonly NodeId[] {
  return participants.filter((node) => node !== self);
}

/** The status after a change, which must be one that the role can have. */
export function changedTo(state: NodeState, change: Change): NodeState {
  return { ...state, status: present(tableOf(state).next(state.status, change)) };
}

function tableOf({ self, coordinator }: NodeState): TransitionTable<Status, Change> {
  return self === coordinator ? coordinatorTable : participantTable;
}

/** At the end, what was kept on the way there is of no use, and neither is what was still owed. @spec ThreePhaseCommit!End */
export function endedWith(state: NodeState, outcome: Outcome): NodeState {
  return { ...changedTo(state, outcome), ...notLeading, promised: 0, accepted: 0, owes: noMessages };
}

/** How far this participant has come. @spec ThreePhaseCommit!StandingOf */
export function standingOf({ self, status, accepted }: NodeState): readonly Standing[] {
  return isInDoubt(status) ? [{ from: self, status, accepted }] : [];
}

/** The set of standings with one more. */
export function withStanding(standings: readonly Standing[], standing: Standing): readonly Standing[] {
  return setOf([...standings, standing]);
}

/**
 * What follows a step that sends these messages: they wait for the disk, if anything is on its way there.
 *
 * @spec ThreePhaseCommit!Step
 */
export function saying(before: NodeState, after: NodeState, sent: readonly Message[]): NextState {
  const waits = before.isWriting || !sameRecords(recordIn(before), recordIn(after));
  if (!waits) return next(after, sent);
  return next(sent.length === 0 ? after : { ...after, owes: setOf([...after.owes, ...sent]) });
}

/** What belongs on disk: of a coordinator nothing. */
export function recordIn(state: NodeState): CommitRecord {
  return state.self === state.coordinator ? noRecord : recordOf(state);
}

/** The disk has caught up: what has waited for it goes on. @spec ThreePhaseCommit!GoOn */
export function goOn(state: NodeState): NextState {
  return next({ ...state, owes: noMessages }, state.owes);
}

/** What the user is to know: an outcome that is durable. @spec ThreePhaseCommit!Told */
export function outcomeTold(before: NodeState | undefined, after: NodeState): readonly Outcome[] {
  return outcomeReached(before === undefined ? before : tellableIn(before), tellableIn(after));
}

/** The same, for the application at a participant. */
export function deliveriesOf(
  before: NodeState | undefined,
  after: NodeState,
): readonly ReturnType<typeof deliveryOf<Outcome>>[] {
  return outcomeTold(before, after).map((outcome) => deliveryOf(outcome));
}

function tellableIn({ status, isWriting }: NodeState): string {
  return isWriting ? "" : status;
}

/** A message of this transaction that says nothing but what it is. */
export function plainTo<Kind extends string>(
  { transaction, self: from }: NodeState,
  kind: Kind,
  to: NodeId,
): Plain<Kind> {
  return { kind, transaction, from, to };
}

/** Each once, in one order, so that equal sets are equal states. */
function setOf<Member>(members: readonly Member[]): readonly Member[] {
  const byText = new Map(members.map((member) => [JSON.stringify(member), member]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, member]) => member);
}
