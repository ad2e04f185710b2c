------------------------- MODULE MCCounterConsensus -------------------------
\* The models of CounterConsensus.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names.
EXTENDS CounterConsensus

CONSTANTS n1, v1, v2  \* a node and values, for bounds that single them out

Never(x) == FALSE

OnlyTheFirst(n) == n = n1

\* Any of them may go down, and so many at most.
Few(many) == Cardinality({m \in Node : ~IsUp(m)}) < many
OneAtMost(n) == Few(1)
TwoAtMost(n) == Few(2)

\* Each node has a value of its own to propose.
ItsOwn(n, v) == v = (IF n = n1 THEN v1 ELSE v2)

-----------------------------------------------------------------------------
\* The guards on which consensus rests, each weakened.

\* IsFirst: whoever has any number.
Everybody(number) == number # 0

\* MayTakeANumber: a node that has been here takes another one.
AlwaysAgain(entry) == TRUE

\* Announcement: a node announces nothing before it takes a number.
NothingYet(s) == None

\* MayBeFirst: numbers that are told are not heeded, as where nobody tells
\* them.  Then of three nodes nobody is ever ruled out.
WhoeverHasAnnounced(entry) == entry.value # None

\* Recovered: a restarted node takes for decided what it does not know.
WithTheFirst(n) == [Begun EXCEPT !.status = "done", !.decision = v1]

\* A counter that gives a number twice.
Stays(number, operation) == number

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotAllDecideTheSecond == ~ \A n \in Node : decided[n] = v2

NotCountedUnheard ==
  ~ \E n \in Node : ~IsUp(n) /\ incrementing[n].is = "none" /\ board[n].value # None
                      /\ board[n].number = 0 /\ counter > 0

NotOneThatComesBack ==
  ~ \E n \in Node : state[n].status = "done" /\ state[n].number = 0

\* Nothing fair has a node that stops with a number, and another that decides.
NoneDecidesAfterAStop ==
  [](\A n \in Node : IsUp(n) \/ board[n].value = None) \/ [](\A n \in Node : decided[n] = None)
=============================================================================
