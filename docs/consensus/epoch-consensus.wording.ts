/**
 * What is written on the runs of epoch consensus.
 *
 * @module
 */
import { wrapped } from "../site/sequence-layout.ts";
import { plainWording, recordText, type Wording } from "../site/wording.ts";

/** A message says so little that all of it is written, but for wishes, which nobody there needs. */
export const epochConsensusWording: Wording = {
  ...plainWording,
  contentsOf: ({ kind, from, to, ...contents }) => (kind === "wish" ? [] : wrapped([recordText(contents)], 19)),
};
