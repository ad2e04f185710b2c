---------------------- MODULE MCTwoPhaseCommit_Liveness ----------------------
\* Models of termination.  Each property begins with an assumption; that
\* fair behaviours meet it, and not only the harmless ones, is shown by a
\* denial of it, which TLC must violate.
EXTENDS MCTwoPhaseCommit

-----------------------------------------------------------------------------
\* Faults, as they can be seen.  While the votes are being counted, a
\* request to prepare that is not there was lost; while a commit is being
\* told, one that is not there was.
PrepareWasLost ==
  \E t \in Transaction, p \in Participant :
    Status(t, Coordinator) = "voting" /\ Prepare(t, p) \notin messages

CommitWasLost ==
  \E t \in Transaction, p \in Participant :
    Status(t, Coordinator) = "committed" /\ outcome[t][p] = "none" /\ Commit(t, p) \notin messages

CoordinatorIsDown == ~IsUp(Coordinator)

\* Nothing fair has a crash and a loss and meets the assumption.
NoTerminationWithFaults == CrashesEnd => [](~CoordinatorIsDown) \/ [](~PrepareWasLost)

\* Nothing fair keeps one participant and the coordinator up and the others
\* not.
NoParticipantTermination == StaysUpWithCoordinator(p1) => []<>ParticipantsUp

NoParticipantTerminationWithFaults ==
  StaysUpWithCoordinator(p1) => [](~CoordinatorIsDown) \/ [](~PrepareWasLost) \/ <>[]ParticipantsUp

NoCommitInSpiteOfLosses == [](~PrepareWasLost) \/ [](~CommitWasLost)

-----------------------------------------------------------------------------
\* What termination needs.  Crashes have to end, even if nodes come back
\* each time.
TerminationInSpiteOfCrashes ==
  \A t \in Transaction, p \in Participant : <>(outcome[t][p] # "none")

SpecInWhichNodesRestart == FairSpec /\ \A n \in Node : WF_variables(Restart(n))

\* And it is not enough to receive what is there for ever: each copy may be
\* lost, and only then sent again.
SpecInWhichEachCopyMayBeLost ==
  /\ Spec /\ TimersFire /\ DisksWrite /\ UsersAskAndConfirm
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(ReceivePrepare(t, p))
       /\ WF_variables(HearParticipant(t, p))
       /\ WF_variables(HearDecision(t, p))
       /\ WF_variables(ReceiveAcknowledge(t, p))
=============================================================================
