/**
 * Who takes part in a transaction, as the options of a role say it.
 *
 * @module
 */
import { isName } from "../../core/name.ts";
import type { NodeId } from "../../core/node-id.ts";
import { described } from "../../core/taking-in.ts";
import type { TransactionId } from "./message.ts";

/** A transaction, and who takes part in it. */
export interface Members {
  readonly transaction: TransactionId;
  readonly coordinator: NodeId;
  readonly participants: readonly NodeId[];
}

/** @throws Error if there cannot be such a transaction, with the value that is wrong. */
export function checkMembers(members: Members): void {
  const flaw = flawInMembers(members);
  if (flaw !== undefined) throw new Error(`two-phase commit: ${flaw}`);
}

/** Why there cannot be such a transaction; nothing if there can. */
export function flawInMembers({ transaction, coordinator, participants }: Members): string | undefined {
  if (!isName(transaction)) return `${described(transaction)} is no name of a transaction`;
  for (const node of [coordinator, ...participants])
    if (!isName(node)) return `${described(node)} is no name of a node`;
  if (participants.length === 0) return `the transaction ${described(transaction)} needs a participant`;
  if (participants.includes(coordinator)) return `the coordinator, ${described(coordinator)}, is no participant`;
  const twice = repeatedIn(participants);
  return twice === undefined ? undefined : `two participants have the name ${described(twice)}`;
}

/** The first name that is there a second time, if one is. */
export function repeatedIn(names: readonly string[]): string | undefined {
  return names.find((name, i) => names.indexOf(name) < i);
}
