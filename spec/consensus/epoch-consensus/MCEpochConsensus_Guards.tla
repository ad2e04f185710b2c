----------------------- MODULE MCEpochConsensus_Guards -----------------------
\* The models of EpochConsensus in which one guard is gone, and those beside
\* them that show what holds all the same.  Each has the smallest bounds in
\* which the harm can be done.
EXTENDS MCEpochConsensus

\* C12: any half of the nodes is down, and nobody decides.
AnyHalfIsDown ==
  \E down \in SUBSET Node :
    /\ 2 * Cardinality(down) >= Cardinality(Node)
    /\ state = [n \in Node |-> [Recovered(NoRecord) EXCEPT !.role = IF n \in down THEN "down" ELSE @]]
    /\ durable = [n \in Node |-> NoRecord]
    /\ writing = [n \in Node |-> <<>>]
    /\ proposed = {}
    /\ decided = [n \in Node |-> None]
    /\ messages = {}

NobodyDecides == \A n \in Node : decided[n] = None

\* A guard that is gone.
AlwaysOf(x, y) == TRUE

\* Quorums of a model need not meet.
NeedNotMeet == TRUE

\* A leader that is followed is not deposed.
NobodyIsDeposed ==
  [][\A n \in Node : state[n].role = "leader" => state'[n].role = "leader"]_variables

NothingIsStale(s, m) == FALSE
VotesAgain(s, m) == s.vote \in {None, m.from} \/ s.role = "follower"
AcceptsAnything(s, m) == TRUE
TakesUpAgain(s) == s.role = "leader" /\ (s.accepted.epoch # s.epoch \/ s.decision # None)

\* What a new leader proposes: nothing that was accepted before, or something
\* that nobody has asked for.
AcceptedNothing(highest) == Nothing
Invented(highest) == IF highest = Nothing THEN [epoch |-> 1, value |-> v2] ELSE highest

\* What a leader makes of a client's value: always the same, or none at all.
Null(v) == v2
NoValue(v) == None

\* A leader does not put to the vote what it has accepted, and tells nobody.
Silence(n, s) == {}

\* Nothing is said to this node, or to whoever has sent this.
SilenceTo(n, s, whom) == {}

\* Whoever has not voted for its leader has nothing to say to it.
OnlyWhatWasSaid(n, s) ==
  IF ~IsOnDisk(n, s) THEN {}
  ELSE IF s.accepted.epoch = s.epoch THEN {Acceptance(n, s)}
  ELSE IF s.vote = s.leader THEN {Vote(n, s)}
  ELSE {}

\* A node goes on to another epoch with what it has counted in this one.
StillCounting(s, e) ==
  IF e = s.epoch THEN s ELSE [s EXCEPT !.role = "follower", !.epoch = e, !.vote = None, !.leader = None]

\* A vote is not written, and a user is not told.
OnlyAccepted(n, s) == IF s.accepted = state[n].accepted THEN <<>> ELSE <<Record(s)>>
NeverTold(n, s) == decided[n]

\* The two parts of a torn write are taken for a record.
AsWritten(record) == record
=============================================================================
