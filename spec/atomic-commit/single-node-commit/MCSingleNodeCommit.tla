------------------------- MODULE MCSingleNodeCommit -------------------------
\* The models of SingleNodeCommit, the rung between AtomicCommit and
\* TwoPhaseCommit.
EXTENDS SingleNodeCommit

NotCommitted == ~ \A p \in Participant : state[p] = "committed"

NotAborted == ~(log = "aborted" /\ \A p \in Participant : state[p] = "aborted")
=============================================================================
