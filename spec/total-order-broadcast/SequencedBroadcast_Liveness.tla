-------------------- MODULE SequencedBroadcast_Liveness ---------------------
\* When everything is delivered, and what that takes.
EXTENDS SequencedBroadcast_Refinement

-----------------------------------------------------------------------------
\* Fairness.  Disks write and timers fire (weak fairness).  A message that is
\* sent again and again is received in the end, and an operation that is
\* invoked again and again is heard of in the end, though each may be lost
\* (strong fairness).  Of crashes and restarts nothing is assumed: which nodes
\* are up in the end is what the properties begin with.
DisksWrite == \A n \in Node : WF_variables(Stored(n))

TimersFire ==
  \A n \in Node :
    WF_variables(AskAgain(n)) /\ WF_variables(AskForMissing(n)) /\ WF_variables(FillGap(n))

\* Of the two objects a node waits for one at a time.
Hear(n) == HearNumber(n) \/ HearCell(n)

ObjectsAnswer == \A n \in Node : SF_variables(Hear(n))

MessagesArrive == \A n \in Node : SF_variables(ReceivePlaces(n)) /\ SF_variables(ReceiveMissing(n))

FairAlone == Spec /\ DisksWrite /\ TimersFire /\ ObjectsAnswer

FairSpec == FairAlone /\ MessagesArrive

-----------------------------------------------------------------------------
WasDelivered(n, r) == r \in In(delivered[n])

StaysUp(n) == <>[]IsUp(n)

CrashesEnd == <>[](\A n \in Node : IsUp(n))

\* If all come back, what is on anybody's disk is delivered everywhere, and
\* so is what anybody was told (T1, T3).
StoredIsDelivered ==
  CrashesEnd => \A m, n \in Node, r \in Request : r \in In(durable[m]) ~> WasDelivered(n, r)

ToldIsToldEverywhere ==
  CrashesEnd => \A m, n \in Node, r \in Request : WasDelivered(m, r) ~> WasDelivered(n, r)

\* With cells nobody waits for those who are gone, and no message need arrive:
\* a node that stays up delivers what is on its disk.  A sender and whoever
\* fills its cell run a race, and a sender that loses it takes another number.
\* So this takes patience: that nobody fills for ever the cells of one that is
\* up, which a model says by its bounds.
NobodyWaitsForOthers ==
  \A n \in Node :
    StaysUp(n) => \A r \in Request : r \in In(durable[n]) ~> WasDelivered(n, r)

\* What somebody was told who is gone may have the last number of all.  Then
\* nobody knows that there is anything to wait for, so this is no theorem.
ToldIsToldWithoutOthers ==
  \A n \in Node :
    StaysUp(n) => \A m \in Node, r \in Request : WasDelivered(m, r) ~> WasDelivered(n, r)

THEOREM FairSpec => StoredIsDelivered
THEOREM FairSpec => ToldIsToldEverywhere
THEOREM FairAlone => NobodyWaitsForOthers
=============================================================================
