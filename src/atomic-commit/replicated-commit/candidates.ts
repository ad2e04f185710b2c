/**
 * Who can be coordinator of whom, as the options of a candidate say it.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { described } from "../../core/taking-in.ts";
import type { CandidateOptions } from "./candidate.ts";
import { longestCandidate } from "./transaction-name.ts";

/** @throws Error if there cannot be such a candidate, with the value that is wrong. */
export function checkCandidates(options: CandidateOptions, role: NodeId): void {
  const flaw = flawIn(options, role);
  if (flaw !== undefined) throw new Error(`replicated commit: ${flaw}`);
}

function flawIn({ self, candidates, participants }: CandidateOptions, role: NodeId): string | undefined {
  const names = [role, ...candidates, ...participants];
  const nameless = names.find((name) => !isShort(name));
  if (nameless !== undefined) return `${described(nameless)} is no name of at most ${longestCandidate} characters`;
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) return `${described(twice)} is there twice among the role, candidates and participants`;
  if (!candidates.includes(self)) return `${described(self)} is none of the candidates`;
  return participants.length === 0 ? "it needs a participant" : undefined;
}

function isShort(name: unknown): boolean {
  return typeof name === "string" && name !== "" && name.length <= longestCandidate;
}
