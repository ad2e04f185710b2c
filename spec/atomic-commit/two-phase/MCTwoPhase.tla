----------------------------- MODULE MCTwoPhase -----------------------------
\* The models of TwoPhase, the rung between SingleNodeCommit and
\* TwoPhaseCommit: good states that must be reachable, and guards removed.
EXTENDS TwoPhase, Naturals, FiniteSets

NotCommitted == ~ \A p \in Participant : state[p] = "committed"

NotAbortedInSpiteOfEveryYes ==
  ~ \A p \in Participant : Yes(p) \in messages /\ state[p] = "aborted"

-----------------------------------------------------------------------------
Always == TRUE
AlwaysFor(p) == TRUE

AlsoAfterItsYes(p) == state[p] \in {"working", "prepared"}

MajorityOfYes == 2 * Cardinality(votes) > Cardinality(Participant)
=============================================================================
