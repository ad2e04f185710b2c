/**
 * Names: of nodes, and of what messages and records belong to, such as a transaction.
 *
 * @module
 */
/** A name is not longer than this, in UTF-16 code units. */
export const longestName = 256;

/** Whether it can be a name: a text that is not empty, and not too long to stand in every message. */
export function isName(candidate: unknown): candidate is string {
  return typeof candidate === "string" && candidate !== "" && candidate.length <= longestName;
}
