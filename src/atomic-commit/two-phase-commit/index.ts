/**
 * `quorate/two-phase-commit`: the coordinator and the participant of one transaction, each a pure step function, and
 * the system that they make.
 *
 * @module
 */

export type {
  CoordinatorChange,
  CoordinatorEffect,
  CoordinatorEvent,
  CoordinatorOptions,
  CoordinatorRecord,
  CoordinatorResult,
  CoordinatorState,
  CoordinatorStatus,
  CoordinatorTimer,
} from "./coordinator.ts";
export * as coordinator from "./coordinator.ts";
export type {
  Message,
  ToCoordinator,
  ToCoordinatorKind,
  ToParticipant,
  ToParticipantKind,
  TransactionId,
} from "./message.ts";
export { isToCoordinator, isToParticipant } from "./message.ts";
export type { Outcome } from "./outcome.ts";
export type {
  ParticipantChange,
  ParticipantEffect,
  ParticipantEvent,
  ParticipantOptions,
  ParticipantRecord,
  ParticipantResult,
  ParticipantState,
  ParticipantStatus,
  ParticipantTimer,
} from "./participant.ts";
export * as participant from "./participant.ts";
export { partName, type TwoPhaseCommitOptions, type TwoPhaseCommitRoles, twoPhaseCommit } from "./system.ts";
