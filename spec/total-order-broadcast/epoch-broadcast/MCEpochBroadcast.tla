-------------------------- MODULE MCEpochBroadcast --------------------------
\* The models of EpochBroadcast.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names, either to bound what the environment does or to
\* remove one guard on which the protocol rests.
EXTENDS EpochBroadcast

CONSTANTS n1, n2, n3  \* the nodes, for bounds that single one out

-----------------------------------------------------------------------------
\* Bounds on the environment.
Never(x) == FALSE
NeverAt(n, x) == FALSE
Always(x) == TRUE

OnlyTheFirst(n) == n = n1
OnlyTheSecond(n) == n = n2
OnlyTheThird(n) == n = n3

\* Who may start which epoch.
FirstThenSecond(n, e) == (n = n1 /\ e = 1) \/ (n = n2 /\ e = 2)
FirstAndSecond(n, e) == n \in {n1, n2} /\ e = 1
OnlyTheFirstOnce(n, e) == n = n1 /\ e = 1
AtTheFirst(n, batch) == n = n1

\* What the first leader appends reaches one of the others only, so the
\* next leader may or may not have it.
FirstReachesThird(m) == ~(m.kind = "append" /\ m.from = n1 /\ m.to = n2)

\* What the first leader appends reaches nobody: its tail diverges.
FirstReachesNobody(m) == ~(m.kind = "append" /\ m.from = n1)

\* An append that carries one entry, so that a follower is mended step by
\* step.
One == 1

\* The third node leads after the first, and the second lacks everything.
FirstThenThird(n, e) == (n = n1 /\ e = 1) \/ (n = n3 /\ e = 2)

\* A client that broadcasts two requests at once.
Pairs == {<<[client |-> c, number |-> 1], [client |-> c, number |-> 2]>> : c \in Client}
=============================================================================
