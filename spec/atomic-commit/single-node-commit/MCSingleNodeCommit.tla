------------------------- MODULE MCSingleNodeCommit -------------------------
\* The models of SingleNodeCommit, the rung between AtomicCommit and
\* TwoPhase; and what it would be without each of its rules.
EXTENDS SingleNodeCommit

NotCommitted == ~ \A p \in Participant : state[p] = "committed"

NotAborted == ~(log = "aborted" /\ \A p \in Participant : state[p] = "aborted")
-----------------------------------------------------------------------------
Always == TRUE

\* The disk makes a half of the write happen.
TearRecord == log = "undecided" /\ log' = "torn" /\ UNCHANGED state

SpecWithTornRecords == Init /\ [][Next \/ TearRecord]_variables
=============================================================================
