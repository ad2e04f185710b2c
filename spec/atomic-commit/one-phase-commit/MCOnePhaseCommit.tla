-------------------------- MODULE MCOnePhaseCommit --------------------------
\* The models of OnePhaseCommit: each of the three causes alone splits the
\* outcome of two participants; without a cause, or with one participant,
\* nothing splits.
EXTENDS OnePhaseCommit

Never(p) == FALSE
=============================================================================
