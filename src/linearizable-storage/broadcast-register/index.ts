/**
 * `quorate/broadcast-register`: a node of linearizable registers as a pure step function, which stands on a log.
 *
 * @module
 */
export {
  type LocateOperation,
  locatingByEntries,
  type PositionedLog,
  type PositionOutcome,
} from "../../environment/positioned-log.ts";
export type { LogOfNode, LogOperation, LogOutcome, SharedLog } from "../../environment/shared-log.ts";
export {
  claimOf,
  compareAndSetOf,
  readAtPosition,
  readAtReplica,
  readInLog,
  writeOf,
} from "./asking.ts";
export {
  type Answer,
  type Command,
  type CompareAndSet,
  hasSet,
  type LoggedOperation,
  type LoggedRead,
  type Operation,
  type OtherRead,
  type PositionedRead,
  type ReplicaRead,
  type Write,
} from "./operation.ts";
export {
  type Ask,
  type HeardOfLog,
  type Look,
  type Positioned,
  type PositionTold,
  type RegisterEffect,
  type RegisterEvent,
  type RegisterOptions,
  type RegisterState,
  type RegisterTypes,
  register,
} from "./register.ts";
export { type BroadcastRegisterOptions, broadcastRegister, type RegisterPart } from "./system.ts";
