/**
 * A log, whose positions are counted from 1. Beside its entries it has a look-up of its requests, so that a step takes
 * the same time however long the log is.
 *
 * @module
 */
import { type Dictionary, emptyDictionary, lookUp, withoutValue, withValue } from "../../core/dictionary.ts";
import { isSameData } from "../../core/plain-data.ts";
import { present } from "../../core/present.ts";
import { appendAll, emptySequence, itemAt, type Sequence, slice, take } from "../../core/sequence.ts";
import { emptyLine, firstOf, type Line, positionIn, withNext } from "./line.ts";
import { type BroadcastRequest, type ClientId, entryOf, type LogEntry } from "./log-entry.ts";

/** The entries, and a look-up made from them: logs with equal entries are equal. */
export interface Log {
  readonly entries: Sequence<LogEntry>;
  /** Where the requests of each client stand. No number of a client is left out. */
  readonly lines: Dictionary<Line>;
  /** How many of the entries are openings. */
  readonly openings: number;
}

/** A place in a log: the position of an entry and its epoch, or 0 and 0 before the first. */
export interface End {
  readonly epoch: number;
  readonly position: number;
}

/**
 * What becomes of a request that a client makes at a leader.
 *
 * - `taken`: it stands in the log now. Whether it will be decided is not known yet.
 * - `known`: it has stood there before.
 * - `tooEarly`: the log lacks an earlier request of the client, so it is left out.
 * - `otherValue`: the log has a request of this number, with another value; this one will never be in it.
 */
export type Verdict = "taken" | "known" | "tooEarly" | "otherValue";

/** A log in which nothing stands. */
export const emptyLog: Log = { entries: emptySequence, lines: emptyDictionary, openings: 0 };

/** @spec EpochBroadcast!EpochAt */
export function epochAt({ entries }: Log, position: number): number {
  return position === 0 ? 0 : present(itemAt(entries, position - 1)).epoch;
}

/** @spec EpochBroadcast!Place */
export function placeAt(log: Log, position: number): End {
  return { epoch: epochAt(log, position), position };
}

/** @spec EpochBroadcast!End */
export function endOf(log: Log): End {
  return placeAt(log, log.entries.length);
}

/** @spec EpochBroadcast!HasEntryAt */
export function hasEntryAt(log: Log, { epoch, position }: End): boolean {
  return position <= log.entries.length && epochAt(log, position) === epoch;
}

/** The entries after the position, up to and with that of another. */
export function entriesAfter({ entries }: Log, position: number, until?: number): readonly LogEntry[] {
  return slice(entries, position, until);
}

/**
 * The look-up while a log grows. The requests of the last client are kept at hand, since those of one client often come
 * together.
 */
interface Counting {
  lines: Dictionary<Line>;
  client: ClientId | undefined;
  line: Line;
}

/**
 * Appends, one after the other, each request that is the next one of its client, and says what becomes of each. The
 * others are left out: the log has them already, or lacks an earlier one.
 *
 * @spec EpochBroadcast!WithRequests
 */
export function withRequests(
  log: Log,
  epoch: number,
  requests: readonly BroadcastRequest[],
): { readonly log: Log; readonly verdicts: readonly Verdict[] } {
  const { length } = log.entries;
  const counting = countingFrom(log);
  const taken: LogEntry[] = [];
  const verdicts = requests.map((request): Verdict => {
    turnTo(counting, request.client);
    if (mayAppend(counting.line, request)) {
      taken.push(entryOf(epoch, request));
      counting.line = withNext(counting.line, length + taken.length);
      return "taken";
    }
    const position = positionIn(counting.line, request.number);
    if (position === undefined) return "tooEarly";
    const known = position > length ? taken[position - length - 1] : itemAt(log.entries, position - 1);
    return isSameValue(known, request) ? "known" : "otherValue";
  });
  return { log: grown(log, taken, counting, log.openings), verdicts };
}

/** The log with more entries. Each request among them must be the next one of its client; `undefined` if one is not. */
export function continued(log: Log, entries: readonly LogEntry[]): Log | undefined {
  const counting = countingFrom(log);
  let position = log.entries.length;
  let { openings } = log;
  for (const entry of entries) {
    position++;
    if (entry.client === null) {
      openings++;
      continue;
    }
    turnTo(counting, entry.client);
    if (!mayAppend(counting.line, entry)) return undefined;
    counting.line = withNext(counting.line, position);
  }
  return grown(log, entries, counting, openings);
}

/** The number of the next request of the client. */
export function nextNumber({ lines }: Log, client: ClientId): number {
  return 1 + (lookUp(lines, client) ?? emptyLine).count;
}

function countingFrom({ lines }: Log): Counting {
  return { lines, client: undefined, line: emptyLine };
}

function turnTo(counting: Counting, client: ClientId): void {
  if (counting.client === client) return;
  counting.lines = linesIn(counting);
  counting.client = client;
  counting.line = lookUp(counting.lines, client) ?? emptyLine;
}

/** @spec EpochBroadcast!MayAppend */
function mayAppend({ count }: Line, { number }: BroadcastRequest): boolean {
  return number === count + 1;
}

function isSameValue(one: LogEntry | undefined, { value }: BroadcastRequest): boolean {
  if (one?.value === undefined || value === undefined) return one?.value === value;
  return isSameData(one.value, value);
}

function grown(log: Log, entries: readonly LogEntry[], counting: Counting, openings: number): Log {
  return entries.length === 0 ? log : { entries: appendAll(log.entries, entries), lines: linesIn(counting), openings };
}

/** The look-up with the requests that were at hand. A client without requests is not in it. */
function linesIn({ lines, client, line }: Counting): Dictionary<Line> {
  return client === undefined || line.count === 0 ? lines : withValue(lines, client, line);
}

/** The log up to the position, which is not beyond its end. */
export function truncated(log: Log, position: number): Log {
  if (position === log.entries.length) return log;
  const dropped = new Map<ClientId, number>();
  let { lines, openings } = log;
  for (const entry of entriesAfter(log, position)) {
    // The first dropped request of a client tells how many of that client stay.
    if (entry.client === null) openings--;
    else if (!dropped.has(entry.client)) dropped.set(entry.client, entry.number);
  }
  for (const [client, number] of dropped) {
    const line = lookUp(lines, client) ?? emptyLine;
    lines = number === 1 ? withoutValue(lines, client) : withValue(lines, client, firstOf(line, number - 1));
  }
  return { entries: take(log.entries, position), lines, openings };
}

/**
 * The last position, not beyond this place of another log, whose epoch is not higher than the place's. Epochs never
 * fall along a log, so all entries after that position differ from the other log's.
 *
 * @spec EpochBroadcast!LastWithin
 */
export function lastWithin(log: Log, { epoch, position }: End): number {
  let first = 0;
  for (let last = Math.min(position, log.entries.length); first < last; ) {
    const middle = Math.ceil((first + last) / 2);
    if (epochAt(log, middle) <= epoch) first = middle;
    else last = middle - 1;
  }
  return first;
}
