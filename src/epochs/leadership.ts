/**
 * The roles of a node in its epoch, and how it changes from one to another: alike in each protocol with a leader per
 * epoch.
 *
 * @module
 */
import { t } from "typescript-fsm";
import type { Addressing, MessageIn } from "../core/description.ts";
import type { NodeId } from "../core/node-id.ts";
import { excluding, type NodeSet, noNodes } from "../core/node-set.ts";
import type { Status } from "../core/system.ts";
import { countIn } from "../core/taking-in.ts";
import { type Row, type TransitionTable, transitionTable } from "../core/transition-table.ts";
import type { Cluster } from "./cluster.ts";

/** What a node does in its epoch. */
export type Leadership = "follower" | "candidate" | "leader";

/** What can change the role of a node. */
export type LeadershipChange =
  | "startsAnEpoch"
  | "isElected"
  | "hearsFromTheLeader"
  | "hearsOfAHigherEpoch"
  | "hearsOfNoQuorum";

const rows: readonly Row<Leadership, LeadershipChange>[] = [
  t("follower", "startsAnEpoch", "candidate"),
  t("candidate", "startsAnEpoch", "candidate"),
  t("candidate", "isElected", "leader"),
  t("follower", "hearsFromTheLeader", "follower"),
  t("candidate", "hearsFromTheLeader", "follower"),
  t("follower", "hearsOfAHigherEpoch", "follower"),
  t("candidate", "hearsOfAHigherEpoch", "follower"),
  t("leader", "hearsOfAHigherEpoch", "follower"),
  t("leader", "hearsOfNoQuorum", "follower"),
];

/** A node starts as a follower, also after a crash, and no role is its last. */
export const leadershipTable: TransitionTable<Leadership, LeadershipChange> = transitionTable(rows, ["follower"], []);

/** What every node keeps of elections, whatever else it keeps. */
export interface EpochState {
  readonly cluster: Cluster;
  readonly role: Leadership;
  /** The highest epoch that it has heard of. */
  readonly epoch: number;
  /** For whom it has voted in this epoch. */
  readonly vote: NodeId | null;
  /** The leader of this epoch, once it has heard from it. */
  readonly leader: NodeId | null;
  /** Of a candidate: who has voted for it. */
  readonly votes: NodeSet;
  /** Of a node that suspects that nobody leads: all nodes that it knows to suspect so, itself included. */
  readonly preVotes: NodeSet;
  /** Of a leader: the nodes of which it has not heard since it last checked. */
  readonly unheard: NodeSet;
  /** Whether a write was begun of which the node does not know that it is on disk. */
  readonly isWriting: boolean;
}

/** The fields of an epoch in which nothing has happened yet. */
export const ofNewEpoch: Pick<EpochState, "vote" | "leader" | "votes" | "preVotes" | "unheard"> = {
  vote: null,
  leader: null,
  votes: noNodes,
  preVotes: noNodes,
  unheard: noNodes,
};

/** Which node this is, and from which nodes it takes messages. */
export const addressing: Addressing<EpochState> = {
  self: ({ cluster }) => cluster.self,
  peers: ({ cluster }) => cluster.others,
  instance: { field: "cluster", of: ({ cluster }) => cluster.identity },
};

/** What a node can tell the others of its epoch. */
export function knowledgeOf({ epoch, leader }: EpochState): Pick<Status, "epoch" | "leader"> {
  return leader === null ? { epoch } : { epoch, leader };
}

/**
 * The same state of a leader that has heard of the node.
 *
 * @spec EpochConsensus!Heard
 * @spec EpochBroadcast!Heard
 */
export function hearing<State extends EpochState>(state: State, from: NodeId): State {
  return state.unheard.includes(from) ? { ...state, unheard: excluding(state.unheard, [from]) } : state;
}

/** Whether it may have been the leader of the epoch, or still is. */
export function hasLed({ cluster, role, epoch, vote }: EpochState, led: number): boolean {
  return epoch === led && vote === cluster.self && role !== "candidate";
}

/** The timers of elections of a node that does not lead. A leader suspects nobody. */
export function timersOfElection({ role, preVotes, isWriting }: EpochState): readonly ("suspect" | "askAgain")[] {
  // A candidate asks once its own vote is on disk, and only then has something to repeat.
  return (role === "candidate" && !isWriting) || preVotes.length > 0 ? asking : waiting;
}

const waiting = ["suspect"] as const;
const asking = ["askAgain", "suspect"] as const;

/** What a message names beside what it says. */
export interface EpochEnvelope<Kind extends string> {
  readonly kind: Kind;
  /** The identity of the cluster. */
  readonly cluster: string;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** A message of an epoch. Those of this type say nothing else. */
export interface EpochMessage<Kind extends string> extends EpochEnvelope<Kind> {
  readonly epoch: number;
}

/** The message of this kind that a node sends in its epoch. */
export function messageOf<Kind extends string>(
  kind: Kind,
  { cluster, epoch }: EpochState,
  to: NodeId,
): EpochMessage<Kind> {
  return { kind, cluster: cluster.identity, epoch, from: cluster.self, to };
}

/** Takes in such a message. */
export function messageIn<Kind extends string>(kind: Kind): MessageIn<EpochState, EpochMessage<Kind>> {
  return ({ epoch }, from, to, { cluster }) => ({
    kind,
    cluster: cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
  });
}
