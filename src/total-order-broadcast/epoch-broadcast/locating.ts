/**
 * How a leader tells the newest position without an entry: it notes what is decided, asks the others whether they are
 * still in its epoch, and tells what it noted once a quorum has said so. Nothing of this happens unless it is asked for.
 *
 * Specification: `EpochBroadcastPosition`. It bounds nothing; here only so many reads may wait at once (`maxLocating`).
 *
 * @module
 */
import { impossible, type Next, next, replying, untimely } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { RequestIdentity } from "../../core/request-identity.ts";
import { hasLed, hearing, messageOf } from "../../epochs/leadership.ts";
import { epochAt } from "./log.ts";
import type { Confirmation, Message, RequestConfirmation } from "./message.ts";
import { confirmedByQuorum, type ReadPosition, type Round, waits, withConfirmation, withRead } from "./round.ts";
import type { NodeState, NodeTimer } from "./state.ts";

/** A leader is asked on behalf of a read how many requests are in the order, at least. */
export interface Locate {
  readonly kind: "locate";
  readonly read: RequestIdentity;
}

/**
 * The event with which a leader is asked for the newest position on behalf of a read. Whoever is not told asks again.
 *
 * @example
 * ```ts
 * import { locateFor } from "quorate/epoch-broadcast";
 *
 * console.log(locateFor({ client: "Ada", number: 1 }).kind); // locate
 * ```
 */
export function locateFor({ client, number }: RequestIdentity): Locate {
  return { kind: "locate", read: { client, number } };
}

type Told = Next<NodeState, Message, NodeTimer, readonly ReadPosition[]>;
type Then = Told | Refusal;

/**
 * Whoever asks again waits for what was noted at first. What was sent for it may be lost, so the last round is asked for
 * again.
 *
 * @spec EpochBroadcastPosition!Locate
 */
export function locate(state: NodeState, { read }: Locate): Then {
  const { role, leader, round, limits } = state;
  if (role !== "leader") return untimely("it is not the leader", leader);
  if (!hasDecidedOfItsOwn(state)) return untimely("it has not decided an entry of its epoch yet");
  if (!waits(round, read) && round.waiting.length >= limits.maxLocating) {
    return untimely(`${limits.maxLocating} reads wait for a position, and it takes no more`);
  }
  return waitingFor(state, read, noted(state));
}

/** Whoever does not wait yet waits for the position, and the last round is asked for. */
export function waitingFor(state: NodeState, read: RequestIdentity, position: number): Told {
  const round = waits(state.round, read) ? state.round : withRead(state.round, read, position);
  const request = (to: NodeId): RequestConfirmation => ({
    ...messageOf("requestConfirmation", state, to),
    number: round.number,
  });
  return tell(state, round, state.cluster.others.map(request));
}

/**
 * A new leader has in its log all that is decided, and does not know how far that goes before this.
 *
 * @spec EpochBroadcastPosition!HasDecidedOfItsOwn
 */
function hasDecidedOfItsOwn({ log, decided, epoch }: NodeState): boolean {
  return epochAt(log, decided) === epoch;
}

/**
 * How many requests are decided: openings do not count, and the last of them is the leader's own.
 *
 * @spec EpochBroadcastPosition!Noted
 */
function noted({ log, decided }: NodeState): number {
  return decided - log.openings;
}

/**
 * A node confirms the epoch in which it is, and no other. Nothing has to be on disk for this: a vote that was sent is.
 *
 * @spec EpochBroadcastPosition!ReceiveRequestConfirmation
 */
export function receiveRequestConfirmation(state: NodeState, { epoch, from, number }: RequestConfirmation): Then {
  if (epoch !== state.epoch) return next(state);
  if (state.leader !== null && state.leader !== from) return impossible("a second leader of the epoch");
  return next(state, [{ ...messageOf("confirmation", state, from), number }]);
}

/** @spec EpochBroadcastPosition!ReceiveConfirmation */
export function receiveConfirmation(state: NodeState, { epoch, from, number }: Confirmation): Then {
  if (epoch < state.epoch) return next(state);
  if (!hasLed(state, epoch)) return impossible("a confirmation to one that never led");
  if (state.role !== "leader") return next(state);
  const { round, cluster } = state;
  if (number > round.number) return impossible("a confirmation of a round that it never began");
  return tell(hearing(state, from), withConfirmation(round, cluster, from, number), []);
}

/**
 * Of what a leader keeps now, it tells what is confirmed.
 *
 * @spec EpochBroadcastPosition!Tell
 */
export function tell(state: NodeState, round: Round, sent: readonly Message[]): Told {
  if (round === state.round) return next(state, sent);
  const reached = confirmedByQuorum(round, state.cluster);
  const ready = round.waiting.filter(({ number }) => number <= reached);
  if (ready.length === 0) return next({ ...state, round }, sent);
  const after = { ...state, round: { ...round, waiting: round.waiting.slice(ready.length) } };
  return replying(
    after,
    sent,
    ready.map(({ read, position }) => ({ read, position })),
  );
}
