/**
 * What a participant of three-phase commit has on disk.
 *
 * @module
 */
import { hasFields, isNumber } from "../../core/taking-in.ts";
import { isInDoubt, type StatusInDoubt } from "./status.ts";

/**
 * The record on disk. The status `"none"` is no record, which is abort. To write `"prepared"` is to make sure that the
 * work can be committed later.
 */
export interface CommitRecord {
  readonly status: "none" | StatusInDoubt | "committed";
  /** The highest number that it has heard of. */
  readonly promised: number;
  /** The number in which it was asked to pre-commit, or to pre-abort. */
  readonly accepted: number;
}

/** Nothing on disk. @spec ThreePhaseCommit!NoRecord */
export const noRecord: CommitRecord = { status: "none", promised: 0, accepted: 0 };

const committed: CommitRecord = { ...noRecord, status: "committed" };

/** What belongs on disk of a participant. Who has promised nothing has no record, and neither has who has aborted. @spec ThreePhaseCommit!Record */
export function recordOf({
  status,
  promised,
  accepted,
}: {
  readonly status: string;
  readonly promised: number;
  readonly accepted: number;
}): CommitRecord {
  if (isInDoubt(status)) return { status, promised, accepted };
  return status === "committed" ? committed : noRecord;
}

/** Whether it may be a record. @spec ThreePhaseCommit!IsRecord */
export function isRecord(candidate: unknown): candidate is CommitRecord {
  if (!hasFields(candidate)) return false;
  const { status, promised, accepted } = candidate;
  return (status === "none" || status === "committed" || isInDoubt(status)) && isNumber(promised) && isNumber(accepted);
}

export function sameRecords(one: CommitRecord, other: CommitRecord): boolean {
  return one.status === other.status && one.promised === other.promised && one.accepted === other.accepted;
}
