----------------------- MODULE MCTwoPhaseCommit_Reach -----------------------
\* Good states that must be reachable.  TLC must violate the denial.
EXTENDS MCTwoPhaseCommit

NotEveryoneCommits ==
  ~(Done /\ \A t \in Transaction, n \in Node : outcome[t][n] = "committed")

NotAbortedInSpiteOfEveryYes ==
  ~(Done /\ \A t \in Transaction, p \in Participant :
              Yes(t, p) \in messages /\ outcome[t][p] = "aborted")

NotDownBeforeSending ==
  ~ \E t \in Transaction :
      /\ Status(t, Coordinator) = "down"
      /\ CommitIsDurable(t)
      /\ \A p \in Participant : Commit(t, p) \notin messages

NotEveryoneInDoubt ==
  ~(/\ ~IsUp(Coordinator)
    /\ \A t \in Transaction, p \in Participant : Status(t, p) = "prepared")

\* A coordinator that has aborted has told its user so.  One that has told
\* nothing, and sends an abort, is one without a record that was asked.
NotAbortPresumedForThePrepared ==
  ~ \E t \in Transaction, p \in Participant :
      /\ outcome[t][Coordinator] = "none"
      /\ Abort(t, p) \in messages
      /\ Status(t, p) = "prepared"

\* A user that was told nothing, as the coordinator went down without a
\* record, asks and learns that its transaction was aborted.
NotLearntFromWhoForgot ==
  ~ \E t \in requested :
      Status(t, Coordinator) = "forgotten" /\ outcome[t][Coordinator] = "aborted"

NotAbortSentToTheCommitted ==
  ~ \E t \in Transaction, p \in Participant :
      Status(t, p) = "committed" /\ Abort(t, p) \in messages

NotOneCommittedAndOneAborted ==
  ~ \E s, t \in Transaction :
      /\ \A p \in Participant : Status(s, p) = "committed" /\ Status(t, p) = "aborted"
      /\ Done
=============================================================================
