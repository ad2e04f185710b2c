/**
 * How much a node of sequenced broadcast takes and keeps.
 *
 * @module
 */
import { judgeLimits } from "../../core/limits.ts";
import type { DataLimits } from "../../core/plain-data.ts";

/** All nodes must be given the same. Each limit is a whole number from 1 on. */
export interface LimitOptions {
  /** How many requests of a node's own clients may wait for their place; 1,000 unless given. */
  readonly maxWaiting?: number;
  /** How many places one message can carry; 100 unless given. */
  readonly maxPlaces?: number;
  /**
   * How many places beyond the next one to be delivered a node keeps of what others send; 1,000 unless given. It does
   * not keep what lies farther ahead, and asks for it when it is needed.
   */
  readonly window?: number;
  /**
   * How large the value of a request may be: UTF-16 code units of its texts and names, and 8 for everything else in it;
   * 1,048,576 unless given. Lists and records may stand in each other 64 deep at most.
   */
  readonly maxSize?: number;
}

/** The limits of a node. */
export interface Limits {
  readonly maxWaiting: number;
  /** @spec SequencedBroadcast!MaxPlaces */
  readonly maxPlaces: number;
  /** @spec SequencedBroadcast!Window */
  readonly window: number;
  /** Of the value of one request. */
  readonly value: DataLimits;
}

const deepest = 64;

/** @throws Error if a limit is none. */
export function limitsOf(
  { maxWaiting = 1_000, maxPlaces = 100, window = 1_000, maxSize = 1_048_576 }: LimitOptions,
  protocol: string,
): Limits {
  judgeLimits(protocol, { maxWaiting, maxPlaces, window, maxSize });
  return { maxWaiting, maxPlaces, window, value: { size: maxSize, depth: deepest } };
}
