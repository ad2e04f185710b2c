/**
 * `quorate/core`: the vocabulary that all protocols share.
 *
 * @module
 */

export type {
  Action,
  Addressing,
  Description,
  EffectOf,
  EventOf,
  HeardBy,
  InvokedBy,
  KindOf,
  MessageIn,
  Next,
  OfKind,
  OnceDurable,
  OnHeard,
  OnMessage,
  OnRequest,
  OnTimer,
  Outcome,
  OutcomeIn,
  RecordOf,
  ReplyOf,
  RequestIn,
  ResultOf,
  RoleTypes,
  Writing,
} from "./description.ts";
export {
  type Dictionary,
  emptyDictionary,
  lookUp,
  type NamedValue,
  rowsOf,
  withoutValue,
  withValue,
} from "./dictionary.ts";
export type { CancelTimer, Deliver, Effect, Invoke, Persist, Reply, Send, SetTimer } from "./effect.ts";
export { landings, type RecordParts, type RecordsWithin } from "./landing.ts";
export type { NodeId } from "./node-id.ts";
export { excluding, including, type NodeSet, nodeSet, noNodes, sameNodes } from "./node-set.ts";
export type { ObjectOutcome, ObjectStep, SharedObject } from "./object.ts";
export type { DataLimits, PlainData } from "./plain-data.ts";
export { alwaysMeet, isQuorum, majorityOf, type Quorums, quorumsWhere, reachedByQuorum } from "./quorum.ts";
export type { Refusal } from "./refusal.ts";
export type { RequestIdentity } from "./request-identity.ts";
export type { Place, Role } from "./role.ts";
export {
  append,
  appendAll,
  emptySequence,
  isSequence,
  itemAt,
  type Sequence,
  sequenceOf,
  sharedLength,
  slice,
  type Trunk,
  take,
} from "./sequence.ts";
export { type ObjectMessage, type ServedRecord, type ServedTypes, served } from "./served.ts";
export {
  begin,
  crash,
  give,
  type Happening,
  isUp,
  land,
  landAll,
  persisted,
  restart,
  type Situation,
  type Told,
} from "./situation.ts";
export { onTop, type Stacked, type StackedRecord, type StackedTypes, type Stacking, stack } from "./stack.ts";
export {
  type Answered,
  answered,
  type Changed,
  changed,
  type Refused,
  refused,
  type Started,
  type Step,
  type StepResult,
} from "./step.ts";
export {
  type Addressed,
  type AnyEffect,
  type CommonEvent,
  type Derivable,
  type Heard,
  type Learning,
  nodesOf,
  type Part,
  type PartEffect,
  type PartTypes,
  type Persisted,
  type Request,
  type Status,
  type System,
} from "./system.ts";
export type { Fields } from "./taking-in.ts";
export { type Row, type TransitionTable, transitionTable } from "./transition-table.ts";
