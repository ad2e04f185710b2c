--------------------- MODULE ThreePhaseCommit_Refinement ---------------------
\* Seen through a mapping that forgets messages, phases and crashes, the rungs
\* that are safe are behaviours of AtomicCommit: they solve the problem.
EXTENDS ThreePhaseCommit_Invariants

-----------------------------------------------------------------------------
\* state[p] is what the disk of p says.  A participant that holds no record is
\* aborted as soon as it cannot get one any more.  Whether it knows what is
\* about to be decided makes no difference: it has promised.
StateOnDisk(p) ==
  CASE InDoubt(durable[p].status) -> "prepared"
    [] durable[p].status = "committed" -> "committed"
    [] writing[p] = <<>> /\ state[p].status \in {"aborted", "down"} -> "aborted"
    [] OTHER -> "working"

StatesOnDisk == [p \in Participant |-> StateOnDisk(p)]

Problem == INSTANCE AtomicCommit WITH state <- StatesOnDisk

\* It says no more and no less than Problem!Spec, in a form in which TLC looks
\* first for the steps that are none of the problem.
SolvesAtomicCommit ==
  Problem!Init /\ [][UNCHANGED StatesOnDisk \/ Problem!Next]_variables
=============================================================================
