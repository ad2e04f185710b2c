/**
 * A log, whose positions are counted from 1, with what must be known of its requests at once however long it is.
 *
 * @module
 */
import { type Dictionary, emptyDictionary, lookUp, withoutValue, withValue } from "../../core/dictionary.ts";
import { present } from "../../core/present.ts";
import { appendAll, emptySequence, itemAt, type Sequence, slice, take } from "../../core/sequence.ts";
import type { BroadcastRequest, ClientId, LogEntry } from "./log-entry.ts";

/** The entries, and a look-up that is made from them: equal entries have equal logs. */
export interface Log {
  readonly entries: Sequence<LogEntry>;
  /** The number of each client's last request. The client's others are in the log too, since none is left out. */
  readonly numbers: Dictionary<number>;
}

/** A place in a log: the position of an entry and its epoch, or 0 and 0 before the first. */
export interface End {
  readonly epoch: number;
  readonly position: number;
}

/** A log in which nothing stands. */
export const emptyLog: Log = { entries: emptySequence, numbers: emptyDictionary };

/** @spec EpochBroadcast!EpochAt */
export function epochAt({ entries }: Log, position: number): number {
  return position === 0 ? 0 : present(itemAt(entries, position - 1)).epoch;
}

/** @spec EpochBroadcast!End */
export function endOf(log: Log): End {
  const position = log.entries.length;
  return { epoch: epochAt(log, position), position };
}

/** The entries after the position, up to and with that of another. */
export function entriesAfter({ entries }: Log, position: number, until?: number): readonly LogEntry[] {
  return slice(entries, position, until);
}

/**
 * The log with those of the requests that are the next of their client, one after the other. The others are left out:
 * the log has them already, or lacks an earlier one.
 *
 * @spec EpochBroadcast!WithRequests
 */
export function withRequests(log: Log, epoch: number, requests: readonly BroadcastRequest[]): Log {
  const counted = new Map<ClientId, number>();
  const entries: LogEntry[] = [];
  for (const request of requests) {
    if (!mayAppend(log, counted, request)) continue;
    counted.set(request.client, request.number);
    entries.push({ epoch, request });
  }
  return grown(log, entries, counted);
}

/** The log with more entries, each request among which must be the next of its client; `undefined` if one is not. */
export function continued(log: Log, entries: readonly LogEntry[]): Log | undefined {
  const counted = new Map<ClientId, number>();
  for (const { request } of entries) {
    if (request === null) continue;
    if (!mayAppend(log, counted, request)) return undefined;
    counted.set(request.client, request.number);
  }
  return grown(log, entries, counted);
}

/** Whether the log lacks a request that the client has made before. */
export function isEarly({ numbers }: Log, { client, number }: BroadcastRequest): boolean {
  return number > 1 + (lookUp(numbers, client) ?? 0);
}

/**
 * @param counted - the numbers of clients of whom the log is to have more
 * @spec EpochBroadcast!MayAppend
 */
function mayAppend({ numbers }: Log, counted: ReadonlyMap<ClientId, number>, request: BroadcastRequest): boolean {
  const { client, number } = request;
  return number === 1 + (counted.get(client) ?? lookUp(numbers, client) ?? 0);
}

function grown(log: Log, entries: readonly LogEntry[], counted: ReadonlyMap<ClientId, number>): Log {
  if (entries.length === 0) return log;
  let { numbers } = log;
  for (const [client, number] of counted) numbers = withValue(numbers, client, number);
  return { entries: appendAll(log.entries, entries), numbers };
}

/** The log up to the position, which is not beyond its end. */
export function truncated(log: Log, position: number): Log {
  if (position === log.entries.length) return log;
  let { numbers } = log;
  for (const { request } of entriesAfter(log, position).toReversed()) {
    if (request === null) continue;
    const { client, number } = request;
    numbers = number === 1 ? withoutValue(numbers, client) : withValue(numbers, client, number - 1);
  }
  return { entries: take(log.entries, position), numbers };
}

/** The position of the first entry of the epoch to which the entry at the position belongs. Epochs never fall. */
export function startOfEpoch(log: Log, position: number): number {
  const epoch = epochAt(log, position);
  let first = 1;
  for (let found = position; first < found; ) {
    const middle = Math.floor((first + found) / 2);
    if (epochAt(log, middle) === epoch) found = middle;
    else first = middle + 1;
  }
  return first;
}
