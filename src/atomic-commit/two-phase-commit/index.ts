/**
 * `quorate/two-phase-commit`: the coordinator and the participant of one transaction, each a pure step function, and
 * the system that they make.
 *
 * @module
 */

export type {
  CoordinatorEffect,
  CoordinatorEvent,
  CoordinatorOptions,
  CoordinatorRequest,
  CoordinatorResult,
  CoordinatorState,
  CoordinatorTypes,
} from "./coordinator.ts";
export * as coordinator from "./coordinator.ts";
export type {
  CoordinatorChange,
  CoordinatorRecord,
  CoordinatorStatus,
  CoordinatorTimer,
} from "./coordinator-status.ts";
export type {
  Message,
  OfTransaction,
  ToCoordinator,
  ToCoordinatorKind,
  ToParticipant,
  ToParticipantKind,
  TransactionId,
} from "./message.ts";
export type { Outcome, OutcomeAnswer } from "./outcome.ts";
export type {
  ParticipantEffect,
  ParticipantEvent,
  ParticipantOptions,
  ParticipantRequest,
  ParticipantResult,
  ParticipantState,
  ParticipantTypes,
} from "./participant.ts";
export * as participant from "./participant.ts";
export type {
  ParticipantChange,
  ParticipantRecord,
  ParticipantStatus,
  ParticipantTimer,
} from "./participant-status.ts";
export {
  partName,
  type TwoPhaseCommitOptions,
  type TwoPhaseCommitRoles,
  type TwoPhaseCommitTypes,
  twoPhaseCommit,
} from "./system.ts";
