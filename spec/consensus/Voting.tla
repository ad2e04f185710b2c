------------------------------- MODULE Voting -------------------------------
\* How several nodes come to choose one value by votes: the idea of epoch
\* consensus, and of Paxos, without messages, leaders, disks and crashes.
\*
\* Time is divided into numbered epochs.  In each epoch a node may vote for
\* one value.  A value with the votes of a quorum in one epoch is chosen, and
\* what is chosen may be decided.  A node may go on to a higher epoch at any
\* time, and then it can no longer vote in the lower ones.
\*
\* There are several epochs because one is not enough.  Its votes may be
\* split, so that nothing is chosen in it.  Or some of its voters are down,
\* so that nobody can tell what is chosen.  It must not happen that one epoch
\* chooses one value, and another epoch another.  So a node votes for a value
\* only where the value is safe: no other value has been chosen, or ever will
\* be chosen, in any lower epoch.
\*
\* A vote here is one step, which looks at what every node has done.
\* EpochConsensus adds how a node learns that a vote is safe: from messages,
\* although nodes may crash.
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

\* A node that has left an epoch without a vote will never vote in it.
NeverVotesIn(n, e) == epoch[n] > e /\ ~HasVotedIn(n, e)

\* Only v can be chosen in e, now or later: there is a quorum that elects of
\* which each node has voted for v in e, or will never vote in e.  Every
\* quorum that could choose another value has one of these nodes in it.
IsTheOnlyOneIn(e, v) ==
  IsElectionQuorum({n \in Node : HasVotedFor(n, e, v) \/ NeverVotesIn(n, e)})

\* A value is safe at an epoch if in every lower epoch only this value can be
\* chosen.  What is safe stays safe, as votes stay and epochs grow.  In the
\* first epoch every value is safe.
IsSafeAt(e, v) == \A d \in Epoch : d < e => IsTheOnlyOneIn(d, v)

-----------------------------------------------------------------------------
\* The guards.  For each there is a model without it.  A node does not vote in
\* an epoch lower than its own (C7).  In each epoch it votes for what the
\* others vote for (C5), for what is safe (C8), and for what was proposed
\* (C3).  What is decided is chosen.
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

\* A node that sees that a value is chosen decides it.  The node whose vote
\* completes the quorum may see it in the same step.
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

\* An inductive invariant: if it holds in a state, it holds after every step
\* from that state.  The last two conjuncts follow from the others; they are
\* what is to be shown.
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
