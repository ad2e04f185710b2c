--------------------- MODULE MCTwoPhaseCommit_Inductive ---------------------
\* The inductive invariant from every state that satisfies it, reachable or
\* not.  There is one transaction, and the states are put together so that
\* TLC meets few others: disks first, as DiskFollows has them, messages last.
EXTENDS MCTwoPhaseCommit

Disk(n, status) == IF n = Coordinator THEN CoordinatorDisk(status) ELSE ParticipantDisk(status)

AnyNodes(coordinator, participants) ==
  state = [t \in Transaction |->
             [n \in Node |-> IF n = Coordinator THEN coordinator ELSE participants[n]]]

AnyDisks(t) ==
  \E disks \in [Node -> UNION {Disk(n, Status(t, n)) : n \in Node}] :
    /\ \A n \in Node : disks[n] \in Disk(n, Status(t, n))
    /\ durable = [s \in Transaction |-> [n \in Node |-> Head(disks[n])]]
    /\ writing = [s \in Transaction |-> [n \in Node |-> Tail(disks[n])]]

InductiveInit ==
  /\ \E coordinator \in CoordinatorState, participants \in [Participant -> ParticipantState] :
       AnyNodes(coordinator, participants)
  /\ \A t \in Transaction : AnyDisks(t)
  /\ CommitIsNoReturn
  /\ confirmed \in SUBSET Transaction
  /\ ForgottenOnlyWhenSettled
  /\ requested \in SUBSET Transaction
  /\ BegunIsRequested
  /\ outcome \in [Transaction -> [Node -> {"none", "committed", "aborted"}]]
  /\ AbortToldIsCertain
  /\ messages \in SUBSET Message
  /\ Inductive

OneTransaction == \A s, t \in Transaction : s = t
ASSUME OneTransaction
=============================================================================
