/**
 * How much a node of epoch broadcast takes at once, and how much it sends.
 *
 * @module
 */
import { judgeLimits } from "../../core/limits.ts";
import { longestName } from "../../core/name.ts";
import type { DataLimits } from "../../core/plain-data.ts";

/** All nodes must be given the same limits. Each is a whole number from 1 on. */
export interface LimitOptions {
  /** How many requests can be broadcast in one step; 1,000 unless given. */
  readonly maxRequests?: number;
  /** How many entries one append can carry; 1,000 unless given. */
  readonly maxEntries?: number;
  /**
   * How many entries may be sent to one node before it says that they are on its disk; ten times what one append
   * carries unless given. If a message is lost, up to this many entries are sent again.
   */
  readonly window?: number;
  /**
   * How many undecided entries a leader's log may have before the leader refuses requests; ten times what one append
   * carries unless given. The requests of one step are taken together or not at all, so the log can go beyond this by
   * nearly `maxRequests`.
   */
  readonly maxUndecided?: number;
  /**
   * How large the value of a request may be: UTF-16 code units of its texts and names, and 8 for everything else in it;
   * 1,048,576 unless given. Lists and records may stand in each other 64 deep at most.
   */
  readonly maxSize?: number;
  /**
   * How large the requests of one step, or the entries of one append, may be together: what their values count for, the
   * length of their clients' names, and 8 for each. 4,194,304 unless given, or what one alone may need if that is more.
   */
  readonly maxTotalSize?: number;
  /** How large the entries that are on their way to one node may be together; what ten appends carry unless given. */
  readonly windowSize?: number;
  /** How many reads may wait at a leader for a position, each in a round of its own; 1,000 unless given. */
  readonly maxLocating?: number;
}

/** The limits of a node. */
export interface Limits {
  readonly maxRequests: number;
  readonly maxEntries: number;
  readonly window: number;
  readonly maxUndecided: number;
  readonly maxTotalSize: number;
  readonly windowSize: number;
  readonly maxLocating: number;
  /** Of the value of one request. */
  readonly value: DataLimits;
}

/** What an entry adds to a size, beside the name of its client and its value. */
export const sizeOfAnEntry = 8;

const deepest = 64;

/** @throws Error if a limit is none, or if not even one entry need fit into an append. */
export function limitsOf(options: LimitOptions, protocol: string): Limits {
  const { maxRequests = 1_000, maxEntries = 1_000, maxSize = 1_048_576, maxLocating = 1_000 } = options;
  const { window = ofTenAppends(maxEntries), maxUndecided = ofTenAppends(maxEntries) } = options;
  const largestEntry = sizeOfAnEntry + longestName + maxSize;
  const { maxTotalSize = Math.max(4_194_304, largestEntry) } = options;
  const { windowSize = ofTenAppends(maxTotalSize) } = options;
  const limits = { maxRequests, maxEntries, window, maxUndecided, maxTotalSize, windowSize, maxLocating };
  judgeLimits(protocol, { maxSize, ...limits });
  for (const [name, limit] of Object.entries({ maxTotalSize, windowSize })) {
    if (limit >= largestEntry) continue;
    throw new Error(`${protocol}: ${name} is ${limit}, and one entry alone may need ${largestEntry}`);
  }
  return { ...limits, value: { size: maxSize, depth: deepest } };
}

/** What ten appends carry. A limit that is as good as none has ten times none. */
function ofTenAppends(limit: number): number {
  return Math.min(10 * limit, Number.MAX_SAFE_INTEGER);
}
