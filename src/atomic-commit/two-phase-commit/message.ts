/**
 * The messages of two-phase commit, as the specification names them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";

/** The name of a transaction, never used twice. */
export type TransactionId = string;

/** From the coordinator: asking to prepare, and the two decisions. */
export type ToParticipantKind = "prepare" | "commit" | "abort";

/** From a participant: its vote, its acknowledgement of a commit, and its question while it is in doubt. */
export type ToCoordinatorKind = "yes" | "no" | "acknowledge" | "inquire";

/** A message about one transaction, from one node to another. */
export interface Message<Kind extends string = ToParticipantKind | ToCoordinatorKind> {
  readonly kind: Kind;
  readonly transaction: TransactionId;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** @spec TwoPhaseCommit!ToParticipant */
export type ToParticipant = Message<ToParticipantKind>;

/** @spec TwoPhaseCommit!ToCoordinator */
export type ToCoordinator = Message<ToCoordinatorKind>;

const toParticipant: readonly string[] = ["prepare", "commit", "abort"] satisfies ToParticipantKind[];
const toCoordinator: readonly string[] = ["yes", "no", "acknowledge", "inquire"] satisfies ToCoordinatorKind[];

/** Whether what came from the network is a message to a participant. Fields that no message has are no harm. */
export function isToParticipant(candidate: unknown): candidate is ToParticipant {
  return isMessage(candidate) && toParticipant.includes(candidate.kind);
}

/** Whether what came from the network is a message to a coordinator. */
export function isToCoordinator(candidate: unknown): candidate is ToCoordinator {
  return isMessage(candidate) && toCoordinator.includes(candidate.kind);
}

function isMessage(candidate: unknown): candidate is Message<string> {
  if (typeof candidate !== "object" || candidate === null) return false;
  return ["kind", "transaction", "from", "to"].every((field) => typeof Reflect.get(candidate, field) === "string");
}
