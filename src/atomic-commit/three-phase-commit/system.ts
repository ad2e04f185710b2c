/**
 * Three-phase commit as a system: for every transaction a coordinator and its participants.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { type Place, partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { described } from "../../core/taking-in.ts";
import { repeatedIn } from "../two-phase-commit/members.ts";
import type { TransactionId } from "../two-phase-commit/message.ts";
import type { Outcome } from "../two-phase-commit/outcome.ts";
import { linkIn, partName } from "../two-phase-commit/system.ts";
import { type CoordinatorOptions, type CoordinatorTypes, coordinator } from "./coordinator.ts";
import type { MemberOptions } from "./members.ts";
import { type ParticipantOptions, type ParticipantTypes, participant } from "./participant.ts";
import type { NodeState } from "./state.ts";

/** All transactions have the same coordinator, the same participants, and the same network. */
export interface ThreePhaseCommitOptions extends Omit<MemberOptions, "transaction"> {
  readonly transactions: readonly TransactionId[];
}

/** The two roles of three-phase commit, as parts of a system. */
export interface ThreePhaseCommitRoles {
  readonly coordinator: (options: CoordinatorOptions) => Part<NodeState>;
  readonly participant: (options: ParticipantOptions) => Part<NodeState>;
}

/** The roles as they are specified. */
export const threePhaseCommitRoles: ThreePhaseCommitRoles = {
  coordinator: (options) =>
    partOf(placeOf(options.transaction, options.coordinator, "coordinator"), coordinator, options, [
      { kind: "requestCommit" },
      ...stopsFor(options.participants),
    ]),
  participant: (options) =>
    partOf(placeOf(options.transaction, options.self, "participant"), participant, options, [
      { kind: "abortAlone" },
      { kind: "takeOver", suspected: [options.coordinator, ...options.participants] },
      { kind: "decideAlone", suspected: [options.coordinator] },
      ...stopsFor(options.participants),
      { kind: "ask" },
    ]),
};

/** What a user of either role meets. */
export interface ThreePhaseCommitTypes {
  readonly record: CoordinatorTypes["record"];
  readonly request: CoordinatorTypes["request"] | ParticipantTypes["request"];
  readonly told: Outcome;
  readonly status: CoordinatorTypes["status"];
}

/**
 * The whole of three-phase commit: every role of every node, in every transaction; as they are specified, or others.
 *
 * @throws Error if two transactions have one name. Who takes part is looked at when a part starts.
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { threePhaseCommit } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transactions: ["order"],
 *   coordinator: "shop",
 *   participants: ["bank", "stock"],
 *   order: ["bank", "stock"],
 *   assumes: "boundedDelay",
 * } as const;
 * console.log(threePhaseCommit(options).parts.map(({ name }) => name)); // [ 'order/shop', 'order/bank', 'order/stock' ]
 * ```
 */
export function threePhaseCommit(options: ThreePhaseCommitOptions): System<ThreePhaseCommitTypes>;
export function threePhaseCommit(options: ThreePhaseCommitOptions, roles: ThreePhaseCommitRoles | undefined): System;
export function threePhaseCommit(
  { transactions, ...members }: ThreePhaseCommitOptions,
  roles: ThreePhaseCommitRoles = threePhaseCommitRoles,
): System {
  const twice = repeatedIn(transactions);
  if (twice !== undefined) throw new Error(`three-phase commit: two transactions have the name ${described(twice)}`);
  const nodes = [members.coordinator, ...members.participants];
  return {
    parts: transactions.flatMap((transaction) => [
      roles.coordinator({ ...members, transaction }),
      ...members.participants.map((self) => roles.participant({ ...members, transaction, self })),
    ]),
    // The link has the name of the sender's part.
    links: transactions.flatMap((transaction) => nodes.map((node) => partName(transaction, node))),
    linkOf: (message) => linkIn(message, message.from),
  };
}

function placeOf(transaction: TransactionId, node: NodeId, role: string): Place {
  return { name: partName(transaction, node), instance: transaction, node, role };
}

function stopsFor(participants: readonly NodeId[]): readonly { readonly kind: "stopWaiting"; readonly node: NodeId }[] {
  return participants.map((node) => ({ kind: "stopWaiting", node }));
}
