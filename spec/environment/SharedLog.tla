----------------------------- MODULE SharedLog ------------------------------
\* A log as an object of the environment: what a protocol may expect of total
\* order broadcast, whichever protocol does it.
\*
\* A node invokes the log with requests.  At first the invocation is in
\* flight.  In the end the log takes it, or misses it; a crash of the node
\* does not withdraw it.  What the log has taken is broadcast, and the order
\* is that of TotalOrderBroadcast.  A node is told some of the order at a time,
\* in one step of log and node.  After a crash it is told everything again,
\* from the first request on, since it has forgotten what it was told and what
\* followed from that.
\*
\* A protocol that extends this module says what a node does with what it is
\* told, and when nodes crash.
EXTENDS Naturals, Sequences

CONSTANTS
  Node,    \* the set of nodes
  Request  \* what can be broadcast

VARIABLES
  invoked,    \* the requests of invocations that are in flight
  broadcast,  \* the requests that the log has taken
  delivered,  \* delivered[n]: what n was ever told, in order
  heard       \* heard[n]: how much of it n was told since its last start

logVariables == <<invoked, broadcast, delivered, heard>>

Order == INSTANCE TotalOrderBroadcast

LogTypeOK ==
  /\ Order!TypeOK
  /\ invoked \subseteq Request
  /\ \A n \in Node : heard[n] \in 0..Len(delivered[n])

LogInit ==
  /\ Order!Init
  /\ invoked = {}
  /\ heard = [n \in Node |-> 0]

-----------------------------------------------------------------------------
\* What the log may miss.  A model bounds it by overriding it.
MayMiss(r) == TRUE

\* What the log takes, and what it misses: its own steps.
Take(r) ==
  /\ r \in invoked
  /\ Order!Broadcast({r})
  /\ invoked' = invoked \ {r}
  /\ UNCHANGED heard

Miss(r) ==
  /\ r \in invoked
  /\ MayMiss(r)
  /\ invoked' = invoked \ {r}
  /\ UNCHANGED <<broadcast, delivered, heard>>

-----------------------------------------------------------------------------
\* Parts of a step of a node.  It invokes the log with these requests.
Invoke(requests) ==
  /\ invoked' = invoked \cup requests
  /\ UNCHANGED <<broadcast, delivered, heard>>

\* It is told the order up to here.  Some of that it may have been told before
\* a crash.  New to it is what comes after what it has heard since its start.
Orders == Order!Orders(broadcast)

News(n, order) == SubSeq(order, heard[n] + 1, Len(order))

Tell(n, order) ==
  /\ Len(order) > heard[n]
  /\ Order!IsPrefix(SubSeq(order, 1, heard[n]), delivered[n])
  /\ IF Order!IsPrefix(order, delivered[n])
     THEN UNCHANGED <<broadcast, delivered>>
     ELSE Order!Deliver(n, order)
  /\ heard' = [heard EXCEPT ![n] = Len(order)]
  /\ UNCHANGED invoked

\* It crashes, and has heard nothing.
Forget(n) ==
  /\ heard' = [heard EXCEPT ![n] = 0]
  /\ UNCHANGED <<invoked, broadcast, delivered>>
=============================================================================
