------------------------- MODULE BroadcastRegister --------------------------
\* A register that every node keeps for itself, in memory, and that is
\* linearizable, because all apply what one log tells them, in its order.
\*
\* Who wants to write, or to compare and set, asks a node.  The node passes
\* the operation to the log, and waits until the log tells it back: what the
\* register held just before, and the place in the order, is the answer.  A
\* client that was told nothing asks again, at this node or another, with the
\* same operation: the log tells each once, and so it takes effect once.
\*
\* That much is broadcast.  It is not enough for reads: a node may lag, and
\* does not know whether it does.  There are three ways to read.
\*  - A logged read is an operation like any other: it is answered where the
\*    log tells it back.
\*  - A positioned read is not in the log.  Its node asks the log how long it
\*    is, waits until it was told as much, and answers with what it has then.
\*  - A read at a replica is answered at once.  The replica is one node that
\*    all such reads use and that updates wait for: nobody else tells what has
\*    become of an update.
\*
\* The log is an object of the environment, see PositionedLog; nodes have
\* nothing else in common.  A node has no disk of its own: after a crash it
\* applies again what the log tells it, from the first operation on.
\*
\* There is one register here, since linearizability is a matter of each
\* register alone.  What an operation writes is its own name.
EXTENDS PositionedLog, FiniteSets

CONSTANTS
  Write,          \* the requests that write
  CompareAndSet,  \* those that set the register if it holds Expected; the others read
  AtReplica,      \* those of Read that a replica answers; the others are positioned
  Replica,        \* the replicas that do: one, or none if nobody reads so
  Nothing,        \* what the register holds at first
  Expected        \* what those who compare expect: Nothing, or what another writes

VARIABLES
  state,      \* state[n]: what node n keeps in memory
  requested,  \* what clients have asked of some node
  told        \* told[n]: what n has told its clients, in order

\* A crash loses state.  requested and told are no part of any node: they
\* are what clients have asked and have seen.
variables == <<state, requested, told, invoked, broadcast, delivered, heard, located>>

Update == Write \cup CompareAndSet

Operation == Request \cup Read

-----------------------------------------------------------------------------
\* What a node keeps: applied, the requests that it was told, in order;
\* waiting, what clients wait for; reading, the reads that know the position
\* for which they wait; and whether it is a replica that has yet to learn how
\* much it has missed.
NodeState ==
  [status : {"up", "down"}, applied : Seq(Request), waiting : SUBSET Operation,
   reading : SUBSET [read : Read, position : Nat], catchingUp : BOOLEAN]

Begun ==
  [status |-> "up", applied |-> <<>>, waiting |-> {}, reading |-> {}, catchingUp |-> FALSE]

Down == [Begun EXCEPT !.status = "down"]

IsUp(n) == state[n].status = "up"

In(order) == {order[i] : i \in 1..Len(order)}

PlaceIn(order, r) == CHOOSE i \in 1..Len(order) : order[i] = r

\* What the register holds when these were applied.
Sets(r, held) == r \in Write \/ (r \in CompareAndSet /\ held = Expected)

RECURSIVE ValueOf(_)
ValueOf(order) ==
  IF order = <<>> THEN Nothing
  ELSE LET before == ValueOf(SubSeq(order, 1, Len(order) - 1))
           r == order[Len(order)]
       IN IF Sets(r, before) THEN r ELSE before

ValueBefore(order, place) == ValueOf(SubSeq(order, 1, place - 1))

\* What a client is told: what the register held, and where in the order.  The
\* position of an operation in the log is its place; of any other read it is
\* how much was applied when it was answered.
Answer(o, held, position) == [operation |-> o, held |-> held, position |-> position]

TypeOK ==
  /\ LogTypeOK
  /\ LocatedTypeOK
  /\ state \in [Node -> NodeState]
  /\ requested \subseteq Operation
  /\ \A n \in Node :
       told[n] \in Seq(
         [operation : Operation, held : Update \cup {Nothing}, position : 0..Cardinality(Request)])

Init ==
  /\ LogInit
  /\ NoneLocated
  /\ state = [n \in Node |-> Begun]
  /\ requested = {}
  /\ told = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
\* The guards on which the register rests, by name.  Each has a model in which
\* it is weakened, and in which a property is violated.

\* An operation has an answer when the log has told it back, and not before.
HasAnswer(s, r) == r \in In(s.applied)

AnswerTo(s, r) ==
  LET place == PlaceIn(s.applied, r)
  IN Answer(r, ValueBefore(s.applied, place), place)

\* Of updates a replica tells, if there is one, and nobody else: so they wait
\* for it.
Tells(n, r) == Replica = {} \/ n \in Replica \/ r \notin Update

\* A read has waited for its position when as much was applied.
IsThere(s, position) == Len(s.applied) >= position

\* A replica answers at once, unless it has crashed and does not know yet what
\* it had told before.
MayLook(n) == n \in Replica /\ ~state[n].catchingUp

\* A node applies whatever it is told, whoever has asked for it.
Applied(s, news) == [s EXCEPT !.applied = @ \o news, !.waiting = @ \ In(news)]

\* A restarted node knows nothing, and is told everything.
Recovered(n) == [Begun EXCEPT !.catchingUp = n \in Replica]

\* What may happen at will.  A model bounds these by overriding them.
MayAsk(n, o)     == TRUE
MayAskAgain(n)   == TRUE
MayHear(n, order) == TRUE
MayCrash(n)      == TRUE
MayRestart(n)    == TRUE

-----------------------------------------------------------------------------
\* What a read finds that has waited for long enough.
Looked(s, q) == Answer(q, ValueOf(s.applied), Len(s.applied))

Arrangements(set) ==
  {order \in [1..Cardinality(set) -> set] : In(order) = set}

\* Who is told again what it knows learns nothing.
RECURSIVE Learn(_, _)
Learn(before, answers) ==
  IF answers = <<>> THEN before
  ELSE LET first == Head(answers)
       IN Learn(IF first \in In(before) THEN before ELSE Append(before, first), Tail(answers))

\* A step of node n: it is in state s now, and has told its clients these
\* answers, and then those of the reads that have waited for long enough.
Become(n, s, answers) ==
  LET done == {on \in s.reading : IsThere(s, on.position)}
  IN /\ state' = [state EXCEPT ![n] =
                    [s EXCEPT !.reading = @ \ done, !.catchingUp = @ /\ done = {}]]
     /\ \E looks \in Arrangements({Looked(s, on.read) : on \in done}) :
          told' = [told EXCEPT ![n] = Learn(@, answers \o looks)]

\* A client asks node n for r.  If it has an answer, the client is told.
Ask(n, r) ==
  /\ MayAsk(n, r)
  /\ IsUp(n)
  /\ Tells(n, r)
  /\ requested' = requested \cup {r}
  /\ IF HasAnswer(state[n], r)
     THEN /\ Become(n, state[n], <<AnswerTo(state[n], r)>>)
          /\ UNCHANGED logVariables
     ELSE /\ Become(n, [state[n] EXCEPT !.waiting = @ \cup {r}], <<>>)
          /\ Invoke({r})
  /\ UNCHANGED located

\* A client asks node n for a read that is not in the log.  A replica looks at
\* what it has; for any other read the node asks for the position.
Look(n, q) ==
  /\ MayAsk(n, q)
  /\ IsUp(n)
  /\ requested' = requested \cup {q}
  /\ IF q \in AtReplica
     THEN /\ MayLook(n)
          /\ Become(n, state[n], <<Looked(state[n], q)>>)
          /\ UNCHANGED located
     ELSE IF \E on \in state[n].reading : on.read = q
     THEN UNCHANGED <<state, told, located>>
     ELSE /\ Become(n, [state[n] EXCEPT !.waiting = @ \cup {q}], <<>>)
          /\ Locate(n, {q})
  /\ UNCHANGED logVariables

\* What clients have waited for long enough is asked for again.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].waiting # {}
  /\ Invoke(state[n].waiting \cap Request)
  /\ Locate(n, state[n].waiting \cap Read)
  /\ UNCHANGED <<state, requested, told>>

\* The log tells node n some more, and the node those who wait for it.
HearOrder(n, order) ==
  /\ MayHear(n, order)
  /\ Tell(n, order)
  /\ LET news == News(n, order)
         s == Applied(state[n], news)
         Waits(r) == r \in state[n].waiting
         awaited == SelectSeq(news, Waits)
     IN Become(n, s, [i \in 1..Len(awaited) |-> AnswerTo(s, awaited[i])])
  /\ UNCHANGED located

\* Or it tells the position for a read, which now knows for what it waits.
HearPosition(n, on) ==
  /\ TellPosition(n, on)
  /\ Become(n, [state[n] EXCEPT !.waiting = @ \ {on.read}, !.reading = @ \cup {on}], <<>>)
  /\ UNCHANGED logVariables

Hear(n) ==
  /\ IsUp(n)
  /\ (\E order \in Orders : HearOrder(n, order)) \/ (\E on \in located[n] : HearPosition(n, on))
  /\ UNCHANGED requested

\* A crash loses what the node has in memory, and those who wait with it.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Forget(n)
  /\ LosePositions(n)
  /\ UNCHANGED <<requested, told>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(n)]
  /\ UNCHANGED logVariables
  /\ UNCHANGED <<requested, told, located>>

OfLog == UNCHANGED <<state, requested, told, located>>

LogTakes(r) == Take(r) /\ OfLog

LogMisses(r) == Miss(r) /\ OfLog

Next ==
  \/ \E n \in Node, r \in Request : Ask(n, r)
  \/ \E n \in Node, q \in Read : Look(n, q)
  \/ \E n \in Node : AskAgain(n) \/ Hear(n) \/ Crash(n) \/ Restart(n)
  \/ \E r \in Request : LogTakes(r) \/ LogMisses(r)

Spec == Init /\ [][Next]_variables
=============================================================================
