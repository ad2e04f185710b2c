---------------------- MODULE ThreePhaseCommit_Liveness ----------------------
\* When three-phase commit ends, and what that takes.
EXTENDS ThreePhaseCommit_Invariants

-----------------------------------------------------------------------------
\* Fairness.  Messages are carried out and received, or ignored, in the end,
\* and disks write; and whoever may stop waiting does.  A participant hears
\* of finitely many rounds, so of these one condition is enough; who was down
\* may ask for ever, so its questions have their own.
HearRound(p) ==
  \/ ReceivePrepare(p) \/ ReceivePreCommit(p) \/ ReceivePreAbort(p)
  \/ ReceiveCommit(p) \/ ReceiveAbort(p) \/ ReceivePoll(p) \/ ReceiveAnswer(p)

CoordinatorGoesOn == WF_variables(RequestCommit \/ ReceiveYes \/ ReceiveNo)

LeadersGoOn == \A n \in Node : WF_variables(LeaderStep(n))

ParticipantsGoOn ==
  \A p \in Participant :
    /\ WF_variables(HearRound(p))
    /\ WF_variables(AbortAlone(p) \/ TakeOver(p))
    /\ WF_variables(Ask(p))
    /\ WF_variables(ReceiveInquire(p))
    /\ WF_variables(ReceiveReport(p))

MessagesArrive == \A n \in Node : WF_variables(CarryOut(n)) /\ WF_variables(Ignore(n))

DisksWrite == \A p \in Participant : WF_variables(Land(p) \/ GoOn(p))

Fairness == CoordinatorGoesOn /\ LeadersGoOn /\ ParticipantsGoOn /\ MessagesArrive /\ DisksWrite

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
\* A10: while one participant stays up, everybody who is up in the end
\* decides, whatever happens to the coordinator and to the others.
StaysUp(p) == [](IsUp(p) /\ ~state[p].wasDown)

IsUpInTheEnd(p) == <>[]IsUp(p)

Decides(p) == <>HasEnded(state[p].status)

NonBlocking ==
  (\E p \in Participant : StaysUp(p))
    => \A p \in Participant : IsUpInTheEnd(p) => Decides(p)

\* When all were down, it takes that all are up again.
DecidesWhenAllAreBack ==
  (\A p \in Participant : IsUpInTheEnd(p)) => \A p \in Participant : Decides(p)
=============================================================================
