/**
 * What a node of epoch consensus keeps in memory, and what follows from it: what is written, which timers are armed,
 * and what the user is told.
 *
 * @module
 */
import { type Deliver, deliveryOf } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { excluding, type NodeSet, noNodes } from "../../core/node-set.ts";
import type { Cluster } from "../../epochs/cluster.ts";
import { type EpochState, type Leadership, ofNewEpoch, timersOfElection } from "../../epochs/leadership.ts";
import { type Accepted, type NodeRecord, nothing, readBack, type Value } from "./record.ts";

/**
 * The timers: until a node suspects that nobody leads, until it asks again, until a leader repeats its message, and
 * until a leader checks whether it has heard of a quorum.
 */
export type NodeTimer = "suspect" | "askAgain" | "resend" | "checkQuorum";

/** A node. */
export interface NodeState extends EpochState {
  /** How long a value may be, in UTF-16 code units. */
  readonly maxLength: number;
  /** The value that it accepted last. */
  readonly accepted: Accepted;
  /** Of a candidate: among the accepted values that its votes name, the one of the highest epoch. */
  readonly highest: Accepted;
  /** Of a leader: who has accepted its proposal. */
  readonly acceptances: NodeSet;
  /** The decided value, once the node knows it. */
  readonly decision: Value | null;
}

/** @spec EpochConsensus!Record */
export function recordOf({ cluster, epoch, vote, accepted }: NodeState): NodeRecord {
  return { cluster: cluster.identity, epoch, vote, accepted };
}

/** The fields that belong to one role in one epoch: they start anew with each role and each epoch. */
const fresh = { votes: noNodes, preVotes: noNodes, unheard: noNodes, highest: nothing, acceptances: noNodes } as const;

/**
 * The state of a node that starts with this record.
 *
 * @spec EpochConsensus!Recovered
 */
export function recovered(cluster: Cluster, maxLength: number, record: NodeRecord): NodeState {
  const { epoch, vote, accepted } = readBack(record);
  return {
    ...ofNewEpoch,
    ...fresh,
    role: "follower",
    cluster,
    maxLength,
    epoch,
    vote,
    accepted,
    decision: null,
    isWriting: false,
  };
}

/**
 * The state in a higher epoch. What was accepted and what was decided stay.
 *
 * @spec EpochConsensus!InEpoch
 */
export function inEpoch(state: NodeState, epoch: number, role: Leadership): NodeState {
  return { ...state, ...ofNewEpoch, ...fresh, role, epoch };
}

/** @spec EpochConsensus!Lead */
export function lead(state: NodeState, role: Leadership): NodeState {
  const { epoch, highest } = state;
  const accepted = highest.value === null ? state.accepted : { epoch, value: highest.value };
  return { ...state, ...fresh, role, leader: state.cluster.self, accepted };
}

/** The state of a node that follows `leader`. @spec EpochConsensus!Follow */
export function follow(state: NodeState, role: Leadership, leader: NodeId): NodeState {
  return { ...state, ...fresh, role, leader };
}

/**
 * The nodes of which a leader still waits to hear. It does not ask a node that has accepted any more, so that node
 * counts as heard.
 *
 * @spec EpochConsensus!Expected
 */
export function expected({ cluster, acceptances }: NodeState): NodeSet {
  return excluding(cluster.others, acceptances);
}

/**
 * A leader that steps down stays in its epoch. It has voted in it, so it does not lead it again.
 *
 * @spec EpochConsensus!Deposed
 */
export function deposed(state: NodeState, role: Leadership): NodeState {
  return { ...state, ...fresh, role, leader: null };
}

/** Whether the node leads, and has put a value to the vote. @spec EpochConsensus!HasProposed */
export function hasProposed({ role, accepted, epoch }: NodeState): boolean {
  return role === "leader" && accepted.epoch === epoch;
}

/** Whether the node leads, and waits for a client's value. @spec EpochConsensus!MayTakeUp */
export function mayTakeUp(state: NodeState): boolean {
  return state.role === "leader" && !hasProposed(state);
}

/** The decision is told once it is known. @spec EpochConsensus!Told */
export function toldOf(before: NodeState | undefined, { decision }: NodeState): readonly Deliver<Value>[] {
  return decision === null || before === undefined || before.decision !== null ? [] : [deliveryOf(decision)];
}

/** A leader repeats its message. A node that knows the decision has no timer. */
export function timersOf(state: NodeState): readonly NodeTimer[] {
  if (state.decision !== null) return none;
  return state.role === "leader" ? repeating : timersOfElection(state);
}

const repeating = ["resend", "checkQuorum"] as const;
const none = [] as const;

/** The same state, except for what is known of the disk. */
export function withWriting(state: NodeState, isWriting: boolean): NodeState {
  return { ...state, isWriting };
}
