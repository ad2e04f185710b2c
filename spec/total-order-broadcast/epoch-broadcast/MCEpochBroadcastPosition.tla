------------------------ MODULE MCEpochBroadcastPosition ------------------------
\* The models of EpochBroadcastPosition, which remember what was asked.
EXTENDS MCEpochBroadcastPosition_Bounds, EpochBroadcastPosition_Newest

-----------------------------------------------------------------------------
\* Guards removed.
WholeLogNoted(s) == Len(RequestsIn(s.log, Len(s.log)))

ForTheLastRound(r, m) == r.number

-----------------------------------------------------------------------------
\* Good states that must be reached: a position is told; the second leader
\* tells how far the order goes; a leader that is overtaken waits.
NothingIsTold == \A n \in Node : told[n] = <<>>

TellsNoRequest == \A n \in Node : \A i \in 1..Len(told[n]) : told[n][i].position = 0

NobodyWaitsInVain ==
  ~\E n, m \in Node :
     /\ round[n].waiting # <<>> /\ state[n].role = "leader"
     /\ Len(delivered[m]) > Len(delivered[n]) /\ state[m].epoch > state[n].epoch
=============================================================================
