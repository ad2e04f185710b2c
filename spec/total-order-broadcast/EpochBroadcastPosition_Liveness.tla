-------------------- MODULE EpochBroadcastPosition_Liveness --------------------
\* What it takes for a position to be told.
EXTENDS EpochBroadcastPosition, EpochBroadcast_Liveness

\* Fairness, beside that of epoch broadcast: whoever is not told asks again,
\* and what stays in the network arrives.  All of this is weak.
ReadersAskAgain ==
  \A n \in Node, q \in Read : WF_<<variables, positionVariables>>(Locate(n, q))

RoundsArrive ==
  \A n \in Node :
    /\ WF_<<variables, positionVariables>>(ReceiveRequestConfirmation(n))
    /\ WF_<<variables, positionVariables>>(ReceiveConfirmation(n))

FairSpecLocating ==
  /\ SpecLocating
  /\ TimersFire /\ DisksAnswer /\ MessagesArrive /\ ClientsAskAgain
  /\ ReadersAskAgain /\ RoundsArrive

IsTold(n, q) == \E i \in 1..Len(told[n]) : told[n][i].read = q

\* Where one node leads from some time on, a majority is up, and nothing is lost
\* any more, it tells the position to whoever asks for it.
ReadersAreTold ==
  \A nodes \in Majority : \A c \in nodes, q \in Read : Assumption(c, nodes) => <>IsTold(c, q)

THEOREM FairSpecLocating => ReadersAreTold
=============================================================================
