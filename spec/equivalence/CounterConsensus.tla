-------------------------- MODULE CounterConsensus --------------------------
\* Consensus from a counter that is incremented and read in one operation, and
\* a board on which each node writes for itself and reads what all have
\* written.  A node announces its proposal on the board, and then takes a
\* number.  Whoever has number 1 is the first, and its proposal is the
\* decision.  Everybody else has to find out who that is.
\*
\* Of two nodes the one that is not the first knows who is: the other one,
\* which has announced its proposal before it took its number.  So two nodes
\* decide, and nobody waits for anybody.  Of three, whoever has number 2 or 3
\* sees two others who may be the first.  It waits until one of them says that
\* it is, or until all but one say that they are not; and if too many stop
\* before they have said anything, it waits for ever.  Nobody can do better:
\* with counters and boards no algorithm lets three nodes decide of which two
\* may stop at any time (Herlihy 1991: the consensus number of a counter is 2).
\* A register that compares and sets does, see RegisterConsensus.
\*
\* Writing and reading the board decides nothing by itself.  It is there at one
\* instant here, for brevity.  Nothing rests on that: what stands there only
\* grows, and a node that reads entry by entry after it has its number finds
\* the announcement of whoever was before it.
\*
\* Both are objects of the environment, see AtomicObject.  A node has no disk.
\* A node that has announced something, and has crashed, may have taken a
\* number that it does not know.  It takes no other one: it only reads.
EXTENDS Naturals, FiniteSets

CONSTANTS
  Node,   \* the set of nodes
  Value,  \* the set of values that can be proposed
  None    \* no value

ASSUME NoneIsNoValue == None \notin Value

VARIABLES
  state,         \* state[n]: what node n keeps in memory
  counter,       \* the number that the counter has given last
  incrementing,  \* incrementing[n]: n's increment in flight
  board,         \* board[n]: what n has announced
  using,         \* using[n]: n's operation on the board in flight
  proposed,      \* the values that clients have proposed
  decided        \* decided[n]: the value that n has told its user, or None

\* A crash loses state.  proposed and decided are no part of any node: they
\* are what clients have asked and have seen.
variables == <<state, counter, incrementing, board, using, proposed, decided>>

-----------------------------------------------------------------------------
\* The counter, and the board.  An entry is a proposal, and the number that its
\* node was given; 0 as long as it has not said.
Increment == [kind |-> "increment"]

Incremented(number, operation) == number + 1

NumberGiven(number, operation) == number + 1

Counter ==
  INSTANCE AtomicObject
    WITH value <- counter, pending <- incrementing, Apply <- Incremented, Result <- NumberGiven

Nothing == [value |-> None, number |-> 0]

Entry == {Nothing} \cup [value : Value, number : 0..Cardinality(Node)]

Read == [kind |-> "read"]

Write(n, value, number) ==
  [kind |-> "write", by |-> n, entry |-> [value |-> value, number |-> number]]

Written(entries, operation) ==
  IF operation.kind = "write" THEN [entries EXCEPT ![operation.by] = operation.entry] ELSE entries

Seen(entries, operation) == entries

Board ==
  INSTANCE AtomicObject
    WITH value <- board, pending <- using, Apply <- Written, Result <- Seen

-----------------------------------------------------------------------------
\* What a node keeps: what it does, its proposal, its number, which is 0 as
\* long as it has none, and the decision.
Doing == {"idle", "looking", "announcing", "counting", "telling", "reading", "done", "down"}

NodeState ==
  [status : Doing, proposal : Value \cup {None}, number : 0..Cardinality(Node),
   decision : Value \cup {None}]

Begun == [status |-> "idle", proposal |-> None, number |-> 0, decision |-> None]

Down == [Begun EXCEPT !.status = "down"]

IsUp(n) == state[n].status # "down"

TypeOK ==
  /\ state \in [Node -> NodeState]
  /\ counter \in 0..Cardinality(Node)
  /\ board \in [Node -> Entry]
  /\ proposed \subseteq Value
  /\ decided \in [Node -> Value \cup {None}]

Init ==
  /\ state = [n \in Node |-> Begun]
  /\ counter = 0
  /\ incrementing = [n \in Node |-> Counter!Idle]
  /\ board = [n \in Node |-> Nothing]
  /\ using = [n \in Node |-> Board!Idle]
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]

-----------------------------------------------------------------------------
\* The guards on which consensus rests, by name.  Each has a model in which it
\* is weakened, and in which a property is violated.

\* Only number 1 is the first.
IsFirst(number) == number = 1

\* A node takes a number if it has announced nothing before: it has not been
\* here.
MayTakeANumber(entry) == entry = Nothing

\* A node announces its proposal before it takes a number.
Announcement(s) == s.proposal

\* Who has announced something, and has not said that its number is another
\* one, may be the first.
MayBeFirst(entry) == entry.value # None /\ entry.number = 0

\* Whoever says that it is the first is.  Whoever has a number knows that there
\* is a first, and if only one other can be, that is it.
ToldFirst(entries) == {m \in Node : entries[m].value # None /\ IsFirst(entries[m].number)}

First(n, number, entries) ==
  IF ToldFirst(entries) # {} THEN ToldFirst(entries)
  ELSE IF number = 0 THEN {}
  ELSE {m \in Node \ {n} : MayBeFirst(entries[m])}

Decision(n, number, entries) ==
  LET first == First(n, number, entries)
  IN IF Cardinality(first) = 1 THEN entries[CHOOSE m \in first : TRUE].value ELSE None

\* A restarted node knows nothing.
Recovered(n) == Begun

\* What may happen at will.  A model bounds these by overriding them.
MayPropose(n, v) == TRUE
MayAskAgain(n)   == TRUE
MayCrash(n)      == TRUE
MayRestart(n)    == TRUE

-----------------------------------------------------------------------------
\* A client proposes v at node n.  A node proposes one value.  First it looks
\* whether it has been here before.
Propose(n, v) ==
  /\ MayPropose(n, v)
  /\ IsUp(n)
  /\ proposed' = proposed \cup {v}
  /\ IF state[n].status = "idle"
     THEN /\ state' = [state EXCEPT ![n].status = "looking", ![n].proposal = v]
          /\ Board!Invoke(n, Read)
     ELSE UNCHANGED <<state, board, using>>
  /\ UNCHANGED <<counter, incrementing, decided>>

OnBoard == UNCHANGED <<counter, incrementing, proposed>>

\* It has not: it announces its proposal.  It has: it waits for another to say
\* that it is the first.
HearBoardLooking(n) ==
  /\ state[n].status = "looking"
  /\ IF MayTakeANumber(Board!Heard(n)[n])
     THEN /\ state' = [state EXCEPT ![n].status = "announcing"]
          /\ Board!HearAndInvoke(n, Write(n, Announcement(state[n]), 0))
     ELSE /\ state' = [state EXCEPT ![n].status = "reading"]
          /\ Board!HearAndInvoke(n, Read)
  /\ OnBoard
  /\ UNCHANGED decided

\* Its proposal can be read by everybody: it takes a number.
HearBoardAnnouncing(n) ==
  /\ state[n].status = "announcing"
  /\ state' = [state EXCEPT ![n].status = "counting"]
  /\ Board!Hear(n)
  /\ Counter!Invoke(n, Increment)
  /\ UNCHANGED <<counter, proposed, decided>>

\* Its number can be read by everybody: it is done, or looks for the first.
HearBoardTelling(n) ==
  /\ state[n].status = "telling"
  /\ IF state[n].decision = None
     THEN /\ state' = [state EXCEPT ![n].status = "reading"]
          /\ Board!HearAndInvoke(n, Read)
     ELSE /\ state' = [state EXCEPT ![n].status = "done"]
          /\ Board!Hear(n)
  /\ OnBoard
  /\ UNCHANGED decided

\* It knows who is the first, or has to look again.
HearBoardReading(n) ==
  /\ state[n].status = "reading"
  /\ Board!Hear(n)
  /\ LET decision == Decision(n, state[n].number, Board!Heard(n))
     IN IF decision = None
        THEN UNCHANGED <<state, decided>>
        ELSE /\ state' = [state EXCEPT ![n].status = "done", ![n].decision = decision]
             /\ decided' = [decided EXCEPT ![n] = decision]
  /\ OnBoard

HearBoard(n) ==
  /\ Board!CanHear(n)
  /\ \/ HearBoardLooking(n) \/ HearBoardAnnouncing(n)
     \/ HearBoardTelling(n) \/ HearBoardReading(n)

\* It is given a number, and tells it.  The first decides at once.
HearCounter(n) ==
  /\ IsUp(n)
  /\ Counter!CanHear(n)
  /\ LET number == Counter!Heard(n)
         proposal == state[n].proposal
         decision == IF IsFirst(number) THEN proposal ELSE None
     IN /\ state' = [state EXCEPT ![n] =
                       [@ EXCEPT !.status = "telling", !.number = number, !.decision = decision]]
        /\ decided' = [decided EXCEPT ![n] = IF decision = None THEN @ ELSE decision]
        /\ Board!Invoke(n, Write(n, proposal, number))
  /\ Counter!Hear(n)
  /\ UNCHANGED proposed

\* A node that has not found the first looks again after a while.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].status = "reading"
  /\ Board!Invoke(n, Read)
  /\ UNCHANGED <<state, counter, incrementing, proposed, decided>>

\* A crash loses what the node has in memory.  What it has in flight may still
\* take effect.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Counter!Forget(n)
  /\ Board!Forget(n)
  /\ UNCHANGED <<proposed, decided>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(n)]
  /\ UNCHANGED <<counter, incrementing, board, using, proposed, decided>>

CountUnheard(n) ==
  /\ Counter!TakeUnheard(n)
  /\ UNCHANGED <<state, board, using, proposed, decided>>

WriteUnheard(n) ==
  /\ Board!TakeUnheard(n)
  /\ UNCHANGED <<state, counter, incrementing, proposed, decided>>

Next ==
  \/ \E n \in Node, v \in Value : Propose(n, v)
  \/ \E n \in Node :
       \/ HearBoard(n) \/ HearCounter(n) \/ AskAgain(n)
       \/ Crash(n) \/ Restart(n) \/ CountUnheard(n) \/ WriteUnheard(n)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Whoever has a number has announced its proposal before.
AnnouncedBefore ==
  \A n \in Node : state[n].number # 0 => board[n].value = state[n].proposal

\* What a node knows for decided it has told its user.
KnownIsTold == \A n \in Node : state[n].decision \in {None, decided[n]}

\* It is consensus, as the problem has it: what was proposed and what users
\* were told are the same there.
Problem == INSTANCE Consensus

SolvesConsensus == Problem!Spec

Agreement == Problem!Agreement

-----------------------------------------------------------------------------
\* A node that has a proposal and stays up decides.  It does among two nodes,
\* whoever stops; among three, as long as one of them stops at most.
FairSpec ==
  /\ Spec
  /\ \A n \in Node :
       WF_variables(HearBoard(n)) /\ WF_variables(HearCounter(n)) /\ WF_variables(AskAgain(n))

WhoProposesDecides ==
  \A n \in Node : state[n].proposal # None ~> (decided[n] # None \/ ~IsUp(n))

THEOREM Spec => []TypeOK
THEOREM Spec => []AnnouncedBefore /\ []KnownIsTold
THEOREM Spec => SolvesConsensus
THEOREM Spec => []Agreement
THEOREM FairSpec => WhoProposesDecides
=============================================================================
