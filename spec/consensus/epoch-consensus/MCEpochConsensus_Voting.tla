---------------------- MODULE MCEpochConsensus_Voting ----------------------
\* The models in which epoch consensus is seen to be Voting.
EXTENDS MCEpochConsensus_Guards, EpochConsensus_Voting

TwoEpochs == 1..2
ThreeEpochs == 1..3

\* Only what the disks hold is known.
NothingIsRemembered(n) == {}

\* Of what was voted, what a state still tells: for states that are built, and
\* not reached.
VotesInSight ==
  [n \in Node |->
     VotesOnDisk[n]
       \cup {a \in AcceptedSomewhere \cup Put :
              \E m \in Of("accept") : m.from = n /\ m.epoch = a.epoch}]
=============================================================================
