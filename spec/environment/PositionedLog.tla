--------------------------- MODULE PositionedLog ----------------------------
\* A log that also says how long it is: the newest position, which is the
\* length of the longest order that any node was told.
\*
\* A node asks for the position on behalf of a read.  What it is told is the
\* newest at the instant of asking; the answer is on its way for as long as it
\* likes, and meanwhile the log goes on.  A log that looks later would tell a
\* greater position, and whoever waits for that one waits for this one, too:
\* so this is the weakest of such logs.  Who asks twice on behalf of one read
\* is told what was the newest when it asked first.  A crash of the node loses
\* what is on its way to it.
EXTENDS SharedLog

CONSTANT Read  \* on whose behalf a position can be asked for

VARIABLE located  \* located[n]: the positions that are on their way to node n

LongestOf(sequences) ==
  CHOOSE longest \in sequences : \A one \in sequences : Len(one) <= Len(longest)

\* The order, as far as it is fixed.
Longest == LongestOf({delivered[n] : n \in Node})

Position(q, position) == [read |-> q, position |-> position]

LocatedTypeOK == \A n \in Node : located[n] \subseteq [read : Read, position : 0..Len(Longest)]

NoneLocated == located = [n \in Node |-> {}]

-----------------------------------------------------------------------------
\* Parts of a step of a node.  It asks for the position.
Newest(q) == Position(q, Len(Longest))

Locate(n, reads) ==
  LET asked == {q \in reads : \A on \in located[n] : on.read # q}
  IN located' = [located EXCEPT ![n] = @ \cup {Newest(q) : q \in asked}]

\* It is told one.
TellPosition(n, told) == located' = [located EXCEPT ![n] = @ \ {told}]

\* It crashes.
LosePositions(n) == located' = [located EXCEPT ![n] = {}]
=============================================================================
