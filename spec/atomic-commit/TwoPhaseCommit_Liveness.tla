----------------------- MODULE TwoPhaseCommit_Liveness -----------------------
\* When two-phase commit ends, and what that takes.
EXTENDS TwoPhaseCommit_Invariants

-----------------------------------------------------------------------------
\* Fairness.  What a node does by itself, and what its disk does, it does
\* in the end (weak fairness).  A message that is sent again and again is
\* received in the end, though each copy may be lost (strong fairness).
\* Nothing is assumed of when an application asks for a commit, if it ever
\* does; one that has not heard what became of it asks, and one that was
\* told of the commit confirms.  Nor is anything assumed of crashes and
\* restarts: which nodes are up in the end is what the properties begin with.
TimersFire ==
  /\ \A t \in Transaction :
       /\ WF_variables(ResendPrepare(t))
       /\ WF_variables(GiveUp(t))
       /\ WF_variables(ResendDecision(t))
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(AbortAlone(t, p))
       /\ WF_variables(AskForOutcome(t, p))

DisksWrite ==
  /\ \A t \in Transaction, n \in Node : WF_variables(Land(t, n))
  /\ \A t \in Transaction : WF_variables(SendDecision(t))
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(SendVote(t, p))
       /\ WF_variables(SendAcknowledge(t, p))
       /\ WF_variables(FinishAbort(t, p))

\* Of a participant's vote and its question one is enough, since the
\* coordinator answers both alike, and of a transaction's two decisions
\* only one reaches a participant in doubt.  So this assumes less than the
\* strong fairness of each action apart.
HearParticipant(t, p) == ReceiveYes(t, p) \/ ReceiveNo(t, p) \/ ReceiveInquire(t, p)

HearDecision(t, p) == ReceiveCommit(t, p) \/ ReceiveAbort(t, p)

UsersAskAndConfirm ==
  \A t \in Transaction : WF_variables(RequestOutcome(t)) /\ WF_variables(ConfirmOutcome(t))

MessagesArrive ==
  \A t \in Transaction, p \in Participant :
    /\ SF_variables(ReceivePrepare(t, p))
    /\ SF_variables(HearParticipant(t, p))
    /\ SF_variables(HearDecision(t, p))
    /\ SF_variables(ReceiveAcknowledge(t, p))

FairSpec == Spec /\ TimersFire /\ DisksWrite /\ UsersAskAndConfirm /\ MessagesArrive

-----------------------------------------------------------------------------
\* If from some time on every node is up, everyone decides, the coordinator
\* has nothing left to remember, and all locks are free (A8).
EveryoneUp == \A n \in Node : IsUp(n)

CrashesEnd == <>[]EveryoneUp

LocksFree == \A t \in Transaction, p \in Participant : ~HoldsLocks(t, p)

Termination == CrashesEnd => <>[](Done /\ LocksFree)

\* Whoever has asked for a commit is told what became of it, also by a
\* coordinator that has lost the transaction in a crash.
UsersAreTold ==
  CrashesEnd => \A t \in Transaction : t \in requested ~> outcome[t][Coordinator] # "none"

\* Nobody waits for a participant that is gone: one that stays up decides
\* if the coordinator stays up too, whatever happens to the others.
StaysUpWithCoordinator(p) == <>[](IsUp(Coordinator) /\ IsUp(p))

ParticipantTermination ==
  \A t \in Transaction, p \in Participant :
    StaysUpWithCoordinator(p) => <>[]IsOutcome(Status(t, p))

\* With the participants alone it is not so: that is blocking (A8), and this
\* is no theorem.
ParticipantsUp == \A p \in Participant : IsUp(p)

TerminationWithoutCoordinator == <>[]ParticipantsUp => <>[]ParticipantsDone

\* Always aborting would terminate too.  If nobody crashes, gives up or
\* refuses, which a model says by its bounds, everybody commits.
CommitsUndisturbed ==
  \A t \in Transaction :
    Status(t, Coordinator) = "voting" ~> \A n \in Node : outcome[t][n] = "committed"

THEOREM FairSpec => Termination
THEOREM FairSpec => UsersAreTold
THEOREM FairSpec => ParticipantTermination
=============================================================================
