/**
 * The messages of epoch broadcast, as the specification names them, and how each is taken in.
 *
 * @module
 */
import type { MessageIn } from "../../core/description.ts";
import { countIn, fieldsIn, lengthIn, listIn, Malformed, numberIn } from "../../core/taking-in.ts";
import type { Newer, PreVote } from "../../epochs/election.ts";
import { type EpochMessage, messageIn } from "../../epochs/leadership.ts";
import type { Limits } from "./limits.ts";
import type { End } from "./log.ts";
import { entryIn, type LogEntry, sizeOfEntry } from "./log-entry.ts";
import type { NodeState } from "./state.ts";

interface OfPosition {
  readonly position: number;
}

/** A node asks whether another suspects too that nobody leads, and tells where its log ends. */
export interface RequestPreVote extends EpochMessage<"requestPreVote"> {
  readonly end: End;
}

/** A candidate asks for a vote, and tells where its log ends. @spec EpochBroadcast!RequestVote */
export interface RequestVote extends EpochMessage<"requestVote"> {
  readonly end: End;
}

/** A vote, for the addressee. @spec EpochBroadcast!Vote */
export type Vote = EpochMessage<"vote">;

/** A leader sends the entries after a place, possibly none, and tells how far its log is decided. */
export interface Append extends EpochMessage<"append"> {
  readonly after: End;
  readonly entries: readonly LogEntry[];
  readonly decided: number;
}

/** A follower has the leader's entries up to the position on disk. @spec EpochBroadcast!Acknowledge */
export interface Acknowledge extends EpochMessage<"acknowledge">, OfPosition {}

/**
 * A follower was sent entries after a place that its log does not have. `end` is the last place before that one which
 * it has, and which the leader may have, too.
 */
export interface Mismatch extends EpochMessage<"mismatch">, OfPosition {
  readonly end: End;
}

/** A leader tells a node that has all of its log to stand for the next epoch. */
export type TakeOver = EpochMessage<"takeOver">;

interface OfRound {
  readonly number: number;
}

/** A leader asks whether a node is still in its epoch. @spec EpochBroadcastPosition!RequestConfirmation */
export interface RequestConfirmation extends EpochMessage<"requestConfirmation">, OfRound {}

/** A node was in the epoch after it was asked for that round. @spec EpochBroadcastPosition!Confirmation */
export interface Confirmation extends EpochMessage<"confirmation">, OfRound {}

/** Any message of the protocol. */
export type Message =
  | RequestPreVote
  | PreVote
  | RequestVote
  | Vote
  | Newer
  | Append
  | Acknowledge
  | Mismatch
  | TakeOver
  | RequestConfirmation
  | Confirmation;

type MessagesIn = {
  readonly [Kind in Message["kind"]]: MessageIn<NodeState, Extract<Message, { readonly kind: Kind }>>;
};

/** A copy of each message, field by field. */
export const messages: MessagesIn = {
  requestPreVote: requestIn("requestPreVote"),
  preVote: messageIn("preVote"),
  requestVote: requestIn("requestVote"),
  vote: messageIn("vote"),
  newer: messageIn("newer"),
  append: (fields, from, to, { cluster, limits }) => {
    const epoch = countIn(fields.epoch, "epoch");
    const after = endIn(fields.after, "after");
    return {
      kind: "append",
      cluster: cluster.identity,
      epoch,
      from,
      to,
      after,
      entries: entriesIn(fields.entries, after.epoch, epoch, limits),
      decided: numberIn(fields.decided, "decided"),
    };
  },
  acknowledge: ({ epoch, position }, from, to, { cluster }) => ({
    kind: "acknowledge",
    cluster: cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
    position: numberIn(position, "position"),
  }),
  mismatch: (fields, from, to, state) => {
    const position = countIn(fields.position, "position");
    const end = endIn(fields.end, "end");
    if (end.position <= position) return { ...messageIn("mismatch")(fields, from, to, state), position, end };
    throw new Malformed("end.position", end.position, `position up to the one that is lacking, ${position}`);
  },
  takeOver: messageIn("takeOver"),
  requestConfirmation: ofRoundIn("requestConfirmation"),
  confirmation: ofRoundIn("confirmation"),
};

function ofRoundIn<Kind extends "requestConfirmation" | "confirmation">(
  kind: Kind,
): MessageIn<NodeState, EpochMessage<Kind> & OfRound> {
  return (fields, from, to, state) => ({
    ...messageIn(kind)(fields, from, to, state),
    number: countIn(fields.number, "number"),
  });
}

/** The sender's log has no entry of this epoch: only the leader of an epoch appends in it. */
function requestIn<Kind extends "requestPreVote" | "requestVote">(
  kind: Kind,
): MessageIn<NodeState, EpochMessage<Kind> & { readonly end: End }> {
  return (fields, from, to, state) => {
    const request = { ...messageIn(kind)(fields, from, to, state), end: endIn(fields.end, "end") };
    if (request.end.epoch < request.epoch) return request;
    throw new Malformed("end.epoch", request.end.epoch, `epoch before that of the candidate, ${request.epoch}`);
  };
}

/** Epochs never fall along a log, and none is above its leader's. */
function entriesIn(candidate: unknown, first: number, last: number, limits: Limits): readonly LogEntry[] {
  const list = listIn(candidate, "entries");
  const length = lengthIn(list, "entries", limits.maxEntries);
  const entries: LogEntry[] = [];
  let size = 0;
  let highest = first;
  for (let place = 0; place < length; place++) {
    const entry = entryIn(list[place], "entries", place, highest, limits.value);
    size += sizeOfEntry(entry);
    if (size > limits.maxTotalSize) {
      throw new Malformed("entries", list, `list of at most ${limits.maxTotalSize} in size`);
    }
    highest = entry.epoch;
    entries.push(entry);
  }
  if (highest <= last) return entries;
  throw new Malformed("entries", highest, `epoch up to that of the leader, ${last}`);
}

function endIn(candidate: unknown, path: string): End {
  const fields = fieldsIn(candidate, path);
  const epoch = numberIn(fields.epoch, path, ".epoch");
  const position = numberIn(fields.position, path, ".position");
  if ((epoch === 0) === (position === 0)) return { epoch, position };
  throw new Malformed(path, candidate, "place in a log, or 0 and 0 before the first");
}
