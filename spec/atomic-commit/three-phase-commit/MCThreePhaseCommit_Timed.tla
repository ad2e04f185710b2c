---------------------- MODULE MCThreePhaseCommit_Timed -----------------------
\* The models of ThreePhaseCommit_Timed.  The clocks take the place of
\* MayTimeOut and MayAbortAlone; each number is also taken one or more too
\* small.
EXTENDS MCThreePhaseCommit, ThreePhaseCommit_Timed

\* A time-out that the clocks allow is one that rung 3 allows.  As the two
\* differ in nothing else, the timed protocol refines the untimed one there.
TimeOutsAreRight ==
  /\ \A n \in Node, q \in Participant : StopsWaiting(n, q) => AfterTheBound(n, q)
  /\ \A p \in Participant :
       /\ AbortsAlone(p) => IfNobodyAsks(p)
       /\ TakesOver(p) =>
            \A j \in state[p].promised..(MyNext(p, state[p]) - 1) :
              Owner(j) # p => AfterTheBound(p, Owner(j))

\* NoMessageIsDue: the network has no bound after all.
DueOrNot == TRUE

One == 1
Two == 2
Three == 3
Four == 4
=============================================================================
