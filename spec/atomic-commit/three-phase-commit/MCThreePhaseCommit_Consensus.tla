-------------------- MODULE MCThreePhaseCommit_Consensus ---------------------
\* With a fence, majorities, a round before abort, and the highest number,
\* three-phase commit is a protocol for consensus whose first leader is fixed.
\* The values are the two outcomes.  Abort is proposed at first, since anybody
\* may refuse; commit when all have promised.  The protocol forgets that they
\* did, and so this module has a memory.
EXTENDS MCThreePhaseCommit

VARIABLE proposed  \* the outcomes that were proposed

AllHavePromised == \A p \in Participant : InDoubt(durable[p].status)

InitWithProposals == Init /\ proposed = {}

ProposeAbort == proposed = {} /\ proposed' = {"aborted"} /\ UNCHANGED variables

NextWithProposals ==
  \/ ProposeAbort
  \/ /\ proposed # {}
     /\ Next
     /\ proposed' = proposed \cup (IF AllHavePromised' THEN {"committed"} ELSE {})

SpecWithProposals == InitWithProposals /\ [][NextWithProposals]_<<variables, proposed>>

\* What a node has decided is what it has told its user.
Agreeing ==
  INSTANCE Consensus
    WITH Value <- {"committed", "aborted"}, None <- "none", decided <- outcome

SolvesConsensus == Agreeing!Init /\ [][Agreeing!Next]_<<proposed, outcome>>
=============================================================================
