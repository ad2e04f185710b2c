-------------------- MODULE MCEpochBroadcastPosition_Liveness --------------------
\* The models in which a position is told in the end.
EXTENDS MCEpochBroadcast_Liveness, EpochBroadcastPosition_Liveness

NotToldYet(n, q) == ~IsTold(n, q)

\* Of a round anything may be lost.
Rounds(m) == m.kind \in {"requestConfirmation", "confirmation"}

\* The assumption is met although a round was lost, and while the second could
\* still suspect.
ARoundIsLost == round[n1].waiting # <<>> /\ ~\E m \in messages : Rounds(m)

NotMetAfterALoss == ~(Assumption(n1, {n1, n2}) /\ <>[]AnEpochIsLeft /\ <>ARoundIsLost)

\* Parts of it, gone: whoever waits does not ask again, or what was asked for
\* does not arrive.
OnlyOnce(n, q) == ~IsTold(n, q) /\ ~Waits(round[n], q)

SpecWithoutRounds ==
  SpecLocating /\ TimersFire /\ DisksAnswer /\ MessagesArrive /\ ClientsAskAgain /\ ReadersAskAgain
=============================================================================
