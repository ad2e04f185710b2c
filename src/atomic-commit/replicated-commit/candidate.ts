/**
 * A candidate for the role of the coordinator. While it has the role, it drives coordinators of two-phase commit, which
 * know nothing of it: what they would write to a disk goes to cells on a log, and a record is durable for them when the
 * log has told that it has landed. So when the node that has the role crashes, another one takes over.
 *
 * Specification: `ReplicatedCommit`. The durable part is how many take-overs the candidate has numbered; all else it hears
 * from the log again. What the log is does not matter, as long as it keeps the contract of {@link SharedLog}: epoch
 * broadcast does.
 *
 * @module
 */
import {
  type EffectOf,
  type EventOf,
  invoking,
  next,
  type ResultOf,
  replying,
  type Outcome as Then,
  untimely,
} from "../../core/description.ts";
import { lookUp, rowsOf } from "../../core/dictionary.ts";
import type { Invoke } from "../../core/effect.ts";
import { judgeLimits } from "../../core/limits.ts";
import { longestName } from "../../core/name.ts";
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Heard } from "../../core/system.ts";
import {
  countIn,
  described,
  type Fields,
  greatestNumber,
  hasFields,
  isNumber,
  itemsIn,
  textIn,
} from "../../core/taking-in.ts";
import type { LogOperation } from "../../environment/shared-log.ts";
import { type CoordinatorRequest, start, step } from "../two-phase-commit/coordinator.ts";
import type { CoordinatorTimer } from "../two-phase-commit/coordinator-status.ts";
import type { ToCoordinator, ToCoordinatorKind, ToParticipant, TransactionId } from "../two-phase-commit/message.ts";
import type { Outcome, OutcomeAnswer } from "../two-phase-commit/outcome.ts";
import { checkCandidates } from "./candidates.ts";
import { noCells } from "./cells.ts";
import { awaiting, carriedOut, coordinate, passing, untimelyFor } from "./coordinating.ts";
import { type CommitEntry, entryIn, entryOf, mostParticipants, nameIn } from "./entry.ts";
import { type Guards, specified } from "./guards.ts";
import { type HeardOfLog, hear, told } from "./hearing.ts";
import { type CandidateRecord, type CandidateState, type CandidateStatus, noTenure, withoutAborted } from "./state.ts";
import { transactionName } from "./transaction-name.ts";

/** Who can be coordinator of whom. It is the same for all candidates, but for the name of their own. */
export interface CandidateOptions {
  readonly self: NodeId;
  readonly candidates: readonly NodeId[];
  /** Who may take part in transactions. */
  readonly participants: readonly NodeId[];
  /** As participants know the coordinator, whoever that is; `"coordinator"` unless given. */
  readonly role?: NodeId;
  /** How many transactions that have not ended it coordinates at a time; 10,000 unless given. */
  readonly maxTransactions?: number;
}

/** What is asked of a candidate. */
export type CandidateRequest =
  /** The node is to be coordinator: whoever was seems to be gone. It does no harm if that is not so. */
  | { readonly kind: "takeOver" }
  /** A transaction begins, in which these take part; all participants unless given. The answer is its name. */
  | { readonly kind: "begin"; readonly participants?: readonly NodeId[] }
  /** What is asked of the coordinator of a transaction, as in `quorate/two-phase-commit`. */
  | {
      readonly [Kind in CoordinatorRequest["kind"]]: { readonly kind: Kind; readonly transaction: TransactionId };
    }[CoordinatorRequest["kind"]];

/** A user is told how a transaction has ended. */
export interface TransactionOutcome {
  readonly transaction: TransactionId;
  readonly outcome: Outcome;
}

/** What a user is answered at once: a transaction has begun, or how it has ended, also if that was not asked. */
export type Replied =
  | TransactionOutcome
  | { readonly kind: "begun"; readonly transaction: TransactionId }
  | (OutcomeAnswer & { readonly transaction: TransactionId });

/** The types of a candidate. */
export interface CandidateTypes {
  readonly options: CandidateOptions;
  readonly state: CandidateState;
  readonly record: CandidateRecord;
  readonly received: ToCoordinator;
  readonly sent: ToParticipant;
  readonly request: CandidateRequest;
  readonly told: TransactionOutcome;
  readonly replied: Replied;
  readonly timer: CoordinatorTimer | "askAgain";
  readonly invoked: Invoke<"log", LogOperation<CommitEntry>>;
  readonly heard: Heard<"log", HeardOfLog>;
  readonly status: CandidateStatus;
}

/** What a candidate can be given. */
export type CandidateEvent = EventOf<CandidateTypes>;

/** What a candidate can ask for. */
export type CandidateEffect = EffectOf<CandidateTypes>;

/** The result of a step of a candidate. */
export type CandidateResult = ResultOf<CandidateTypes>;

type Next = Then<CandidateTypes>;

/**
 * The candidate as a description.
 *
 * @see [Replicated commit](page:docs/atomic-commit/replicated-commit.md)
 * @see [ReplicatedCommit](page:spec/atomic-commit/ReplicatedCommit.tla)
 * @example
 * ```ts
 * import { candidate } from "quorate/replicated-commit";
 *
 * const { state } = candidate.start({ self: "a", candidates: ["a", "b"], participants: ["bank"] });
 * const numbering = candidate.step(state, { kind: "takeOver" });
 * console.log(numbering.effects); // [ { kind: 'persist', record: { numbered: 1 } } ]
 * const asking = candidate.step(numbering.state, { kind: "persisted", record: { numbered: 1 } });
 * console.log(asking.effects.map(({ kind }) => kind)); // [ 'invoke', 'setTimer' ]
 * const entry = { client: "a.1", number: 1, value: { kind: "takeOver", by: "a", number: 1 } };
 * const told = candidate.step(asking.state, { kind: "heard", object: "log", outcome: { first: 1, values: [entry] } });
 * console.log(told.state.status); // bearing
 * ```
 */
export const candidate: Role<CandidateTypes> = candidateWith(specified);

/** A candidate with these guards: with others than those specified it is a mistaken one, to be found out. */
export function candidateWith(guards: Guards): Role<CandidateTypes> {
  const asked =
    (kind: CoordinatorRequest["kind"]) =>
    (state: CandidateState, { transaction }: { readonly transaction: TransactionId }): Next =>
      untimelyFor(state, transaction, guards) ?? coordinate(state, transaction, { kind });
  // A message to the role comes to every candidate. One that does not have it, or knows nothing, takes no notice.
  const receive = (state: CandidateState, message: ToCoordinator): Next => {
    const { transaction } = message;
    const isForIt = state.status === "bearing" && guards.knowsOf(state, transaction);
    return isForIt ? coordinate(state, transaction, { kind: "receive", message }) : next(state);
  };
  return roleOf<CandidateTypes>({
    name: "a candidate of replicated commit",
    specification: "ReplicatedCommit",
    begin: (options) => begun(options, { numbered: 0 }),
    recover: recovered,
    status: ({ status }) => status,
    addressing: {
      self: ({ role }) => role,
      peers: ({ participants }) => participants,
      // A message names its transaction, which says where it belongs: the coordinator has many.
      instance: { field: "to", of: ({ role }) => role },
    },
    record: {
      none: { numbered: 0 },
      of: ({ number }) => ({ numbered: number }),
      is: isCandidateRecord,
      isSame: (one, other) => one.numbered === other.numbered,
    },
    told,
    timers: timersOf,
    messages: { yes: copyOf("yes"), no: copyOf("no"), acknowledge: copyOf("acknowledge"), inquire: copyOf("inquire") },
    requests: {
      takeOver: () => ({ kind: "takeOver" }),
      begin: ({ participants }) =>
        participants === undefined
          ? { kind: "begin" }
          : { kind: "begin", participants: itemsIn(participants, "participants", mostParticipants, nameIn) },
      requestCommit: aboutTransaction("requestCommit"),
      giveUp: aboutTransaction("giveUp"),
      requestOutcome: aboutTransaction("requestOutcome"),
      confirmOutcome: aboutTransaction("confirmOutcome"),
    },
    objects: {
      log: ({ first, values }, { candidates }) => ({
        first: countIn(first, "outcome.first"),
        values: itemsIn(values, "outcome.values", greatestNumber, (entry) => entryIn(entry, candidates)),
      }),
    },
    actions: {
      TakeTheRole: { request: "takeOver", step: takeTheRole },
      AskForTheRole: { durable: "numbering", step: askForTheRole },
      AskAgain: { timer: "askAgain", step: askAgain },
      Hear: { object: "log", step: (state: CandidateState, outcome: HeardOfLog) => hear(state, outcome, guards) },
      Begin: { request: "begin", step: begin },
      RequestCommit: { request: "requestCommit", step: asked("requestCommit") },
      ResendPrepare: { timer: "resendPrepare", step: (state: CandidateState) => resend(state, "resendPrepare") },
      ReceiveYes: { message: "yes", step: receive },
      ReceiveNo: { message: "no", step: receive },
      GiveUp: { request: "giveUp", step: asked("giveUp") },
      ResendDecision: { timer: "resendDecision", step: (state: CandidateState) => resend(state, "resendDecision") },
      ReceiveInquire: { message: "inquire", step: receive },
      ReceiveAcknowledge: { message: "acknowledge", step: receive },
      ConfirmOutcome: { request: "confirmOutcome", step: asked("confirmOutcome") },
      RequestOutcome: { request: "requestOutcome", step: asked("requestOutcome") },
    },
  });
}

/** @throws Error if a name is none or too long or stands for two, if a list is empty, or if a limit is none. */
function begun(options: CandidateOptions, { numbered }: CandidateRecord): CandidateState {
  const { self, role = "coordinator", maxTransactions = 10_000 } = options;
  const candidates = nodeSet(options.candidates);
  const participants = nodeSet(options.participants);
  checkCandidates(options, role);
  judgeLimits("replicated commit", { maxTransactions });
  const seat = { status: "following", number: numbered, heard: 0, cells: noCells } as const;
  return { self, role, candidates, participants, maxTransactions, ...seat, ...noTenure };
}

function isCandidateRecord(candidate: unknown): candidate is CandidateRecord {
  return hasFields(candidate) && isNumber(candidate.numbered);
}

/** A restarted candidate knows how many take-overs it has numbered, and waits for the log. */
function recovered(options: CandidateOptions, record: CandidateRecord): CandidateState {
  if (!isCandidateRecord(record))
    throw new Error(`replicated commit: ${described(record)} is no record of a candidate`);
  return begun(options, record);
}

function timersOf({ awaited, armed }: CandidateState): readonly CandidateTypes["timer"][] {
  return [
    ...(awaited.size > 0 ? (["askAgain"] as const) : []),
    ...(armed.resendPrepare.size > 0 ? (["resendPrepare"] as const) : []),
    ...(armed.resendDecision.size > 0 ? (["resendDecision"] as const) : []),
  ];
}

/** @spec ReplicatedCommit!TakeTheRole */
function takeTheRole(state: CandidateState): Next {
  if (state.status !== "following") return untimely("it has the role, or is about to");
  if (state.number === greatestNumber) return untimely(`it has taken over ${greatestNumber} times`);
  return next({ ...state, status: "numbering", number: state.number + 1 });
}

/** @spec ReplicatedCommit!AskForTheRole */
function askForTheRole(state: CandidateState): Next {
  const { self: by, number } = state;
  const entry = entryOf(1, { kind: "takeOver", by, number });
  return invoking(awaiting({ ...state, status: "asking" }, entry), passing([entry]));
}

/** @spec ReplicatedCommit!AskAgain */
function askAgain(state: CandidateState): Next {
  return invoking(state, passing(rowsOf(state.awaited).map(({ value }) => value)));
}

/** @spec ReplicatedCommit!Begin */
function begin(
  state: CandidateState,
  { participants = state.participants }: Extract<CandidateRequest, { kind: "begin" }>,
): Next {
  if (state.status !== "bearing") return untimely("this node is not the coordinator", state.cells.last?.by);
  const stranger = participants.find((node) => !state.participants.includes(node));
  if (stranger !== undefined) return untimely(`${described(stranger)} is none of the participants`);
  if (participants.length === 0) return untimely("a transaction needs a participant");
  const room = state.coordinators.size < state.maxTransactions ? state : withoutAborted(state);
  if (room.coordinators.size >= state.maxTransactions)
    return untimely(`${state.maxTransactions} transactions have not ended`);
  const { self: by, number, role: self } = room;
  const transaction = transactionName({ by, number }, room.begun + 1);
  const started = start({ transaction, self, participants });
  const { state: after } = carriedOut({ ...room, begun: room.begun + 1 }, started.state, started);
  return replying(after, [], { kind: "begun", transaction });
}

/** Each coordinator whose timer is armed sends again. */
function resend(state: CandidateState, timer: CoordinatorTimer): Next {
  const sent: ToParticipant[] = [];
  for (const { name } of rowsOf(state.armed[timer])) {
    const coordinator = present(lookUp(state.coordinators, name));
    sent.push(...carriedOut(state, coordinator, step(coordinator, { kind: "timeout", timer })).sent);
  }
  return next(state, sent);
}

function copyOf<Kind extends ToCoordinatorKind>(kind: Kind) {
  return ({ transaction }: Fields, from: NodeId, to: NodeId) => ({
    kind,
    transaction: textIn(transaction, "transaction", longestName),
    from,
    to,
  });
}

function aboutTransaction<Kind extends CoordinatorRequest["kind"]>(kind: Kind) {
  return ({ transaction }: Fields) => ({ kind, transaction: textIn(transaction, "transaction", longestName) });
}
