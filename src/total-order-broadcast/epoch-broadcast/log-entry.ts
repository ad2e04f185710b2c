/**
 * What the log of epoch broadcast consists of: requests of clients, and an opening entry for each epoch with a leader.
 *
 * @module
 */

/** The name of a client. Names are compared as strings; a client has the same name for ever. */
export type ClientId = string;

/**
 * What a client wants every node to be told. A client numbers its requests 1, 2, 3 and so on, and asks for a request
 * again with the same number: that is how it is known that it is no other.
 *
 * @spec EpochBroadcast!Request
 */
export interface BroadcastRequest {
  readonly client: ClientId;
  readonly number: number;
  /** Anything that is plain data. The protocol does not look at it. */
  readonly value?: unknown;
}

/**
 * One entry of a log. The request is `null` in the entry with which a leader opens its epoch.
 *
 * @spec EpochBroadcast!Entry
 */
export interface LogEntry {
  /** The epoch of the leader that has appended it. */
  readonly epoch: number;
  readonly request: BroadcastRequest | null;
}

/** Whether it is a request. Fields that no request has are no harm. */
export function isRequest(candidate: unknown): candidate is BroadcastRequest {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { client, number }: Partial<Record<keyof BroadcastRequest, unknown>> = candidate;
  return typeof client === "string" && isNumber(number) && number > 0;
}

/** Whether it is an entry of a log. */
export function isEntry(candidate: unknown): candidate is LogEntry {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { epoch, request }: Partial<Record<keyof LogEntry, unknown>> = candidate;
  return isNumber(epoch) && epoch > 0 && (request === null || isRequest(request));
}

/** Whether it is 0, 1, 2 or so on: an epoch, or a position. */
export function isNumber(candidate: unknown): candidate is number {
  return typeof candidate === "number" && Number.isSafeInteger(candidate) && candidate >= 0;
}
