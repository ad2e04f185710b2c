/**
 * The disk of a node of epoch broadcast: one file, to which is appended what has changed. A record of the protocol holds
 * the whole log, so it would be dear to write it whole each time.
 *
 * The file only grows. What was replaced in the log stays in it, as a change that a later one takes back.
 *
 * @module
 */
import { appendAll, sharedLength, slice, take } from "quorate/core";
import { type LogEntry, type NodeRecord, noRecord } from "quorate/epoch-broadcast";
import type { Storage } from "quorate/host";
import { Journal } from "./journal.ts";

/** The first `kept` entries of the log stay, and these come after them. */
interface Change extends Pick<NodeRecord, "cluster" | "epoch" | "vote"> {
  readonly kept: number;
  readonly entries: readonly LogEntry[];
}

/** What is on disk, and how to write more. */
export interface LogStorage extends Storage<NodeRecord> {
  close(): Promise<void>;
}

/** @throws Error if the file cannot be read, or is none of this kind. That is not the same as no file. */
export async function openLogStorage(path: string): Promise<LogStorage> {
  const { journal, changes } = await Journal.open(path);
  let record: NodeRecord | undefined;
  for (const change of changes) {
    if (!isChange(change)) throw new Error(`${path}: ${JSON.stringify(change)} is no change of a log`);
    record = changed(record ?? noRecord, change);
  }
  let written = record ?? noRecord;
  return {
    read: () => record,
    write(_, next, answer) {
      const kept = sharedLength(written.log, next.log);
      const { cluster, epoch, vote } = next;
      written = next;
      const change: Change = { cluster, epoch, vote, kept, entries: slice(next.log, kept) };
      journal.append(change, answer);
    },
    close: () => journal.close(),
  };
}

function changed({ log }: NodeRecord, { cluster, epoch, vote, kept, entries }: Change): NodeRecord {
  return { cluster, epoch, vote, log: appendAll(take(log, kept), entries) };
}

/** Whether it can be made a record of. What is in the record is looked at by `recover`, which refuses what cannot be. */
function isChange(candidate: unknown): candidate is Change {
  if (typeof candidate !== "object" || candidate === null) return false;
  const { kept, entries }: Partial<Record<keyof Change, unknown>> = candidate;
  return Number.isSafeInteger(kept) && Array.isArray(entries);
}
