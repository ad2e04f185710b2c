------------------------- MODULE ReplicatedCounter --------------------------
\* A counter that every node keeps for itself, in memory, and that is the
\* same everywhere, because all count what one log tells them, in its order.
\* It is the smallest replicated machine.
\*
\* A client asks a node to count its request.  The node passes the request to
\* the log and waits until the log tells it back; its place in the order is
\* its number, and the node tells the client.  What the log has missed the
\* node passes on again, for as long as it waits.  A client that was told
\* nothing asks again, at this node or another, with the same request: it is
\* counted once (T4), and so there is no harm in it.
\*
\* The log is an object of the environment, see SharedLog; nodes have nothing
\* else in common.  A node has no disk of its own: after a crash it counts
\* again what the log tells it, from the first request on, and knows nothing
\* of whoever was waiting.
EXTENDS SharedLog

VARIABLES
  state,      \* state[n]: what node n keeps in memory
  requested,  \* the requests that clients have asked some node to count
  told        \* told[n]: what n has told its clients, in order

\* A crash loses state.  requested and told are no part of any node: they
\* are what clients have asked and have seen.
variables == <<state, requested, told, invoked, broadcast, delivered, heard>>

-----------------------------------------------------------------------------
\* What a node keeps: counted, the requests that it was told, in order; and
\* waiting, those that clients wait for.
NodeState ==
  [status : {"up", "down"}, counted : Seq(Request), waiting : SUBSET Request]

Begun == [status |-> "up", counted |-> <<>>, waiting |-> {}]

Down == [status |-> "down", counted |-> <<>>, waiting |-> {}]

IsUp(n) == state[n].status = "up"

In(order) == {order[i] : i \in 1..Len(order)}

PlaceIn(order, r) == CHOOSE i \in 1..Len(order) : order[i] = r

\* What a client is told: the number of its request.
Answer(r, number) == [request |-> r, number |-> number]

TypeOK ==
  /\ LogTypeOK
  /\ state \in [Node -> NodeState]
  /\ requested \subseteq Request
  /\ \A n \in Node : told[n] \in Seq([request : Request, number : Nat \ {0}])

Init ==
  /\ LogInit
  /\ state = [n \in Node |-> Begun]
  /\ requested = {}
  /\ told = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
\* The guards on which the counter rests, by name.  Each has a model in which
\* it is weakened, and in which a property is violated.

\* A request has a number when the log has told it back, and not before.
HasNumber(s, r) == r \in In(s.counted)

\* Its number is its place in the order.  It does not matter what else the
\* node was told in the same step, or what was counted since.
Number(s, r) == PlaceIn(s.counted, r)

\* A node counts whatever it is told, whoever has asked for it.
Counted(s, news) == [s EXCEPT !.counted = @ \o news, !.waiting = @ \ In(news)]

\* It tells a number only to clients that wait for it.
IsAwaited(s, r) == r \in s.waiting

\* A restarted node knows nothing, and is told everything.
Recovered(n) == Begun

\* What may happen at will.  A model bounds these by overriding them.
MayAsk(n, r)   == TRUE
MayAskAgain(n) == TRUE
MayCrash(n)    == TRUE
MayRestart(n)  == TRUE

-----------------------------------------------------------------------------
\* A step of node n: it is in state s now, and has told its clients these
\* answers.  Who is told again what it knows learns nothing.
RECURSIVE Learn(_, _)
Learn(before, answers) ==
  IF answers = <<>> THEN before
  ELSE LET first == Head(answers)
       IN Learn(IF first \in In(before) THEN before ELSE Append(before, first), Tail(answers))

Become(n, s, answers) ==
  /\ state' = [state EXCEPT ![n] = s]
  /\ told' = [told EXCEPT ![n] = Learn(@, answers)]

-----------------------------------------------------------------------------
\* A client asks node n to count r.  If it has a number, the client is told.
Ask(n, r) ==
  /\ MayAsk(n, r)
  /\ IsUp(n)
  /\ requested' = requested \cup {r}
  /\ IF HasNumber(state[n], r)
     THEN /\ Become(n, state[n], <<Answer(r, Number(state[n], r))>>)
          /\ UNCHANGED logVariables
     ELSE /\ Become(n, [state[n] EXCEPT !.waiting = @ \cup {r}], <<>>)
          /\ Invoke({r})

\* What clients have waited for long enough is passed to the log again.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].waiting # {}
  /\ Invoke(state[n].waiting)
  /\ UNCHANGED <<state, requested, told>>

\* The log tells node n some more, and the node tells the clients that wait.
Hear(n) ==
  /\ IsUp(n)
  /\ \E order \in Orders :
       /\ Tell(n, order)
       /\ LET news == News(n, order)
              s == Counted(state[n], news)
              Waits(r) == IsAwaited(state[n], r)
              awaited == SelectSeq(news, Waits)
          IN Become(n, s, [i \in 1..Len(awaited) |-> Answer(awaited[i], Number(s, awaited[i]))])
  /\ UNCHANGED requested

\* A crash loses what the node has in memory, also which clients wait.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Forget(n)
  /\ UNCHANGED <<requested, told>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(n)]
  /\ UNCHANGED logVariables
  /\ UNCHANGED <<requested, told>>

OfLog == UNCHANGED <<state, requested, told>>

LogTakes(r) == Take(r) /\ OfLog

LogMisses(r) == Miss(r) /\ OfLog

Next ==
  \/ \E n \in Node, r \in Request : Ask(n, r)
  \/ \E n \in Node : AskAgain(n) \/ Hear(n) \/ Crash(n) \/ Restart(n)
  \/ \E r \in Request : LogTakes(r) \/ LogMisses(r)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Everybody counts alike: what a node has counted is what it was told.
CountsWhatItHears ==
  \A n \in Node : IsUp(n) => state[n].counted = SubSeq(delivered[n], 1, heard[n])

AllTold == UNION {In(told[n]) : n \in Node}

\* One request, one number, whichever nodes tell it.
OneNumberEach ==
  \A one, other \in AllTold : one.request = other.request <=> one.number = other.number

\* Whoever waits is not counted yet: it would have been told.
WaitsForItsNumber ==
  \A n \in Node : state[n].waiting \cap In(state[n].counted) = {}

\* Nobody is told a number for what nobody has asked for.
ToldWasRequested == \A answer \in AllTold : answer.request \in requested

\* The log keeps its contract, which is another's to implement.
KeepsOrder == Order!Spec

-----------------------------------------------------------------------------
\* The counter is one, as Counting has it.  A request is counted as soon as
\* anybody is told of it by the log: the longest of the delivered sequences.
Longest ==
  delivered[CHOOSE n \in Node : \A m \in Node : Len(delivered[m]) <= Len(delivered[n])]

NumberTold(r) ==
  IF \E answer \in AllTold : answer.request = r
  THEN (CHOOSE answer \in AllTold : answer.request = r).number
  ELSE 0

Problem ==
  INSTANCE Counting WITH counted <- Longest, told <- [r \in Request |-> NumberTold(r)]

SolvesCounting == Problem!Spec

-----------------------------------------------------------------------------
\* Whoever waits at a node that stays up is told in the end.  What is passed
\* to the log again and again is taken in the end (strong fairness), and what
\* it has taken everybody who is up is told (weak fairness, since nothing but
\* a crash undoes that there is something to be told).
FairSpec ==
  /\ Spec
  /\ \A n \in Node : WF_variables(AskAgain(n)) /\ WF_variables(Hear(n))
  /\ \A r \in Request : SF_variables(LogTakes(r))

WasTold(n, r) == \E i \in 1..Len(told[n]) : told[n][i].request = r

WhoWaitsIsTold ==
  \A n \in Node, r \in Request :
    r \in state[n].waiting ~> (WasTold(n, r) \/ ~IsUp(n))

THEOREM Spec => []TypeOK
THEOREM Spec => []CountsWhatItHears /\ []WaitsForItsNumber
THEOREM Spec => []OneNumberEach /\ []ToldWasRequested
THEOREM Spec => KeepsOrder
THEOREM Spec => SolvesCounting
THEOREM FairSpec => WhoWaitsIsTold
=============================================================================
