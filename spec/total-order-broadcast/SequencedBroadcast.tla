------------------------- MODULE SequencedBroadcast -------------------------
\* Total order broadcast from a counter (R6).  Whoever has something to
\* broadcast takes the next number for it from a sequencer, and sends it to
\* everybody with its number.  Everybody delivers what has number 1, then
\* what has number 2, and so on: what comes early waits for what is before
\* it, and what is missing is asked for.
\*
\* The sequencer is an object of the environment, see AtomicObject: a counter
\* that is incremented and read in one operation.  Between it and the nodes is
\* a network, so a node that hears nothing does not know whether its
\* operation has taken effect, and has to ask again.  Therefore the sequencer
\* remembers which request it has given which number, and gives the same
\* again.
\*
\* A number that was given, and whose request reaches nobody, is a gap that
\* nobody may step over.  It is closed by whoever took the number: a node
\* takes one only for a request that is on its disk, so after a crash it
\* comes back with the request, is given the same number again, and sends it.
\* If it never comes back, and no client asks for that request elsewhere, all
\* wait for ever.
\*
\* What is left out, and why that is harmless:
\*
\*  - That the sequencer fails.  It is one linearizable object, whatever it
\*    is made of.
\*  - That what is on a disk, or in the sequencer's memory, is ever thrown
\*    away.  What everybody has delivered could be.
EXTENDS Naturals, Sequences, Network

CONSTANTS
  Node,    \* the set of nodes
  Request  \* what clients can broadcast

VARIABLES
  state,     \* state[n]: what node n keeps in memory
  durable,   \* durable[n]: the requests on n's disk
  writing,   \* writing[n]: what n has asked its disk to hold, in order
  given,     \* the requests in the order in which the sequencer has numbered them
  taking,    \* taking[n]: n's operation at the sequencer
  broadcast, \* the requests that clients have broadcast
  delivered  \* delivered[n]: what the user of n was told, in order

nodeVariables == <<state, durable, writing, delivered>>

sequencerVariables == <<given, taking>>

variables == <<messages, nodeVariables, sequencerVariables, broadcast>>

-----------------------------------------------------------------------------
In(order) == {order[i] : i \in 1..Len(order)}

PlaceIn(order, r) == CHOOSE i \in 1..Len(order) : order[i] = r

IsPrefix(one, other) ==
  Len(one) <= Len(other) /\ \A i \in 1..Len(one) : one[i] = other[i]

\* The sequencer: a request that has a number keeps it, and another gets the
\* next.
Remembers(order, r) == r \in In(order)

Numbered(order, r) == IF Remembers(order, r) THEN order ELSE Append(order, r)

NumberGiven(order, r) ==
  IF Remembers(order, r) THEN PlaceIn(order, r) ELSE Len(order) + 1

Sequencer ==
  INSTANCE AtomicObject
    WITH value <- given, pending <- taking, Apply <- Numbered, Result <- NumberGiven

\* What a node keeps: own, the requests that it has to broadcast; stored,
\* those of them that it knows to be on its disk; places, what it knows to
\* have which number; order, what it has delivered since it started; and
\* next, the number of what is to be delivered next.
Place == [number : Nat \ {0}, request : Request]

NodeState ==
  [status : {"up", "down"}, own : SUBSET Request, stored : SUBSET Request,
   places : SUBSET Place, order : Seq(Request), next : Nat \ {0}]

Begun(requests) ==
  [status |-> "up", own |-> requests, stored |-> requests, places |-> {},
   order |-> <<>>, next |-> 1]

Down == [Begun({}) EXCEPT !.status = "down"]

IsUp(n) == state[n].status = "up"

\* What is sent: a request with its number, or the question who has which
\* number.
Message ==
  [kind : {"place"}, from : Node, to : Node, number : Nat \ {0}, request : Request]
    \cup [kind : {"missing"}, from : Node, to : Node, number : Nat \ {0}]

PlaceTo(n, m, p) ==
  [kind |-> "place", from |-> n, to |-> m, number |-> p.number, request |-> p.request]

ToOthers(n, p) == {PlaceTo(n, m, p) : m \in Node \ {n}}

TypeOK ==
  /\ messages \subseteq Message
  /\ state \in [Node -> NodeState]
  /\ durable \in [Node -> SUBSET Request]
  /\ \A n \in Node : writing[n] \in Seq(SUBSET Request)
  /\ given \in Seq(Request)
  /\ \A n \in Node :
       taking[n] \in {Sequencer!Idle}
         \cup {Sequencer!Waiting(r) : r \in Request}
         \cup {Sequencer!Orphaned(r) : r \in Request}
  /\ broadcast \subseteq Request
  /\ \A n \in Node : delivered[n] \in Seq(Request)

Init ==
  /\ messages = {}
  /\ state = [n \in Node |-> Begun({})]
  /\ durable = [n \in Node |-> {}]
  /\ writing = [n \in Node |-> <<>>]
  /\ given = <<>>
  /\ taking = [n \in Node |-> Sequencer!Idle]
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
\* The guards on which the broadcast rests, by name.  Each has a model in
\* which it is weakened, and in which a property is violated.

\* A number is taken only for what is on the disk, so that whoever took it
\* comes back with it.
CanTake(s) == s.stored

\* A request has at most one number, and a number one request.
IsPlaced(s, r) == \E p \in s.places : p.request = r

HasNumber(s, k) == \E p \in s.places : p.number = k

RequestAt(s, k) == (CHOOSE p \in s.places : p.number = k).request

\* Nothing is delivered before what has the number before it.
IsTurn(s, p) == p.number = s.next

Turns(s) == {p \in s.places : IsTurn(s, p) /\ p.request \notin In(s.order)}

Lowest(places) == CHOOSE p \in places : \A q \in places : p.number <= q.number

RECURSIVE Delivering(_)
Delivering(s) ==
  IF Turns(s) = {} THEN s
  ELSE LET p == Lowest(Turns(s))
       IN Delivering([s EXCEPT !.order = Append(@, p.request), !.next = p.number + 1])

\* What a user was told once it is not told again.
Learned(before, order) == IF Len(order) > Len(before) THEN order ELSE before

\* What may happen at will.  A model bounds these by overriding them.
MayAsk(n, r)         == TRUE
MayTakeAgain(n)      == TRUE
MayAskForMissing(n)  == TRUE
MayMissOperation(n)  == TRUE
MayCrash(n)          == TRUE
MayRestart(n)        == TRUE

-----------------------------------------------------------------------------
\* A step of node n: it is in state s now, and has delivered whatever can be.
Become(n, s) ==
  LET then == Delivering(s)
  IN /\ state' = [state EXCEPT ![n] = then]
     /\ delivered' = [delivered EXCEPT ![n] = Learned(@, then.order)]

\* What has to be numbered yet.
Unnumbered(s) == {r \in CanTake(s) : ~IsPlaced(s, r)}

\* It takes the number of one of them, if it does not wait for one already.
TakeNext(n, s) ==
  IF Unnumbered(s) = {} \/ taking[n].is = "waiting"
  THEN UNCHANGED sequencerVariables
  ELSE Sequencer!Invoke(n, CHOOSE r \in Unnumbered(s) : TRUE)

\* A client asks node n to broadcast r.
Ask(n, r) ==
  /\ MayAsk(n, r)
  /\ IsUp(n)
  /\ broadcast' = broadcast \cup {r}
  /\ IF r \in state[n].own
     THEN UNCHANGED <<state, writing>>
     ELSE LET own == state[n].own \cup {r}
          IN /\ state' = [state EXCEPT ![n].own = own]
             /\ writing' = [writing EXCEPT ![n] = Append(@, own)]
  /\ UNCHANGED <<durable, delivered, messages>>
  /\ UNCHANGED sequencerVariables

\* The disk answers: the oldest of its writes is durable.
Stored(n) ==
  /\ IsUp(n)
  /\ writing[n] # <<>>
  /\ durable' = [durable EXCEPT ![n] = Head(writing[n])]
  /\ writing' = [writing EXCEPT ![n] = Tail(@)]
  /\ LET s == [state[n] EXCEPT !.stored = Head(writing[n])]
     IN Become(n, s) /\ TakeNext(n, s)
  /\ UNCHANGED <<broadcast, messages>>

\* The node has waited for long enough for its number, and asks for it again.
TakeAgain(n) ==
  /\ MayTakeAgain(n)
  /\ IsUp(n)
  /\ Unnumbered(state[n]) # {}
  /\ Sequencer!Invoke(n, CHOOSE r \in Unnumbered(state[n]) : TRUE)
  /\ UNCHANGED <<nodeVariables, broadcast, messages>>

\* The node hears which number its request has, tells everybody, and takes
\* the next.
HearNumber(n) ==
  /\ IsUp(n)
  /\ Sequencer!CanHear(n)
  /\ LET p == [number |-> Sequencer!Heard(n), request |-> taking[n].operation]
         s == [state[n] EXCEPT !.places = @ \cup {p}]
     IN Become(n, s) /\ Send(ToOthers(n, p))
  /\ Sequencer!Hear(n)
  /\ UNCHANGED <<durable, writing, broadcast>>

ReceivePlace(n) ==
  /\ IsUp(n)
  /\ \E m \in Received(n, "place") :
       Become(n, [state[n] EXCEPT !.places = @ \cup {[number |-> m.number, request |-> m.request]}])
  /\ UNCHANGED <<durable, writing, broadcast, messages>>
  /\ UNCHANGED sequencerVariables

\* A node cannot know what it has not heard of, so it asks from time to time
\* for what comes next.
AskForMissing(n) ==
  /\ MayAskForMissing(n)
  /\ IsUp(n)
  /\ Send({[kind |-> "missing", from |-> n, to |-> m, number |-> state[n].next] : m \in Node \ {n}})
  /\ UNCHANGED <<nodeVariables, broadcast>>
  /\ UNCHANGED sequencerVariables

ReceiveMissing(n) ==
  /\ IsUp(n)
  /\ \E m \in Received(n, "missing") :
       /\ HasNumber(state[n], m.number)
       /\ Send({PlaceTo(n, m.from, [number |-> m.number, request |-> RequestAt(state[n], m.number)])})
  /\ UNCHANGED <<nodeVariables, broadcast>>
  /\ UNCHANGED sequencerVariables

\* A crash loses what is in memory, and leaves on the disk what has landed;
\* and an operation at the sequencer is not called back.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ \E k \in 0..Len(writing[n]) :
       durable' = [durable EXCEPT ![n] = IF k = 0 THEN @ ELSE writing[n][k]]
  /\ writing' = [writing EXCEPT ![n] = <<>>]
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Sequencer!Forget(n)
  /\ UNCHANGED <<delivered, broadcast, messages>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ LET s == Begun(durable[n])
     IN state' = [state EXCEPT ![n] = s] /\ TakeNext(n, s)
  /\ UNCHANGED <<durable, writing, delivered, broadcast, messages>>

\* The network loses an operation, or the answer to it: then the operation
\* takes effect, and nobody hears.
MissOperation(n) ==
  /\ MayMissOperation(n)
  /\ taking[n].is = "waiting"
  /\ taking' = [taking EXCEPT ![n] = Sequencer!Idle]
  /\ UNCHANGED <<given, nodeVariables, broadcast, messages>>

TakeUnheard(n) ==
  /\ Sequencer!TakeUnheard(n)
  /\ UNCHANGED <<nodeVariables, broadcast, messages>>

Unhear(n) ==
  /\ MayMissOperation(n)
  /\ taking[n].is = "waiting"
  /\ Sequencer!Forget(n)
  /\ UNCHANGED <<nodeVariables, broadcast, messages>>

Lose ==
  /\ LoseOne
  /\ UNCHANGED <<nodeVariables, sequencerVariables, broadcast>>

Next ==
  \/ \E n \in Node, r \in Request : Ask(n, r)
  \/ \E n \in Node :
       \/ Stored(n) \/ TakeAgain(n) \/ HearNumber(n) \/ ReceivePlace(n)
       \/ AskForMissing(n) \/ ReceiveMissing(n) \/ Crash(n) \/ Restart(n)
       \/ MissOperation(n) \/ TakeUnheard(n) \/ Unhear(n)
  \/ Lose

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* What nodes know of numbers is what the sequencer has given.
PlacesWereGiven ==
  \A n \in Node : \A p \in state[n].places : p.number <= Len(given) /\ given[p.number] = p.request

\* Whoever was given a number comes back with it: it is for a request on a
\* disk.
GivenIsDurable == In(given) \subseteq UNION {durable[n] : n \in Node}

GivenOnce == \A i, j \in 1..Len(given) : given[i] = given[j] => i = j

StoredIsDurable ==
  \A n \in Node : IsUp(n) => /\ state[n].stored = durable[n]
                             /\ state[n].own = IF writing[n] = <<>> THEN durable[n] ELSE writing[n][Len(writing[n])]

DeliveredWasBroadcast == \A n \in Node : In(delivered[n]) \subseteq broadcast

\* The problem (T2, T4).
Problem == INSTANCE TotalOrderBroadcast

TotalOrder == Problem!TotalOrder

OrderOfCommon == Problem!OrderOfCommon

OrderIsFixed == Problem!OrderIsFixed

SolvesTotalOrderBroadcast == Problem!Spec

-----------------------------------------------------------------------------
\* Whatever is broadcast at a node that comes back, and whatever anybody was
\* told, everybody is told who is up from some time on: if operations are
\* heard of in the end, messages arrive in the end that are sent again and
\* again, crashes end, and whoever is down comes back.
FairSpec ==
  /\ Spec
  /\ \A n \in Node :
       /\ WF_variables(Stored(n)) /\ WF_variables(TakeAgain(n)) /\ WF_variables(Restart(n))
       /\ WF_variables(AskForMissing(n))
       /\ SF_variables(HearNumber(n))
       /\ SF_variables(ReceivePlace(n)) /\ SF_variables(ReceiveMissing(n))

WasDelivered(n, r) == r \in In(delivered[n])

StoredIsDelivered ==
  \A m, n \in Node, r \in Request : r \in durable[m] ~> WasDelivered(n, r)

ToldAnywhereIsToldEverywhere ==
  \A m, n \in Node, r \in Request : WasDelivered(m, r) ~> WasDelivered(n, r)

THEOREM Spec => []TypeOK
THEOREM Spec => []PlacesWereGiven /\ []GivenIsDurable /\ []GivenOnce /\ []StoredIsDurable
THEOREM Spec => []DeliveredWasBroadcast
THEOREM Spec => SolvesTotalOrderBroadcast
THEOREM FairSpec => StoredIsDelivered /\ ToldAnywhereIsToldEverywhere
=============================================================================
