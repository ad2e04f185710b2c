/**
 * What a leader keeps of those who wait for the newest position: its rounds, one for each read.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { present } from "../../core/present.ts";
import { reachedByQuorum } from "../../core/quorum.ts";
import type { RequestIdentity } from "../../core/request-identity.ts";
import type { PositionOutcome } from "../../environment/positioned-log.ts";
import type { Cluster } from "../../epochs/cluster.ts";

/** A position that a read is told. */
export type ReadPosition = PositionOutcome<RequestIdentity>;

/** A read that waits: the position that was noted for it, and the round that must be confirmed. */
export type WaitingRead = ReadPosition & { readonly number: number };

/** The rounds of a leader in its epoch. */
export interface Round {
  /** Of the last round. */
  readonly number: number;
  /** In the order of their rounds. */
  readonly waiting: readonly WaitingRead[];
  /** The last round that each node has confirmed, in the order of the nodes. */
  readonly confirmed: readonly number[];
}

/**
 * Nobody waits, and nobody has confirmed anything.
 *
 * @spec EpochBroadcastPosition!NoRound
 */
export function noRound({ nodes }: Pick<Cluster, "nodes">): Round {
  return { number: 0, waiting: [], confirmed: nodes.map(() => 0) };
}

/** @spec EpochBroadcastPosition!Waits */
export function waits({ waiting }: Round, { client, number }: RequestIdentity): boolean {
  return waiting.some(({ read }) => read.client === client && read.number === number);
}

/**
 * One more read waits, in a round of its own.
 *
 * @spec EpochBroadcastPosition!WithRead
 */
export function withRead(round: Round, read: RequestIdentity, position: number): Round {
  const number = round.number + 1;
  return { ...round, number, waiting: [...round.waiting, { read, position, number }] };
}

/**
 * A confirmation is for the round for which it was requested, and for those before it.
 *
 * @spec EpochBroadcastPosition!ConfirmedBy
 */
export function withConfirmation(round: Round, { nodes }: Cluster, from: NodeId, number: number): Round {
  const at = nodes.indexOf(from);
  if (present(round.confirmed[at]) >= number) return round;
  return { ...round, confirmed: round.confirmed.with(at, number) };
}

/**
 * Up to which round a quorum has confirmed. The leader itself is in its epoch now.
 *
 * @spec EpochBroadcastPosition!IsConfirmed
 */
export function confirmedByQuorum({ number, confirmed }: Round, { nodes, self, quorums }: Cluster): number {
  return reachedByQuorum(quorums.proposal, nodes, confirmed.with(nodes.indexOf(self), number));
}
