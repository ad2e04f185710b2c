---------------------- MODULE MCEpochConsensus_Voting ----------------------
\* The models in which epoch consensus is seen to be Voting.
EXTENDS MCEpochConsensus, EpochConsensus_Voting

TwoEpochs == 1..2
ThreeEpochs == 1..3
=============================================================================
