------------------------ MODULE MCRegisterConsensus -------------------------
\* The models of RegisterConsensus.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names.
EXTENDS RegisterConsensus

CONSTANTS n1, v1, v2  \* a node and values, for bounds that single them out

Never(x) == FALSE

OnlyTheFirst(n) == n = n1

\* Any two of them may go down.
TwoAtMost(n) == \E m, o \in Node : m # o /\ IsUp(m) /\ IsUp(o)

\* Each node has a value of its own to propose.
ItsOwn(n, v) == v = (IF n = n1 THEN v1 ELSE v2)

-----------------------------------------------------------------------------
\* The guards on which consensus rests, each weakened.

\* AtFirst: the register holds what nobody has proposed.
HoldsSomething == v2

\* Attempt: a node sets the register to its proposal whatever it holds.
Overwriting(value) == [expected |-> register, new |-> value]

\* Decision: a node decides its own proposal, whoever has set the register.
ItsProposal(s, held) == IF held # None /\ s.proposal # None THEN s.proposal ELSE held

\* Recovered: a restarted node takes for decided what it does not know.
WithTheFirst(n) == [Begun EXCEPT !.decision = v1]

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotAllDecideTheSecond == ~ \A n \in Node : decided[n] = v2

NotSetUnheard ==
  ~ (register # None /\ \A n \in Node : ~IsUp(n) /\ decided[n] = None /\ setting[n].is = "none")

NotDecidedAfterACrash == ~ \E n \in Node : ~IsUp(n) /\ decided[n] # None

\* Nothing fair has a node that goes down before it has decided, and decides.
NoneDecidesAfterACrash ==
  \A n \in Node : [](decided[n] = None) \/ [](IsUp(n) \/ decided[n] # None)
=============================================================================
