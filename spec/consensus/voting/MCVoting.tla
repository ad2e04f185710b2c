------------------------------ MODULE MCVoting ------------------------------
\* The models of Voting: its behaviours, those of one node, every state that
\* satisfies the inductive invariant, and what happens without each guard and
\* without each part of the invariant.
EXTENDS Voting

CONSTANTS
  v1,  \* a value
  v2   \* another value

\* Every state that satisfies the invariant, in an order in which few are
\* looked at in vain.
EveryState ==
  /\ proposed \in SUBSET Value
  /\ votes \in [Node -> SUBSET [epoch : Epoch, value : Value]]
  /\ VotesWereProposed
  /\ OneValuePerEpoch
  /\ epoch \in [Node -> Epoch \cup {0}]
  /\ VotesAreSafe
  /\ decided \in [Node -> Value \cup {None}]
  /\ Inductive

\* A guard, or a part of the invariant, that is gone.
Gone == TRUE
GoneFor(v) == TRUE
GoneOf(x, y) == TRUE

\* Quorums of another kind.
AnyNode(nodes) == nodes # {}
AllNodes(nodes) == nodes = Node

\* Each node remembers its last vote alone.
IsLastVoteFor(n, e, v) ==
  /\ [epoch |-> e, value |-> v] \in votes[n]
  /\ \A vote \in votes[n] : vote.epoch <= e

\* Good states that must be reachable.  TLC must violate the denial.
NotDecided == \A n \in Node : decided[n] # v2

\* A value is chosen in the second epoch, after a vote for another one in the
\* first that came to nothing.
NotAgainstAnEarlierVote ==
  ~(IsChosenIn(2, v2) /\ \E n \in Node : HasVotedFor(n, 1, v1))
=============================================================================
