---------------------- MODULE SequencedBroadcast_Node -----------------------
\* What a node of sequenced broadcast keeps, what it sends, and the two
\* objects that it uses: the sequencer, and the cells.
EXTENDS Naturals, Sequences, Network

CONSTANTS
  Node,     \* the set of nodes
  Request,  \* what clients can broadcast
  None      \* no request: what a place holds that was filled with nothing

ASSUME NoneIsFresh == None \notin Request

VARIABLES
  state,      \* state[n]: what node n keeps in memory
  durable,    \* durable[n]: the requests on n's disk, in the order in which it was asked
  writing,    \* writing[n]: what n has asked its disk to hold, in order
  given,      \* the requests in the order in which the sequencer has numbered them
  taking,     \* taking[n]: n's operation at the sequencer
  cells,      \* what the cells hold that were written
  filling,    \* filling[n]: n's operation at the cells
  broadcast,  \* the requests that clients have broadcast
  delivered   \* delivered[n]: what the user of n was told, in order

nodeVariables == <<state, durable, writing, delivered>>

objectVariables == <<given, taking, cells, filling>>

variables == <<messages, nodeVariables, objectVariables, broadcast>>

-----------------------------------------------------------------------------
In(order) == {order[i] : i \in 1..Len(order)}

\* The sequencer is a counter that is incremented and read in one operation,
\* and remembers for which request.  An operation asks for a number of a
\* request that is above a number of which the node knows that it is spent:
\* 0, unless there are cells.  A request that has one is given the same again,
\* however often it is asked for; another is given the next.
Remembers(order, operation) ==
  \E i \in (operation.after + 1)..Len(order) : order[i] = operation.request

Numbered(order, operation) ==
  IF Remembers(order, operation) THEN order ELSE Append(order, operation.request)

LastOf(order, r) ==
  CHOOSE i \in 1..Len(order) : order[i] = r /\ \A j \in (i + 1)..Len(order) : order[j] # r

NumberGiven(order, operation) ==
  [request |-> operation.request,
   number |-> LastOf(Numbered(order, operation), operation.request)]

Sequencer ==
  INSTANCE AtomicObject
    WITH value <- given, pending <- taking, Apply <- Numbered, Result <- NumberGiven

\* A cell is written once, by whoever comes first, and whoever comes later is
\* told what was written then.  There is one for each number.
Written(held, operation) ==
  IF \E c \in held : c.cell = operation.cell THEN held ELSE held \cup {operation}

HeldThen(held, operation) ==
  CHOOSE c \in Written(held, operation) : c.cell = operation.cell

Cells ==
  INSTANCE AtomicObject
    WITH value <- cells, pending <- filling, Apply <- Written, Result <- HeldThen

-----------------------------------------------------------------------------
\* A place is a number and what has it: a request, or nothing.
Content == Request \cup {None}

Place == [number : Nat \ {0}, content : Content]

\* What a node keeps: own, the requests that it was asked to broadcast, in
\* that order; stored, how many of them are on its disk, as far as it knows;
\* taken, the number that it has taken for a request, where its cell has yet
\* to be written; places, all places that it knows; order, what it has
\* delivered since it started; next, the number of what is to be delivered
\* next.
NodeState ==
  [status : {"up", "down"}, own : Seq(Request), stored : Nat,
   taken : {None} \cup [number : Nat \ {0}, request : Request],
   places : SUBSET Place, order : Seq(Request), next : Nat \ {0}]

\* A node that has started, with what is on its disk and nothing else.
Begun(requests) ==
  [status |-> "up", own |-> requests, stored |-> Len(requests), taken |-> None,
   places |-> {}, order |-> <<>>, next |-> 1]

Down == [Begun(<<>>) EXCEPT !.status = "down"]

IsUp(n) == state[n].status = "up"

HasNumber(s, k) == \E p \in s.places : p.number = k

ContentAt(s, k) == (CHOOSE p \in s.places : p.number = k).content

IsPlaced(s, r) == \E p \in s.places : p.content = r

\* How many places one message can carry.
MaxPlaces == 100

\* Up to which number a node knows all places from one on, as far as a message
\* can carry them; and what these hold.
KnownFrom(s, first) ==
  CHOOSE k \in (first - 1)..(first + MaxPlaces - 1) :
    /\ \A i \in first..k : HasNumber(s, i)
    /\ k = first + MaxPlaces - 1 \/ ~HasNumber(s, k + 1)

ContentsFrom(s, first) ==
  [i \in 1..(KnownFrom(s, first) - first + 1) |-> ContentAt(s, first + i - 1)]

\* What is sent: what has the number first and those after it; and the
\* question who knows that.
Message ==
  [kind : {"places"}, from : Node, to : Node, first : Nat \ {0}, contents : Seq(Content)]
    \cup [kind : {"missing"}, from : Node, to : Node, number : Nat \ {0}]

Places(n, m, first, contents) ==
  [kind |-> "places", from |-> n, to |-> m, first |-> first, contents |-> contents]

Missing(n, m, number) == [kind |-> "missing", from |-> n, to |-> m, number |-> number]

PlaceToOthers(n, p) == {Places(n, m, p.number, <<p.content>>) : m \in Node \ {n}}

PlacesIn(m) ==
  {[number |-> m.first + i - 1, content |-> m.contents[i]] : i \in 1..Len(m.contents)}
=============================================================================
