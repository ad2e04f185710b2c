/**
 * Of which models states are built. Rungs, whose domains are small, are checked from every state by models of their own.
 *
 * @module
 */

/** States that are put together from reachable ones, to see whether the specification's `Inductive` is inductive. */
export interface InductiveModel {
  readonly name: string;
  /** Models in the manifest, of the same module and the same sets, that say what is reachable. */
  readonly from: readonly string[];
  /** The steps that are taken, by the name of their formula. */
  readonly next: string;
  /** Operators that stay overridden. All others bound what is reachable; from a state that is built anything may happen. */
  readonly overrides: readonly string[];
  /** How many states are built. */
  readonly states: number;
  /** How many of them satisfy it, and how many steps lead on from these. */
  readonly expected: { readonly satisfied: number; readonly steps: number };
}

export const inductiveModels: readonly InductiveModel[] = [
  {
    name: "TwoPhaseCommit_2_Built",
    from: ["TwoPhaseCommit_2"],
    next: "Next",
    overrides: [],
    states: 100_000,
    expected: { satisfied: 46_783, steps: 307_474 },
  },
  {
    name: "EpochConsensus_2_Built",
    from: ["EpochConsensus_2_Votes"],
    next: "NextWithVotes",
    overrides: ["Epoch"],
    states: 50_000,
    expected: { satisfied: 6314, steps: 59_148 },
  },
  {
    name: "EpochConsensus_3_Built",
    from: ["EpochConsensus_3_Votes", "EpochConsensus_3_Votes_TornWrite"],
    next: "NextWithVotes",
    overrides: ["Epoch"],
    states: 50_000,
    expected: { satisfied: 6474, steps: 120_820 },
  },
];
