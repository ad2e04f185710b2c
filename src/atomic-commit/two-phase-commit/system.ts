/**
 * Two-phase commit as a system: for every transaction a coordinator and its participants.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Addressed, Part, System } from "../../core/system.ts";
import * as coordinator from "./coordinator.ts";
import type { TransactionId } from "./message.ts";
import * as participant from "./participant.ts";

/** All transactions have the same coordinator and the same participants. */
export interface TwoPhaseCommitOptions {
  readonly transactions: readonly TransactionId[];
  readonly coordinator: NodeId;
  readonly participants: readonly NodeId[];
}

/** The part of the system that is node `node` in `transaction`. */
export function partName(transaction: TransactionId, node: NodeId): string {
  return `${transaction}/${node}`;
}

/** The two roles of two-phase commit, as parts of a system. */
export interface TwoPhaseCommitRoles {
  readonly coordinator: (options: coordinator.CoordinatorOptions) => Part<coordinator.CoordinatorState>;
  readonly participant: (options: participant.ParticipantOptions) => Part<participant.ParticipantState>;
}

/** The roles as they are specified. */
export const twoPhaseCommitRoles: TwoPhaseCommitRoles = { coordinator: coordinatorPart, participant: participantPart };

/** The whole of two-phase commit: every role of every node, in every transaction. */
export function twoPhaseCommit(
  options: TwoPhaseCommitOptions,
  roles: TwoPhaseCommitRoles = twoPhaseCommitRoles,
): System {
  const { transactions, participants } = options;
  return {
    parts: transactions.flatMap((transaction) => [
      roles.coordinator({ transaction, self: options.coordinator, participants }),
      ...participants.map((self) => roles.participant({ transaction, self, coordinator: options.coordinator })),
    ]),
    links: transactions.flatMap((transaction) => participants.map((node) => partName(transaction, node))),
    linkOf: (message) =>
      partName(transactionOf(message), message.from === options.coordinator ? message.to : message.from),
  };
}

function coordinatorPart(options: coordinator.CoordinatorOptions): Part<coordinator.CoordinatorState> {
  return {
    name: partName(options.transaction, options.self),
    instance: options.transaction,
    node: options.self,
    role: "coordinator",
    requests: [{ kind: "requestCommit" }, { kind: "giveUp" }],
    noRecord: "none",
    start: () => coordinator.start(options),
    recover: (record: coordinator.CoordinatorRecord) => coordinator.recover(options, record),
    step: (state, event: coordinator.CoordinatorEvent) => coordinator.step(state, event),
  };
}

function participantPart(options: participant.ParticipantOptions): Part<participant.ParticipantState> {
  return {
    name: partName(options.transaction, options.self),
    instance: options.transaction,
    node: options.self,
    role: "participant",
    requests: [{ kind: "abortAlone" }],
    noRecord: "none",
    start: () => participant.start(options),
    recover: (record: participant.ParticipantRecord) => participant.recover(options, record),
    step: (state, event: participant.ParticipantEvent) => participant.step(state, event),
  };
}

function transactionOf(message: Addressed & { readonly transaction?: TransactionId }): TransactionId {
  return message.transaction ?? "";
}
