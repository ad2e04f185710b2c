--------------------------- MODULE MCDecisionLog ----------------------------
\* The models of DecisionLog.  Nothing here changes an action: a model gives
\* the constants values, and overrides predicates that the specification names.
EXTENDS DecisionLog

CONSTANTS n1, a  \* a node and a request, for bounds that single them out

Never(x) == FALSE

OnlyTheFirst(n) == n = n1

\* Each client asks one node.
AtItsOwn(n, r) == (n = n1) = (r = a)

\* Proposals of the first client.
OfTheFirst(proposal) == proposal.value = a

-----------------------------------------------------------------------------
\* The guards on which the log rests, each weakened.

\* DeliversUpTo: a node delivers whatever it was told, and steps over places of
\* which it knows nothing.
Everything(s) == Cardinality(Place)

\* Delivering: nothing is skipped.
AllThatIsDecided(order, r) == Append(order, r)

\* ProposalFor: a node proposes what it has delivered, once more.
WhatIsDelivered(s) ==
  LET order == OrderUpTo(s.known, KnownUpTo(s)) IN IF order = <<>> THEN Head(s.pending) ELSE order[1]

\* ProposalFor: a node proposes what is no request.
NoRequest(s) == None

\* Heeds: a node heeds decisions only while something of its own waits.
OnlyWhileItWaits(s) == s.pending # <<>>

\* StillPending: a node takes its request for delivered, whatever was decided.
Forgets(pending, order) == IF order = <<>> THEN pending ELSE <<>>

KeepsAll(pending, order) == pending

\* Recovered: a restarted node goes on after the first place, without knowing
\* what is decided there.
AfterTheFirst(n) == [Begun EXCEPT !.known = [p \in Place |-> IF p = 1 THEN a ELSE None]]

\* Decidable: the object decides what nobody has proposed, or twice.
AnythingOnce(p, r) == decision[p] \in {None, r}

WhateverIsInFlight(proposals, decisions) == proposals

Changing(p, r) == decision[p] = r \/ Proposal(p, r) \in inFlight

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotAllDelivered == ~ \A n \in Node : In(delivered[n]) = Request

NobodyWaits ==
  ~ \E n \in Node, p \in Place : state[n].known[p] # None /\ p > KnownUpTo(state[n])

NotDeliveredAfterACrash ==
  ~ \E n \in Node, r \in Request :
      ~IsUp(n) /\ r \in In(delivered[n])

NothingDecidedTwice ==
  \A p, q \in Place : decision[p] # None /\ decision[p] = decision[q] => p = q

\* Nothing fair has a request that was missed, a crash, and a delivery of all.
NeverAllAfterACrash ==
  [](\A n \in Node : IsUp(n)) \/ [](\E n \in Node : In(delivered[n]) # Request)
=============================================================================
