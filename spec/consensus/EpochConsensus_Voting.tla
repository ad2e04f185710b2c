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

VotesOnDisk == [n \in Node |-> VotesOf(ReadBack(durable[n]))]

Remembered(n) == votes[n]

InitWithVotes == Init /\ votes = VotesOnDisk

NextWithVotes == Next /\ votes' = [n \in Node |-> Remembered(n) \cup VotesOnDisk[n]']

SpecWithVotes == InitWithVotes /\ [][NextWithVotes]_history

-----------------------------------------------------------------------------
\* The mapping.  The epoch in which a node is, for Voting, is the one that is
\* on its disk: what it has in memory alone, it may forget.  The values that
\* were proposed and those that users were told are facts on both sides.
Votes == INSTANCE Voting WITH epoch <- [n \in Node |-> ReadBack(durable[n]).epoch]

SolvesVoting == Votes!Spec

THEOREM SpecWithVotes => SolvesVoting

-----------------------------------------------------------------------------
\* C8.  What is chosen is chosen for ever, in the epoch in which it was, and
\* no other value is.  What users were told is chosen.
ChosenIsForEver ==
  [][\A e \in Epoch, v \in Value : Votes!IsChosenIn(e, v) => Votes!IsChosenIn(e, v)']_history

OneIsChosen == Votes!OneIsChosen

DecidedIsChosen == Votes!DecidedIsChosen

-----------------------------------------------------------------------------
\* Why.  A disk keeps the last of its node's votes.  What a node says that it
\* has accepted, or what a leader counts as its own, was a vote.
LastVoteIsOnDisk ==
  \A n \in Node :
    /\ VotesOnDisk[n] \subseteq votes[n]
    /\ \A vote \in votes[n] : vote.epoch <= durable[n].accepted.epoch

SaidIsVoted ==
  /\ \A m \in Of("accept") : \E vote \in votes[m.from] : vote.epoch = m.epoch
  /\ \A n \in Node : n \in state[n].acceptances => state[n].accepted \in votes[n]

\* Votes are for what a leader has put to the vote, or for what the only node
\* has accepted: for one value in an epoch, and for what was proposed.
Voted == UNION {votes[n] : n \in Node}

VotesAreForProposals ==
  /\ Voted \subseteq Put \/ Cardinality(Node) = 1
  /\ \A vote \in Voted :
       /\ vote.value \in proposed
       /\ \A a \in Voted \cup AcceptedSomewhere \cup Put : a.epoch = vote.epoch => a = vote

\* So a node that votes in an election tells the last of its votes, and will
\* not vote in a lower epoch any more.  What it tells was put to the vote, and
\* was safe.
ElectionsTellVotes ==
  \A m \in Of("vote") : \A vote \in votes[m.from] :
    vote.epoch < m.epoch => vote.epoch <= m.accepted.epoch

\* What a leader puts to the vote is safe: it is what was accepted in the
\* highest epoch among its voters, or they have not accepted anything, and
\* everything is safe.
ProposalsAreSafe ==
  /\ \A a \in Voted \cup AcceptedSomewhere \cup Put :
       a # Nothing => Votes!IsSafeAt(a.epoch, a.value)
  /\ \A n \in Node :
       state[n].role = "leader" /\ ~HasProposed(state[n])
         => \A v \in Value : Votes!IsSafeAt(state[n].epoch, v)

\* Whoever knows a decision knows what is chosen.
DecisionsAreChosen ==
  /\ \A n \in Node : state[n].decision # None => Votes!IsChosen(state[n].decision)
  /\ \A m \in Of("decide") : Votes!IsChosen(m.value)

\* The whole argument.  The last two are what was to be shown.
Inductive ==
  /\ TypeOK
  /\ DiskFollowsMemory
  /\ WritesGoOn
  /\ AcknowledgedIsDurable
  /\ CountsOnlyWhileItCounts
  /\ CountedWasSaid
  /\ VotesAnswer
  /\ WritersAnswer
  /\ VotedOncePerEpoch
  /\ LeadersWereElected
  /\ LeadersAreFollowed
  /\ OneValuePerEpoch
  /\ AcceptedWasPut
  /\ FreeIsFree
  /\ OnlyWhatWasProposed
  /\ LastVoteIsOnDisk
  /\ SaidIsVoted
  /\ VotesAreForProposals
  /\ ElectionsTellVotes
  /\ ProposalsAreSafe
  /\ DecisionsAreChosen
  /\ DecisionIsTold
  /\ DecidedIsChosen
  /\ Agreement
  /\ Validity

THEOREM SpecWithVotes => []Inductive
THEOREM SpecWithVotes => []OneIsChosen /\ []DecidedIsChosen /\ ChosenIsForEver
=============================================================================
