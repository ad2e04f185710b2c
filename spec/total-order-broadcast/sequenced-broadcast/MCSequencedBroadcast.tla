------------------------ MODULE MCSequencedBroadcast -------------------------
\* The models of SequencedBroadcast.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names.
EXTENDS SequencedBroadcast_Liveness, FiniteSets

CONSTANTS n1, a  \* a node and a request, for bounds that single one out

Never(n) == FALSE
Always(m) == TRUE

OnlyTheFirst(n) == n = n1
OnlyTheOthers(n) == n # n1

\* MayBroadcast: each request at one node, a at the first and the others
\* elsewhere; or all at the first.
AtItsNode(n, r) == (r = a) = (n = n1)
AtTheFirst(n, r) == n = n1

\* MayCrash: only as long as nothing has a number, so that one that is
\* forgotten is not given for ever.
TheFirstBeforeNumbers(n) == n = n1 /\ given = <<>>
TheFirstBeforeTwo(n) == n = n1 /\ Len(given) < 2

\* MayLose: what is sent to the first arrives.
ToTheOthers(m) == m.to # n1

\* MayFill: a node has patience with those that are up and have to write the
\* cell.  What is written it asks for at any time.
WithPatience(n) ==
  LET k == state[n].next
      HasToWrite(m) == m # n /\ IsUp(m) /\ k <= Len(given) /\ given[k] \in In(state[m].own)
  IN (\E c \in cells : c.cell = k) \/ ~ \E m \in Node : HasToWrite(m)

\* UsesCells: it is assumed that senders come back.
NoCells == FALSE

\* Window, MaxPlaces
One == 1
Two == 2

-----------------------------------------------------------------------------
\* The guards, each weakened.

\* IsTurn: a gap is stepped over, as after a time-out; or whatever comes is
\* delivered as it comes.
SteppingOver(s, p) == p.number >= s.next
AsItComes(s, p) == p.content \notin In(s.order)

\* MayTakeFor: a number is taken before the request is on the disk.
BeforeItIsDurable(s) == s.own

\* Remembers: the sequencer counts, and remembers nothing.
Forgets(order, operation) == FALSE

\* SenderWritesCell, FillerWritesCell
WithoutTheCell == FALSE

\* IsNear: whatever comes is kept.
Anything(s, p) == TRUE

\* ToCell: the request is written into the first cell, whatever its number.
ToTheFirstCell(k, content) ==
  [object |-> "cells", operation |-> [cell |-> 1, value |-> content]]

\* StoredUpTo: an answer for one write is taken for one for all.
Everything(n, k) == Len(state[n].own)

\* NumberGiven: numbers from 0 on; or for a request that nobody has asked for.
FromNought(order, operation) ==
  [request |-> operation.request,
   number |-> LastOf(Numbered(order, operation), operation.request) - 1]

ForAnother(order, operation) ==
  [request |-> CHOOSE r \in Request : r # operation.request,
   number |-> LastOf(Numbered(order, operation), operation.request)]

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotEverybodyTold ==
  ~ \A n \in Node, r \in Request : WasDelivered(n, r)

NotEarly ==
  ~ \E n \in Node : \E p \in state[n].places : p.number > state[n].next

NotToldAfterACrash ==
  ~ \E n \in Node : ~IsUp(n) /\ delivered[n] # <<>> /\ In(durable[n]) \subseteq In(delivered[n]) /\ durable[n] # <<>>

NothingFilled ==
  ~ \E c \in cells : c.value = None

NotToldWithAnotherNumber ==
  ~ \E i \in 1..Len(given), j \in 1..Len(given) :
      i < j /\ given[i] = given[j] /\ \A n \in Node : WasDelivered(n, given[i])
-----------------------------------------------------------------------------
\* Nothing fair has a crash of the sender, loses what it sends, and meets the
\* assumption.
IsLost == WasDelivered(n1, a) /\ Of("places") = {} /\ \E n \in Node : ~WasDelivered(n, a)

NoneLosesAndCrashes == CrashesEnd => [](IsUp(n1)) \/ [](~IsLost)

\* Nothing fair has a sender that is gone, and a cell filled in its place.
NoneIsGoneAndFilled ==
  (\A n \in Node \ {n1} : StaysUp(n)) => []<>IsUp(n1) \/ [](\A c \in cells : c.value # None)
=============================================================================
