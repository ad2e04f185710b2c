/**
 * The messages of three-phase commit, as the specification names them, and how each is taken in.
 *
 * @module
 */
import type { MessageIn } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type Fields, fieldsIn, Malformed, numberIn } from "../../core/taking-in.ts";
import type { OfTransaction, TransactionId } from "../two-phase-commit/message.ts";
import { isInDoubt, type StatusInDoubt } from "./status.ts";

/** Those that say nothing but what they are. */
export type PlainKind = "prepare" | "yes" | "no" | "commit" | "abort" | "inquire";

/** Those of a round: they bear the number of who leads it. */
export type NumberedKind = "preCommit" | "preAbort" | "acknowledge" | "poll";

/** A message about one transaction, from one node to another. */
export interface Plain<Kind extends string = PlainKind> {
  readonly kind: Kind;
  readonly transaction: TransactionId;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** The same, of the round that is led with this number. */
export interface Numbered<Kind extends string = NumberedKind> extends Plain<Kind> {
  readonly number: number;
}

/** How far a participant in doubt has come. */
export interface Standing {
  readonly from: NodeId;
  readonly status: StatusInDoubt;
  /** The number in which it was asked to pre-commit, or to pre-abort. */
  readonly accepted: number;
}

/** What a participant answers whoever polls it. */
export interface Answer extends Numbered<"answer"> {
  readonly standing: Standing;
}

/** What one participant that was down tells another. */
export interface Report extends Plain<"report"> {
  readonly standing: Standing;
}

/** @spec ThreePhaseCommit!IsMessage */
export type Message =
  | { [Kind in PlainKind]: Plain<Kind> }[PlainKind]
  | { [Kind in NumberedKind]: Numbered<Kind> }[NumberedKind]
  | Answer
  | Report;

/** What a coordinator receives. */
export type ToCoordinator = Extract<Message, { readonly kind: "yes" | "no" | "acknowledge" }>;

/** What a participant receives. */
export type ToParticipant = Exclude<Message, { readonly kind: "yes" | "no" }>;

/** What must be known of a node to take in what it receives: with which numbers anybody can lead. */
export interface OfOrder extends OfTransaction {
  readonly order: readonly NodeId[];
}

type MessagesIn<Received extends Message> = {
  readonly [Kind in Received["kind"]]: MessageIn<OfOrder, Extract<Received, { readonly kind: Kind }>>;
};

/** A copy of each message to a coordinator. */
export const toCoordinator: MessagesIn<ToCoordinator> = {
  yes: plain("yes"),
  no: plain("no"),
  acknowledge: numbered("acknowledge"),
};

/** A copy of each message to a participant. */
export const toParticipant: MessagesIn<ToParticipant> = {
  prepare: plain("prepare"),
  preCommit: numbered("preCommit"),
  preAbort: numbered("preAbort"),
  acknowledge: numbered("acknowledge"),
  commit: plain("commit"),
  abort: plain("abort"),
  poll: numbered("poll"),
  answer: (fields, from, to, state) => ({
    ...numbered("answer")(fields, from, to, state),
    standing: standingIn(fields, from, state),
  }),
  inquire: plain("inquire"),
  report: (fields, from, to, state) => ({
    ...plain("report")(fields, from, to, state),
    standing: standingIn(fields, from, state),
  }),
};

function plain<Kind extends string>(kind: Kind): MessageIn<OfOrder, Plain<Kind>> {
  return (_, from, to, { transaction }) => ({ kind, transaction, from, to });
}

function numbered<Kind extends string>(kind: Kind): MessageIn<OfOrder, Numbered<Kind>> {
  return (fields, from, to, state) => ({
    ...plain(kind)(fields, from, to, state),
    number: leadingNumberIn(fields.number, "number", state),
  });
}

/** A number with which somebody can lead: none that is yet to come. */
export function leadingNumberIn(candidate: unknown, path: string, { order }: Pick<OfOrder, "order">): number {
  const number = numberIn(candidate, path);
  if (number > order.length) throw new Malformed(path, candidate, `number up to ${order.length}, with which one leads`);
  return number;
}

function standingIn({ standing }: Fields, sender: NodeId, state: OfOrder): Standing {
  const { from, status, accepted } = fieldsIn(standing, "standing");
  if (from !== sender) throw new Malformed("standing.from", from, "name of who sends it");
  if (!isInDoubt(status)) throw new Malformed("standing.status", status, "status of a participant in doubt");
  return { from: sender, status, accepted: leadingNumberIn(accepted, "standing.accepted", state) };
}
