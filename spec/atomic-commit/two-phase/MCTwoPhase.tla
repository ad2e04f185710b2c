----------------------------- MODULE MCTwoPhase -----------------------------
\* The models of TwoPhase, the rung between SingleNodeCommit and
\* TwoPhaseCommit.
EXTENDS TwoPhase

NotCommitted == ~ \A p \in Participant : state[p] = "committed"

NotAbortedInSpiteOfEveryYes ==
  ~ \A p \in Participant : Yes(p) \in messages /\ state[p] = "aborted"
=============================================================================
