/**
 * The nodes of a cluster, and which of them are enough to elect a leader, to accept, and to start an epoch.
 *
 * @module
 */
import { isName } from "../core/name.ts";
import type { NodeId } from "../core/node-id.ts";
import { type NodeSet, nodeSet } from "../core/node-set.ts";
import { alwaysMeet, flawIn, majorityOf, type Quorums } from "../core/quorum.ts";
import { described } from "../core/taking-in.ts";

/** Which nodes are enough to elect a leader, and which to accept what it proposes. */
export interface ClusterQuorums {
  readonly election: Quorums;
  readonly proposal: Quorums;
  /**
   * Which nodes must suspect that nobody leads before one of them starts an epoch; the same as for an election, unless
   * given. Safety does not depend on it. If one node is enough, a single node that suspects deposes the leader.
   */
  readonly preVote?: Quorums;
}

/** Who takes part. All nodes must be given the same options, except `self`. */
export interface ClusterOptions {
  /** The node's own name. */
  readonly self: NodeId;
  /** All nodes, this one among them. */
  readonly nodes: readonly NodeId[];
  /**
   * Majorities, if not given. Any two that elect must have a node in common, and so must one that elects and one that
   * accepts.
   */
  readonly quorums?: ClusterQuorums;
  /** A name that no other cluster of these nodes has; none unless given. */
  readonly cluster?: string;
}

/** What never changes: which node this is, and what it knows of the others. */
export interface Cluster {
  readonly self: NodeId;
  readonly nodes: NodeSet;
  /** All nodes but itself. */
  readonly others: NodeSet;
  readonly quorums: Required<ClusterQuorums>;
  /**
   * The identity of the cluster, made of its nodes, quorums and name. It stands in every message and on every disk. So
   * a message or a disk of another cluster, or of this one with other nodes, is recognised and refused.
   */
  readonly identity: string;
}

/**
 * The cluster, as one of its nodes sees it.
 *
 * @param protocol - whose options they are, for the error
 * @throws Error if the node is none of the nodes, if two have one name, or if quorums are none or need not meet.
 */
export function clusterOf(options: ClusterOptions, protocol: string): Cluster {
  const nodes = nodeSet(options.nodes);
  const majority = majorityOf(nodes);
  const { self, quorums: { election, proposal, preVote = election } = { election: majority, proposal: majority } } =
    options;
  const quorums = { election, proposal, preVote };
  const flaw = flawOf(options.nodes, nodes, self, quorums);
  if (flaw !== undefined) throw new Error(`${protocol}: ${flaw}`);
  const others = nodes.filter((node) => node !== self);
  const { cluster = "" } = options;
  return { self, nodes, others, quorums, identity: digest(JSON.stringify([cluster, nodes, { election, proposal }])) };
}

function flawOf(
  given: readonly NodeId[],
  nodes: NodeSet,
  self: NodeId,
  { election, proposal, preVote }: Required<ClusterQuorums>,
): string | undefined {
  const misnamed = given.find((node) => !isName(node));
  if (misnamed !== undefined) return `${described(misnamed)} is no name of a node`;
  if (nodes.length < given.length) return "two nodes have one name";
  if (!nodes.includes(self)) return `${described(self)} is none of the nodes`;
  const flaw = flawIn(election, nodes) ?? flawIn(proposal, nodes) ?? flawIn(preVote, nodes);
  if (flaw !== undefined) return flaw;
  if (!alwaysMeet(nodes, election, election)) return "two quorums that elect need not meet";
  return alwaysMeet(nodes, election, proposal) ? undefined : "a quorum that elects and one that accepts need not meet";
}

/** 64 bits of the text, twice FNV-1a: enough to tell clusters apart that were set up by mistake. */
function digest(text: string): string {
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    one = Math.imul(one ^ text.charCodeAt(i), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
