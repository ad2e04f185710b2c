/**
 * What the log of epoch broadcast consists of: requests of clients, and an opening entry for each epoch with a leader.
 *
 * @module
 */
import { longestName } from "../../core/name.ts";
import { type DataLimits, type PlainData, plainDataIn, sizeOf } from "../../core/plain-data.ts";
import { hasFields, isNumber, Malformed } from "../../core/taking-in.ts";
import { sizeOfAnEntry } from "./limits.ts";

/** The name of a client. Names are compared as strings; a client has the same name for ever. */
export type ClientId = string;

/**
 * What a client wants every node to be told. A client numbers its requests 1, 2, 3 and so on. When it repeats a request
 * it uses the same number, so the log can tell a repeated request from a new one.
 *
 * @spec EpochBroadcast!Request
 */
export interface BroadcastRequest {
  readonly client: ClientId;
  readonly number: number;
  /** The protocol only compares it, to see whether a repeated request has the same value. */
  readonly value?: PlainData;
}

/** A request in a log. It is one flat object: a log keeps every request ever made, on each node. */
export interface RequestEntry extends BroadcastRequest {
  /** The epoch of the leader that has appended it. */
  readonly epoch: number;
}

/** The entry with which a leader opens its epoch. It is no request. */
export interface OpeningEntry {
  readonly epoch: number;
  readonly client: null;
  readonly number?: never;
  readonly value?: never;
}

/**
 * One entry of a log.
 *
 * @spec EpochBroadcast!Entry
 */
export type LogEntry = RequestEntry | OpeningEntry;

/**
 * The request of an entry, without what the log has added; `null` if it is an opening.
 *
 * @example
 * ```ts
 * import { requestOf } from "quorate/epoch-broadcast";
 *
 * console.log(requestOf({ epoch: 1, client: "till", number: 1 })); // { client: 'till', number: 1 }
 * console.log(requestOf({ epoch: 1, client: null })); // null
 * ```
 */
export function requestOf(entry: LogEntry): BroadcastRequest | null {
  if (entry.client === null) return null;
  const { client, number, value } = entry;
  return value === undefined ? { client, number } : { client, number, value };
}

/**
 * The requests of the entries, in their order: what is left when openings are skipped.
 *
 * @example
 * ```ts
 * import { requestsOf } from "quorate/epoch-broadcast";
 *
 * const opening = { epoch: 1, client: null } as const;
 * console.log(requestsOf([opening, { epoch: 1, client: "till", number: 1 }])); // [ { client: 'till', number: 1 } ]
 * ```
 */
export function requestsOf(entries: readonly LogEntry[]): readonly BroadcastRequest[] {
  return entries.flatMap((entry) => requestOf(entry) ?? []);
}

/** The request as an entry. */
export function entryOf(epoch: number, { client, number, value }: BroadcastRequest): RequestEntry {
  return value === undefined ? { epoch, client, number } : { epoch, client, number, value };
}

/** The size of an entry, where the total size of entries is limited. */
export function sizeOfEntry(entry: LogEntry): number {
  return entry.client === null ? sizeOfAnEntry : sizeOfRequest(entry);
}

/** The size of a request, where the total size of requests is limited. */
export function sizeOfRequest({ client, value }: BroadcastRequest): number {
  return sizeOfAnEntry + client.length + (value === undefined ? 0 : sizeOf(value));
}

/**
 * A copy of an entry. `place` is its place in a list; the text of an error is made only if there is one.
 *
 * @param lowest - the epoch of the entry before it, since epochs never fall along a log
 * @throws Malformed
 */
export function entryIn(candidate: unknown, path: string, place: number, lowest: number, limits: DataLimits): LogEntry {
  if (!hasFields(candidate)) throw new Malformed(`${path}[${place}]`, candidate, "entry");
  const { epoch, client, number, value } = candidate;
  if (!isNumber(epoch) || epoch === 0 || epoch < lowest) {
    throw new Malformed(`${path}[${place}].epoch`, epoch, `epoch from ${Math.max(lowest, 1)} on`);
  }
  if (client === null) return { epoch, client };
  const checkedClient = clientIn(client, path, place);
  const checkedNumber = numberIn(number, path, place);
  if (value === undefined) return { epoch, client: checkedClient, number: checkedNumber };
  return { epoch, client: checkedClient, number: checkedNumber, value: valueIn(value, path, place, limits) };
}

/**
 * A copy of a request, likewise.
 *
 * @throws Malformed
 */
export function requestIn(candidate: unknown, path: string, place: number, limits: DataLimits): BroadcastRequest {
  if (!hasFields(candidate)) throw new Malformed(`${path}[${place}]`, candidate, "request");
  const { client, number, value } = candidate;
  const checkedClient = clientIn(client, path, place);
  const checkedNumber = numberIn(number, path, place);
  if (value === undefined) return { client: checkedClient, number: checkedNumber };
  return { client: checkedClient, number: checkedNumber, value: valueIn(value, path, place, limits) };
}

function clientIn(client: unknown, path: string, place: number): ClientId {
  if (typeof client === "string" && client.length <= longestName) return client;
  throw new Malformed(`${path}[${place}].client`, client, `name of at most ${longestName} UTF-16 code units`);
}

function numberIn(number: unknown, path: string, place: number): number {
  if (isNumber(number) && number > 0) return number;
  throw new Malformed(`${path}[${place}].number`, number, "whole number from 1 on");
}

function valueIn(value: unknown, path: string, place: number, limits: DataLimits): PlainData {
  // Most values are texts, which need no copy.
  const isShort = typeof value === "string" && value.length <= limits.size;
  return isShort ? value : plainDataIn(value, `${path}[${place}].value`, limits);
}
