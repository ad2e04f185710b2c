/**
 * The messages of epoch broadcast, as the specification names them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { End } from "./log.ts";
import { isEntry, isNumber, type LogEntry } from "./log-entry.ts";

/** What every message says: what it is, of which epoch, who sent it and whom it is for. */
export interface Addressing<Kind extends string> {
  readonly kind: Kind;
  readonly epoch: number;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** A candidate asks for a vote, and tells where its log ends. */
export interface RequestVote extends Addressing<"requestVote"> {
  readonly end: End;
}

/** A vote, for the addressee. */
export type Vote = Addressing<"vote">;

/** A leader sends the entries after a place, possibly none, and tells how far its log is decided. */
export interface Append extends Addressing<"append"> {
  readonly after: End;
  readonly entries: readonly LogEntry[];
  readonly decided: number;
}

/** A follower has the leader's entries up to the position on disk. */
export interface Acknowledge extends Addressing<"acknowledge"> {
  readonly position: number;
}

/** A follower's log does not have the place after which entries were sent: the leader is to try after the position. */
export interface Mismatch extends Addressing<"mismatch"> {
  readonly position: number;
}

/** Whoever sends entries in an old epoch is told of the newer one. */
export type Newer = Addressing<"newer">;

export type Message = RequestVote | Vote | Append | Acknowledge | Mismatch | Newer;

/** Whether what came from the network is a message of the protocol. Fields that no message has are no harm. */
export function isMessage(candidate: unknown): candidate is Message {
  if (!isAddressed(candidate)) return false;
  switch (candidate.kind) {
    case "requestVote":
      return isEnd(candidate.end);
    case "append":
      return isAppend(candidate);
    case "acknowledge":
    case "mismatch":
      return isNumber(candidate.position);
    case "vote":
    case "newer":
      return true;
    default:
      return false;
  }
}

/** Any field of any message. */
type Fields = Partial<Record<"end" | "after" | "entries" | "decided" | "position", unknown>>;

function isAddressed(candidate: unknown): candidate is Addressing<string> & Fields {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { kind, epoch, from, to }: Partial<Record<keyof Addressing<string>, unknown>> = candidate;
  return typeof kind === "string" && typeof from === "string" && typeof to === "string" && isNumber(epoch) && epoch > 0;
}

/** Epochs never fall along a log, and none is above its leader's. */
function isAppend({ epoch, after, entries, decided }: Addressing<string> & Fields): boolean {
  if (!isEnd(after) || !Array.isArray(entries) || !isNumber(decided)) return false;
  let before = after.epoch;
  for (const entry of entries) {
    if (!isEntry(entry) || entry.epoch < before) return false;
    before = entry.epoch;
  }
  return before <= epoch;
}

function isEnd(candidate: unknown): candidate is End {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { epoch, position }: Partial<Record<keyof End, unknown>> = candidate;
  return isNumber(epoch) && isNumber(position) && (epoch === 0) === (position === 0);
}
