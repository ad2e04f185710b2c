------------------------ MODULE TotalOrderBroadcast ------------------------
\* Clients broadcast requests, and every node delivers them one after the
\* other.  Total order broadcast is the problem of delivering the same
\* requests in the same order everywhere.
\*
\* This module says what must hold and nothing about how.  It describes
\* the nodes from above: an action reads what all of them have delivered,
\* as no node could.  There are no messages here, no leaders and no
\* crashes.  What is delivered is what the user of a node was told, and
\* that no crash undoes; so the order also binds a node that was down.
\*
\* There is no log in this module.  The order is fixed at delivery (T4):
\* whoever delivers first decides what comes next, and everyone else must
\* follow.  The longest of the delivered sequences is the log (T5).
\*
\* The specification is safety only: it allows that nothing is delivered
\* any more.  That everything broadcast is delivered in the end is a
\* property that each protocol states for itself, with its assumptions.
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Node,    \* the set of nodes
  Request  \* what clients can broadcast

VARIABLES
  broadcast,  \* the set of requests that clients have broadcast
  delivered   \* delivered[n]: what has been delivered at node n, in order

-----------------------------------------------------------------------------
IsPrefix(one, other) ==
  Len(one) <= Len(other) /\ \A i \in 1..Len(one) : one[i] = other[i]

IsInOrder(one, other) == IsPrefix(one, other) \/ IsPrefix(other, one)

IsWithoutRepetition(order) ==
  \A i, j \in 1..Len(order) : order[i] = order[j] => i = j

\* The guards by name, as each is removed in a model of its own: an order has
\* no request twice, goes on from what the node has delivered, agrees with what
\* everybody has, and is of what has been broadcast.
IsNew(order) == IsWithoutRepetition(order)

GoesOn(n, order) == IsPrefix(delivered[n], order)

IsAgreed(order) == \A m \in Node : IsInOrder(order, delivered[m])

Deliverable == broadcast

\* Every order in which some of the requests can be delivered.  As none is
\* delivered twice, no order is longer than there are requests.
Orders(requests) ==
  {order \in UNION {[1..k -> requests] : k \in 0..Cardinality(requests)} :
     IsNew(order)}

-----------------------------------------------------------------------------
TypeOK ==
  /\ broadcast \subseteq Request
  /\ delivered \in [Node -> Seq(broadcast)]

Init ==
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]

\* Clients broadcast some more requests.
Broadcast(requests) ==
  /\ broadcast' = broadcast \cup requests
  /\ UNCHANGED delivered

\* A node delivers some more, one after the other.
Deliver(n, order) ==
  /\ GoesOn(n, order)
  /\ IsAgreed(order)
  /\ delivered' = [delivered EXCEPT ![n] = order]
  /\ UNCHANGED broadcast

Next ==
  \/ \E requests \in SUBSET Request : Broadcast(requests)
  \/ \E n \in Node : \E order \in Orders(Deliverable) : Deliver(n, order)

Spec == Init /\ [][Next]_<<broadcast, delivered>>

-----------------------------------------------------------------------------
\* T2: of any two nodes' delivered sequences, one is a prefix of the other.
TotalOrder == \A m, n \in Node : IsInOrder(delivered[m], delivered[n])

\* T4: nothing is delivered twice, or without having been broadcast, and
\* what has been delivered stays where it is.
DeliveredOnce == \A n \in Node : IsWithoutRepetition(delivered[n])

DeliveredWasBroadcast ==
  \A n \in Node : \A i \in 1..Len(delivered[n]) : delivered[n][i] \in broadcast

OrderIsFixed ==
  [][\A n \in Node : IsPrefix(delivered[n], delivered'[n])]_<<broadcast, delivered>>

\* What was published for a well-known system, and is too weak: it looks
\* only at requests that two nodes have both delivered, so <<b>> may stand
\* beside <<a, b>>, and the node that has skipped a never shows.
OrderOfCommon ==
  \A m, n \in Node : \A i, j \in 1..Len(delivered[m]) : \A k, l \in 1..Len(delivered[n]) :
    /\ delivered[m][i] = delivered[n][k]
    /\ delivered[m][j] = delivered[n][l]
    /\ i < j
    => k < l

THEOREM Spec => []TypeOK
THEOREM Spec => []TotalOrder
THEOREM Spec => []DeliveredOnce /\ []DeliveredWasBroadcast /\ OrderIsFixed
=============================================================================
