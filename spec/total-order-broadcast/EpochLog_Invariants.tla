------------------------ MODULE EpochLog_Invariants ------------------------
\* Why EpochLog is right: an inductive invariant.  If it holds in a state, it
\* holds after every step from it.  Each conjunct is a step of the argument.
EXTENDS EpochLog

Log == Seq(Entry)

TypeOK ==
  /\ broadcast \subseteq Request
  /\ delivered \in [Node -> Seq(Request)]
  /\ epoch \in [Node -> Epoch \cup {0}]
  /\ log \in [Node -> Log]
  /\ \A n \in Node, e \in Epoch : vote[n][e] \in Log \cup {None}
  /\ held \in [Node -> [Epoch -> Nat]]
  /\ list \in [Epoch -> Log]

\* If two lists have an entry of the same epoch at the same position, they are
\* the same up to there, and the list of that epoch is the same, too.  Along a
\* list, epochs never become lower.
ListsMatch ==
  \A e \in Epoch : \A p \in 1..Len(list[e]) :
    LET f == list[e][p].epoch IN f <= e /\ IsPrefix(UpTo(list[e], p), list[f])

\* A log that ends in an epoch is a beginning of that epoch's list.
IsFromItsList(entries) == entries = <<>> \/ IsPrefix(entries, list[EndEpoch(entries)])

LogsAreBeginnings ==
  \A n \in Node : IsFromItsList(log[n]) /\ EndEpoch(log[n]) <= epoch[n]

VotesAreForBeginnings ==
  \A n \in Node, e \in Epoch :
    vote[n][e] # None =>
      e <= epoch[n] /\ IsFromItsList(vote[n][e]) /\ EndEpoch(vote[n][e]) < e

\* A node has held only entries that were there, in epochs that it was in.
HeldWasThere ==
  \A n \in Node, e \in Epoch : held[n][e] > 0 => held[n][e] <= Len(list[e]) /\ e <= epoch[n]

\* Once a list has begun, a quorum has left all lower epochs.  So if anything
\* is decided there, at least one node of this quorum has held it.
AQuorumIsPast ==
  \A e \in Epoch : list[e] # <<>> => IsElectionQuorum({n \in Node : epoch[n] >= e})

\* If a node has held something that may be decided, it is in the log of the
\* node, and in every log for which the node has voted later.  And every later
\* list has whatever may be decided.
KeptInLogs ==
  \A e \in Epoch : \A p \in 1..Len(list[e]) : MayBeDecided(e, p) =>
    \A n \in Node : held[n][e] >= p => IsPrefix(UpTo(list[e], p), log[n])

KeptInVotes ==
  \A e \in Epoch : \A p \in 1..Len(list[e]) : MayBeDecided(e, p) =>
    \A n \in Node, f \in Epoch :
      held[n][e] >= p /\ f > e /\ vote[n][f] # None => IsPrefix(UpTo(list[e], p), vote[n][f])

KeptInLists ==
  \A e \in Epoch : \A p \in 1..Len(list[e]) : MayBeDecided(e, p) =>
    \A f \in Epoch : f > e /\ list[f] # <<>> => IsPrefix(UpTo(list[e], p), list[f])

\* A list has no request twice, and no epoch begins twice in it.  Each request
\* in it was broadcast.
NothingTwice ==
  \A e \in Epoch : \A i, j \in 1..Len(list[e]) :
    \/ list[e][i] = list[e][j]
    \/ list[e][i].request = list[e][j].request /\ list[e][i].request # None
    => i = j

RequestsWereBroadcast ==
  \A e \in Epoch : \A i \in 1..Len(list[e]) : list[e][i].request \in broadcast \cup {None}

\* What has been delivered is decided.
DeliveredIsDecided ==
  \A n \in Node : delivered[n] # <<>> =>
    \E e \in Epoch : \E p \in 1..Len(list[e]) :
      IsDecided(e, p) /\ \E q \in 1..p : delivered[n] = Requests(UpTo(list[e], q))

Inductive ==
  /\ TypeOK
  /\ ListsMatch
  /\ LogsAreBeginnings
  /\ VotesAreForBeginnings
  /\ HeldWasThere
  /\ AQuorumIsPast
  /\ KeptInLogs
  /\ KeptInVotes
  /\ KeptInLists
  /\ NothingTwice
  /\ RequestsWereBroadcast
  /\ DeliveredIsDecided

\* What users see follows from the last four conjuncts: if the beginnings of
\* two lists are decided, both are beginnings of the list of the higher epoch.
TotalOrder == Problem!TotalOrder

DeliveredOnce == Problem!DeliveredOnce

DeliveredWasBroadcast == Problem!DeliveredWasBroadcast

THEOREM Spec => []Inductive
THEOREM Inductive => TotalOrder /\ DeliveredOnce /\ DeliveredWasBroadcast
=============================================================================
