/**
 * Replicated commit as a system: candidates for the role of the coordinator, which share a log, and participants. The log
 * is an object of the environment until a protocol takes its place.
 *
 * @module
 */
import { partOf, type Role } from "../../core/role.ts";
import { onTop, type StackedRecord, type Stacking } from "../../core/stack.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedLog } from "../../environment/shared-log.ts";
import type { TransactionId } from "../two-phase-commit/message.ts";
import type { ParticipantTypes } from "../two-phase-commit/participant.ts";
import { linkIn, partName, twoPhaseCommitRoles } from "../two-phase-commit/system.ts";
import { repliesLearnt } from "./answers.ts";
import { type RoleOfNodes, receivingForRole, sendingToRole } from "./by-role.ts";
import { type CandidateOptions, type CandidateTypes, candidate } from "./candidate.ts";
import type { CandidateState } from "./state.ts";

/** All candidates have the same options, but for the name of their own. */
export interface ReplicatedCommitOptions extends Omit<CandidateOptions, "self"> {
  /** Those of the transactions for which the participants have parts. Candidates take any. */
  readonly transactions: readonly TransactionId[];
}

/** What a user of either role meets. */
export interface ReplicatedCommitTypes {
  readonly record: CandidateTypes["record"] | ParticipantTypes["record"];
  readonly request: CandidateTypes["request"] | ParticipantTypes["request"];
  readonly told: CandidateTypes["replied"] | ParticipantTypes["told"];
  readonly status: CandidateTypes["status"] | ParticipantTypes["status"];
}

/** What a user meets where the log is a protocol. */
export interface ReplicatedCommitOnLogTypes extends Omit<ReplicatedCommitTypes, "record"> {
  readonly record: StackedRecord | ParticipantTypes["record"];
}

/** How a candidate is made a part of the system. */
export type CandidatePart = (options: CandidateOptions, transactions: readonly TransactionId[]) => Part<CandidateState>;

/**
 * The whole of it, of candidates as they are specified, or of others. Participants send to the role; whoever runs this in a
 * host has messages to it sent to the candidates, as {@link replicatedCommitOn} does.
 *
 * @see [Replicated commit](page:docs/atomic-commit/replicated-commit.md)
 * @see [ReplicatedCommit](page:spec/atomic-commit/ReplicatedCommit.tla)
 * @example
 * ```ts
 * import { replicatedCommit } from "quorate/replicated-commit";
 *
 * const options = { transactions: ["a.1.1"], candidates: ["a", "b"], participants: ["bank"] };
 * console.log(replicatedCommit(options).parts.map(({ name }) => name)); // [ 'a', 'b', 'a.1.1/bank' ]
 * ```
 */
export function replicatedCommit(options: ReplicatedCommitOptions): System<ReplicatedCommitTypes>;
export function replicatedCommit(options: ReplicatedCommitOptions, makePart: CandidatePart | undefined): System;
export function replicatedCommit(
  { transactions, ...options }: ReplicatedCommitOptions,
  makePart: CandidatePart = candidatePart,
): System {
  const { candidates, participants, role: coordinator = "coordinator" } = options;
  return {
    parts: [
      ...candidates.map((self) => makePart({ ...options, self }, transactions)),
      ...transactions.flatMap((transaction) =>
        participants.map((self) => twoPhaseCommitRoles.participant({ transaction, self, coordinator })),
      ),
    ],
    // The link has the name of the participant's part.
    links: transactions.flatMap((transaction) => participants.map((node) => partName(transaction, node))),
    linkOf: (message) => linkIn(message, participants.includes(message.to) ? message.to : message.from),
    objects: [sharedLog("log", candidates)],
  };
}

/**
 * The same on a protocol that implements the log, as any host runs it: each candidate stands on the part of that protocol
 * at its node, and messages to the role are sent to all candidates.
 *
 * @param log - the protocol, of which each candidate has a part
 * @throws Error if a candidate has none.
 * @see [Replicated commit](page:docs/atomic-commit/replicated-commit.md)
 * @example
 * ```ts
 * import { asLog, epochBroadcast } from "quorate/epoch-broadcast";
 * import { replicatedCommitOn } from "quorate/replicated-commit";
 *
 * const candidates = ["a", "b", "c"];
 * const options = { transactions: ["a.1.1"], candidates, participants: ["bank"] };
 * const system = replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), options);
 * console.log(system.parts.map(({ name }) => name), system.objects); // [ 'a', 'b', 'c', 'a.1.1/bank' ] []
 * ```
 */
export function replicatedCommitOn(
  log: System,
  stacking: Stacking,
  options: ReplicatedCommitOptions,
): System<ReplicatedCommitOnLogTypes>;
export function replicatedCommitOn(
  log: System,
  stacking: Stacking,
  options: ReplicatedCommitOptions,
  makePart: CandidatePart | undefined,
): System;
export function replicatedCommitOn(
  log: System,
  stacking: Stacking,
  options: ReplicatedCommitOptions,
  makePart?: CandidatePart,
): System {
  return onLog(replicatedCommit(options, makePart), log, stacking, {
    role: options.role ?? "coordinator",
    candidates: options.candidates,
  });
}

/** A system of candidates and participants on a protocol that implements the log. */
export function onLog(system: System, log: System, stacking: Stacking, ofRole: RoleOfNodes): System {
  const logLinks = new Set(log.links);
  return {
    parts: system.parts.map((part) => {
      if (!ofRole.candidates.includes(part.node)) return sendingToRole(part, ofRole);
      const below = log.parts.find(({ node }) => node === part.node);
      if (below === undefined) throw new Error(`replicated commit: the candidate ${part.node} has no part of the log`);
      return onTop(receivingForRole(part, ofRole), below, stacking);
    }),
    links: [...log.links, ...system.links],
    linkOf: (message) => {
      const below = log.linkOf(message);
      return logLinks.has(below) ? below : system.linkOf(message);
    },
    objects: log.objects ?? [],
  };
}

/** A candidate as it is specified, or another. */
export function candidatePart(
  options: CandidateOptions,
  transactions: readonly TransactionId[],
  made: Role<CandidateTypes> = candidate,
): Part<CandidateState, CandidateTypes> {
  const { self, role: instance = "coordinator" } = options;
  const place = { name: self, instance, node: self, role: "candidate", learns: repliesLearnt };
  return partOf(place, made, options, requestsAbout(transactions));
}

/** What users may ask of a candidate about these transactions. */
export function requestsAbout(transactions: readonly TransactionId[]): readonly CandidateTypes["request"][] {
  const kinds = ["requestCommit", "giveUp", "requestOutcome", "confirmOutcome"] as const;
  return [
    { kind: "takeOver" },
    { kind: "begin" },
    ...transactions.flatMap((transaction) => kinds.map((kind) => ({ kind, transaction }))),
  ];
}
