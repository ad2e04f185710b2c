----------------------- MODULE MCEpochBroadcast_Narrow -----------------------
\* The models of EpochBroadcast in which timers fire seldom, so that one thing
\* is seen in few states.
EXTENDS MCEpochBroadcast_Guards

\* The first says again where its log ends, and not any more once it leads
\* anew: what it is answered arrives then.
OnlyTheFirstInEpochOne(n) == n = n1 /\ state[n].epoch = 1
=============================================================================
