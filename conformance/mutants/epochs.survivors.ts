/**
 * What no graph of either protocol with a leader in each epoch notices of what they share, for the same reasons.
 *
 * @module
 */

/** Of texts for a person. */
export const textsOfRecords: readonly string[] = [
  'epochContradictionIn: "it has voted before the first epoch" -> ""',
  'epochContradictionIn: "it has voted for a node that takes no part" -> ""',
  'epochContradictionIn: "it was written with other nodes, other quorums or another name" -> ""',
];

/** Of checks against what no disk of the harness holds. */
export const checksOfRecords: readonly string[] = [
  "epochContradictionIn: epoch === 0 -> false",
  "epochContradictionIn: !nodes.includes(vote) -> false",
  "epochContradictionIn: vote === null -> true",
  'epochContradictionIn: cluster !== "" && cluster !== identity -> false',
  'epochContradictionIn: { if (cluster !== "" && cluster !== identity) return "it was written with other nodes, other quorums or another name"; if (vote === null) return undefined; if (!nodes.includes(vote)) return "it has voted for a node that takes no part"; return epoch === 0 ? "it has voted before the first epoch" : undefined; } -> {}',
  'hasEpoch: vote === null || typeof vote === "string" -> true',
  'hasEpoch: typeof cluster === "string" -> true',
  'hasEpoch: typeof cluster === "string" && isNumber(epoch) -> typeof cluster === "string" || isNumber(epoch)',
  'hasEpoch: typeof cluster === "string" && isNumber(epoch) -> true',
  'hasEpoch: typeof cluster === "string" && isNumber(epoch) && (vote === null || typeof vote === "string") -> typeof cluster === "string" && isNumber(epoch) || vote === null || typeof vote === "string"',
  'hasEpoch: typeof cluster === "string" && isNumber(epoch) && (vote === null || typeof vote === "string") -> true',
];
