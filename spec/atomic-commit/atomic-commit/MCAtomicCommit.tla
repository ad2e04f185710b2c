--------------------------- MODULE MCAtomicCommit ---------------------------
\* The models of AtomicCommit: the problem itself, small enough to check
\* that it says what it should, and that both outcomes are possible.
EXTENDS AtomicCommit

NotCommitted == ~ \A p \in Participant : state[p] = "committed"

NotAborted == ~ \A p \in Participant : state[p] = "aborted"
=============================================================================
