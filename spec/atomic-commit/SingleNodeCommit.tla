-------------------------- MODULE SingleNodeCommit --------------------------
\* On a single node atomic commit is easy: the node writes a commit record
\* to its log, and the disk makes that write happen or not happen.  Before
\* the record is durable a crash aborts the transaction; after it, a crash
\* changes nothing.  The instant at which the record becomes durable is
\* the commit point.
\*
\* Two-phase commit spreads the transaction over many nodes and keeps this
\* heart: its commit point is the commit point of one node, the
\* coordinator (claim A13).  This module is a rung between the two.  It is
\* AtomicCommit in which nobody looks at everybody: one log decides, once,
\* and the participants follow it.  TwoPhase refines this module, and this
\* module refines AtomicCommit.
\*
\* As in AtomicCommit there is one transaction, and there are no messages
\* and no crashes: a crash before the commit point is an abort.

CONSTANT Participant  \* the set of participants of the transaction

VARIABLES
  log,   \* "undecided", "committed" or "aborted": what the one log says
  state  \* how far each participant is, as in AtomicCommit

variables == <<log, state>>

TypeOK ==
  /\ log \in {"undecided", "committed", "aborted"}
  /\ state \in [Participant -> {"working", "prepared", "committed", "aborted"}]

Init ==
  /\ log = "undecided"
  /\ state = [p \in Participant |-> "working"]

-----------------------------------------------------------------------------
\* The log is written once, and to commit takes everyone's promise.
MayDecide == log = "undecided"

EveryonePrepared == \A p \in Participant : state[p] = "prepared"

-----------------------------------------------------------------------------
\* A participant promises to follow the log.
Prepare(p) ==
  /\ state[p] = "working"
  /\ state' = [state EXCEPT ![p] = "prepared"]
  /\ UNCHANGED log

\* The commit point: one write, at one node, at one instant.  It is the
\* only action that looks at more than one participant.
DecideCommit ==
  /\ MayDecide
  /\ EveryonePrepared
  /\ log' = "committed"
  /\ UNCHANGED state

DecideAbort ==
  /\ MayDecide
  /\ log' = "aborted"
  /\ UNCHANGED state

Commit(p) ==
  /\ log = "committed"
  /\ state[p] = "prepared"
  /\ state' = [state EXCEPT ![p] = "committed"]
  /\ UNCHANGED log

\* While the log is undecided this is a participant that withdraws before
\* its promise was heard: DecideCommit is then never enabled again.  Once
\* the log says "aborted" it is a participant that follows.
Abort(p) ==
  /\ log # "committed"
  /\ state[p] \in {"working", "prepared"}
  /\ state' = [state EXCEPT ![p] = "aborted"]
  /\ UNCHANGED log

Next ==
  \/ DecideCommit
  \/ DecideAbort
  \/ \E p \in Participant : Prepare(p) \/ Commit(p) \/ Abort(p)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
DecidedOnce == [][log # "undecided" => log' = log]_variables

\* Why one log is enough: once it says commit, nobody is left who could do
\* anything else.
CommitBindsEveryone ==
  log = "committed" => \A p \in Participant : state[p] \in {"prepared", "committed"}

AtomicCommit == INSTANCE AtomicCommit

SolvesAtomicCommit == AtomicCommit!Spec

THEOREM Spec => []TypeOK
THEOREM Spec => DecidedOnce
THEOREM Spec => []CommitBindsEveryone
THEOREM Spec => SolvesAtomicCommit
=============================================================================
