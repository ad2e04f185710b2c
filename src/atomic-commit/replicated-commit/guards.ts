/**
 * The guards on which replicated commit rests, beside those of two-phase commit, by name.
 *
 * @module
 */

import { lookUp } from "../../core/dictionary.ts";
import type { TransactionId } from "../two-phase-commit/message.ts";
import { bears, type Cells } from "./cells.ts";
import type { TakeOver } from "./entry.ts";
import type { CandidateState } from "./state.ts";
import { partsOf } from "./transaction-name.ts";

/** Each is as it is specified, but in the twins that must be found out. */
export interface Guards {
  /** Whether a record lands, by the take-over that its writer relies on. @spec FencedCells!Lands */
  readonly lands: (cells: Cells, reliesOn: TakeOver) => boolean;
  /**
   * Whether a candidate has the role, where the log has told it so much. It has asked for it in this life: a take-over of an
   * earlier life may have records on their way that are not known any more. @spec ReplicatedCommit!HasTheRole
   */
  readonly hasTheRole: (candidate: CandidateState, cells: Cells) => boolean;
  /**
   * Whether a candidate that has the role knows whether there is such a transaction: it has begun it, or was there after
   * the take-over in which it was begun. Of what others begin later it may presume nothing. @spec ReplicatedCommit!KnowsOf
   */
  readonly knowsOf: (candidate: CandidateState, transaction: TransactionId) => boolean;
}

/** The guards as they are specified. */
export const specified: Guards = {
  lands: bears,
  hasTheRole: ({ status, self, number }, cells) =>
    (status === "asking" || status === "bearing") && bears(cells, { by: self, number }),
  knowsOf: ({ self, number, begun, cells }, transaction) => {
    const parts = partsOf(transaction);
    if (parts === undefined) return false;
    const isOwn = parts.by === self && parts.number === number;
    return isOwn ? parts.ordinal <= begun : parts.number <= (lookUp(cells.highest, parts.by) ?? 0);
  },
};
