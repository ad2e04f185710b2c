/**
 * The state of a node in epoch broadcast, and how one becomes another: what is then to be written, told, sent and timed.
 *
 * @module
 */
import { t } from "typescript-fsm";
import type { Effect } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type NodeSet, noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import type { Quorums } from "../../core/quorum.ts";
import { answered, changed, type StepResult } from "../../core/step.ts";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";
import { entriesAfter, type Log } from "./log.ts";
import type { BroadcastRequest } from "./log-entry.ts";
import type { Message } from "./message.ts";
import type { NodeRecord } from "./record.ts";

/** What a node is in its epoch. */
export type NodeRole = "follower" | "candidate" | "leader";

/** What happens to a node, as far as its role goes. */
export type NodeChange = "suspected" | "elected" | "heardOfHigherEpoch" | "heardOfLeader";

/** The timers: to suspect that there is no leader, to ask for votes again, and to send again what may have been lost. */
export type NodeTimer = "suspect" | "askAgain" | "replicate";

/** What never changes: whose state it is, and what it knows of the others. */
export interface Cluster {
  /** The node's own name. */
  readonly self: NodeId;
  /** All nodes. */
  readonly nodes: NodeSet;
  /** All nodes but itself. */
  readonly others: NodeSet;
  /** Whose votes make a leader. */
  readonly electionQuorums: Quorums;
  /** Who must have an entry on disk before it is decided. */
  readonly proposalQuorums: Quorums;
  /** How many requests can be broadcast in one step. */
  readonly maxRequests: number;
  /** How long a value may be that is text, in UTF-16 code units. */
  readonly maxLength: number;
  /** How many entries one append can carry. */
  readonly maxEntries: number;
}

/** One node. */
export interface NodeState {
  readonly cluster: Cluster;
  readonly role: NodeRole;
  /** The highest epoch that it has heard of. */
  readonly epoch: number;
  /** For whom it has voted in this epoch. */
  readonly vote: NodeId | null;
  readonly log: Log;
  /** The leader of this epoch, once it has heard of it. */
  readonly leader: NodeId | null;
  /** Whose votes a candidate has counted. */
  readonly votes: NodeSet;
  /** How far a follower's log is known to be the leader's, in this epoch. */
  readonly agreed: number;
  /** How far a leader knows each node to have its log on disk, in the order of the nodes. */
  readonly match: readonly number[];
  /** How far the log is known to be decided. */
  readonly decided: number;
  /** Whether everything that it has asked to be written is durable. */
  readonly isDurable: boolean;
}

/** What a node can ask for. The user is told each decided request once, in the order of the log. */
export type NodeEffect = Effect<Message, NodeRecord, BroadcastRequest, NodeTimer>;

/** The result of a step. */
export type NodeResult = StepResult<NodeState, NodeEffect>;

const rows: readonly Row<NodeRole, NodeChange>[] = [
  t("follower", "suspected", "candidate"),
  t("candidate", "suspected", "candidate"),
  t("candidate", "elected", "leader"),
  t("follower", "heardOfLeader", "follower"),
  t("candidate", "heardOfLeader", "follower"),
  t("follower", "heardOfHigherEpoch", "follower"),
  t("candidate", "heardOfHigherEpoch", "follower"),
  t("leader", "heardOfHigherEpoch", "follower"),
];

/** The role changes of a node. Only a higher epoch ends the time of a leader. */
export const nodeTable: TransitionTable<NodeRole, NodeChange> = transitionTable(rows, ["follower"], []);

/** @spec EpochBroadcast!Record */
export function recordOf({ epoch, vote, log }: NodeState): NodeRecord {
  return { epoch, vote, log: log.entries };
}

/** @spec EpochBroadcast!NoMatch */
export function noMatch({ nodes }: Cluster): readonly number[] {
  return nodes.map(() => 0);
}

/**
 * The state after hearing of an epoch: if it is a higher one, it is adopted, and whatever belonged to the old is over.
 *
 * @spec EpochBroadcast!Adopt
 */
export function adopt(state: NodeState, epoch: number): NodeState {
  if (epoch <= state.epoch) return state;
  const role = present(nodeTable.next(state.role, "heardOfHigherEpoch"));
  const match = noMatch(state.cluster);
  return { ...state, role, epoch, vote: null, leader: null, votes: noNodes, agreed: 0, match };
}

/**
 * The result of a step from one state to another. It writes exactly if the durable part is another, tells what is newly
 * decided, sends, and arms the timers of the new state: those that have just fired, or that begin anew, are `rearmed`.
 *
 * @spec EpochBroadcast!Step
 */
export function become(
  before: NodeState,
  after: NodeState,
  sent: readonly Message[],
  ...rearmed: readonly NodeTimer[]
): NodeResult {
  return conclude(before, after, before.isDurable, sent, rearmed);
}

/**
 * The same for a step of a node that hears that all its writes are durable.
 *
 * @spec EpochBroadcast!StepOnceDurable
 */
export function becomeOnceDurable(before: NodeState, after: NodeState, sent: readonly Message[]): NodeResult {
  return conclude(before, after, true, sent, []);
}

function conclude(
  before: NodeState,
  after: NodeState,
  wasDurable: boolean,
  sent: readonly Message[],
  rearmed: readonly NodeTimer[],
): NodeResult {
  const writes = !hasSameRecord(before, after);
  const isDurable = wasDurable && !writes;
  const isSame = !writes && isDurable === before.isDurable && isSameInMemory(before, after);
  const state = isSame ? before : withDurability(after, isDurable);
  const effects: NodeEffect[] = writes ? [{ kind: "persist", record: recordOf(state) }] : [];
  if (state.decided > before.decided) {
    for (const { request } of entriesAfter(state.log, before.decided, state.decided)) {
      if (request !== null) effects.push({ kind: "deliver", value: request });
    }
  }
  for (const message of sent) effects.push({ kind: "send", message });
  timing(effects, armedIn(before), armedIn(state), rearmed);
  return isSame ? answered(before, effects) : changed(state, effects);
}

/** Field by field, which is many times faster than to spread what was itself made by spreading. */
function withDurability(state: NodeState, isDurable: boolean): NodeState {
  return {
    cluster: state.cluster,
    role: state.role,
    epoch: state.epoch,
    vote: state.vote,
    log: state.log,
    leader: state.leader,
    votes: state.votes,
    agreed: state.agreed,
    match: state.match,
    decided: state.decided,
    isDurable,
  };
}

const follows: readonly NodeTimer[] = ["suspect"];
const writesItsVote: readonly NodeTimer[] = ["suspect"];
const asks: readonly NodeTimer[] = ["askAgain", "suspect"];
const leads: readonly NodeTimer[] = ["replicate"];

/** The timers that are armed in a state. */
function armedIn({ role, isDurable }: NodeState): readonly NodeTimer[] {
  switch (role) {
    case "follower":
      return follows;
    case "candidate":
      return isDurable ? asks : writesItsVote;
    case "leader":
      return leads;
  }
}

/** Adds what makes the timers that were armed those that are to be. */
function timing(
  effects: NodeEffect[],
  before: readonly NodeTimer[],
  after: readonly NodeTimer[],
  rearmed: readonly NodeTimer[],
): void {
  for (const timer of before) if (!after.includes(timer)) effects.push({ kind: "cancelTimer", timer });
  for (const timer of after) {
    if (!before.includes(timer) || rearmed.includes(timer)) effects.push({ kind: "setTimer", timer });
  }
}

/** A log that is another object has other entries, since nothing is appended that changes nothing. */
function hasSameRecord(one: NodeState, other: NodeState): boolean {
  return one.log === other.log && one.epoch === other.epoch && one.vote === other.vote;
}

/** What changes is replaced, and nothing else is, so that identity tells. */
function isSameInMemory(one: NodeState, other: NodeState): boolean {
  return (
    one.role === other.role &&
    one.leader === other.leader &&
    one.votes === other.votes &&
    one.agreed === other.agreed &&
    one.match === other.match &&
    one.decided === other.decided
  );
}
