------------------------- MODULE SequencedBroadcast -------------------------
\* Total order broadcast from a counter (R6).  Whoever has something to
\* broadcast takes the next number for it from a sequencer, and sends it to
\* everybody with its number.  Everybody delivers what has number 1, then
\* what has number 2, and so on: what comes early waits for what is before
\* it, and what is missing is asked for.
\*
\* Between nodes and sequencer is a network, so a node that hears nothing does
\* not know whether its operation has taken effect, and has to ask again.
\* Therefore the sequencer remembers which request it has given which number,
\* and gives the same again.
\*
\* A number that was given, and whose request reaches nobody, is a gap.
\* Nobody may step over it: another may have heard of the request.  There are
\* two ways to close it.
\*
\*  - The sender comes back.  A node takes a number only for a request that is
\*    on its disk.  After a crash it finds the request there, is given the
\*    same number again, and sends it.  If it never comes back, all wait.
\*  - Cells.  What has a number is decided in the cell of that number, which
\*    is written once.  The sender writes its request there, and whoever has
\*    waited for too long writes nothing there.  Both learn what the cell
\*    holds, and say so to everybody.  A sender that finds nothing in its cell
\*    takes another number.
\*
\* What is left out, and why that is harmless:
\*
\*  - That the sequencer fails, or the cells.  Each is one linearizable
\*    object, whatever it is made of.
\*  - That what is on a disk, in memory, or in the objects is ever thrown away.
\*    What everybody has delivered could be.
\*  - Time.  A node may lose patience whenever it waits, so nothing that is
\*    safe here depends on how long anything takes.
EXTENDS SequencedBroadcast_Node

TypeOK ==
  /\ messages \subseteq Message
  /\ state \in [Node -> NodeState]
  /\ durable \in [Node -> Seq(Request)]
  /\ \A n \in Node : writing[n] \in Seq(Seq(Request))
  /\ given \in Seq(Request)
  /\ \A n \in Node :
       \/ taking[n] = Sequencer!Idle
       \/ /\ taking[n].is \in {"waiting", "orphaned"}
          /\ taking[n].operation \in [request : Request, after : Nat]
  /\ cells \subseteq [cell : Nat \ {0}, value : Content]
  /\ \A n \in Node :
       \/ filling[n] = Cells!Idle
       \/ /\ filling[n].is \in {"waiting", "orphaned"}
          /\ filling[n].operation \in [cell : Nat \ {0}, value : Content]
  /\ broadcast \subseteq Request
  /\ \A n \in Node : delivered[n] \in Seq(Request)

Init ==
  /\ messages = {}
  /\ state = [n \in Node |-> Begun(<<>>)]
  /\ durable = [n \in Node |-> <<>>]
  /\ writing = [n \in Node |-> <<>>]
  /\ given = <<>>
  /\ taking = [n \in Node |-> Sequencer!Idle]
  /\ cells = {}
  /\ filling = [n \in Node |-> Cells!Idle]
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
\* The guards on which the broadcast rests, by name.  Each has a model in
\* which it is weakened, and in which a property is violated.

\* Which of the two ways is taken.  Without cells it is assumed that whoever
\* took a number comes back.
UsesCells == TRUE

\* A number is taken only for what is on the disk, so that whoever took it
\* comes back with it.
MayTakeFor(s) == SubSeq(s.own, 1, s.stored)

\* What the disk has answered for is on it, and nothing else.
StoredUpTo(n, k) == Len(writing[n][k])

\* Nothing is delivered before what has the number before it.
IsTurn(s, p) == p.number = s.next

\* With cells nobody knows what has a number but from its cell: neither the
\* sender, nor whoever fills it.
SenderWritesCell == UsesCells

FillerWritesCell == TRUE

\* Of what others send a node keeps only what is not too far ahead of it, since
\* otherwise there is no limit to what is kept.  It asks for the rest when it
\* is its turn.
Window == 1000

IsNear(s, p) == p.number < s.next + Window

\* What may happen at will.  A model bounds these by overriding them.
MayBroadcast(n, r)   == TRUE
MayAskAgain(n)       == TRUE
MayAskForMissing(n)  == TRUE
MayFill(n)           == TRUE
MayLoseAnswer(n)     == TRUE
MayCrash(n)          == TRUE
MayRestart(n)        == TRUE

-----------------------------------------------------------------------------
\* A node broadcasts its requests one after the other: the first that is on
\* its disk and has no place yet.
Current(s) ==
  LET HasNoPlace(r) == ~IsPlaced(s, r)
      rest == SelectSeq(MayTakeFor(s), HasNoPlace)
  IN IF rest = <<>> THEN None ELSE Head(rest)

\* What it has to ask of an object for that: to write the request into the
\* cell of the number that it has; or for a number, where it has none, or one
\* of which it knows that another content has it.
ToSequencer(r, after) ==
  [object |-> "sequencer", operation |-> [request |-> r, after |-> after]]

ToCell(k, content) ==
  [object |-> "cells", operation |-> [cell |-> k, value |-> content]]

Due(s) ==
  LET r == Current(s)
  IN IF r = None THEN None
     ELSE IF s.taken = None THEN ToSequencer(r, 0)
     ELSE IF s.taken.request # r THEN ToSequencer(r, 0)
     ELSE IF HasNumber(s, s.taken.number) THEN ToSequencer(r, s.taken.number)
     ELSE ToCell(s.taken.number, r)

IsFor(due, object) == IF due = None THEN FALSE ELSE due.object = object

\* What comes next is delivered, and then what comes after it.
Turns(s) == {p \in s.places : IsTurn(s, p)}

Lowest(places) == CHOOSE p \in places : \A q \in places : p.number <= q.number

RECURSIVE Delivering(_)
Delivering(s) ==
  IF Turns(s) = {} THEN s
  ELSE LET p == Lowest(Turns(s))
           order == IF p.content = None THEN s.order ELSE Append(s.order, p.content)
       IN Delivering([s EXCEPT !.order = order, !.next = p.number + 1])

\* A node learns places, of which it knows none to be another.
Learning(s, places) ==
  Delivering([s EXCEPT !.places = @ \cup {p \in places : ~HasNumber(s, p.number)}])

\* What a user was told once it is not told again.
Told(before, order) == IF Len(order) > Len(before) THEN order ELSE before

-----------------------------------------------------------------------------
\* A step of node n: it is in this state now, and has heard of the objects that
\* are named.  What has to be asked now it asks, unless it has asked it before.
\* (What is bound by a quantifier is evaluated once.)
Become(n, now, asked, heard) ==
  \E s \in {now} : \E due \in {IF Due(s) = asked THEN None ELSE Due(s)} :
    /\ state' = [state EXCEPT ![n] = s]
    /\ delivered' = [delivered EXCEPT ![n] = Told(@, s.order)]
    /\ CASE "sequencer" \in heard /\ IsFor(due, "sequencer") -> Sequencer!HearAndInvoke(n, due.operation)
         [] "sequencer" \in heard /\ ~IsFor(due, "sequencer") -> Sequencer!Hear(n)
         [] "sequencer" \notin heard /\ IsFor(due, "sequencer") -> Sequencer!Invoke(n, due.operation)
         [] OTHER -> UNCHANGED <<given, taking>>
    /\ CASE "cells" \in heard /\ IsFor(due, "cells") -> Cells!HearAndInvoke(n, due.operation)
         [] "cells" \in heard /\ ~IsFor(due, "cells") -> Cells!Hear(n)
         [] "cells" \notin heard /\ IsFor(due, "cells") -> Cells!Invoke(n, due.operation)
         [] OTHER -> UNCHANGED <<cells, filling>>

\* A client asks node n to broadcast r.
Broadcast(n, r) ==
  /\ MayBroadcast(n, r)
  /\ IsUp(n)
  /\ broadcast' = broadcast \cup {r}
  /\ IF r \in In(state[n].own)
     THEN UNCHANGED <<nodeVariables, objectVariables>>
     ELSE LET s == [state[n] EXCEPT !.own = Append(@, r)]
          IN /\ Become(n, s, Due(state[n]), {})
             /\ writing' = [writing EXCEPT ![n] = Append(@, s.own)]
             /\ UNCHANGED durable
  /\ UNCHANGED messages

\* The disk answers for some of its writes: these are durable.
Stored(n) ==
  /\ IsUp(n)
  /\ \E k \in 1..Len(writing[n]) :
       /\ durable' = [durable EXCEPT ![n] = writing[n][k]]
       /\ writing' = [writing EXCEPT ![n] = SubSeq(@, k + 1, Len(@))]
       /\ Become(n, [state[n] EXCEPT !.stored = StoredUpTo(n, k)], None, {})
  /\ UNCHANGED <<broadcast, messages>>

\* A node has waited for long enough for what an object has to answer, and
\* asks again.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ Due(state[n]) # None
  /\ LET due == Due(state[n])
     IN IF due.object = "sequencer"
        THEN Sequencer!Invoke(n, due.operation) /\ UNCHANGED <<cells, filling>>
        ELSE Cells!Invoke(n, due.operation) /\ UNCHANGED <<given, taking>>
  /\ UNCHANGED <<nodeVariables, broadcast, messages>>

\* A node that knows what has a number learns that, and tells everybody, if it
\* did not know before.
LearnAndTell(n, s, p, heard) ==
  /\ Become(n, Learning(s, {p}), Due(state[n]), heard)
  /\ IF HasNumber(s, p.number) THEN UNCHANGED messages ELSE Send(PlaceToOthers(n, p))

\* A node hears which number its request has.  With cells it is to be seen
\* yet what the cell holds.  Of what has a place the node knows the number.
HearNumber(n) ==
  /\ IsUp(n)
  /\ Sequencer!CanHear(n)
  /\ LET heard == Sequencer!Heard(n)
         p == [number |-> heard.number, content |-> heard.request]
     IN IF IsPlaced(state[n], heard.request)
        THEN /\ Become(n, state[n], Due(state[n]), {"sequencer"})
             /\ UNCHANGED messages
        ELSE IF SenderWritesCell
        THEN /\ Become(n, [state[n] EXCEPT !.taken = heard], Due(state[n]), {"sequencer"})
             /\ UNCHANGED messages
        ELSE LearnAndTell(n, state[n], p, {"sequencer"})
  /\ UNCHANGED <<durable, writing, broadcast>>

\* A node hears what a cell holds: its own request, or that of another who has
\* the same number for it, or nothing.
HearCell(n) ==
  /\ IsUp(n)
  /\ Cells!CanHear(n)
  /\ LET heard == Cells!Heard(n)
         p == [number |-> heard.cell, content |-> heard.value]
     IN LearnAndTell(n, state[n], p, {"cells"})
  /\ UNCHANGED <<durable, writing, broadcast>>

\* It knows that there is something after the number that it waits for: a
\* later place, or a number that it has itself.
SeesGap(s) ==
  \/ \E p \in s.places : p.number > s.next
  \/ IF s.taken = None THEN FALSE ELSE s.taken.number > s.next

\* It has waited for too long, and writes nothing into the cell of the number
\* for which it waits.
FillGap(n) ==
  /\ MayFill(n)
  /\ UsesCells
  /\ SeesGap(state[n])
  /\ LET k == state[n].next
     IN IF FillerWritesCell
        THEN /\ Cells!Invoke(n, ToCell(k, None).operation)
             /\ UNCHANGED <<nodeVariables, given, taking, messages>>
        ELSE /\ LearnAndTell(n, state[n], [number |-> k, content |-> None], {})
             /\ UNCHANGED <<durable, writing>>
  /\ UNCHANGED broadcast

ReceivePlaces(n) ==
  /\ IsUp(n)
  /\ \E m \in Received(n, "places") :
       LET near == {p \in PlacesIn(m) : IsNear(state[n], p)}
       IN Become(n, Learning(state[n], near), Due(state[n]), {})
  /\ UNCHANGED <<durable, writing, broadcast, messages>>

\* A node cannot know what it has not heard of, so it asks from time to time
\* for what comes next.
AskForMissing(n) ==
  /\ MayAskForMissing(n)
  /\ IsUp(n)
  /\ Send({Missing(n, m, state[n].next) : m \in Node \ {n}})
  /\ UNCHANGED <<nodeVariables, objectVariables, broadcast>>

ReceiveMissing(n) ==
  /\ IsUp(n)
  /\ \E m \in Received(n, "missing") :
       /\ HasNumber(state[n], m.number)
       /\ Send({Places(n, m.from, m.number, ContentsFrom(state[n], m.number))})
  /\ UNCHANGED <<nodeVariables, objectVariables, broadcast>>

-----------------------------------------------------------------------------
\* A crash loses what is in memory, and leaves on the disk what has landed;
\* and an operation that is in flight is not called back.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ \E k \in 0..Len(writing[n]) :
       durable' = [durable EXCEPT ![n] = IF k = 0 THEN @ ELSE writing[n][k]]
  /\ writing' = [writing EXCEPT ![n] = <<>>]
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Sequencer!Forget(n)
  /\ Cells!Forget(n)
  /\ UNCHANGED <<delivered, broadcast, messages>>

\* A node that comes back has nothing but its disk, and asks again for what it
\* had asked.
Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Begun(durable[n])]
  /\ UNCHANGED <<durable, writing, delivered, objectVariables, broadcast, messages>>

OfObjects == UNCHANGED <<nodeVariables, broadcast, messages>>

\* An operation takes effect, and its node does not hear of it: it has
\* crashed since, or the answer is lost on its way.
NumberUnheard(n) ==
  Sequencer!TakeUnheard(n) /\ UNCHANGED <<cells, filling>> /\ OfObjects

CellUnheard(n) ==
  Cells!TakeUnheard(n) /\ UNCHANGED <<given, taking>> /\ OfObjects

NumberLost(n) ==
  MayLoseAnswer(n) /\ Sequencer!LoseAnswer(n) /\ UNCHANGED <<cells, filling>> /\ OfObjects

CellLost(n) ==
  MayLoseAnswer(n) /\ Cells!LoseAnswer(n) /\ UNCHANGED <<given, taking>> /\ OfObjects

Lose == LoseOne /\ UNCHANGED <<nodeVariables, objectVariables, broadcast>>

Next ==
  \/ \E n \in Node, r \in Request : Broadcast(n, r)
  \/ \E n \in Node :
       \/ Stored(n) \/ AskAgain(n) \/ HearNumber(n) \/ HearCell(n) \/ FillGap(n)
       \/ ReceivePlaces(n) \/ AskForMissing(n) \/ ReceiveMissing(n)
       \/ Crash(n) \/ Restart(n)
       \/ NumberUnheard(n) \/ CellUnheard(n) \/ NumberLost(n) \/ CellLost(n)
  \/ Lose

Spec == Init /\ [][Next]_variables
=============================================================================
