------------------------- MODULE MCReplicatedCounter -------------------------
\* The models of ReplicatedCounter.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names.
EXTENDS ReplicatedCounter

CONSTANTS n1, b  \* a node and a request, for bounds that single one out

Never(x) == FALSE

OnlyTheFirst(n) == n = n1
OnlyTheLast(r) == r = b

-----------------------------------------------------------------------------
\* The guards on which the counter rests, each weakened.

\* HasNumber: a node takes the next number for a request as soon as it is
\* asked, and does not wait for the order.
WithoutWaiting(s, r) == TRUE

\* Number: the number of the last request of the piece in which it was told;
\* or that which the next will get, where it has none.
NumberOfTheLast(s, r) == Len(s.counted)
NumberOrNext(s, r) == IF r \in In(s.counted) THEN PlaceIn(s.counted, r) ELSE Len(s.counted) + 1
NumberFromNought(s, r) == PlaceIn(s.counted, r) - 1

\* Counted: what was asked for elsewhere is not counted; or whoever waited
\* goes on waiting.
OnlyItsOwn(s, news) ==
  LET IsOwn(r) == r \in s.waiting
  IN [s EXCEPT !.counted = @ \o SelectSeq(news, IsOwn), !.waiting = @ \ In(news)]

StillWaiting(s, news) == [s EXCEPT !.counted = @ \o news]

\* Recovered: a restarted node takes for counted what it was told before.
CountedBefore(n) == [Begun EXCEPT !.counted = delivered[n]]

-----------------------------------------------------------------------------
\* IsAwaited: everybody is told everything.
Always(s, r) == TRUE

\* Orders: the log tells what nobody has asked for.
OrdersOfAnything == Order!Orders(Request)

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotTwoTold ==
  ~ \E n \in Node : Len(told[n]) = 2

NotToldAtTwoNodes ==
  ~ \E m, n \in Node : \E r \in Request : m # n /\ WasTold(m, r) /\ WasTold(n, r)

NotToldAfterACrash ==
  ~ \E n \in Node : ~IsUp(n) /\ delivered[n] # <<>> /\ told[n] = <<>>

NotMissed ==
  ~ \E n \in Node : \E r \in state[n].waiting : r \notin invoked \cup broadcast

\* Nothing fair has a request that the log has missed and that is told.
NoneMissedAndTold ==
  \A n \in Node, r \in Request :
    [](r \in state[n].waiting => r \in invoked \cup broadcast)
      \/ [](~WasTold(n, r)) \/ [](IsUp(n))
=============================================================================
