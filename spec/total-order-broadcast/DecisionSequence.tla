-------------------------- MODULE DecisionSequence --------------------------
\* A sequence of decisions is a total order broadcast (C9).  For each position
\* of the sequence there is a consensus of its own: requests are proposed for
\* it, and one of them is decided.  Every node delivers what is decided at the
\* positions in turn, as far as it has decided them all, and skips what it has
\* delivered already.
\*
\* There is no link from one position to another.  A request may be proposed
\* for many of them, by nodes that do not know that it is decided elsewhere,
\* and so be decided twice; whoever delivers sees it.  A node may decide
\* position 2 before position 1, and waits with it.
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Node,      \* the set of nodes
  Request,   \* what clients can broadcast
  Position,  \* the positions of the sequence, from 1 on
  None       \* no request

ASSUME PositionsFromOne == Position = 1..Cardinality(Position)
ASSUME NoneIsFresh == None \notin Request

VARIABLES
  broadcast,  \* the set of requests that clients have broadcast
  proposed,   \* proposed[p]: the requests proposed for position p
  decided     \* decided[p][n]: the request that n has decided at p, or None

variables == <<broadcast, proposed, decided>>

-----------------------------------------------------------------------------
\* Up to where a node has decided every position.
DecidedUpTo(n) ==
  CHOOSE p \in {0} \cup Position :
    /\ \A q \in 1..p : decided[q][n] # None
    /\ p + 1 \in Position => decided[p + 1][n] = None

\* What it delivers: at its first position, each request.
Delivered(n) ==
  LET IsNew(p) == \A q \in 1..(p - 1) : decided[q][n] # decided[p][n]
      new == SelectSeq([p \in 1..DecidedUpTo(n) |-> p], IsNew)
  IN [i \in 1..Len(new) |-> decided[new[i]][n]]

-----------------------------------------------------------------------------
\* The guards by name: what may be proposed, and what may be decided.
MayPropose(request) == request \in broadcast

MayDecide(p, n, request) ==
  /\ request \in proposed[p]
  /\ \A m \in Node : decided[p][m] \in {None, request}

Init ==
  /\ broadcast = {}
  /\ proposed = [p \in Position |-> {}]
  /\ decided = [p \in Position |-> [n \in Node |-> None]]

Broadcast(request) ==
  /\ broadcast' = broadcast \cup {request}
  /\ UNCHANGED <<proposed, decided>>

Propose(p, request) ==
  /\ MayPropose(request)
  /\ proposed' = [proposed EXCEPT ![p] = @ \cup {request}]
  /\ UNCHANGED <<broadcast, decided>>

Decide(p, n, request) ==
  /\ decided[p][n] = None
  /\ MayDecide(p, n, request)
  /\ decided' = [decided EXCEPT ![p][n] = request]
  /\ UNCHANGED <<broadcast, proposed>>

Next ==
  \/ \E request \in Request : Broadcast(request)
  \/ \E p \in Position, request \in Request : Propose(p, request)
  \/ \E p \in Position, n \in Node, request \in Request : Decide(p, n, request)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Each position is a consensus, by itself: At(p)!Spec for each p, written so
\* that it can be checked.
At(p) == INSTANCE Consensus WITH
  Value <- Request, proposed <- proposed[p], decided <- decided[p]

EachIsConsensus ==
  /\ \A p \in Position : At(p)!Init
  /\ [][\A p \in Position : At(p)!Next \/ UNCHANGED <<proposed[p], decided[p]>>]_variables

\* All of them together are a broadcast: what has been broadcast is the same,
\* and what a node has delivered is read off its decisions.
Problem == INSTANCE TotalOrderBroadcast WITH
  delivered <- [n \in Node |-> Delivered(n)]

SolvesTotalOrderBroadcast == Problem!Spec

THEOREM Spec => EachIsConsensus
THEOREM Spec => SolvesTotalOrderBroadcast
=============================================================================
