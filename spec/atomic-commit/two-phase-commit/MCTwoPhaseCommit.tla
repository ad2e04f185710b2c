-------------------------- MODULE MCTwoPhaseCommit --------------------------
\* The models of TwoPhaseCommit.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the
\* specification names, to bound what the environment does.
EXTENDS TwoPhaseCommit_Liveness, TwoPhaseCommit_Refinement

CONSTANT p1  \* one of the participants, for bounds that single one out

Never(x) == FALSE
Always(x) == TRUE

\* A user that confirms late: everybody else has acknowledged.
WhenAllHaveAcknowledged(t) == Participant \subseteq state[t][Coordinator].acknowledged

NeverAt(t, p) == FALSE
OnlyTheFirstAt(t, p) == p = p1

OnlyTheCoordinator(n) == n = Coordinator
OnlyTheFirst(n) == n = p1
AllButTheCoordinator(n) == n # Coordinator
AllButTheFirst(n) == n # p1
CoordinatorAndFirst(n) == n \in {Coordinator, p1}

\* The coordinator crashes only when it has a durable decision to lose,
\* and of the participants the first, only when it is bound by a promise.
\* Random behaviours come to a commit more often with this bound.
CrashesWhereItHurts(n) ==
  \E t \in Transaction :
    \/ n = Coordinator /\ CommitIsDurable(t)
    \/ n = p1 /\ Status(t, n) \in {"prepared", "committing"}

OnTheFirstLink(m) == p1 \in {m.from, m.to}
OfTheSecondPhase(m) == m.kind \in {"commit", "abort", "acknowledge", "inquire"}
=============================================================================
