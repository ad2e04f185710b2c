--------------------- MODULE ReplicatedCommit_Refinement ---------------------
\* Replicated commit solves AtomicCommit.  The mapping is that of two-phase
\* commit, which looks at the disks of the participants alone: who coordinates
\* makes no difference to it.
EXTENDS ReplicatedCommit_Invariants

Seen == INSTANCE TwoPhaseCommit_Refinement WITH Coordinator <- Anybody

SolvesAtomicCommit == Seen!SolvesAtomicCommit

THEOREM Spec => SolvesAtomicCommit
=============================================================================
