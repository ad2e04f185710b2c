------------------------------- MODULE Voting -------------------------------
\* How several nodes come to choose one value by votes: the idea of epoch
\* consensus, and of Paxos, without messages, leaders, disks and crashes.
\*
\* Time is divided into numbered epochs.  In each epoch a node may vote for
\* one value.  A value with the votes of a quorum in one epoch is chosen, and
\* what is chosen may be decided.  A node goes on to a higher epoch whenever
\* it likes, and then has no vote in the lower ones any more.
\*
\* Epochs are there because one is not enough: its votes can be split, or
\* some of those who have a vote in it are gone, so that nothing is chosen in
\* it, or nobody can tell.  What must not happen is that one epoch chooses
\* one value, and another epoch another.  So a node votes for a value only
\* where it is safe: where no other value has been or ever will be chosen in
\* any lower epoch.
\*
\* A vote here is one step, which looks at what every node has done.  How a
\* node can know that a vote is safe, from messages and in spite of crashes,
\* is what EpochConsensus adds.
EXTENDS Quorums

CONSTANTS
  Value,  \* the set of values that can be proposed
  Epoch,  \* the numbers of the epochs, from 1 on
  None    \* no value

ASSUME EpochsAreNumbers == Epoch \subseteq Nat \ {0}
ASSUME NoneIsNoValue == None \notin Value

VARIABLES
  proposed,  \* the set of values that clients have proposed
  epoch,     \* epoch[n]: the epoch in which n is; 0 is before the first
  votes,     \* votes[n]: the votes of n, each an epoch and a value
  decided    \* decided[n]: the value that n has told its user, or None

variables == <<proposed, epoch, votes, decided>>

TypeOK ==
  /\ proposed \in SUBSET Value
  /\ votes \in [Node -> SUBSET [epoch : Epoch, value : Value]]
  /\ epoch \in [Node -> Epoch \cup {0}]
  /\ decided \in [Node -> Value \cup {None}]

-----------------------------------------------------------------------------
\* The concepts.
HasVotedFor(n, e, v) == [epoch |-> e, value |-> v] \in votes[n]

HasVotedIn(n, e) == \E v \in Value : HasVotedFor(n, e, v)

\* A value is chosen in an epoch if a quorum has voted for it there.  Votes
\* are never taken back, so it is chosen for ever.
IsChosenIn(e, v) == IsProposalQuorum({n \in Node : HasVotedFor(n, e, v)})

IsChosen(v) == \E e \in Epoch : IsChosenIn(e, v)

\* Whoever has gone on and has not voted in an epoch never will.
NeverVotesIn(n, e) == epoch[n] > e /\ ~HasVotedIn(n, e)

\* No other value than v is chosen in e, or ever will be: a quorum that
\* elects has voted for v there, or never will vote.  Every quorum that could
\* choose something has one of these nodes in it.
IsTheOnlyOneIn(e, v) ==
  IsElectionQuorum({n \in Node : HasVotedFor(n, e, v) \/ NeverVotesIn(n, e)})

\* A value is safe at an epoch if it is the only one in all that are lower.
\* What is safe stays safe, as votes stay and epochs grow.  In the first
\* epoch everything is safe.
IsSafeAt(e, v) == \A d \in Epoch : d < e => IsTheOnlyOneIn(d, v)

-----------------------------------------------------------------------------
\* The guards, each of which has a model in which it is gone.  A node votes in
\* no lower epoch than its own (C7), in each epoch for what the others vote
\* for (C5), for something safe (C8), and for something that was proposed (C3).
\* What is decided is chosen.
IsOpen(n, e)    == epoch[n] <= e
IsUnopposed(e, v) == \A n \in Node, w \in Value : HasVotedFor(n, e, w) => w = v
IsSafe(e, v)    == IsSafeAt(e, v)
WasProposed(v)  == v \in proposed
MayBeDecided(v) == IsChosen(v)

Init ==
  /\ proposed = {}
  /\ epoch = [n \in Node |-> 0]
  /\ votes = [n \in Node |-> {}]
  /\ decided = [n \in Node |-> None]

Propose(v) ==
  /\ proposed' = proposed \cup {v}
  /\ UNCHANGED <<epoch, votes, decided>>

GoOn(n, e) ==
  /\ e > epoch[n]
  /\ epoch' = [epoch EXCEPT ![n] = e]
  /\ UNCHANGED <<proposed, votes, decided>>

\* Whoever sees that a value is chosen decides it.  The last of a quorum may
\* see it as it votes.
Sees(n) ==
  \E v \in Value :
    /\ MayBeDecided(v)'
    /\ decided' = [decided EXCEPT ![n] = v]

Vote(n, e, v) ==
  /\ IsOpen(n, e)
  /\ IsUnopposed(e, v)
  /\ IsSafe(e, v)
  /\ WasProposed(v)
  /\ votes' = [votes EXCEPT ![n] = @ \cup {[epoch |-> e, value |-> v]}]
  /\ epoch' = [epoch EXCEPT ![n] = e]
  /\ UNCHANGED proposed
  /\ UNCHANGED decided \/ Sees(n)

Decide(n) ==
  /\ UNCHANGED <<proposed, epoch, votes>>
  /\ Sees(n)

Next ==
  \/ \E v \in Value : Propose(v)
  \/ \E n \in Node, e \in Epoch : GoOn(n, e)
  \/ \E n \in Node, e \in Epoch, v \in Value : Vote(n, e, v)
  \/ \E n \in Node : Decide(n)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Why it works.  In an epoch all vote for one value; each vote was safe when
\* it was cast, and is so for ever; so no two values are chosen, in one epoch
\* or in two.
VotesWereProposed == \A n \in Node : \A vote \in votes[n] : vote.value \in proposed

OneValuePerEpoch ==
  \A m, n \in Node : \A one \in votes[m], other \in votes[n] :
    one.epoch = other.epoch => one = other

VotesAreSafe == \A n \in Node : \A vote \in votes[n] : IsSafeAt(vote.epoch, vote.value)

DecidedIsChosen == \A n \in Node : decided[n] # None => IsChosen(decided[n])

OneIsChosen == \A v, w \in Value : IsChosen(v) /\ IsChosen(w) => v = w

Agreement ==
  \A m, n \in Node : decided[m] = None \/ decided[n] = None \/ decided[m] = decided[n]

Validity == \A n \in Node : decided[n] # None => decided[n] \in proposed

Integrity == [][\A n \in Node : decided[n] # None => decided'[n] = decided[n]]_variables

ChosenIsForEver ==
  [][\A e \in Epoch, v \in Value : IsChosenIn(e, v) => IsChosenIn(e, v)']_variables

SafeIsForEver ==
  [][\A e \in Epoch, v \in Value : IsSafeAt(e, v) => IsSafeAt(e, v)']_variables

\* Every step from every state with this leads to a state with this.  The last
\* two follow from the others; they are what is to be shown.
Inductive ==
  /\ TypeOK
  /\ VotesWereProposed
  /\ OneValuePerEpoch
  /\ VotesAreSafe
  /\ DecidedIsChosen
  /\ Agreement
  /\ Validity

THEOREM Spec => []Inductive
THEOREM Spec => []OneIsChosen /\ ChosenIsForEver /\ SafeIsForEver
THEOREM Spec => Integrity

\* To see Consensus, forget the epochs and the votes.
Problem == INSTANCE Consensus

SolvesConsensus == Problem!Spec

THEOREM Spec => SolvesConsensus
=============================================================================
