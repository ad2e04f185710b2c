------------------------ MODULE TwoPhaseCommit_Node -------------------------
\* What a node of two-phase commit is: what it keeps of a transaction, in
\* memory and on its disk, what it can say, and on which guards it rests.
\* TwoPhaseCommit extends this module, and says how the protocol runs.
EXTENDS Network, Disk, Sequences

CONSTANTS
  Transaction,  \* the set of transactions, all of the same participants
  Participant,  \* the set of participants
  Coordinator,  \* the coordinator, which is none of the participants
  Role          \* as messages name it: alike, unless several nodes may bear it

ASSUME CoordinatorIsNoParticipant == Coordinator \notin Participant
ASSUME SomebodyTakesPart == Participant # {}

Node == Participant \cup {Coordinator}

VARIABLES
  state,      \* state[t][n]: what node n keeps in memory of transaction t
  durable,    \* durable[t][n]: the record of t on the disk of n
  writing,    \* writing[t][n]: n's records of t in flight to its disk
  requested,  \* the transactions whose commit an application has asked for
  confirmed,  \* those of which it has said that it knows of their commit
  outcome     \* outcome[t][n]: the outcome that n has told its user

\* A crash loses state and writing.  The last three are no part of any node:
\* they are what users have asked, have said and have seen.
variables == <<state, durable, writing, messages, requested, confirmed, outcome>>

-----------------------------------------------------------------------------
\* What a node keeps in memory: its status; of a voting coordinator, votes,
\* which is whose yes it has counted; and of a committed one, acknowledged,
\* which is whose acknowledgement it has counted, that of its own user by
\* its own name.  The status of a coordinator:
\*
\*   "working"     the application works; it has not asked for a commit
\*   "voting"      the participants have been asked to prepare
\*   "committing"  all voted yes; the commit record is on its way to disk
\*   "committed"   the record is durable, and the decision is being sent
\*   "aborted"     it was decided to abort
\*   "forgotten"   nothing is known of the transaction; abort is presumed
\*
\* and of a participant:
\*
\*   "working"     its work may still be undone alone
\*   "preparing"   the promise to commit is on its way to disk
\*   "prepared"    the promise is durable: it is in doubt, and holds locks
\*   "committing"  the outcome commit is on its way to disk
\*   "committed"   the outcome commit is durable
\*   "aborting"    the promise is being removed from disk
\*   "aborted"     nothing of the transaction is left
\*
\* Either is "down" when its node has crashed, in all transactions at once:
\* that is no status, but has no other place.
CoordinatorState ==
  [status : {"working", "voting", "committing", "committed", "aborted", "forgotten", "down"},
   votes : SUBSET Participant, acknowledged : SUBSET Node]

ParticipantState ==
  [status : {"working", "preparing", "prepared", "committing", "committed",
             "aborting", "aborted", "down"},
   votes : {{}}, acknowledged : {{}}]

\* In a status, with nothing counted: what was counted in one status is of
\* no use in the next.
In(status) == [status |-> status, votes |-> {}, acknowledged |-> {}]

Status(t, n) == state[t][n].status

IsOutcome(status) == status \in {"committed", "aborted"}

\* What of a state belongs on disk.  "none" is no record, which is abort: a
\* coordinator has one from the decision to commit until all have it, and a
\* participant from its promise on.  A node that is preparing, committing or
\* aborting has asked its disk for what it is about to be.
CoordinatorRecord == {"none", "commit"}
ParticipantRecord == {"none", "prepared", "committed"}

Record(n, s) ==
  IF s.status \in {"committing", "committed"}
  THEN IF n = Coordinator THEN "commit" ELSE "committed"
  ELSE IF s.status \in {"preparing", "prepared"} THEN "prepared" ELSE "none"

-----------------------------------------------------------------------------
\* The messages.  Each is about one transaction, and goes between the
\* coordinator and one participant, so a link loses or keeps it alone.
ToParticipant(kind, t, p) ==
  [kind |-> kind, transaction |-> t, from |-> Role, to |-> p]

ToCoordinator(kind, t, p) ==
  [kind |-> kind, transaction |-> t, from |-> p, to |-> Role]

Prepare(t, p)     == ToParticipant("prepare", t, p)
Yes(t, p)         == ToCoordinator("yes", t, p)
No(t, p)          == ToCoordinator("no", t, p)
Commit(t, p)      == ToParticipant("commit", t, p)
Abort(t, p)       == ToParticipant("abort", t, p)
Acknowledge(t, p) == ToCoordinator("acknowledge", t, p)
Inquire(t, p)     == ToCoordinator("inquire", t, p)

Message ==
  UNION {{Prepare(t, p), Yes(t, p), No(t, p), Commit(t, p), Abort(t, p),
          Acknowledge(t, p), Inquire(t, p)} : t \in Transaction, p \in Participant}

TypeOK ==
  /\ messages \subseteq Message
  /\ requested \subseteq Transaction
  /\ confirmed \subseteq Transaction
  /\ outcome \in [Transaction -> [Node -> {"none", "committed", "aborted"}]]
  /\ \A n \in Node, s, t \in Transaction : Status(s, n) = "down" => Status(t, n) = "down"
  /\ \A t \in Transaction :
       /\ state[t][Coordinator] \in CoordinatorState
       /\ durable[t][Coordinator] \in CoordinatorRecord
       /\ writing[t][Coordinator] \in Seq(CoordinatorRecord)
       /\ \A p \in Participant :
            /\ state[t][p] \in ParticipantState
            /\ durable[t][p] \in ParticipantRecord
            /\ writing[t][p] \in Seq(ParticipantRecord)

Init ==
  /\ state = [t \in Transaction |-> [n \in Node |-> In("working")]]
  /\ durable = [t \in Transaction |-> [n \in Node |-> "none"]]
  /\ writing = [t \in Transaction |-> [n \in Node |-> <<>>]]
  /\ messages = {}
  /\ requested = {}
  /\ confirmed = {}
  /\ outcome = [t \in Transaction |-> [n \in Node |-> "none"]]

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, by name.  Each has a model in
\* which it is weakened, and in which a property is violated.

\* Votes are asked for and counted from the request of the application on,
\* until there is a decision.  Before it nobody wants a commit, and after it
\* a vote changes nothing.
IsVoting(s) == s.status = "voting"

\* A decision to commit needs the yes of every participant (A2).
MayCommit(yes) == yes = Participant

\* What depends on a write waits until that write is durable; a removal
\* also until nothing is left in flight that would bring the record back.
VoteIsDurable(t, p)    == durable[t][p] = "prepared"
CommitIsDurable(t)     == durable[t][Coordinator] = "commit"
OutcomeIsDurable(t, p) == durable[t][p] = "committed"
RemovalIsDurable(t, p) == durable[t][p] = "none" /\ writing[t][p] = <<>>

\* A request to prepare begins what is new, and nothing that has ended: it
\* may be a late duplicate.
MayBegin(s) == s.status = "working"

\* Before its promise a participant may abort alone, whatever the reason:
\* a constraint is violated, the disk is full, nobody has asked it for too
\* long.  After it, never; and then it does as it is told (A4).
MayWithdraw(s) == s.status \in {"working", "preparing"}
DoesAsTold(s)  == s.status = "prepared"

\* The record is forgotten when every participant has acknowledged (A6),
\* and the user of the coordinator as well.
MayForget(acknowledging) == acknowledging = Node

\* Who knows nothing of a transaction says abort, like who has aborted it.
PresumesAbort(s) == s.status \in {"aborted", "forgotten"}

\* A restarted node has nothing but its disk.  A coordinator without a
\* commit record knows nothing of the transaction, and so presumes abort.
Recovered(n, record) ==
  IF n = Coordinator
  THEN In(IF record = "commit" THEN "committed" ELSE "forgotten")
  ELSE In(IF record = "none" THEN "aborted" ELSE record)

\* A user is told the outcome as soon as it is certain, and again after a
\* restart, because it may not have heard.  A coordinator without a record
\* tells its user nothing unasked: it cannot know whether it has aborted the
\* transaction, or committed and forgotten it.
MustTell(s) == IsOutcome(s.status)

\* What may happen at will: requests, refusals, time-outs and crashes, and
\* what Network adds.  A model bounds these by overriding them.  It may keep
\* a timer from firing, or a node from crashing or from coming back.
MayRequestCommit(t)  == TRUE
MayRequestOutcome(t) == TRUE
MayConfirmOutcome(t) == TRUE
MayGiveUp(t)         == TRUE
MayAbortAlone(t, p)  == TRUE
MayInquire(t, p)     == TRUE
MayResend(t)         == TRUE
MayCrash(n)          == TRUE
MayRestart(n)        == TRUE

-----------------------------------------------------------------------------
\* A step of node n in transaction t: it is in state s now, and has sent
\* these messages.  It writes exactly if something changed that belongs on
\* disk, and tells its user an outcome if it has come to one.
Written(t, n, s) == IF Record(n, s) = Record(n, state[t][n]) THEN <<>> ELSE <<Record(n, s)>>

Told(before, s) == IF MustTell(s) THEN s.status ELSE before

Become(t, n, s, sent) ==
  /\ state' = [state EXCEPT ![t][n] = s]
  /\ writing' = [writing EXCEPT ![t][n] = @ \o Written(t, n, s)]
  /\ outcome' = [outcome EXCEPT ![t][n] = Told(@, s)]
  /\ Send(sent)
  /\ UNCHANGED durable

Step(t, n, s, sent) == Become(t, n, s, sent) /\ UNCHANGED <<requested, confirmed>>
=============================================================================
