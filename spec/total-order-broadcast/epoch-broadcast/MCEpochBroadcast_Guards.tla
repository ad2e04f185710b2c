----------------------- MODULE MCEpochBroadcast_Guards -----------------------
\* The models of EpochBroadcast in which one guard is gone, and those beside
\* them that show what holds all the same.  Each has the smallest bounds in
\* which the harm can be done.
EXTENDS MCEpochBroadcast

CONSTANTS
  a,  \* a client
  b   \* another client

-----------------------------------------------------------------------------
\* Other quorums.
AnyTwo(nodes) == Cardinality(nodes) >= 2
AllButOne(nodes) == Cardinality(nodes) >= Cardinality(Node) - 1
Everyone(nodes) == nodes = Node
Dictated(nodes) == n1 \in nodes

-----------------------------------------------------------------------------
\* Guards removed.
Gone == TRUE
Removed(x) == TRUE
RemovedFor(x, y) == TRUE
RemovedAmong(x, y, z) == TRUE

NothingIsStale(s, m) == FALSE

\* An heir asks whether others suspect that nobody leads.
AsksFirst(n, s) == CountPreVote(n, s, n)

\* A leader that is followed is not deposed.
NobodyIsDeposed ==
  [][\A n \in Node : state[n].role = "leader" => state'[n].role = "leader"]_variables

NoAnswer(n, s, m) == {}

AnyOther(s, e) == e # s.epoch

IsLongEnough(s, m) == m.after.position <= Len(s.log)

WholeLogDecided(s, m) == Max(s.decided, Min(m.decided, Len(s.log)))

AllAfter(s, position, until) == SubSeq(s.log, position + 1, until)

AnySize(log, position, until, entries, size) == Max(position, Min(position + entries, until))

WithoutAWindow(s, m) == IF m \in s.found THEN Len(s.log) ELSE s.sent[m]

Silence(n, before, s) == {}

\* The place before another, whatever epoch it is of.
PlaceAlone(log, place) == Min(place.position, Len(log))

\* A change of epoch alone is not written.
VoteOrLog(n, s) == s.vote # state[n].vote \/ s.log # state[n].log

InPlaceOfTheLast(log, entry) == IF Len(log) < 2 THEN Append(log, entry) ELSE [log EXCEPT ![Len(log)] = entry]

AsItIs(record) == Started(record)

NotYetThere(s, request) == \A i \in 1..Len(s.log) : s.log[i].request # request

\* A leader opens its epoch with a request that nobody has asked for.
OpenedWithARequest(s) ==
  Append(s.log, [epoch |-> s.epoch, request |-> [client |-> a, number |-> 1]])

LeaderHolds(s, m, position) == m = s.leader \/ s.match[m] >= position

\* Whatever the disk has answered for, be it of another epoch, or gone.
OfAnyEpoch(s, record) == TRUE
DroppedOrNot(s, record) == TRUE

\* What was dropped is still stored.
AsBefore(s, m) == s.stored

\* An answer says something only if it is to the last write of all.
OnlyTheLast(n, k) == IsAll(n, k)

\* On disk or not.
AllAgreed(s) == s.agreed

WholeLog(s, m) == Len(Merge(s.log, m.after.position, m.entries))

NextInItsEpoch(s, request) ==
  request.number = 1 + Cardinality({i \in 1..Len(s.log) : s.log[i].request # None
                                      /\ s.log[i].epoch = s.epoch
                                      /\ s.log[i].request.client = request.client})

\* The second node skips whatever the first client broadcasts.
SecondSkips(n, request) == ~(n = n2 /\ request.client = a)

-----------------------------------------------------------------------------
\* Bounds on the environment.  Who may start which epoch:
FirstTwice(n, e) == n = n1 /\ e \in {1, 2}
TakingTurns(n, e) == (n = n1 /\ e \in {1, 3}) \/ (n = n2 /\ e \in {2, 4})

\* Who broadcasts what, and where:
Anywhere(n, batch) == TRUE
AtTheSecond(n, batch) == n = n2
EachAtItsOwn(n, batch) == (n = n1 /\ batch[1].client = a) \/ (n = n2 /\ batch[1].client = b)
BothTogether == {<<[client |-> a, number |-> 1], [client |-> b, number |-> 1]>>}

\* The first client before the leader's own vote is durable, the second
\* after that.
BeforeAndAfter(n, batch) == batch[1].client = IF durable[n].epoch = 0 THEN a ELSE b

\* Who crashes:
LeaderWithWrites(n) == state[n].role = "leader" /\ writing[n] # <<>>
HalfOfFour(n) == n \notin {n1, n2} /\ state[n1].decided > 1

\* What arrives:
ThroughTheThird(m) == {m.from, m.to} # {n1, n2}
AppendsReachSecond(m) == m.kind = "append" => m.to = n2
AmongThree(m) == {m.from, m.to} \subseteq {n1, n2, n3}
AppendsPassSecond(m) == m.kind = "append" => {m.from, m.to} # {n1, n2}
SecondHearsAppends(m) == n3 \notin {m.from, m.to} /\ m.kind # "requestVote"

\* What a leader appends reaches nobody, then the third, and then the first.
EachOvertakes(m) == m.kind = "append" => <<m.from, m.to>> \in {<<n2, n3>>, <<n3, n1>>}

\* The second node has no part in elections.  In the first epoch it gets
\* everything, and the third one entry.  In the second epoch it gets that
\* leader's first entry only after a mismatch.
SecondOnlyFollows(m) ==
  CASE m.kind = "append" /\ m.epoch = 1 -> m.to = n2 \/ m.after.position = 0
    [] m.kind = "append" /\ m.epoch = 2 -> m.to = n2 /\ m.after.position # 1
    [] m.kind = "acknowledge" -> m.epoch = 2
    [] m.kind = "mismatch" -> TRUE
    [] OTHER -> n2 \notin {m.from, m.to}

\* The first two epochs are spent on elections alone, and the third node
\* elects all the leaders.
OnlyTheThirdEpochAppends(m) ==
  CASE m.kind = "append" -> m.epoch = 3 /\ m.to = n3
    [] m.kind = "vote" -> m.from = n3
    [] OTHER -> TRUE

\* The first of four leads the second and the third, and the third, which
\* has to ask everybody, then leads the fourth.
DisjointPairs(m) ==
  CASE m.from = n1 \/ m.to = n1 -> {m.from, m.to} \subseteq {n1, n2, n3}
    [] m.kind = "append" -> m.to \notin {n1, n2}
    [] OTHER -> TRUE
=============================================================================
