-------------------------- MODULE MCOnePhaseCommit --------------------------
\* The models of OnePhaseCommit: each of the three causes alone splits the
\* outcome of two participants; without a cause, or with one participant,
\* nothing splits.
EXTENDS OnePhaseCommit

Never(p) == FALSE
Always(p) == TRUE

NotEveryoneCommits == ~ \A p \in Participant : status[p] = "committed"

\* An operator ends the transaction at one node by hand, and in part.
EndByHand(p) == Become(p, "mixed") /\ UNCHANGED <<requested, messages, durable>>

SpecWithHeuristics == Init /\ [][Next \/ \E p \in Participant : EndByHand(p)]_variables
=============================================================================
