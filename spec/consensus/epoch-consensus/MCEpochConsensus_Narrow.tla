----------------------- MODULE MCEpochConsensus_Narrow -----------------------
\* The models of EpochConsensus in which the network brings next to nothing,
\* so that one thing is seen in few states.
EXTENDS MCEpochConsensus

\* Nobody hears what is proposed or decided, but from a vote what its voter
\* has accepted.
OnlyCandidaciesAndVotes(m) == m.kind \in {"requestVote", "vote"}
=============================================================================
