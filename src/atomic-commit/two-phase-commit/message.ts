/**
 * The messages of two-phase commit, as the specification names them, and how each is taken in.
 *
 * @module
 */
import type { Addressing, MessageIn } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";

/** The name of a transaction, never used twice. */
export type TransactionId = string;

/** From the coordinator: asking to prepare, and the two decisions. */
export type ToParticipantKind = "prepare" | "commit" | "abort";

/** From a participant: its vote, its acknowledgement of a commit, and its question while it is in doubt. */
export type ToCoordinatorKind = "yes" | "no" | "acknowledge" | "inquire";

/** A message about one transaction, from one node to another. It carries nothing else. */
export interface Message<Kind extends string = ToParticipantKind | ToCoordinatorKind> {
  readonly kind: Kind;
  readonly transaction: TransactionId;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** @spec TwoPhaseCommit!ToParticipant */
export type ToParticipant = { [Kind in ToParticipantKind]: Message<Kind> }[ToParticipantKind];

/** @spec TwoPhaseCommit!ToCoordinator */
export type ToCoordinator = { [Kind in ToCoordinatorKind]: Message<Kind> }[ToCoordinatorKind];

/** What every role keeps: which transaction, and whose part in it. */
export interface OfTransaction {
  readonly transaction: TransactionId;
  readonly self: NodeId;
}

/** What a role of a transaction is addressed by. */
export const ownAddress: Omit<Addressing<OfTransaction>, "peers"> = {
  self: ({ self }) => self,
  instance: { field: "transaction", of: ({ transaction }) => transaction },
};

type MessagesIn<Kind extends string> = { readonly [Each in Kind]: MessageIn<OfTransaction, Message<Each>> };

/** A copy of each message to a participant. */
export const toParticipant: MessagesIn<ToParticipantKind> = {
  prepare: copyOf("prepare"),
  commit: copyOf("commit"),
  abort: copyOf("abort"),
};

/** A copy of each message to a coordinator. */
export const toCoordinator: MessagesIn<ToCoordinatorKind> = {
  yes: copyOf("yes"),
  no: copyOf("no"),
  acknowledge: copyOf("acknowledge"),
  inquire: copyOf("inquire"),
};

function copyOf<Kind extends string>(kind: Kind): MessageIn<OfTransaction, Message<Kind>> {
  return (_, from, to, { transaction }) => ({ kind, transaction, from, to });
}
