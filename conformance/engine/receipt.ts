/**
 * The event that a message arrives.
 *
 * @module
 */
import type { Addressed, CommonEvent } from "../../src/core/system.ts";

const receipts = new WeakMap<Addressed, CommonEvent>();

/** One object for each message, so that its text is made once, and what follows from it can be remembered. */
export function receiptOf(message: Addressed): CommonEvent {
  const receipt = receipts.get(message) ?? { kind: "receive", message };
  receipts.set(message, receipt);
  return receipt;
}
