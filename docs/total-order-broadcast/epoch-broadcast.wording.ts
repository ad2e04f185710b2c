/**
 * What is written on the runs of epoch broadcast. Logs and what is sent of them are written short: an entry is the epoch
 * in which it was appended and what it asks for, `2:x`, and the entry that opens an epoch is `2:open`.
 *
 * @module
 */
import { slice } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { End } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import type { BroadcastRequest, LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Wording } from "../site/wording.ts";

type NodeSituation = Situation<NodeState, NodeRecord>;

export const epochBroadcastWording: Wording<NodeState, NodeRecord, Message> = {
  contentsOf,
  changesBetween: (before, after) => [
    ...roleChange(before.role, after.role),
    ...writes(before, after),
    ...counts(before.role, after.role),
    ...decides(before, after),
  ],
  standingOf: ({ role, durable }) => [roleText(role), entriesText(slice(role?.log.entries ?? durable.log, 0))],
};

function contentsOf(message: Message): readonly string[] {
  const epoch = `epoch ${message.epoch}`;
  switch (message.kind) {
    case "requestPreVote":
    case "requestVote":
      return [epoch, message.end.position === 0 ? "log empty" : `log to ${placeText(message.end)}`];
    case "append": {
      const { after, entries, decided } = message;
      const whole = decided > 0 ? `${epoch}, decided ${decided}` : epoch;
      return [whole, `after ${placeText(after)}:`, entriesText(entries)];
    }
    case "acknowledge":
      return [epoch, `up to ${message.position}`];
    case "mismatch":
      return [epoch, `lacks ${message.position}, has ${placeText(message.end)}`];
    case "requestConfirmation":
    case "confirmation":
      return [epoch, `round ${message.number}`];
    case "preVote":
    case "vote":
    case "newer":
    case "takeOver":
      return [epoch];
  }
}

/** A position, and the epoch of the entry that stands there. */
function placeText({ epoch, position }: End): string {
  return position === 0 ? "0" : `${position} of epoch ${epoch}`;
}

function entriesText(entries: readonly LogEntry[]): string {
  return entries.length === 0 ? "nothing" : entries.map(entryText).join(" ");
}

function entryText(entry: LogEntry): string {
  return `${entry.epoch}:${entry.client === null ? "open" : requestText(entry)}`;
}

function requestText(request: unknown): string {
  const { value }: Partial<BroadcastRequest> = Object(request);
  return String(value);
}

function roleText(state: NodeState | undefined): string {
  if (state === undefined) return "down";
  const { role, epoch, leader } = state;
  return role === "follower" && leader !== null ? `follower of ${leader}, epoch ${epoch}` : `${role}, epoch ${epoch}`;
}

function roleChange(before: NodeState | undefined, after: NodeState | undefined): readonly string[] {
  const isSame = before?.role === after?.role && before?.leader === after?.leader;
  return isSame ? [] : [roleText(after)];
}

/** What goes to the disk: of the log, the entries that are no longer in it, and those that are new. */
function writes(before: NodeSituation, after: NodeSituation): readonly string[] {
  const record = after.writing.length > before.writing.length ? after.writing.at(-1) : undefined;
  if (record === undefined) return [];
  const last = before.writing.at(-1) ?? before.durable;
  const [now, old] = [slice(record.log, 0).map(entryText), slice(last.log, 0).map(entryText)];
  const kept = old.findIndex((entry, at) => entry !== now[at]);
  const length = kept === -1 ? old.length : kept;
  const vote = record.vote === null ? "" : `, vote ${record.vote}`;
  return [
    ...(record.epoch > last.epoch || record.vote !== last.vote ? [`writes epoch ${record.epoch}${vote}`] : []),
    ...(length < old.length ? [`drops ${old.slice(length).join(" ")}`] : []),
    ...(length < now.length ? [`writes ${now.slice(length).join(" ")}`] : []),
  ];
}

/** Whose pre-votes and votes a node has by now, and who a leader has learned to have how much on disk. */
function counts(before: NodeState | undefined, after: NodeState | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [];
  const preVotes = after.preVotes.length > before.preVotes.length ? [`pre-votes: ${after.preVotes.join(", ")}`] : [];
  const votes = after.votes.length > before.votes.length ? [`votes: ${after.votes.join(", ")}`] : [];
  const held = after.followers.match.flatMap((position, at) =>
    position > (before.followers.match[at] ?? 0) ? [`${after.cluster.nodes[at]} has ${position}`] : [],
  );
  return [...preVotes, ...votes, ...held];
}

function decides(before: NodeSituation, after: NodeSituation): readonly string[] {
  const decided = after.role?.decided ?? 0;
  const delivered = after.told.slice(before.told.length).map(({ value }) => requestText(value));
  return [
    ...(decided > (before.role?.decided ?? 0) ? [`decided ${decided}`] : []),
    ...(delivered.length === 0 ? [] : [`delivers ${delivered.join(" ")}`]),
  ];
}
