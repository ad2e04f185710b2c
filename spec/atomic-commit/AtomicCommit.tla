---------------------------- MODULE AtomicCommit ----------------------------
\* Several participants have each done a part of one transaction.  Atomic
\* commit is the problem of ending it: either every participant keeps its
\* part, or every participant undoes it.
\*
\* This module says what must hold and nothing about how.  It describes a
\* single transaction, and it describes it from above: an action reads the
\* states of all participants at once, as no participant could.  There are
\* no messages here, no coordinator and no crashes; a protocol has all of
\* them, and its behaviours, seen through a refinement mapping, are
\* behaviours of this specification.  That is what it means that the
\* protocol solves the problem.
\*
\* The specification is safety only: it allows every participant to wait
\* for ever.  It must, because two-phase commit does just that when its
\* coordinator is gone, and is atomic commit nevertheless.  Termination is
\* a property that each protocol states for itself, with its assumptions.

CONSTANT Participant  \* the set of participants of the transaction

VARIABLE state
\* state[p] is how far participant p is:
\*
\*   "working"    it may still abort alone, without asking anybody
\*   "prepared"   it has promised to commit if it is told so, and may no
\*                longer abort alone: the first point of no return
\*   "committed"  it has kept its part
\*   "aborted"    it has undone its part

TypeOK == state \in [Participant -> {"working", "prepared", "committed", "aborted"}]

Init == state = [p \in Participant |-> "working"]

-----------------------------------------------------------------------------
\* Two concepts carry the whole problem.  The transaction may be committed
\* somewhere only if nobody can abort it any more, and aborted somewhere
\* only if nobody has committed it.  And a participant that has ended does
\* not begin again.

EveryonePrepared == \A p \in Participant : state[p] \in {"prepared", "committed"}

NobodyCommitted == \A p \in Participant : state[p] # "committed"

HasNotEnded(p) == state[p] = "working"

-----------------------------------------------------------------------------
Prepare(p) ==
  /\ HasNotEnded(p)
  /\ state' = [state EXCEPT ![p] = "prepared"]

Commit(p) ==
  /\ state[p] = "prepared"
  /\ EveryonePrepared
  /\ state' = [state EXCEPT ![p] = "committed"]

Abort(p) ==
  /\ state[p] \in {"working", "prepared"}
  /\ NobodyCommitted
  /\ state' = [state EXCEPT ![p] = "aborted"]

Next == \E p \in Participant : Prepare(p) \/ Commit(p) \/ Abort(p)

Spec == Init /\ [][Next]_state

-----------------------------------------------------------------------------
\* The theory asks for three things.  All participants that decide reach
\* the same outcome (A1); an outcome, once reached, is never reversed (A1);
\* and the outcome is commit only if every participant had prepared (A2).
\* The third is stated of the step that commits, because it is before that
\* step that everyone must have prepared.

Agreement ==
  \A p, q \in Participant : ~(state[p] = "committed" /\ state[q] = "aborted")

Irrevocable ==
  [][\A p \in Participant :
       state[p] \in {"committed", "aborted"} => state'[p] = state[p]]_state

CommitNeedsEveryone ==
  [][\A p \in Participant :
       state'[p] = "committed" /\ state[p] # "committed"
         => \A q \in Participant : state[q] \in {"prepared", "committed"}]_state

THEOREM Spec => []TypeOK
THEOREM Spec => []Agreement
THEOREM Spec => Irrevocable
THEOREM Spec => CommitNeedsEveryone
=============================================================================
