/**
 * `quorate/three-phase-commit`: the coordinator and the participant of one transaction in three-phase commit, each a pure
 * step function, and the system that they make. It is there to learn from. Whoever wants to commit uses two-phase commit,
 * or a protocol for consensus.
 *
 * @module
 */

export type {
  CoordinatorEffect,
  CoordinatorEvent,
  CoordinatorOptions,
  CoordinatorRequest,
  CoordinatorResult,
  CoordinatorTypes,
} from "./coordinator.ts";
export * as coordinator from "./coordinator.ts";
export type { StopWaiting } from "./leading.ts";
export type { MemberOptions } from "./members.ts";
export type {
  Answer,
  Message,
  Numbered,
  NumberedKind,
  Plain,
  PlainKind,
  Report,
  Standing,
  ToCoordinator,
  ToParticipant,
} from "./message.ts";
export type {
  ParticipantEffect,
  ParticipantEvent,
  ParticipantOptions,
  ParticipantRequest,
  ParticipantResult,
  ParticipantTypes,
} from "./participant.ts";
export * as participant from "./participant.ts";
export type { CommitRecord } from "./record.ts";
export type { Assumption, Rules } from "./rules.ts";
export type { NodeState } from "./state.ts";
export type { Change, Phase, Status, StatusInDoubt } from "./status.ts";
export {
  type ThreePhaseCommitOptions,
  type ThreePhaseCommitRoles,
  type ThreePhaseCommitTypes,
  threePhaseCommit,
} from "./system.ts";
export type { DecideAlone, TakeOver } from "./termination.ts";
