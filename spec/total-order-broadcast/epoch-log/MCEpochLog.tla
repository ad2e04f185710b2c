----------------------------- MODULE MCEpochLog -----------------------------
\* The models of EpochLog.  Nothing here changes an action: a model gives the
\* constants values, and overrides predicates that the specification names.
EXTENDS EpochLog_Invariants

CONSTANTS
  n1,  \* a node, for states that single it out
  n2,  \* the other
  a,   \* a request
  b    \* another

-----------------------------------------------------------------------------
\* Quorums.
IsMajority(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)
Everyone(nodes) == nodes = Node
AnyOne(nodes) == nodes # {}
Dictated(nodes) == n1 \in nodes

-----------------------------------------------------------------------------
\* Guards removed.
Gone == TRUE
Removed(x) == TRUE
RemovedFor(x, y) == TRUE
RemovedAmong(x, y, z) == TRUE

WhateverTheEpoch(e, p) == p <= Len(list[e])

NotRemembered(requests) == {}

OfNoEpoch(e, request) == [epoch |-> 0, request |-> request]

-----------------------------------------------------------------------------
\* Starts in the middle.  Some lists have begun, and the first node has what is
\* in the first; the other has nothing.  In one start each list has a request,
\* in the others nobody has broadcast.
Opening(e) == [epoch |-> e, request |-> None]
Asking(e, request) == [epoch |-> e, request |-> request]

Begun(lists) ==
  /\ list = [e \in Epoch |-> IF e <= Len(lists) THEN lists[e] ELSE <<>>]
  /\ broadcast = Request
  /\ delivered = [n \in Node |-> <<>>]
  /\ epoch = [n \in Node |-> Len(lists)]
  /\ log = [n \in Node |-> IF n = n1 THEN lists[1] ELSE <<>>]
  /\ vote = [n \in Node |-> [e \in Epoch |-> None]]
  /\ held = [n \in Node |-> [e \in Epoch |->
       IF n = n1 /\ e = 1 THEN Len(Requests(lists[1])) ELSE 0]]

TwoOpenings == <<<<Opening(1)>>, <<Opening(2)>>>>
ThreeOpenings == TwoOpenings \o <<<<Opening(1), Opening(3)>>>>
TwoRequests == <<<<Asking(1, a)>>, <<Asking(2, b)>>>>

SpecAfterTwoOpenings == Begun(TwoOpenings) /\ [][Next]_variables
SpecAfterThreeOpenings == Begun(ThreeOpenings) /\ [][Next]_variables
SpecAfterTwoRequests == Begun(TwoRequests) /\ [][Next]_variables

\* Good states that must be reachable.  An entry of the first epoch is decided
\* in a later one, by an entry behind it; and a node drops what it has held.
NotDecidedLater == ~ \E e \in Epoch \ {1} : IsDecided(e, 2) /\ list[e][1].epoch = 1

NothingHeldIsDropped == \A n \in Node, e \in Epoch : IsPrefix(UpTo(list[e], held[n][e]), log[n])
=============================================================================
