-------------------------- MODULE MCTwoPhaseCommit --------------------------
\* The models of TwoPhaseCommit.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names, either to bound what the environment does or to
\* remove one guard on which the protocol rests.
EXTENDS TwoPhaseCommit, Naturals, FiniteSets

CONSTANT p1  \* one of the participants, for bounds that single one out

-----------------------------------------------------------------------------
\* Bounds on the environment.
Never(x) == FALSE
Always(x) == TRUE

NeverAt(t, p) == FALSE

OnlyTheCoordinator(n) == n = Coordinator
OnlyTheFirst(n) == n = p1
AllButTheCoordinator(n) == n # Coordinator
CoordinatorAndFirst(n) == n \in {Coordinator, p1}

OnlyTheFirstAbortsAlone(t, p) == p = p1 /\ status[t][p] \in {"working", "preparing"}
OnlyTheFirstAsks(t, p) == p = p1

\* The coordinator crashes only when it has a durable decision to lose,
\* and of the participants the first, only when it is bound by a promise.
\* Random behaviours come to a commit more often with this bound.
CrashesWhereItHurts(n) ==
  \E t \in Transaction :
    \/ n = Coordinator /\ CommitIsDurable(t)
    \/ n = p1 /\ status[t][n] \in {"prepared", "committing"}

OnTheFirstLink(m) == p1 \in {m.from, m.to}
OfTheSecondPhase(m) == m.kind \in {"commit", "abort", "acknowledge", "inquire"}

-----------------------------------------------------------------------------
\* Guards removed, one for each model that must fail.
DurableOrNot(t) == TRUE
DurableOrNotAt(t, p) == TRUE

InDoubtAborts(t, p) == status[t][p] \in {"working", "preparing", "prepared"}

MajorityOfYes(yes) == 2 * Cardinality(yes) > Cardinality(Participant)

RecoverIntoVoting(t, n) ==
  IF n = Coordinator
  THEN IF durable[t][n] = "commit" THEN "committed" ELSE "voting"
  ELSE IF durable[t][n] = "none" THEN "aborted" ELSE durable[t][n]

FirstAcknowledgement(acknowledging) == acknowledging # {}

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotEveryoneCommits ==
  ~(Done /\ \A t \in Transaction, n \in Node : outcome[t][n] = "committed")

NotAbortedInSpiteOfEveryYes ==
  ~(Done /\ \A t \in Transaction, p \in Participant :
              Yes(t, p) \in messages /\ outcome[t][p] = "aborted")

NotDownBeforeSending ==
  ~ \E t \in Transaction :
      /\ status[t][Coordinator] = "down"
      /\ CommitIsDurable(t)
      /\ \A p \in Participant : Commit(t, p) \notin messages

NotEveryoneInDoubt ==
  ~(/\ ~IsUp(Coordinator)
    /\ \A t \in Transaction, p \in Participant : status[t][p] = "prepared")

\* A coordinator that has aborted has told its user so.  One that has told
\* nothing, and sends an abort, is one without a record that was asked.
NotAbortPresumedForThePrepared ==
  ~ \E t \in Transaction, p \in Participant :
      /\ outcome[t][Coordinator] = "none"
      /\ Abort(t, p) \in messages
      /\ status[t][p] = "prepared"

NotAbortSentToTheCommitted ==
  ~ \E t \in Transaction, p \in Participant :
      status[t][p] = "committed" /\ Abort(t, p) \in messages

NotOneCommittedAndOneAborted ==
  ~ \E s, t \in Transaction :
      /\ \A p \in Participant : status[s][p] = "committed" /\ status[t][p] = "aborted"
      /\ Done

-----------------------------------------------------------------------------
\* Termination must not be vacuous: fair behaviours exist in which, from
\* some time on, everyone is up.
NoFairBehaviour == <>[]EveryoneUp => <>FALSE

\* Nor does it hold without each part of its assumption.  Crashes have to
\* end, even if nodes come back each time.
TerminationInSpiteOfCrashes ==
  \A t \in Transaction, p \in Participant : <>(outcome[t][p] # "none")

SpecInWhichNodesRestart == FairSpec /\ \A n \in Node : WF_variables(Restart(n))

\* And it is not enough to receive what is there for ever: each copy may be
\* lost, and only then sent again.
SpecInWhichEachCopyMayBeLost ==
  /\ Spec /\ TimersFire /\ DisksWrite
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(ReceivePrepare(t, p))
       /\ WF_variables(HearParticipant(t, p))
       /\ WF_variables(HearDecision(t, p))
       /\ WF_variables(ReceiveAcknowledge(t, p))
=============================================================================
