---------------------- MODULE MCThreePhaseCommit_Reach -----------------------
\* Good states that must be reachable.  TLC must violate the denial.
EXTENDS MCThreePhaseCommit

AllHaveTold(told) == \A p \in Participant : outcome[p] = told

NotEveryoneCommits == ~(outcome[Coordinator] = "committed" /\ AllHaveTold("committed"))

\* The coordinator is down, and has told nobody's user anything.
NotCommittedWithoutTheCoordinator ==
  ~(~IsUp(Coordinator) /\ outcome[Coordinator] = "none" /\ AllHaveTold("committed"))

\* A participant that took over asks another to pre-commit.
NoSecondRound ==
  ~ \E p \in Participant : state[p].phase = "preCommitting" /\ ~IsUp(Coordinator)

NotEveryoneIsBack == ~ \A p \in Participant : IsBack(state[p])

\* All were down, and have found the outcome together.
NotEndedAfterAllWereDown ==
  ~(AllHaveTold("committed") /\ \A p \in Participant : HasFailed(p) /\ IsUp(p))
=============================================================================
