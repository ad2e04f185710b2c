-------------------------- MODULE MCEpochConsensus --------------------------
\* The models of EpochConsensus.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names, either to bound what the environment does or to
\* remove one guard on which the protocol rests.
EXTENDS EpochConsensus_Liveness, EpochConsensus_Refinement

CONSTANTS
  n1,  \* the first node, for bounds that single one out
  n2,  \* the second
  n3,  \* the third
  v1,  \* a value
  v2   \* another value

-----------------------------------------------------------------------------
\* Bounds on the environment: who may start which epoch, whose clients want
\* what, who crashes, and what the network never brings or may lose.
Never(x) == FALSE
NobodyAsks(n, v) == FALSE
Always(x) == TRUE
AlwaysOf(x, y) == TRUE

\* Quorums of a model need not meet.
NeedNotMeet == TRUE

OnlyTheFirst(n)   == n = n1
OnlyTheSecond(n)  == n = n2
OnlyTheThird(n)   == n = n3
AllButTheFirst(n) == n # n1
AllButTwo(n)      == n \notin {n1, n2}
AllButThree(n)    == n \notin {n1, n2, n3}

FirstStartsOne(n, e)     == n = n1 /\ e = 1
FirstStartsTwo(n, e)     == n = n1 /\ e \in 1..2
TwoStartOne(n, e)        == n \in {n1, n2} /\ e = 1
TwoStartTwo(n, e)        == n \in {n1, n2} /\ e \in 1..2
FirstThenSecond(n, e)    == <<n, e>> \in {<<n1, 1>>, <<n2, 2>>}
FirstThenThird(n, e)     == <<n, e>> \in {<<n1, 1>>, <<n3, 1>>, <<n3, 2>>}
ThirdFollowsFirst(n, e)  == <<n, e>> \in {<<n1, 1>>, <<n3, 2>>}
FirstSecondFirst(n, e)   == <<n, e>> \in {<<n1, 1>>, <<n2, 2>>, <<n1, 3>>}
FirstSecondThird(n, e)   == <<n, e>> \in {<<n1, 1>>, <<n2, 2>>, <<n3, 3>>}
AnybodyStartsThree(n, e) == e \in 1..3

\* A later leader has something to recover, and only a leader crashes that
\* has proposed.  Random behaviours come to a decision more often with these.
SuspectsAfterAccepting(n, e) == FirstSecondThird(n, e) /\ (e = 1 \/ state[n].accepted # Nothing)
CrashesAfterProposing(n) == HasProposed(state[n])

OwnValue(n, v) == <<n, v>> \in {<<n1, v1>>, <<n2, v2>>, <<n3, v2>>}

\* Elsewhere, and before, a proposal comes to nothing but a wish that is
\* passed on.
LeaderHasOwnValue(n, v) == OwnValue(n, v) /\ state[n].role = "leader"
LeaderHasAnyValue(n, v) == state[n].role = "leader"

NotBetweenFirstAndThird(m) == {m.from, m.to} # {n1, n3}
NotBetweenFirstAndSecond(m) == {m.from, m.to} # {n1, n2}

\* The third hears of an epoch by the proposal of its leader.
OnlyTheSecondIsAsked(m) ==
  CASE m.kind = "requestVote" -> m.to = n2
    [] m.kind = "propose" -> m.to # n1
    [] OTHER -> m.kind = "vote"

\* The first leads the first epoch with those that have no name, and the
\* second leads the next one without the first.  It has heard that there was
\* an epoch, but has had no part in it.
LedApart(m) ==
  IF m.kind = "wish" \/ m.epoch # 1 THEN n1 \notin {m.from, m.to}
  ELSE (m.kind = "requestVote" /\ m.to = n2) \/ {m.from, m.to} \cap {n2, n3} = {}

-----------------------------------------------------------------------------
\* Some nodes are down, have never been up, and in models in which nobody
\* restarts never will be.
InitWithDown(IsDown(_)) ==
  /\ state = [n \in Node |-> [Recovered(NoRecord) EXCEPT !.role = IF IsDown(n) THEN "down" ELSE @]]
  /\ durable = [n \in Node |-> NoRecord]
  /\ writing = [n \in Node |-> <<>>]
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]
  /\ messages = {}

AllButThreeAreDown == InitWithDown(AllButThree)
AllButTwoAreDown   == InitWithDown(AllButTwo)

-----------------------------------------------------------------------------
\* Other quorums.
AnyNode(nodes) == nodes # {}
AllNodes(nodes) == nodes = Node
TheDictator(nodes) == n1 \in nodes

-----------------------------------------------------------------------------
\* Guards removed, one for each model that must fail.
NothingIsStale(s, m) == FALSE
AcceptsAnything(s, m) == TRUE
AcceptedNothing(highest) == Nothing
Null(v) == v2
AsWritten(record) == record
Invented(highest) == IF highest = Nothing THEN [epoch |-> 1, value |-> v2] ELSE highest
TakesUpAgain(s) == s.role = "leader" /\ (s.accepted.epoch # s.epoch \/ s.decision # None)

VotesAgain(s, m) == s.vote \in {None, m.from} \/ s.role = "follower"

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
NotTwoLeaders ==
  ~ \E m, n \in Node : m # n /\ state[m].role = "leader" /\ state[n].role = "leader"

\* The leader of the second epoch proposes what was decided in the first,
\* and it has not heard that it was.
NotRecovered ==
  ~ \E n \in Node :
      /\ HasProposed(state[n])
      /\ state[n].epoch = 2
      /\ decided[n] = None
      /\ \E m \in Node : decided[m] = state[n].accepted.value

NotUnwon ==
  ~(/\ \A n \in {n1, n2} : state[n].role = "candidate" /\ state[n].epoch = 1
    /\ \A n \in Node : durable[n].vote # None
    /\ 2 * Cardinality({n \in Node : durable[n].vote = n1}) <= Cardinality(Node)
    /\ 2 * Cardinality({n \in Node : durable[n].vote = n2}) <= Cardinality(Node))

NotDecidedWithoutTheFirst ==
  ~(/\ ~IsUp(n1)
    /\ decided[n1] = None
    /\ \A n \in Node \ {n1} : decided[n] = v1)

-----------------------------------------------------------------------------
\* Termination must not be vacuous: fair behaviours exist in which its
\* assumption holds.
NoFairBehaviour == \A l \in Node : Assumption(l) => <>FALSE

\* Nor does it hold without each part of its assumption.
TerminationInSpiteOfCrashes ==
  \A l \in Node :
    SuspectsAlone(l) /\ <>[](IsMajorityUp /\ HasAnEpoch(l))
      => <>[]EveryoneUpHasDecided

TerminationInSpiteOfSuspicions == CrashesEnd /\ <>[]IsMajorityUp => <>[]EveryoneUpHasDecided

TerminationWithoutAnEpoch ==
  \A l \in Node :
    CrashesEnd /\ SuspectsAlone(l) /\ <>[](IsMajorityUp /\ IsUp(l))
      => <>[]EveryoneUpHasDecided

IsHalfUp ==
  \E nodes \in SUBSET Node :
    2 * Cardinality(nodes) >= Cardinality(Node) /\ \A n \in nodes : IsUp(n)

TerminationWithHalfUp ==
  \A l \in Node :
    CrashesEnd /\ SuspectsAlone(l) /\ <>[](IsHalfUp /\ HasAnEpoch(l))
      => <>[]EveryoneUpHasDecided

\* Where the network loses nothing, weak fairness is enough.
MessagesWait ==
  \A n \in Node :
    /\ WF_variables(ReceiveRequestVote(n))
    /\ WF_variables(ReceivePropose(n))
    /\ WF_variables(Hear(n))

FairSpecWithoutLosses == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk /\ MessagesWait

SpecWithoutMessagesArriving == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk
=============================================================================
