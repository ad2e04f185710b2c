------------------------ MODULE MCBroadcastRegister -------------------------
\* The models of BroadcastRegister.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the specification
\* names.
EXTENDS BroadcastRegister_Refinement, BroadcastRegister_Liveness

CONSTANTS n1, n2, w  \* nodes and a write, for bounds that single one out

Never(x) == FALSE

OnlyTheFirst(n) == n = n1
NeverAtTheSecond(n, order) == n # n2
OnlyTheWrite(r) == r = w

\* Where what is asked: the write at the first node; reads at the second, and
\* all else at the first; or reads at the replica.
WriteAtTheFirst(n, o) == o = w => n = n1
ReadsAtTheSecond(n, o) == (o \notin Update) <=> (n = n2)
ReadsAtTheReplica(n, o) == o \in Read => n \in Replica

\* What the replica answers there, and all else elsewhere.
UpdatesAtTheReplica(n, o) == (o \in Update \cup AtReplica) <=> (n \in Replica)

\* Updates at nodes that are no replicas, and are told nothing.
UpdatesElsewhere(n, o) == (o \in Update) <=> (n \notin Replica)
OnlyReplicas(n, order) == n \in Replica

\* Nobody is told anything before the replica is.
NotAheadOfTheReplica(n, order) ==
  \/ n \in Replica
  \/ \A m \in Replica : Len(order) <= Len(delivered[m])

-----------------------------------------------------------------------------
\* The guards on which the register rests, each weakened.

\* HasAnswer: a node takes the next place for an operation as soon as it is
\* asked, and does not wait for the log.
WithoutWaiting(s, r) == TRUE

AnswerOfTheNext(s, r) ==
  LET order == IF r \in In(s.applied) THEN s.applied ELSE Append(s.applied, r)
      place == PlaceIn(order, r)
  IN Answer(r, ValueBefore(order, place), place)

\* AnswerTo: what the register holds when all of the piece was applied.
AnswerOfThePiece(s, r) == Answer(r, ValueOf(s.applied), PlaceIn(s.applied, r))

\* Tells: everybody tells, and no update waits for a replica.
Everybody(n, r) == TRUE

\* IsThere: a read has its position, and does not wait for it.
AtOnce(s, position) == TRUE

\* IsThere: a read waits for one more.
OneMore(s, position) == Len(s.applied) > position

\* MayLook: every node answers at once, or a replica that has crashed does.
Always(n) == TRUE
Replicas(n) == n \in Replica

\* Applied: what was asked for elsewhere is not applied; or whoever waited
\* goes on waiting.
OnlyItsOwn(s, news) ==
  LET IsOwn(r) == r \in s.waiting
  IN [s EXCEPT !.applied = @ \o SelectSeq(news, IsOwn), !.waiting = @ \ In(news)]

StillWaiting(s, news) == [s EXCEPT !.applied = @ \o news]

\* Recovered: a restarted node takes for applied what it was told before.
AppliedBefore(n) == [Begun EXCEPT !.applied = delivered[n]]

\* Orders: who asks again is told twice, under another name; or the log tells
\* what nobody has asked for.
OrdersThatRepeat == UNION {[1..k -> broadcast] : k \in 0..(Cardinality(broadcast) + 1)}
OrdersOfAnything == Order!Orders(Request)

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotAllTold == ~ \A o \in Operation : \E answer \in AllTold : answer.operation = o

NotToldAtTwoNodes ==
  ~ \E m, n \in Node : \E o \in Operation : m # n /\ WasTold(m, o) /\ WasTold(n, o)

NotToldAfterACrash ==
  ~ \E n \in Node : ~IsUp(n) /\ delivered[n] # <<>> /\ told[n] = <<>>

NotWaitingForItsPosition == ~ \E n \in Node : state[n].reading # {}

NotLater ==
  ~ \E answer \in AllTold : answer.operation \in Read \ AtReplica /\ answer.position > 0

NotCaughtUp ==
  ~ \E n \in Replica : IsUp(n) /\ state[n].catchingUp /\ AllTold # {}

\* Nothing fair has a request that the log has missed and that is answered.
NoneMissedAndTold ==
  \A n \in Node, r \in Request :
    [](r \in state[n].waiting => r \in invoked \cup broadcast)
      \/ [](~WasTold(n, r)) \/ [](IsUp(n))
=============================================================================
