------------------------------ MODULE EpochLog ------------------------------
\* Why a log that is led in epochs is in one order.  In each epoch one list
\* grows: the log of the leader.  This module assumes that an epoch has one
\* leader at most.  Every node keeps a log, which is the beginning of some
\* list.  If a quorum has held a list up to an entry of the list's own epoch,
\* the list is decided up to there, and the lists of all later epochs have it.
\*
\* There are no messages here, no disks and no leaders: only what nodes have,
\* and what they have said.  A node says two things, and both bind it for
\* ever.  It votes in an epoch, for a log that is to become the epoch's list.
\* And it says up to where it has held a list.  After a crash it may come back
\* with less than it had, as long as it drops nothing that may be decided.
\* The action Write allows that, so a crash needs no action of its own.
\*
\* A node may do several things in one step: it writes, it says what follows
\* from that, a list begins with its vote, and it delivers what is decided
\* now.  Each of these is an action here.  It sees what the earlier ones have
\* done in the same step.
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Node,                 \* the set of nodes
  Epoch,                \* the epochs, from 1 on
  Request,              \* what clients can broadcast
  None,                 \* no request, and no log
  IsElectionQuorum(_),  \* whether a set of nodes is enough to begin a list
  IsProposalQuorum(_)   \* whether a set of nodes is enough to decide

QuorumsMeet ==
  \A one, other \in SUBSET Node :
    IsElectionQuorum(one) /\ (IsElectionQuorum(other) \/ IsProposalQuorum(other))
      => one \cap other # {}

ASSUME EpochsFromOne == Epoch = 1..Cardinality(Epoch)
ASSUME NoneIsFresh == None \notin Request
ASSUME QuorumsThatMeet == QuorumsMeet

VARIABLES
  broadcast,  \* the set of requests that clients have broadcast
  delivered,  \* delivered[n]: what has been delivered at node n, in order
  epoch,      \* epoch[n]: n takes part in no lower epoch than this
  log,        \* log[n]: the log of n
  vote,       \* vote[n][e]: the log for which n has voted in e, or None
  held,       \* held[n][e]: up to which position n has held the list of e
  list        \* list[e]: the list of e, which is empty until it begins

variables == <<broadcast, delivered, epoch, log, vote, held, list>>

-----------------------------------------------------------------------------
\* An entry bears the epoch in whose list it was new.
Entry == [epoch : Epoch, request : Request \cup {None}]

UpTo(entries, position) == SubSeq(entries, 1, position)

IsPrefix(one, other) == Len(one) <= Len(other) /\ one = UpTo(other, Len(one))

EndEpoch(entries) == IF entries = <<>> THEN 0 ELSE entries[Len(entries)].epoch

\* The requests among entries, in order.
Requests(entries) ==
  LET HasRequest(entry) == entry.request # None
      some == SelectSeq(entries, HasRequest)
  IN [i \in 1..Len(some) |-> some[i].request]

\* What a log can be: the beginning of a list.
Beginnings == UNION {{UpTo(list[e], p) : p \in 0..Len(list[e])} : e \in Epoch}

\* A log is as far as another if it ends in a higher epoch, or in the same
\* epoch and is at least as long.
IsAsFarAs(one, other) ==
  \/ EndEpoch(one) > EndEpoch(other)
  \/ EndEpoch(one) = EndEpoch(other) /\ Len(one) >= Len(other)

\* Only an entry of the list's own epoch decides, and the entries before it
\* are decided with it.  Why is an entry of an older epoch f, copied into the
\* list of e, not decided once a quorum has held it there?  A log that ends
\* with it ends in f.  Some log without it may end in an epoch between f and
\* e, and is as far.  So nodes that have held the entry may vote for that log
\* after e, and the list that begins then lacks the entry.  For votes look at
\* the epoch in which an entry was new, not at the one in which it was held.
\* But a node that has held the list of e up to an entry of e has a log that
\* ends in e or later.  It votes only for logs that do so too, and these have
\* everything that the list of e had up to there.
Counts(e, p) == p <= Len(list[e]) /\ list[e][p].epoch = e

IsDecided(e, p) == Counts(e, p) /\ IsProposalQuorum({n \in Node : held[n][e] >= p})

\* What is decided, or still can be: there is a quorum of which each node has
\* held it, or has not left its epoch.  So once a quorum that elects has left
\* an epoch, only what one of these nodes has held can still be decided there.
MayBeDecided(e, p) ==
  Counts(e, p) /\ IsProposalQuorum({n \in Node : held[n][e] >= p \/ epoch[n] <= e})

-----------------------------------------------------------------------------
\* The guards.  Each has a name, and a model in which it is removed.
IsIn(n, e) == epoch'[n] = e

IsOfLowerEpochs(entries, e) == EndEpoch(entries) < e

IsNoFurtherThan(entries, e) == EndEpoch(entries) <= e

Keeps(n, entries) ==
  entries # log[n] =>
    \A e \in Epoch : \A p \in 1..held[n][e] :
      MayBeDecided(e, p) => IsPrefix(UpTo(list[e], p), entries)

Has(n, e, position) == IsPrefix(UpTo(list[e], position), log'[n])

MayDeliver(e, position) == IsDecided(e, position)'

MayAppend(e, request) == \A i \in 1..Len(list[e]) : list[e][i].request # request

Asked(requests) == requests

NewEntry(e, request) == [epoch |-> e, request |-> request]

Init ==
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]
  /\ epoch = [n \in Node |-> 0]
  /\ log = [n \in Node |-> <<>>]
  /\ vote = [n \in Node |-> [e \in Epoch |-> None]]
  /\ held = [n \in Node |-> [e \in Epoch |-> 0]]
  /\ list = [e \in Epoch |-> <<>>]

\* A node goes on to a higher epoch, or changes its log to the beginning of
\* another list, or both.  It drops nothing that it has held and that may be
\* decided.  This module does not say how a node knows that.  One way is to
\* follow a list, and to drop entries only where the list has others: the list
\* has everything that may be decided.
Write(n, e, entries) ==
  /\ e >= epoch[n] /\ IsNoFurtherThan(entries, e)
  /\ Keeps(n, entries)
  /\ epoch' = [epoch EXCEPT ![n] = e]
  /\ log' = [log EXCEPT ![n] = entries]

\* A node votes in an epoch, for a log that is as far as its own, and votes
\* only once in each epoch.
Vote(n, e, entries) ==
  /\ IsIn(n, e) /\ vote[n][e] = None
  /\ IsOfLowerEpochs(entries, e) /\ IsAsFarAs(entries, log'[n])
  /\ vote' = [vote EXCEPT ![n][e] = entries]

\* A node says that it has the list of its epoch up to a position.
Hold(n, e, position) ==
  /\ IsIn(n, e) /\ Has(n, e, position)
  /\ position > held[n][e]
  /\ held' = [held EXCEPT ![n][e] = position]

\* The log for which a quorum has voted becomes the list of the epoch.  One
\* entry is added: it is of the new epoch, and has no request.
Begin(e, entries) ==
  /\ list[e] = <<>>
  /\ IsElectionQuorum({n \in Node : vote'[n][e] = entries})
  /\ list' = [list EXCEPT ![e] = Append(entries, NewEntry(e, None))]

\* A node delivers what is decided in a list, from its beginning on.
Deliver(n, e, position) ==
  /\ MayDeliver(e, position)
  /\ \E p \in 1..position :
       /\ Len(Requests(UpTo(list[e], p))) > Len(delivered[n])
       /\ delivered' = [delivered EXCEPT ![n] = Requests(UpTo(list[e], p))]

\* Clients broadcast requests, and a list grows by those that it lacks.
Broadcast(e, requests) ==
  /\ list[e] # <<>>
  /\ broadcast' = broadcast \cup Asked(requests)
  /\ \E order \in UNION {[1..k -> requests] : k \in 0..Cardinality(requests)} :
       /\ \A i \in 1..Len(order) : MayAppend(e, order[i])
       /\ \A i, j \in 1..Len(order) : order[i] = order[j] => i = j
       /\ list' = [list EXCEPT ![e] =
            @ \o [i \in 1..Len(order) |-> NewEntry(e, order[i])]]

NodeStep(n) ==
  /\ \E e \in Epoch \cup {0}, entries \in Beginnings \cup {log[n]} : Write(n, e, entries)
  /\ \/ \E e \in Epoch, entries \in Beginnings : Vote(n, e, entries)
     \/ UNCHANGED vote
  /\ \/ \E e \in Epoch : \E position \in 1..Len(list[e]) : Hold(n, e, position)
     \/ UNCHANGED held
  /\ \/ \E e \in Epoch, entries \in Beginnings : Begin(e, entries)
     \/ UNCHANGED list
  /\ \/ \E e \in Epoch : \E position \in 1..Len(list[e]) : Deliver(n, e, position)
     \/ UNCHANGED delivered
  /\ UNCHANGED broadcast

ListStep(e) ==
  /\ \E requests \in SUBSET Request : Broadcast(e, requests)
  /\ UNCHANGED <<delivered, epoch, log, vote, held>>

Next == (\E n \in Node : NodeStep(n)) \/ (\E e \in Epoch : ListStep(e))

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Users do not see lists and votes.  What they see is a behaviour of
\* TotalOrderBroadcast.
Problem == INSTANCE TotalOrderBroadcast

SolvesTotalOrderBroadcast == Problem!Spec

THEOREM Spec => SolvesTotalOrderBroadcast
=============================================================================
