/**
 * What a node of epoch consensus keeps in memory, and how one state follows another: what is written, which timers are
 * armed and what the user is told are functions of the states before and after, and decided here alone.
 *
 * @module
 */
import { t } from "typescript-fsm";
import type { Effect } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type NodeSet, noNodes } from "../../core/node-set.ts";
import type { Quorums } from "../../core/quorum.ts";
import { answered, changed, refused, type StepResult } from "../../core/step.ts";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";
import type { Message } from "./message.ts";
import { type Accepted, isSameRecord, type NodeRecord, nothing, readBack, type Value } from "./record.ts";

/** What a node does in its epoch. */
export type Role = "follower" | "candidate" | "leader";

/** What happens to a node, as far as its role goes. */
export type RoleChange = "suspectsTheLeader" | "isElected" | "hearsFromTheLeader" | "hearsOfAHigherEpoch";

/** The timers: of a suspicion, of a candidate's question, and of what a leader repeats. */
export type NodeTimer = "suspect" | "askAgain" | "resend";

/** Which nodes are enough to elect, and which to accept. */
export interface NodeQuorums {
  readonly election: Quorums;
  readonly proposal: Quorums;
}

/** A node. */
export interface NodeState extends NodeRecord {
  /** The node's own name. */
  readonly self: NodeId;
  /** All nodes, this one among them. */
  readonly nodes: NodeSet;
  readonly quorums: NodeQuorums;
  /** How long a value may be that is proposed, in UTF-16 code units. */
  readonly maxLength: number;
  readonly role: Role;
  /** The leader of the epoch, once the node has heard from it. */
  readonly leader: NodeId | null;
  /** Of a candidate: who has voted for it. */
  readonly votes: NodeSet;
  /** Of a candidate: what was accepted in the highest epoch, as far as its votes say. */
  readonly highest: Accepted;
  /** Of a leader: who has accepted its proposal. */
  readonly acceptances: NodeSet;
  /** The decided value, once the node knows it. */
  readonly decision: Value | null;
  /** Whether something that was to be written is not known to be durable. */
  readonly isWriting: boolean;
}

/** What a node can ask for. What it delivers is the decided value. */
export type NodeEffect = Effect<Message, NodeRecord, Value, NodeTimer>;

/** The result of a step. */
export type NodeResult = StepResult<NodeState, NodeEffect>;

const rows: readonly Row<Role, RoleChange>[] = [
  t("follower", "suspectsTheLeader", "candidate"),
  t("candidate", "suspectsTheLeader", "candidate"),
  t("candidate", "isElected", "leader"),
  t("follower", "hearsFromTheLeader", "follower"),
  t("candidate", "hearsFromTheLeader", "follower"),
  t("follower", "hearsOfAHigherEpoch", "follower"),
  t("candidate", "hearsOfAHigherEpoch", "follower"),
  t("leader", "hearsOfAHigherEpoch", "follower"),
];

/** The role changes of a node. It starts, and starts again, as a follower, and is never done. */
export const nodeTable: TransitionTable<Role, RoleChange> = transitionTable(rows, ["follower"], []);

/** @spec EpochConsensus!Record */
export function recordOf({ epoch, vote, accepted }: NodeState): NodeRecord {
  return { epoch, vote, accepted };
}

/** What belongs to one role in one epoch, and is gone with either. */
const fresh = { votes: noNodes, highest: nothing, acceptances: noNodes } as const;

/**
 * A node as its record makes it.
 *
 * @spec EpochConsensus!Recovered
 */
export function recovered(
  fixed: Pick<NodeState, "self" | "nodes" | "quorums" | "maxLength">,
  record: NodeRecord,
): NodeState {
  const { epoch, vote, accepted } = readBack(record);
  return {
    ...fixed,
    ...fresh,
    epoch,
    vote,
    accepted,
    role: "follower",
    leader: null,
    decision: null,
    isWriting: false,
  };
}

/**
 * The state in an epoch that was just heard of. What was accepted, and what was decided, stays.
 *
 * @spec EpochConsensus!Adopt
 */
export function adopt(state: NodeState, epoch: number): NodeState {
  const role = nodeTable.next(state.role, "hearsOfAHigherEpoch");
  if (epoch <= state.epoch || role === undefined) return state;
  return { ...state, ...fresh, role, epoch, vote: null, leader: null };
}

/** @spec EpochConsensus!Lead */
export function lead(state: NodeState, role: Role): NodeState {
  const { epoch, highest } = state;
  const accepted = highest.value === null ? state.accepted : { epoch, value: highest.value };
  return { ...state, ...fresh, role, leader: state.self, accepted };
}

/** The state of a node that follows `leader`. */
export function follow(state: NodeState, role: Role, leader: NodeId): NodeState {
  return { ...state, ...fresh, role, leader };
}

/** Whether the node leads, and has put a value to the vote. @spec EpochConsensus!HasProposed */
export function hasProposed({ role, accepted, epoch }: NodeState): boolean {
  return role === "leader" && accepted.epoch === epoch;
}

/** Whether the node leads, and waits for a client's value. @spec EpochConsensus!MayTakeUp */
export function mayTakeUp(state: NodeState): boolean {
  return state.role === "leader" && !hasProposed(state) && state.decision === null;
}

/**
 * The step from one state to another: what belongs on disk is written if it changed, and what the node has learnt to be
 * decided is delivered. The timer that fired, if one did, is armed anew where it is still wanted.
 *
 * @spec EpochConsensus!Step
 */
export function stepTo(
  before: NodeState,
  after: NodeState,
  sent: readonly NodeEffect[],
  fired?: NodeTimer,
): NodeResult {
  const record = recordOf(after);
  const writes = !isSameRecord(record, recordOf(before));
  const state: NodeState = writes ? { ...after, isWriting: true } : after;
  const effects: NodeEffect[] = [];
  if (writes) effects.push({ kind: "persist", record });
  if (state.decision !== null && before.decision === null) effects.push({ kind: "deliver", value: state.decision });
  effects.push(...sent, ...timersChanged(before, state, fired));
  return state === before ? answered(before, effects) : changed(state, effects);
}

/**
 * A leader suspects nobody. A candidate asks again only when its own vote is durable. A leader repeats what it has to
 * say, as long as it leads.
 */
export function timersOf(state: NodeState): readonly NodeTimer[] {
  if (state.role === "leader") return hasProposed(state) || state.decision !== null ? ["resend"] : [];
  return state.role === "candidate" && !state.isWriting ? ["suspect", "askAgain"] : ["suspect"];
}

function timersChanged(before: NodeState, after: NodeState, fired: NodeTimer | undefined): readonly NodeEffect[] {
  const armed = timersOf(before).filter((timer) => timer !== fired);
  const wanted = timersOf(after);
  return [
    ...armed.filter((timer) => !wanted.includes(timer)).map((timer) => ({ kind: "cancelTimer", timer }) as const),
    ...wanted.filter((timer) => !armed.includes(timer)).map((timer) => ({ kind: "setTimer", timer }) as const),
  ];
}

export function untimely(state: NodeState, because: string): NodeResult {
  return refused(state, "untimely", because);
}

export function impossible(state: NodeState, because: string): NodeResult {
  return refused(state, "impossible", because);
}
