/**
 * Two-phase commit as a system: for every transaction a coordinator and its participants.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { type Place, partOf } from "../../core/role.ts";
import type { Addressed, Part, System } from "../../core/system.ts";
import { described } from "../../core/taking-in.ts";
import { type CoordinatorOptions, type CoordinatorState, type CoordinatorTypes, coordinator } from "./coordinator.ts";
import { repeatedIn } from "./members.ts";
import type { TransactionId } from "./message.ts";
import { type Outcome, type OutcomeAnswer, outcomesLearnt } from "./outcome.ts";
import { type ParticipantOptions, type ParticipantState, type ParticipantTypes, participant } from "./participant.ts";

/** All transactions have the same coordinator and the same participants. */
export interface TwoPhaseCommitOptions {
  readonly transactions: readonly TransactionId[];
  readonly coordinator: NodeId;
  readonly participants: readonly NodeId[];
}

/**
 * The part of the system that is node `node` in `transaction`. No two have one name, whatever the names of transactions
 * and nodes.
 *
 * @example
 * ```ts
 * import { partName } from "quorate/two-phase-commit";
 *
 * console.log(partName("order", "bank"), partName("order", "bank/north")); // order/bank order/bank%2Fnorth
 * ```
 */
export function partName(transaction: TransactionId, node: NodeId): string {
  return `${withoutSlash(transaction)}/${withoutSlash(node)}`;
}

/** Different for different names. */
function withoutSlash(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("/", "%2F");
}

/** The two roles of two-phase commit, as parts of a system. */
export interface TwoPhaseCommitRoles {
  readonly coordinator: (options: CoordinatorOptions) => Part<CoordinatorState>;
  readonly participant: (options: ParticipantOptions) => Part<ParticipantState>;
}

/** The roles as they are specified. */
export const twoPhaseCommitRoles: TwoPhaseCommitRoles = {
  coordinator: (options) =>
    partOf({ ...placeOf(options, "coordinator"), learns: outcomesLearnt }, coordinator, options, [
      { kind: "requestCommit" },
      { kind: "giveUp" },
      { kind: "requestOutcome" },
      { kind: "confirmOutcome" },
    ]),
  participant: (options) => partOf(placeOf(options, "participant"), participant, options, [{ kind: "abortAlone" }]),
};

/** What a user of either role meets. */
export interface TwoPhaseCommitTypes {
  readonly record: CoordinatorTypes["record"] | ParticipantTypes["record"];
  readonly request: CoordinatorTypes["request"] | ParticipantTypes["request"];
  /** The outcome, and what a coordinator answers whoever asks for it. */
  readonly told: Outcome | OutcomeAnswer;
  readonly status: CoordinatorTypes["status"] | ParticipantTypes["status"];
}

/**
 * The whole of two-phase commit: every role of every node, in every transaction; as they are specified, or others.
 *
 * @throws Error if two transactions have one name. Who takes part is looked at when a part starts.
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const options = { transactions: ["order"], coordinator: "shop", participants: ["bank", "stock"] };
 * console.log(twoPhaseCommit(options).parts.map(({ name }) => name)); // [ 'order/shop', 'order/bank', 'order/stock' ]
 * ```
 */
export function twoPhaseCommit(options: TwoPhaseCommitOptions): System<TwoPhaseCommitTypes>;
export function twoPhaseCommit(options: TwoPhaseCommitOptions, roles: TwoPhaseCommitRoles | undefined): System;
export function twoPhaseCommit(
  options: TwoPhaseCommitOptions,
  roles: TwoPhaseCommitRoles = twoPhaseCommitRoles,
): System {
  const { transactions, participants } = options;
  const twice = repeatedIn(transactions);
  if (twice !== undefined) throw new Error(`two-phase commit: two transactions have the name ${described(twice)}`);
  return {
    parts: transactions.flatMap((transaction) => [
      roles.coordinator({ transaction, self: options.coordinator, participants }),
      ...participants.map((self) => roles.participant({ transaction, self, coordinator: options.coordinator })),
    ]),
    // The link has the name of the participant's part.
    links: transactions.flatMap((transaction) => participants.map((node) => partName(transaction, node))),
    linkOf: (message) => linkIn(message, message.from === options.coordinator ? message.to : message.from),
  };
}

function placeOf({ transaction, self }: CoordinatorOptions | ParticipantOptions, role: string): Place {
  return { name: partName(transaction, self), instance: transaction, node: self, role };
}

/** The link that has the name of a node's part, in the transaction of the message. */
export function linkIn(message: Addressed & { readonly transaction?: TransactionId }, node: NodeId): string {
  return partName(message.transaction ?? "", node);
}
