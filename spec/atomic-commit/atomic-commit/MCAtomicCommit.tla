--------------------------- MODULE MCAtomicCommit ---------------------------
\* The models of AtomicCommit: the problem itself, small enough to check
\* that it says what it should, and that both outcomes are possible; and
\* what it would be without each of its rules.
EXTENDS AtomicCommit

NotCommitted == ~ \A p \in Participant : state[p] = "committed"

NotAborted == ~ \A p \in Participant : state[p] = "aborted"
-----------------------------------------------------------------------------
Always == TRUE
AlwaysFor(p) == TRUE

\* An operator ends a transaction at one participant by hand, and in part.
EndByHand(p) == state' = [state EXCEPT ![p] = "mixed"]

SpecWithHeuristics == Init /\ [][Next \/ \E p \in Participant : EndByHand(p)]_state
=============================================================================
