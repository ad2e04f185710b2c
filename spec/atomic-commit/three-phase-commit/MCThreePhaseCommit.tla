------------------------- MODULE MCThreePhaseCommit --------------------------
\* The models of ThreePhaseCommit.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names.  Here are those that say what the network, the disks
\* and the users do, and those of the guards that differ from rung to rung.
EXTENDS ThreePhaseCommit_Liveness, ThreePhaseCommit_Refinement

CONSTANTS p1, p2, p3  \* participants, for bounds that single one out

Never(x) == FALSE
Always(x) == TRUE
AlwaysBetween(n, m) == TRUE

-----------------------------------------------------------------------------
\* Whose turn it is to take over.
Nobody == <<>>
FirstThenSecond == <<p1, p2>>
SecondThenFirst == <<p2, p1>>
FirstSecondThird == <<p1, p2, p3>>
FirstAlone == <<p1>>
SecondAlone == <<p2>>
ThirdAlone == <<p3>>

-----------------------------------------------------------------------------
\* What a time-out means.  A node has failed if it is down, or was: it will
\* not answer what it was asked before.
HasFailed(n) == ~IsUp(n) \/ state[n].wasDown

\* It is not only failed nodes for which one waits in vain: a participant that
\* has ended does not take over when its turn comes.
HasPassed(n, m) == m \in Participant /\ ~Leads(state[n]) /\ HasEnded(state[m].status)

\* Suspicions that are right, and nothing more.
IfItHasFailed(n, m) == HasFailed(m) \/ HasPassed(n, m)

\* With a bound on delay they are more than right.  Whatever the other has
\* sent has come to everybody, except for the questions of one that is back,
\* and their answers; and what it was sent it has heard.
NothingIsOnItsWayFrom(m) ==
  outbox[m] = {} /\ \A sent \in messages : sent.from = m => sent.kind \in {"inquire", "report"}

NothingIsOnItsWayTo(m, n) ==
  /\ \A sent \in outbox[n] : sent.to # m
  /\ \A sent \in messages : ~(sent.from = n /\ sent.to = m)

AfterTheBound(n, m) ==
  /\ HasFailed(m) \/ HasEnded(state[m].status)
  /\ NothingIsOnItsWayFrom(m)
  /\ NothingIsOnItsWayTo(m, n)

\* To come back takes longer than the bound, too.
OnceItsMessagesAreGone(p) == NothingIsOnItsWayFrom(p)

\* Where a majority is enough nobody is given up while it is counted.
UnlessItCounts(n, m) == state[n].phase \in {"none", "voting"}

-----------------------------------------------------------------------------
\* Who aborts alone: whoever waits in vain to be asked, and the first
\* participant at will.
IfNobodyAsks(p) == AfterTheBound(p, Coordinator)
IfNobodyAsksOrTheFirst(p) == p = p1 \/ IfNobodyAsks(p)
IfTheCoordinatorHasFailed(p) == HasFailed(Coordinator)
OnlyTheFirst(n) == n = p1

\* Who crashes: each node once, or only some.
Once(n) == ~state[n].wasDown
OnceAndNotTheFirst(n) == n # p1 /\ ~state[n].wasDown
OnlyTheCoordinator(n) == n = Coordinator
OnlyTheParticipants(n) == n # Coordinator /\ ~state[n].wasDown

\* A network on which the first two participants hear of each other through
\* the third, and only the second hears the coordinator.
ThroughTheThird(m) ==
  CASE m.from = Coordinator -> m.to = p2
    [] m.from \in {p1, p2} -> m.to \in {p3, Coordinator}
    [] OTHER -> TRUE

\* A step that sends one message has sent it; several go one by one.
IfItIsOne(sent) == Cardinality(sent) < 2

AllButTheFirst(p) == p # p1
AllButTheThird(p) == p # p3 /\ OnceItsMessagesAreGone(p)

-----------------------------------------------------------------------------
\* The guards of the higher rungs.  The fence, in the place of Obeys:
OnlyTheHighest(s, number) == number >= s.promised

\* IsEnough:
AMajority(heard, missing) == 2 * Cardinality(heard) > Cardinality(Participant)

\* AsksBeforeAbort:
BeforeEither == TRUE

-----------------------------------------------------------------------------
\* Models that begin when all have voted, and the coordinator is about to
\* commit: what comes before is the same in all of them.
VotedState(n) ==
  IF n = Coordinator THEN [In("working") EXCEPT !.phase = "preCommitting"] ELSE In("prepared")

InitWhenAllHaveVoted ==
  /\ state = [n \in Node |-> VotedState(n)]
  /\ durable = [p \in Participant |-> [NoRecord EXCEPT !.status = "prepared"]]
  /\ writing = [p \in Participant |-> <<>>]
  /\ outbox = [n \in Node |-> {}]
  /\ messages = {PreCommit(0, Coordinator, p) : p \in Participant}
  /\ outcome = [n \in Node |-> "none"]

\* The same, where messages go one by one.
InitWhenAllHaveVotedOneByOne ==
  /\ state = [n \in Node |-> VotedState(n)]
  /\ durable = [p \in Participant |-> [NoRecord EXCEPT !.status = "prepared"]]
  /\ writing = [p \in Participant |-> <<>>]
  /\ outbox = [n \in Node |-> IF n = Coordinator
                              THEN {PreCommit(0, Coordinator, p) : p \in Participant} ELSE {}]
  /\ messages = {}
  /\ outcome = [n \in Node |-> "none"]

\* AtomicCommit does not begin when all have prepared; it only goes on so.
GoesOnAsAtomicCommit == [][UNCHANGED StatesOnDisk \/ Problem!Next]_variables

FairSpecWhenAllHaveVoted == InitWhenAllHaveVotedOneByOne /\ [][Next]_variables /\ Fairness

-----------------------------------------------------------------------------
\* A denial of what the liveness of bounded delay assumes: that one
\* participant stays up, and the coordinator and another do not.
NothingFailsWhileOneStaysUp ==
  (\E p \in Participant : StaysUp(p)) => []IsUp(Coordinator) \/ \A p \in Participant : StaysUp(p)
=============================================================================
