---------------------- MODULE TwoPhaseCommit_Refinement ----------------------
\* The ladder: AtomicCommit <- SingleNodeCommit <- TwoPhase <- TwoPhaseCommit.
\* Seen through a mapping that forgets disks and crashes, every transaction
\* is a behaviour of TwoPhase; so its commit point is that of one node
\* (A13).  Seen through one that forgets messages too, it is a behaviour of
\* AtomicCommit: two-phase commit solves the problem.
\*
\* A crash is a step of all transactions at once, so each formula speaks of
\* all of them; it says no more and no less than Spec of the instance, for
\* each t, in a form that TLC can check.  Most steps are none of the
\* instance, so that TLC looks for those first.
EXTENDS TwoPhaseCommit_Invariants

-----------------------------------------------------------------------------
\* AtomicCommit.  state[p] is what the disk of p says.  A participant that
\* holds no record is aborted as soon as it cannot get one any more.
IsAborted(t, p) == HoldsNoRecord(t, p) /\ Status(t, p) \in {"aborting", "aborted", "down"}

StateOnDisk(t, p) ==
  IF durable[t][p] # "none" THEN durable[t][p]
  ELSE IF IsAborted(t, p) THEN "aborted"
  ELSE "working"

StatesOnDisk(t) == [p \in Participant |-> StateOnDisk(t, p)]

Problem(t) == INSTANCE AtomicCommit WITH state <- StatesOnDisk(t)

SolvesAtomicCommit ==
  /\ \A t \in Transaction : Problem(t)!Init
  /\ [][\A t \in Transaction : UNCHANGED StatesOnDisk(t) \/ Problem(t)!Next]_variables

-----------------------------------------------------------------------------
\* TwoPhase, in which there are no disks, no crashes and no requests.
\*
\* decision is what the coordinator's log says.  It is the coordinator's
\* although PastCommitPoint looks at participants too: if a participant's
\* record came first, decision and state would change in one step, and
\* TwoPhase has no such step.
\*
\* state[p] is what the disk of p says, but for the promise: p has prepared
\* once it has said yes.  What it has written and not said it may take back.
StateAsSaid(t, p) ==
  IF durable[t][p] = "committed" THEN "committed"
  ELSE IF IsAborted(t, p) THEN "aborted"
  ELSE IF Yes(t, p) \in messages THEN "prepared"
  ELSE "working"

StatesAsSaid(t) == [p \in Participant |-> StateAsSaid(t, p)]

\* votes is what the coordinator has counted, until there is a decision.
\* When it has counted everyone it is committing, and counts no more.
Votes(t) ==
  IF Log(t) # "undecided" THEN {}
  ELSE IF Status(t, Coordinator) = "committing" THEN Participant
  ELSE state[t][Coordinator].votes

\* messages are the votes that were said, and the decision from the instant
\* at which it is made: whether it is sent then, or after a crash, or never,
\* TwoPhase cannot tell, because it has messages that nobody receives.
Said(t) ==
  {[kind |-> "yes", from |-> p] : p \in {q \in Participant : Yes(t, q) \in messages}}
    \cup (IF Log(t) = "committed" THEN {[kind |-> "commit"]} ELSE {})
    \cup (IF Log(t) = "aborted" THEN {[kind |-> "abort"]} ELSE {})

Phases(t) ==
  INSTANCE TwoPhase
    WITH decision <- Log(t), state <- StatesAsSaid(t), votes <- Votes(t), messages <- Said(t)

Seen(t) == <<Log(t), StatesAsSaid(t), Votes(t), Said(t)>>

RefinesTwoPhase ==
  /\ \A t \in Transaction : Phases(t)!Init
  /\ [][\A t \in Transaction : UNCHANGED Seen(t) \/ Phases(t)!Next]_variables

THEOREM Spec => RefinesTwoPhase
THEOREM Spec => SolvesAtomicCommit
=============================================================================
