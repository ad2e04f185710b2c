--------------------------- MODULE OnePhaseCommit ---------------------------
\* One-phase commit is the protocol that everybody writes first: when the
\* application is done, just send "commit" to every node that took part.
\* It is not atomic commit (A3), and this module exists to show the ways
\* in which it splits.  Each needs only one cause, and none of them is
\* rare:
\*
\*  - a constraint is violated at one node, which must refuse to commit
\*    (two clients have taken the last seat);
\*  - the request to one node is lost, and that node, which never hears,
\*    cannot keep its locks for ever and aborts alone;
\*  - a node crashes before its commit record is durable, and with it the
\*    work of the transaction is lost.
\*
\* The reading of the protocol is the most charitable one.  A request is
\* sent to all nodes at once, the only message that can be lost is that
\* request, and a node is patient for as long as it can still hear: it
\* aborts alone only if its request is lost.  There is one transaction.
CONSTANT Participant  \* the set of participants of the transaction

VARIABLES
  requested,  \* whether the application has asked to commit
  messages,   \* the set of participants to which the request is on its way
  status,     \* status[p]: how far participant p is
  durable     \* durable[p]: whether the commit record of p is on its disk

variables == <<requested, messages, status, durable>>

\* A participant is "working", then "committing" while its commit record
\* is on the way to disk, then "committed"; or it is "aborted".  A crash
\* and the restart after it are one step here, because nothing happens
\* between the two.
TypeOK ==
  /\ requested \in BOOLEAN
  /\ messages \subseteq Participant
  /\ status \in [Participant -> {"working", "committing", "committed", "aborted"}]
  /\ durable \in [Participant -> BOOLEAN]

Init ==
  /\ requested = FALSE
  /\ messages = {}
  /\ status = [p \in Participant |-> "working"]
  /\ durable = [p \in Participant |-> FALSE]

\* Whoever says that it has committed has its record on disk.
RecordIsDurable(p) == durable[p]

\* The three causes.  A model allows one of them, or none.
MayViolateConstraint(p) == TRUE
MayLoseRequest(p) == TRUE
MayCrash(p) == TRUE

-----------------------------------------------------------------------------
Become(p, next) == status' = [status EXCEPT ![p] = next]

\* The one phase.
RequestCommit ==
  /\ ~requested
  /\ requested' = TRUE
  /\ messages' = Participant
  /\ UNCHANGED <<status, durable>>

ReceiveCommit(p) ==
  /\ p \in messages
  /\ status[p] = "working"
  /\ Become(p, "committing")
  /\ messages' = messages \ {p}
  /\ UNCHANGED <<requested, durable>>

Land(p) ==
  /\ status[p] = "committing"
  /\ durable' = [durable EXCEPT ![p] = TRUE]
  /\ UNCHANGED <<requested, messages, status>>

FinishCommit(p) ==
  /\ status[p] = "committing"
  /\ RecordIsDurable(p)
  /\ Become(p, "committed")
  /\ UNCHANGED <<requested, messages, durable>>

-----------------------------------------------------------------------------
\* The three causes, and what each forces on a node.
ViolateConstraint(p) ==
  /\ MayViolateConstraint(p)
  /\ p \in messages
  /\ status[p] = "working"
  /\ Become(p, "aborted")
  /\ messages' = messages \ {p}
  /\ UNCHANGED <<requested, durable>>

LoseRequest(p) ==
  /\ MayLoseRequest(p)
  /\ p \in messages
  /\ messages' = messages \ {p}
  /\ UNCHANGED <<requested, status, durable>>

NeverHears(p) == requested /\ p \notin messages /\ status[p] = "working"

AbortAlone(p) ==
  /\ NeverHears(p)
  /\ Become(p, "aborted")
  /\ UNCHANGED <<requested, messages, durable>>

\* A restarted node has nothing but its disk.
CrashAndRestart(p) ==
  /\ MayCrash(p)
  /\ Become(p, IF durable[p] THEN "committed" ELSE "aborted")
  /\ messages' = messages \ {p}
  /\ UNCHANGED <<requested, durable>>

\* The protocol, and what goes wrong with it.
ProtocolStep ==
  \/ RequestCommit
  \/ \E p \in Participant : ReceiveCommit(p) \/ Land(p) \/ FinishCommit(p)

SomethingGoesWrong ==
  \E p \in Participant :
    ViolateConstraint(p) \/ LoseRequest(p) \/ AbortAlone(p) \/ CrashAndRestart(p)

Next == ProtocolStep \/ SomethingGoesWrong

Spec == Init /\ [][Next]_variables

\* A world in which none of the causes occurs.
UndisturbedSpec == Init /\ [][ProtocolStep]_variables

-----------------------------------------------------------------------------
Agreement ==
  \A p, q \in Participant : ~(status[p] = "committed" /\ status[q] = "aborted")

CommittedIsDurable == \A p \in Participant : status[p] = "committed" => durable[p]

\* With a single participant, or in a world without the causes, nothing
\* splits.
ThereIsOneParticipant == \A p, q \in Participant : p = q

THEOREM Spec => []TypeOK /\ []CommittedIsDurable
THEOREM UndisturbedSpec => []Agreement
THEOREM ThereIsOneParticipant /\ Spec => []Agreement
=============================================================================
