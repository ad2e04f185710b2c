------------------------ MODULE MCSequencedBroadcast -------------------------
\* The models of SequencedBroadcast.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names.
EXTENDS SequencedBroadcast, FiniteSets

CONSTANTS n1, a  \* a node and a request, for bounds that single one out

Never(n) == FALSE

OnlyTheFirst(n) == n = n1

OnlyTheOthers(n) == n # n1

\* Ask: each request at one node: a at the first, the others elsewhere.
AtItsNode(n, r) == (r = a) = (n = n1)

AtTheFirst(n, r) == n = n1

-----------------------------------------------------------------------------
\* The guards, each weakened.

\* IsTurn: a gap is stepped over, as after a time-out; or whatever comes is
\* delivered as it comes.
SteppingOver(s, p) == p.number >= s.next
AsItComes(s, p) == TRUE

\* CanTake: a number is taken before the request is on the disk.
BeforeItIsDurable(s) == s.own

\* Remembers: the sequencer counts, and remembers nothing.
Forgets(order, r) == FALSE
=============================================================================
