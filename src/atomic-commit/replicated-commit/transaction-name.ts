/**
 * Names of take-overs and of transactions. The name of a transaction says in which take-over it was begun. So no name is
 * given twice, and whoever reads it knows who can know of the transaction.
 *
 * @module
 */
import type { TransactionId } from "../two-phase-commit/message.ts";
import type { TakeOver } from "./entry.ts";

/** The name of a candidate may be so long, so that names that are made of it are none too long. */
export const longestCandidate = 200;

/** The name of a take-over. */
export function takeOverName({ by, number }: TakeOver): string {
  return `${by}.${number}`;
}

/** The name of one of the transactions that are begun in a take-over, which are counted from 1. */
export function transactionName(begunIn: TakeOver, ordinal: number): TransactionId {
  return `${takeOverName(begunIn)}.${ordinal}`;
}

/** The take-over in which a transaction was begun, and its ordinal; `undefined` if that is no name of one. */
export function partsOf(transaction: TransactionId): (TakeOver & { readonly ordinal: number }) | undefined {
  const [, by, number, ordinal] = /^(.+)\.([1-9]\d{0,15})\.([1-9]\d{0,15})$/su.exec(transaction) ?? [];
  return by === undefined ? undefined : { by, number: Number(number), ordinal: Number(ordinal) };
}
