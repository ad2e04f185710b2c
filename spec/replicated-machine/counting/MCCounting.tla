----------------------------- MODULE MCCounting -----------------------------
\* The models of Counting: the problem itself, small enough to check that it
\* says what it should, and that everybody can be told.
EXTENDS Counting

\* Guards removed.
Removed(x) == TRUE
Everything == Request
Everybody(order) == Request

\* The number of a request, if it has one, and otherwise that which the next
\* will get; or the one that the last has got.
NumberOrNext(order, r) == IF r \in In(order) THEN PlaceIn(order, r) ELSE Len(order) + 1
NumberOfTheLast(order, r) == Len(order)

NotEverybodyTold == ~ \A r \in Request : told[r] # 0
=============================================================================
