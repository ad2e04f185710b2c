---------------------- MODULE MCTwoPhaseCommit_Crashes ----------------------
\* A model with a memory: which nodes have crashed at the moment at which
\* it hurts most.  For the coordinator that is between the durable
\* decision and its sending, for a participant while it is in doubt.
EXTENDS MCTwoPhaseCommit

VARIABLE crashed  \* the set of nodes that crashed at their worst moment

AtWorstMoment(n) ==
  \E t \in Transaction :
    IF n = Coordinator
    THEN CommitIsDurable(t) /\ \A p \in Participant : Commit(t, p) \notin messages
    ELSE Status(t, n) = "prepared"

RememberingInit == Init /\ crashed = {}

RememberingNext ==
  /\ Next
  /\ crashed' = crashed \cup {n \in Node : AtWorstMoment(n) /\ IsUp(n) /\ ~IsUp(n)'}

RememberingSpec == RememberingInit /\ [][RememberingNext]_<<variables, crashed>>

NotCommittedAfterTwoCrashes ==
  ~(/\ Coordinator \in crashed
    /\ p1 \in crashed
    /\ Done
    /\ \A t \in Transaction, p \in Participant : outcome[t][p] = "committed")
=============================================================================
