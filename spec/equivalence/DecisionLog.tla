---------------------------- MODULE DecisionLog -----------------------------
\* A log from consensus: for each place of the log there is a consensus of its
\* own.  A client asks a node to broadcast its request; the node proposes it
\* for the next place, the first of which it does not know the decision, and
\* delivers what is decided at each place in turn.  What has lost is proposed
\* for the next place again, until it is decided somewhere.
\*
\* DecisionSequence says that a sequence of decisions is a total order
\* broadcast.  Here is who proposes what, what is lost in a crash, and when
\* everything is delivered.
\*
\* A request can be decided at two places, if some node proposes what it has
\* delivered.  These nodes do not.  But whoever delivers skips it all the same,
\* since proposals are others' as well (see DecisionLog_2_Stubborn).
\*
\* The decisions are an object of the environment, see SharedDecisions.  A node
\* has no disk: after a crash it is told all decisions once more.
EXTENDS Naturals, Sequences, FiniteSets, SharedDecisions

CONSTANT Node  \* the set of nodes

ASSUME PlacesFromOne == Place = 1..Cardinality(Place)

VARIABLES
  state,      \* state[n]: what node n keeps in memory
  broadcast,  \* the requests that clients have asked some node to broadcast
  delivered   \* delivered[n]: what n has told its user, in order

\* A crash loses state.  broadcast and delivered are no part of any node: they
\* are what clients have asked and have seen.
variables == <<state, inFlight, decision, broadcast, delivered>>

-----------------------------------------------------------------------------
\* What a node keeps: the requests of its clients that are not delivered yet,
\* in the order in which it was asked; and the decisions of which it was told.
NodeState ==
  [status : {"up", "down"}, pending : Seq(Request), known : [Place -> Request \cup {None}]]

Begun == [status |-> "up", pending |-> <<>>, known |-> [p \in Place |-> None]]

Down == [Begun EXCEPT !.status = "down"]

IsUp(n) == state[n].status = "up"

In(order) == {order[i] : i \in 1..Len(order)}

IsPrefix(one, other) ==
  Len(one) <= Len(other) /\ \A i \in 1..Len(one) : one[i] = other[i]

\* Up to where a node knows every decision; the next place is its first after
\* that.
KnownUpTo(s) ==
  CHOOSE p \in {0} \cup Place :
    /\ \A q \in 1..p : s.known[q] # None
    /\ p + 1 \in Place => s.known[p + 1] = None

-----------------------------------------------------------------------------
\* The guards on which the log rests, by name.  Each has a model in which it is
\* weakened, and in which a property is violated.

\* How far a node delivers: as far as it knows every decision.
DeliversUpTo(s) == KnownUpTo(s)

\* What is delivered already is skipped.
Delivering(order, r) == IF r \in In(order) THEN order ELSE Append(order, r)

RECURSIVE OrderUpTo(_, _)
OrderUpTo(known, p) ==
  IF p = 0 THEN <<>>
  ELSE IF known[p] = None THEN OrderUpTo(known, p - 1)
  ELSE Delivering(OrderUpTo(known, p - 1), known[p])

OrderOf(s) == OrderUpTo(s.known, DeliversUpTo(s))

\* What a node proposes: the oldest of what is not delivered.
ProposalFor(s) == Head(s.pending)

Proposals(s) ==
  LET next == KnownUpTo(s) + 1
  IN IF s.pending # <<>> /\ next \in Place
     THEN {Proposal(next, ProposalFor(s))}
     ELSE {}

\* What was delivered is pending no more.
StillPending(pending, order) ==
  LET IsOpen(r) == r \notin In(order) IN SelectSeq(pending, IsOpen)

\* Every node heeds what is decided, also one whose clients ask for nothing.
Heeds(s) == TRUE

\* A restarted node knows nothing.
Recovered(n) == Begun

\* What may happen at will.  A model bounds these by overriding them.
MayAsk(n, r)   == TRUE
MayAskAgain(n) == TRUE
MayCrash(n)    == TRUE
MayRestart(n)  == TRUE

TypeOK ==
  /\ DecisionsTypeOK
  /\ state \in [Node -> NodeState]
  /\ broadcast \subseteq Request
  /\ delivered \in [Node -> Seq(Request)]

Init ==
  /\ DecisionsInit
  /\ state = [n \in Node |-> Begun]
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
\* A client asks node n to broadcast r.  The node proposes it at once, if
\* nothing else waits before it.
Broadcast(n, r) ==
  /\ MayAsk(n, r)
  /\ IsUp(n)
  /\ broadcast' = broadcast \cup {r}
  /\ IF r \in In(OrderOf(state[n])) \cup In(state[n].pending)
     THEN UNCHANGED <<state, inFlight, decision>>
     ELSE LET s == [state[n] EXCEPT !.pending = Append(@, r)]
          IN /\ state' = [state EXCEPT ![n] = s]
             /\ ProposeAll(IF state[n].pending = <<>> THEN Proposals(s) ELSE {})
  /\ UNCHANGED delivered

\* What has waited for long enough is proposed again.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].pending # <<>>
  /\ ProposeAll(Proposals(state[n]))
  /\ UNCHANGED <<state, broadcast, delivered>>

\* Node n is told a decision.  It delivers what is in turn now, and proposes
\* what it has still pending for the place after that.
Hear(n) ==
  /\ IsUp(n)
  /\ Heeds(state[n])
  /\ \E p \in Place, r \in Request :
       /\ Decidable(p, r)
       /\ state[n].known[p] = None
       /\ LET heard == [state[n] EXCEPT !.known = [@ EXCEPT ![p] = r]]
              order == OrderOf(heard)
              s == [heard EXCEPT !.pending = StillPending(@, order)]
              hasNext == KnownUpTo(s) > KnownUpTo(state[n])
          IN /\ state' = [state EXCEPT ![n] = s]
             /\ TellAndPropose(p, r, IF hasNext THEN Proposals(s) ELSE {})
             /\ delivered' = [delivered EXCEPT ![n] = IF IsPrefix(order, @) THEN @ ELSE order]
  /\ UNCHANGED broadcast

\* A crash loses what the node has in memory, and what was pending with it.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = Down]
  /\ UNCHANGED <<inFlight, decision, broadcast, delivered>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(n)]
  /\ UNCHANGED <<inFlight, decision, broadcast, delivered>>

DecisionsMiss(p, r) ==
  /\ MissProposal(Proposal(p, r))
  /\ UNCHANGED <<state, broadcast, delivered>>

Next ==
  \/ \E n \in Node, r \in Request : Broadcast(n, r)
  \/ \E n \in Node : AskAgain(n) \/ Hear(n) \/ Crash(n) \/ Restart(n)
  \/ \E p \in Place, r \in Request : DecisionsMiss(p, r)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* What nodes know is what was decided, and what they deliver is in its order.
KnowsDecisions ==
  \A n \in Node, p \in Place : state[n].known[p] \in {None, decision[p]}

DeliversInOrder ==
  \A n \in Node : IsUp(n) => IsPrefix(OrderOf(state[n]), delivered[n])

\* Whoever waits is not delivered yet.
WaitsForDelivery ==
  \A n \in Node : In(state[n].pending) \cap In(OrderOf(state[n])) = {}

\* The object keeps its contract: what is decided is decided for ever.
DecisionsStay ==
  [][\A p \in Place : decision[p] # None => decision'[p] = decision[p]]_variables

\* It is a broadcast, as the problem has it: what was broadcast and what was
\* delivered are the same there.
Problem == INSTANCE TotalOrderBroadcast

SolvesTotalOrderBroadcast == Problem!Spec

-----------------------------------------------------------------------------
\* What a client has asked of a node that stays up is delivered there in the
\* end, and what anybody delivers everybody does.  What is proposed for a place
\* again and again is not missed for ever: one or the other is decided there.
FairSpec ==
  /\ Spec
  /\ \A n \in Node : WF_variables(AskAgain(n)) /\ SF_variables(Hear(n))

WhatIsAskedIsDelivered ==
  \A n \in Node, r \in Request :
    r \in In(state[n].pending) ~> (r \in In(delivered[n]) \/ ~IsUp(n))

EverybodyDelivers ==
  \A m, n \in Node, r \in Request :
    r \in In(delivered[m]) ~> (r \in In(delivered[n]) \/ ~IsUp(n))

THEOREM Spec => []TypeOK
THEOREM Spec => []KnowsDecisions /\ []DeliversInOrder /\ []WaitsForDelivery
THEOREM Spec => DecisionsStay
THEOREM Spec => SolvesTotalOrderBroadcast
THEOREM FairSpec => WhatIsAskedIsDelivered /\ EverybodyDelivers
=============================================================================
