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

/** The requests among the entries. */
export function requestsIn(entries: readonly LogEntry[]): readonly BroadcastRequest[] {
  return entries.flatMap(({ request }) => (request === null ? [] : [request]));
}

/** What became of a client's request, as far as a log tells. */
export type Standing = "next" | "logged" | "early";

/**
 * Tells of one request after the other whether it is the next of its client, taking those that are as appended.
 *
 * @spec EpochBroadcast!MayAppend
 */
export function standings(log: Log): (request: BroadcastRequest) => Standing {
  const counted = new Map<ClientId, number>();
  return ({ client, number }) => {
    const before = counted.get(client) ?? lookUp(log.numbers, client) ?? 0;
    if (number !== before + 1) return number <= before ? "logged" : "early";
    counted.set(client, number);
    return "next";
  };
}

/** The log with more entries, each request among which must be the next of its client; `undefined` if one is not. */
export function continued(log: Log, entries: readonly LogEntry[]): Log | undefined {
  const standingOf = standings(log);
  const lastOfClient = new Map<ClientId, number>();
  for (const { request } of entries) {
    if (request === null) continue;
    if (standingOf(request) !== "next") return undefined;
    lastOfClient.set(request.client, request.number);
  }
  let { numbers } = log;
  for (const [client, number] of lastOfClient) numbers = withValue(numbers, client, number);
  return { entries: appendAll(log.entries, entries), numbers };
}

/** The log up to the position, which is not beyond its end. */
export function truncated(log: Log, position: number): Log {
  if (position === log.entries.length) return log;
  let { numbers } = log;
  for (const { client, number } of requestsIn(entriesAfter(log, position)).toReversed()) {
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
