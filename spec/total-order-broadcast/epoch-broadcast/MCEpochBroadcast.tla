-------------------------- MODULE MCEpochBroadcast --------------------------
\* The models of EpochBroadcast.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names, either to bound what the environment does or to
\* remove one guard on which the protocol rests.
EXTENDS EpochBroadcast_Refinement

CONSTANTS
  n1,  \* the first node, for bounds that single one out
  n2,  \* the second
  n3   \* the third

-----------------------------------------------------------------------------
\* Bounds on the environment.
Never(x) == FALSE
NeverAt(n, x) == FALSE
Always(x) == TRUE

\* Most models leave out that a node that suspects asks first: it starts the
\* next epoch with its own pre-vote.  So their leaders are deposed at will, and
\* whatever is safe in them is safe with fewer elections.
AnyOne(nodes) == nodes # {}

OnlyTheFirst(n) == n = n1
OnlyTheSecond(n) == n = n2
OnlyTheThird(n) == n = n3

\* Who may start which epoch.
FirstThenSecond(n, e) == (n = n1 /\ e = 1) \/ (n = n2 /\ e = 2)
FirstAndSecond(n, e) == n \in {n1, n2} /\ e = 1
OnlyTheFirstOnce(n, e) == n = n1 /\ e = 1
AtTheFirst(n, batch) == n = n1

\* Three epochs, begun by anybody.
UpToThree(n, e) == e \in 1..3
BeforeTheThird(n, m) == state[n].epoch < 3

\* The first leader is asked to hand over to the second, perhaps once all is
\* decided.
FirstToSecond(n, m) == n = n1 /\ m = n2
FirstToSecondInTheEnd(n, m) == n = n1 /\ m = n2 /\ state[n].decided = Len(state[n].log)

\* Requests come to a leader that knows of a decided entry: to whichever
\* leads, or to the first alone.
OnceItHasDecided(n, batch) == state[n].decided > 0
InItsStride(n, batch) == n = n1 /\ state[n].decided > 0

\* To later leaders they come one by one, each when all before is decided.
LaterOneByOne(n, batch) ==
  state[n].decided > 0 /\ (n = n1 \/ state[n].decided = Len(state[n].log))

\* Three epochs, each begun by another node.
EachInTurn(n, e) == (n = n1 /\ e = 1) \/ (n = n2 /\ e = 2) \/ (n = n3 /\ e = 3)

\* The first begins the third as well, and may so lead twice.
FirstSecondFirst(n, e) == <<n, e>> \in {<<n1, 1>>, <<n2, 2>>, <<n1, 3>>}

\* For random behaviours, in which leaders would be overtaken, and nodes go
\* down, before anything is delivered: nobody suspects a leader that has not
\* decided a request, and nobody crashes who knows of none.
AfterADecision(n, e) ==
  /\ EachInTurn(n, e)
  /\ e = 1 \/ \E m \in Node :
       state[m].role = "leader" /\ state[m].epoch = e - 1 /\ state[m].decided > e
KnowsOfADecision(n) == state[n].decided > state[n].epoch

\* What the first leader appends reaches one of the others only, so the
\* next leader may or may not have it.
FirstReachesThird(m) == ~(m.kind = "append" /\ m.from = n1 /\ m.to = n2)

\* The first and the second node hear nothing of each other, but that the
\* first asks for votes.
FirstAndSecondApart(m) ==
  {m.from, m.to} = {n1, n2} => m.from = n1 /\ m.kind = "requestVote"

\* What the first leader appends reaches the third node only, and what the
\* third appends the second.
EachReachesOne(m) ==
  m.kind = "append" => (m.from = n1 /\ m.to = n3) \/ (m.from = n3 /\ m.to = n2)

\* What the first leader appends reaches nobody: its tail diverges.
FirstReachesNobody(m) == ~(m.kind = "append" /\ m.from = n1)

\* What a leader appends reaches one of the others only: the second has it
\* from the first, the third from the second, and the second what comes from
\* the third.
HandedOn(m) == m.kind = "append" => <<m.from, m.to>> \in {<<n1, n2>>, <<n2, n3>>, <<n3, n2>>}

\* The first leads with the second and the third, and then the third leads
\* with all but these two: of five nodes the two quorums share one.
MeetingInTheThird(m) ==
  IF m.epoch = 1 THEN {m.from, m.to} \subseteq {n1, n2, n3} ELSE {m.from, m.to} \cap {n1, n2} = {}

\* What the first leader appends reaches nobody, and of each other the first
\* and the second hear candidacies only: between them, the third decides.
ThirdDecides(m) ==
  /\ FirstReachesNobody(m)
  /\ {m.from, m.to} = {n1, n2} => m.kind = "requestVote"

\* What the first leader opens with reaches the second, or that and the entry
\* after it, and nothing else of what it appends.  The third elects both.
ReachesSecond(m, entries) ==
  CASE m.kind = "append" /\ m.from = n1 -> m.to = n2 /\ m.after.position < entries
    [] m.kind = "append" -> m.to = n1
    [] m.kind = "vote" -> m.from = n3
    [] m.kind = "newer" -> m.to = n1
    [] OTHER -> TRUE

OpeningReachesSecond(m) == ReachesSecond(m, 1)
RequestReachesSecond(m) == ReachesSecond(m, 2)

\* The third node is there to vote, and the second mends the first.
SecondMendsFirst(m) ==
  /\ m.kind = "append" => m.from = n2 /\ m.to = n1
  /\ m.kind = "vote" => m.from = n3

\* What is said of a request, and of what was decided before it.
WhatIsOfTheRequest(m) ==
  \/ m.kind = "append" /\ m.after.position > 0
  \/ m.kind = "acknowledge" /\ m.position > 1

\* Of a candidate whose epoch is over the third node alone hears.
ToTheThird(m) == m.to = n3

\* The third suspects the first while the second follows it.  Or the first
\* hears nothing once it leads.
FirstThenThirdOnceFollowed(n, e) ==
  \/ n = n1 /\ e = 1
  \/ n = n3 /\ e = 2 /\ state[n2].leader = n1
FirstHearsUntilItLeads(m) == m.to = n1 => state[n1].role # "leader"

\* An append that carries one entry, so that a follower is mended step by
\* step.
One == 1

\* Requests with long texts, of which two fit together, or only one and an
\* opening.
SizeOfTexts(log, p, q) == 8 * (q - p) + 306 * Cardinality({i \in (p + 1)..q : log[i].request # None})

RoomForOneText  == 564
RoomForTwoTexts == 700

\* The third node leads after the first, and the second lacks everything.
FirstThenThird(n, e) == (n = n1 /\ e = 1) \/ (n = n3 /\ e = 2)

\* What the first leader opens with reaches the second, and the rest of what
\* it appends nobody.  It hears of the second leader only once that has decided
\* something.  The third node elects both.
TailDisagrees(m) ==
  CASE m.kind = "append" /\ m.from = n1 -> m.to = n2 /\ m.after.position = 0
    [] m.kind = "append" /\ m.to = n1 -> m.decided > 0
    [] m.kind = "requestVote" -> m.to = n3
    [] OTHER -> TRUE

SecondOnceItHasDecided(n) == n = n2 /\ state[n].decided > 0

\* The second says where its log ends once there is a request in it, as long
\* as it has found nobody's.
SecondLooksWithARequest(n) == n = n2 /\ Len(state[n].log) > 1 /\ state[n].found = {}

\* Of two clients the one has two requests, the other one: batches that overlap,
\* bring one twice, or one out of turn.
One1 == [client |-> CHOOSE c \in Client : TRUE, number |-> 1]
One2 == [One1 EXCEPT !.number = 2]
Other == CHOOSE r \in Request : r.client # One1.client /\ r.number = 1

\* What is appended arrives in order.
InOrder(m) == m.kind = "append" => m.after.position = Len(state[m.to].log)

Overlapping == {<<One1, One2>>, <<One2, Other>>, <<Other, One1>>, <<One1, One1>>}

\* A client that broadcasts two requests at once.
Pairs == {<<[client |-> c, number |-> 1], [client |-> c, number |-> 2]>> : c \in Client}
=============================================================================
