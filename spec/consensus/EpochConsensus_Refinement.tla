---------------------- MODULE EpochConsensus_Refinement ----------------------
\* Epoch consensus solves the problem that Consensus states.
EXTENDS EpochConsensus_Invariants

\* Seen through the mapping, every behaviour is a behaviour of Consensus.
\* What was proposed is what clients have asked some node for, and what was
\* decided is what users were told.  Both are facts, and have the same names
\* there.  Neither is a matter of what a leader thinks, and no crash undoes
\* either.
Problem == INSTANCE Consensus

SolvesConsensus == Problem!Spec

THEOREM Spec => SolvesConsensus
=============================================================================
