/**
 * The mutants that graph equality does not notice: by protocol, and by the section of `docs/mutants.md` that says why.
 *
 * @module
 */
import { epochBroadcastSurvivors } from "./epoch-broadcast.survivors.ts";
import { epochConsensusSurvivors } from "./epoch-consensus.survivors.ts";
import { replicatedCommitSurvivors } from "./replicated-commit.survivors.ts";
import { replicatedCounterSurvivors } from "./replicated-counter.survivors.ts";
import type { Explained } from "./survivors.ts";
import { threePhaseCommitSurvivors } from "./three-phase-commit.survivors.ts";
import { twoPhaseCommitSurvivors } from "./two-phase-commit.survivors.ts";

export const explained: Readonly<Record<string, Explained>> = {
  "two-phase-commit": twoPhaseCommitSurvivors,
  "three-phase-commit": threePhaseCommitSurvivors,
  "replicated-commit": replicatedCommitSurvivors,
  "epoch-consensus": epochConsensusSurvivors,
  "epoch-broadcast": epochBroadcastSurvivors,
  "replicated-counter": replicatedCounterSurvivors,
};
