------------------------ MODULE EpochConsensus_Voting ------------------------
\* Epoch consensus is Voting by nodes that send messages, and crash.
\*
\* A node votes for a value when its acceptance is on its disk.  A disk keeps
\* the last acceptance alone, and a leader sends none of its own, so what was
\* voted cannot be read off a state.  It is kept here, in a variable that no
\* action reads: a history.
EXTENDS EpochConsensus_Refinement

VARIABLE
  votes  \* votes[n]: whatever n has ever had on its disk as accepted

\* The numbers of the epochs.  A model has so many and no more.
Epoch == Nat \ {0}

history == <<variables, votes>>

\* What a disk tells of its node's votes.  An acceptance counts in the epoch
\* in which it was made.  If the disk comes to an acceptance and to a higher
\* epoch at once, the node has gone on: it will never say that it accepted.
VotesOf(record) ==
  IF record.accepted # Nothing /\ record.accepted.epoch = record.epoch
  THEN {record.accepted}
  ELSE {}

InitWithVotes == Init /\ votes = [n \in Node |-> VotesOf(durable[n])]

NextWithVotes == Next /\ votes' = [n \in Node |-> votes[n] \cup VotesOf(durable[n])']

SpecWithVotes == InitWithVotes /\ [][NextWithVotes]_history

-----------------------------------------------------------------------------
\* The mapping.  The epoch in which a node is, for Voting, is the one that is
\* on its disk: what it has in memory alone, it may forget.  The values that
\* were proposed and those that users were told are facts on both sides.
Votes == INSTANCE Voting WITH epoch <- [n \in Node |-> durable[n].epoch]

SolvesVoting == Votes!Spec

THEOREM SpecWithVotes => SolvesVoting

-----------------------------------------------------------------------------
\* C8.  What is chosen is chosen for ever, in the epoch in which it was, and
\* no other value is.  What users were told is chosen.
ChosenIsForEver ==
  [][\A e \in Epoch, v \in Value : Votes!IsChosenIn(e, v) => Votes!IsChosenIn(e, v)']_history

OneIsChosen == Votes!OneIsChosen

DecidedIsChosen == Votes!DecidedIsChosen

THEOREM SpecWithVotes => []OneIsChosen /\ []DecidedIsChosen /\ ChosenIsForEver
=============================================================================
