------------------------ MODULE ReplicatedCommit_Node ------------------------
\* What a candidate of replicated commit is: what it keeps beside what a
\* coordinator of two-phase commit keeps, how it stands to the role, and on
\* which guards it rests.  ReplicatedCommit extends this module, and says how
\* the protocol runs.
EXTENDS FencedCells

CONSTANTS
  Transaction,  \* the set of transactions, all of the same participants
  Participant,  \* the set of participants
  Candidate,    \* the nodes that can be coordinator, none a participant
  First,        \* the candidate by which the transactions are begun
  Role          \* the coordinator, as participants know it: no node's name

ASSUME FirstIsACandidate == First \in Candidate
ASSUME CandidatesTakeNoPart == (Candidate \cup {Role}) \cap Participant = {}

VARIABLES
  state, durable, writing, messages, requested, confirmed, outcome,
             \* as in TwoPhaseCommit, for every candidate as for its coordinator
  invoked, broadcast, delivered, heard,
             \* as in SharedLog
  seat,      \* seat[c]: how candidate c stands to the role, in its memory
  numbered   \* numbered[c]: how many take-overs it has numbered, on its disk

\* A crash loses what TwoPhaseCommit loses, what was heard, and the seat.  What
\* a candidate has in durable is what it has heard that the cells hold, and so
\* no disk of its own.
ofCommit == <<state, durable, writing, messages, requested, confirmed, outcome>>
ofLog == <<invoked, broadcast, delivered, heard>>
variables == <<ofCommit, ofLog, seat, numbered>>

Node == Participant \cup Candidate

-----------------------------------------------------------------------------
\* TwoPhaseCommit, with this candidate for its coordinator; and as it is for
\* the participants, to whom it makes no difference which one that is.
At(c) == INSTANCE TwoPhaseCommit WITH Coordinator <- c

Anybody == CHOOSE c \in Candidate : TRUE

Entry ==
  [kind : {"takeOver"}, by : Candidate, number : Nat \ {0}]
    \cup [kind : {"record"}, by : Candidate, number : Nat \ {0}, cell : Transaction,
          record : {"none", "commit"}]

Log == INSTANCE SharedLog WITH Node <- Candidate, Request <- Entry

-----------------------------------------------------------------------------
\* The seat of a candidate: the number of its newest take-over, the
\* transactions that it has begun since, and its status:
\*
\*   "following"  it does not bear the role, and has not asked for it
\*   "numbering"  the number of its take-over is on its way to its disk
\*   "asking"     its take-over is on its way to the log, or in it
\*   "bearing"    the log has told it, and of no later one: it coordinates
\*
\* or it is "down".
Seat ==
  [status : {"following", "numbering", "asking", "bearing", "down"}, number : Nat,
   begun : SUBSET Transaction]

Sits(status, number) == [status |-> status, number |-> number, begun |-> {}]

IsBearing(c) == seat[c].status = "bearing"

IsUp(n) == IF n \in Candidate THEN seat[n].status # "down" ELSE At(Anybody)!IsUp(n)

HeardBy(c) == SubSeq(delivered[c], 1, heard[c])

\* The entries of the records that candidate c writes in transaction t.
Entries(c, t, records) == {RecordIn(t, c, seat[c].number, r) : r \in records}

In(sequence) == {sequence[i] : i \in 1..Len(sequence)}

TypeOK ==
  /\ Log!LogTypeOK
  /\ messages \subseteq At(Anybody)!Message
  /\ requested \subseteq Transaction
  /\ confirmed \subseteq Transaction
  /\ outcome \in [Transaction -> [Node -> {"none", "committed", "aborted"}]]
  /\ \A t \in Transaction, c \in Candidate :
       /\ state[t][c] \in At(c)!CoordinatorState
       /\ durable[t][c] \in At(c)!CoordinatorRecord
       /\ writing[t][c] \in Seq(At(c)!CoordinatorRecord)
  /\ \A t \in Transaction, p \in Participant :
       /\ state[t][p] \in At(Anybody)!ParticipantState
       /\ durable[t][p] \in At(Anybody)!ParticipantRecord
       /\ writing[t][p] \in Seq(At(Anybody)!ParticipantRecord)
  /\ seat \in [Candidate -> Seat]
  /\ numbered \in [Candidate -> Nat]

Init ==
  /\ Log!LogInit
  /\ state = [t \in Transaction |-> [n \in Node |->
                At(Anybody)!In(IF n \in Candidate THEN "down" ELSE "working")]]
  /\ durable = [t \in Transaction |-> [n \in Node |-> "none"]]
  /\ writing = [t \in Transaction |-> [n \in Node |-> <<>>]]
  /\ messages = {}
  /\ requested = {}
  /\ confirmed = {}
  /\ outcome = [t \in Transaction |-> [n \in Node |-> "none"]]
  /\ seat = [c \in Candidate |-> Sits("following", 0)]
  /\ numbered = [c \in Candidate |-> 0]

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, by name, beside those of
\* TwoPhaseCommit and FencedCells.  Each has a model in which it is weakened,
\* and in which a property is violated.

\* A number is durable before it is used.  Otherwise a candidate could use it
\* again after a crash, and what it had written before would land as if it
\* were written now.
NumberIsDurable(c) == numbered[c] = seat[c].number

\* No take-over has the number of another.
NextNumber(c) == seat[c].number + 1

\* A transaction begins with the work of its application, which asks for a
\* commit later.
FirstState(c) == At(c)!In("working")

\* A candidate bears the role once the log has told it its take-over, which it
\* has asked for in this life, and as long as it has heard of no later one.
HasTheRole(c, order) ==
  /\ seat[c].status \in {"asking", "bearing"}
  /\ Bears(c, seat[c].number, order)

\* The name of a transaction says in which take-over it was begun, here in this
\* one of First.  Nobody else begins it, nor does First in another one.
BegunIn == 1

IsOwn(c, t) == c = First /\ seat[c].number = BegunIn

\* Whoever takes over knows of what was begun before.  It knows nothing of what
\* others begin after it, and may not presume abort of that: it may have a
\* successor.  The highest number counts, not that of the last take-over: an
\* earlier one, from before a crash, may come after it.
KnowsOf(c, t, order) ==
  /\ \E i \in TakeOversIn(order) : order[i].by = First /\ order[i].number >= BegunIn
  /\ ~IsOwn(c, t)

\* A record is answered when the log has told that it has landed.
IsAnswered(c, t, order) == Holds(t, order, "none") = "commit"

\* What may happen at will.  A model bounds these by overriding them.
MayGiveUp(c)            == TRUE
MayRequestOutcome(c)    == TRUE
MayConfirmOutcome(c, t) == TRUE
MayResend(c)            == TRUE
MayAbortAlone(p)        == TRUE
MayInquire(p)           == TRUE
MayTakeOver(c)          == TRUE
MayBegin(c, t)          == TRUE
MayAskAgain(c)          == TRUE
MayMiss(entry)          == TRUE
MayTake(entry)          == TRUE
MayLose(m)              == FALSE
MayCrash(n)             == TRUE
MayRestart(n)           == TRUE
=============================================================================
