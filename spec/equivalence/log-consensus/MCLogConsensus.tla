--------------------------- MODULE MCLogConsensus ---------------------------
\* The models of LogConsensus.  Nothing here changes an action: a model gives
\* the constants values, and overrides predicates that the specification names.
EXTENDS LogConsensus

CONSTANTS n1, v1, v2  \* a node and values, for bounds that single them out

Proposals == [by : Node, value : Value]

Never(x) == FALSE

OnlyTheFirst(n) == n = n1
OfTheFirst(r) == r.by = n1

\* Each node has a value of its own to propose.
ItsOwn(n, v) == v = (IF n = n1 THEN v1 ELSE v2)

-----------------------------------------------------------------------------
\* The guards on which consensus rests, each weakened.

\* Decision: the last of what a node was told; or its own, where that was told.
TheLast(s, news) == news[Len(news)].value

ItsProposal(s, news) ==
  IF \E i \in 1..Len(news) : news[i].value = s.proposal THEN s.proposal ELSE news[1].value

\* Heeds: a node heeds the log only if it proposes something.
OnlyWithAProposal(s) == s.proposal # None

\* Recovered: a restarted node takes for decided what it does not know.
WithTheFirst(n) == [Begun EXCEPT !.decision = v1]

\* Orders: the log tells what nobody has proposed.
OrdersOfAnything == Order!Orders(Request)

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotAllDecideTheSecond == ~ \A n \in Node : decided[n] = v2

NotDecidedAfterACrash == ~ \E n \in Node : ~IsUp(n) /\ decided[n] # None

NotMissed ==
  ~ \E n \in Node :
      LET v == state[n].proposal IN v # None /\ Proposal(n, v) \notin invoked \cup broadcast

\* Nothing fair has a node that goes down before it has decided, and decides.
NoneDecidesAfterACrash ==
  \A n \in Node : [](decided[n] = None) \/ [](IsUp(n) \/ decided[n] # None)
=============================================================================
