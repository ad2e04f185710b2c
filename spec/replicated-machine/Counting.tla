------------------------------ MODULE Counting ------------------------------
\* Clients ask that their requests be counted, and each is told which number
\* its request got: the first 1, the next 2, and so on.  One counter that
\* everybody uses is the smallest machine of which the order matters.
\*
\* This module says what must hold and nothing about how: there are no nodes
\* here and no crashes.  A request is counted at one instant between asking
\* and being told.  So the counter is linearizable: whoever asks after another
\* was told gets a higher number.
\*
\* The specification is safety only: it allows that nothing is counted any
\* more.
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Request  \* what clients can ask to be counted

VARIABLES
  requested,  \* the requests that clients have asked for
  counted,    \* those that were counted, in order: each has its place as number
  told        \* told[r]: the number that clients were told of r, 0 for none

variables == <<requested, counted, told>>

-----------------------------------------------------------------------------
IsWithoutRepetition(order) ==
  \A i, j \in 1..Len(order) : order[i] = order[j] => i = j

In(order) == {order[i] : i \in 1..Len(order)}

PlaceIn(order, r) == CHOOSE i \in 1..Len(order) : order[i] = r

Orders(requests) ==
  {order \in UNION {[1..k -> requests] : k \in 0..Cardinality(requests)} :
     IsWithoutRepetition(order)}

\* The guards by name, as each is removed in a model of its own: only what
\* was asked for is counted, what was counted stays where it is, and only
\* what is counted has a number to be told.
Countable == requested

GoesOn(order) ==
  Len(counted) <= Len(order) /\ \A i \in 1..Len(counted) : order[i] = counted[i]

NumberIn(order, r) == PlaceIn(order, r)

Tellable(order) == In(order)

-----------------------------------------------------------------------------
TypeOK ==
  /\ requested \subseteq Request
  /\ counted \in Seq(requested)
  /\ told \in [Request -> Nat]

Init ==
  /\ requested = {}
  /\ counted = <<>>
  /\ told = [r \in Request |-> 0]

Ask(r) ==
  /\ requested' = requested \cup {r}
  /\ UNCHANGED <<counted, told>>

\* Some more requests are counted, and some clients are told their numbers.
Count(order, telling) ==
  /\ GoesOn(order)
  /\ telling \subseteq Tellable(order)
  /\ counted' = order
  /\ told' = [r \in Request |-> IF r \in telling THEN NumberIn(order, r) ELSE told[r]]
  /\ UNCHANGED requested

Next ==
  \/ \E r \in Request : Ask(r)
  \/ \E order \in Orders(Countable) : \E telling \in SUBSET Request : Count(order, telling)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* No two requests get one number, and no request gets two.
EachItsOwn == \A r, s \in Request : told[r] # 0 /\ told[r] = told[s] => r = s

ToldOnce == [][\A r \in Request : told[r] # 0 => told'[r] = told[r]]_variables

\* Numbers are given without a gap: if somebody is told k, clients have asked
\* for at least k requests, this one among them.
WasAsked == \A r \in Request : told[r] # 0 => r \in requested

NoGap == \A r \in Request : told[r] <= Cardinality(requested)

\* Whoever asks after another was told gets a higher number: it is not even
\* counted when the other is told.
InRealTime == \A r, s \in Request : told[r] # 0 /\ s \notin requested => s \notin In(counted)

NumbersAreOrder == \A r \in Request : told[r] # 0 => told[r] <= Len(counted) /\ counted[told[r]] = r

THEOREM Spec => []TypeOK
THEOREM Spec => []EachItsOwn /\ ToldOnce
THEOREM Spec => []WasAsked /\ []NoGap
THEOREM Spec => []InRealTime /\ []NumbersAreOrder
=============================================================================
