-------------------------- MODULE MCEpochConsensus --------------------------
\* The models of EpochConsensus.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names, to bound what the environment does.
EXTENDS EpochConsensus_Refinement

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
AnybodyStartsOne(n, e)   == e = 1
AnybodyStartsThree(n, e) == e \in 1..3

\* The third suspects the first while the second follows it.  Or the first
\* hears nothing once it leads.
FirstThenThirdOnceFollowed(n, e) ==
  \/ n = n1 /\ e = 1
  \/ n = n3 /\ e = 2 /\ state[n2].leader = n1
FirstHearsUntilItLeads(m) == m.to = n1 => state[n1].role # "leader"

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

\* Nobody asks whoever knows the decision.
OnlyTheOpenHear(m) == state[m.to].decision = None

\* The third hears of an epoch by the proposal of its leader.
OnlyTheSecondIsAsked(m) ==
  CASE m.kind = "requestVote" -> m.to = n2
    [] m.kind = "propose" -> m.to # n1
    [] OTHER -> m.kind = "vote"

\* The first leads the first epoch with those that have no name, and the
\* second leads the next one without the first.  It has heard that there was
\* an epoch, but has had no part in it.  Nobody hears of a leader that is free,
\* or asks whoever knows the decision.
LedApart(m) ==
  /\ OnlyTheOpenHear(m)
  /\ m.kind # "lead"
  /\ IF m.kind \in {"decide", "wish"} \/ m.epoch # 1 THEN n1 \notin {m.from, m.to}
     ELSE (m.kind = "requestVote" /\ m.to = n2) \/ {m.from, m.to} \cap {n2, n3} = {}

-----------------------------------------------------------------------------
\* Other quorums.  Most models leave out that a node that suspects asks first:
\* with any node for a quorum of pre-votes it starts the next epoch with its
\* own.  So their leaders are deposed at will, and whatever is safe in them is
\* safe with fewer elections.
AnyNode(nodes) == nodes # {}
AllNodes(nodes) == nodes = Node
TheDictator(nodes) == n1 \in nodes
TheSecond(nodes) == n2 \in nodes
=============================================================================
