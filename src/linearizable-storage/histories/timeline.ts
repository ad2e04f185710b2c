/**
 * The calls of one object as a search sees them: numbered, with their invocations and answers in one order of time.
 *
 * @module
 */
import { present } from "../../core/present.ts";
import { type AnsweredCall, type Call, type History, isAnswered } from "./history.ts";

export interface Timeline<Operation, Outcome> {
  /** First those that were answered, then the open ones, each in the order in which they were invoked. */
  readonly calls: readonly Call<Operation, Outcome>[];
  /** The answered ones alone. */
  readonly answered: readonly AnsweredCall<Operation, Outcome>[];
  /** The place of each invocation, and of each answer, among all of these. */
  readonly invokedAt: readonly number[];
  readonly returnedAt: readonly number[];
  /** The answered calls, as numbers, in the order of their answers. */
  readonly byAnswer: readonly number[];
}

/**
 * What has the same time happened at once: then an answer counts as the later one, and nothing stands before another.
 *
 * @param isOpen - a call that counts as open, although it was answered
 */
export function timelineOf<Operation, Outcome>(
  history: History<Operation, Outcome>,
  isOpen: (call: AnsweredCall<Operation, Outcome>) => boolean = () => false,
): Timeline<Operation, Outcome> {
  const inTurn = history.toSorted((one, other) => one.invoked - other.invoked);
  const answered = inTurn.filter(isAnswered).filter((call) => !isOpen(call));
  const closed = new Set<Call>(answered);
  const calls = [...answered, ...inTurn.filter((call) => !closed.has(call))];
  const byAnswer = answered.map((_, i) => i).sort((one, other) => timeOf(answered[one]) - timeOf(answered[other]));
  const events = [
    ...calls.map(({ invoked }, call) => ({ at: invoked, call, isAnswer: false })),
    ...byAnswer.map((call) => ({ at: timeOf(answered[call]), call, isAnswer: true })),
  ].sort((one, other) => one.at - other.at);
  const invokedAt: number[] = [];
  const returnedAt: number[] = [];
  for (const [place, { call, isAnswer }] of events.entries()) (isAnswer ? returnedAt : invokedAt)[call] = place;
  return { calls, answered, invokedAt, returnedAt, byAnswer };
}

function timeOf(call: AnsweredCall | undefined): number {
  return present(call).returned.at;
}

/** The timeline as far as the so-manieth answer. */
export function cutBehind<Operation, Outcome>(
  { calls, answered, byAnswer, invokedAt, returnedAt }: Timeline<Operation, Outcome>,
  answers: number,
): Timeline<Operation, Outcome> {
  const last = present(returnedAt[present(byAnswer[answers])]);
  const kept = calls.filter((_, call) => present(invokedAt[call]) < last);
  const later = new Set<Call>(answered.filter((_, call) => present(returnedAt[call]) > last));
  return timelineOf(kept, (call) => later.has(call));
}
