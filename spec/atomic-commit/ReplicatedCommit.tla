-------------------------- MODULE ReplicatedCommit --------------------------
\* Two-phase commit whose coordinator is no single point of failure.  Where
\* two-phase commit blocks, because the one node that knows the decision is
\* down, here another node takes over (X7).
\*
\* The coordinator is that of TwoPhaseCommit, unchanged, and so are the
\* participants.  But "coordinator" is the name of a role, which several nodes
\* can bear, the candidates.  And what the coordinator writes goes to no disk:
\* it goes to cells on a log that the candidates share, see FencedCells.
\*
\* A candidate takes over by an entry in the log.  When the log tells it its
\* own entry, it knows what the cells hold at that place, and begins as a
\* coordinator begins that has crashed: a commit that is there is told again,
\* and otherwise abort is presumed.  So it may answer "abort" at once.  Its
\* predecessor may be alive, and know nothing of it.  It goes on counting
\* votes, and may write a commit.  That record comes after the take-over, and
\* never lands.  Since the predecessor says "commit" only when the log has told
\* it that its record has landed, it never says so.  It hears of the take-over
\* before that, and gives way.
\*
\* Participants know the coordinator by its role.  A message to the coordinator
\* can reach every candidate, and those who do not bear the role take no
\* notice.
\*
\* What is left out, and why that is harmless:
\*
\*  - What the log is: an object of the environment, see SharedLog.  Total
\*    order broadcast is one, and goes on while a majority of its nodes is up.
\*  - When to take over.  A candidate may do so at any time, also when all is
\*    well, and nothing that is safe depends on who is suspected.
\*  - Transactions of other candidates, and of other take-overs.  All those
\*    looked at here are begun by one candidate in one of its take-overs, and
\*    those of others are handled alike, each by itself.  The name of a
\*    transaction says who began it, in which take-over, and as its ordinal.
\*    So no name is given twice, which TwoPhaseCommit has to assume.
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
MayAskAgain(c)          == TRUE
MayMiss(entry)          == TRUE
MayTake(entry)          == TRUE
MayLose(m)              == FALSE
MayCrash(n)             == TRUE
MayRestart(n)           == TRUE

-----------------------------------------------------------------------------
\* Whoever bears the role begins a transaction.  From then on its coordinator
\* is that of TwoPhaseCommit.
Begin(c, t) ==
  /\ IsBearing(c)
  /\ IsOwn(c, t)
  /\ t \notin seat[c].begun
  /\ seat' = [seat EXCEPT ![c].begun = @ \cup {t}]
  /\ state' = [state EXCEPT ![t][c] = FirstState(c)]
  /\ UNCHANGED <<durable, writing, messages, requested, confirmed, outcome, ofLog, numbered>>

\* What the coordinator of TwoPhaseCommit does it does here; what it writes is
\* passed to the log.
PassOn(c, t) ==
  /\ Log!Invoke(Entries(c, t, In(writing'[t][c]) \ In(writing[t][c])))
  /\ UNCHANGED <<seat, numbered>>

RequestCommit(c, t)  == At(c)!RequestCommit(t) /\ PassOn(c, t)
ResendPrepare(c, t)  == MayResend(c) /\ At(c)!ResendPrepare(t) /\ PassOn(c, t)
ReceiveYes(c, t, p)  == At(c)!ReceiveYes(t, p) /\ PassOn(c, t)
ReceiveNo(c, t, p)   == At(c)!ReceiveNo(t, p) /\ PassOn(c, t)
GiveUp(c, t)         == MayGiveUp(c) /\ At(c)!GiveUp(t) /\ PassOn(c, t)
ResendDecision(c, t) == MayResend(c) /\ At(c)!ResendDecision(t) /\ PassOn(c, t)
ReceiveInquire(c, t, p)     == At(c)!ReceiveInquire(t, p) /\ PassOn(c, t)
ReceiveAcknowledge(c, t, p) == At(c)!ReceiveAcknowledge(t, p) /\ PassOn(c, t)
ConfirmOutcome(c, t) == MayConfirmOutcome(c, t) /\ At(c)!ConfirmOutcome(t) /\ PassOn(c, t)
RequestOutcome(c, t) == MayRequestOutcome(c) /\ At(c)!RequestOutcome(t) /\ PassOn(c, t)

\* And what a participant does there it does here.
Alone == UNCHANGED <<ofLog, seat, numbered>>

ReceivePrepare(t, p)  == At(Anybody)!ReceivePrepare(t, p) /\ Alone
SendVote(t, p)        == At(Anybody)!SendVote(t, p) /\ Alone
AbortAlone(t, p)      == MayAbortAlone(p) /\ At(Anybody)!AbortAlone(t, p) /\ Alone
AskForOutcome(t, p)   == MayInquire(p) /\ At(Anybody)!AskForOutcome(t, p) /\ Alone
ReceiveCommit(t, p)   == At(Anybody)!ReceiveCommit(t, p) /\ Alone
SendAcknowledge(t, p) == At(Anybody)!SendAcknowledge(t, p) /\ Alone
ReceiveAbort(t, p)    == At(Anybody)!ReceiveAbort(t, p) /\ Alone
FinishAbort(t, p)     == At(Anybody)!FinishAbort(t, p) /\ Alone

-----------------------------------------------------------------------------
\* A candidate takes over: it numbers its take-over, and once the number is
\* durable it passes the entry to the log.
TakeTheRole(c) ==
  /\ MayTakeOver(c)
  /\ seat[c].status = "following"
  /\ seat' = [seat EXCEPT ![c] = Sits("numbering", NextNumber(c))]
  /\ UNCHANGED <<ofCommit, ofLog, numbered>>

AskForTheRole(c) ==
  /\ seat[c].status = "numbering"
  /\ NumberIsDurable(c)
  /\ seat' = [seat EXCEPT ![c].status = "asking"]
  /\ Log!Invoke({TakeOver(c, seat[c].number)})
  /\ UNCHANGED <<ofCommit, numbered>>

\* What the log has not told it for long enough, it passes on again.
Awaited(c) ==
  IF seat[c].status = "asking" THEN {TakeOver(c, seat[c].number)}
  ELSE UNION {Entries(c, t, In(writing[t][c])) : t \in Transaction}

AskAgain(c) ==
  /\ MayAskAgain(c)
  /\ Awaited(c) # {}
  /\ Log!Invoke(Awaited(c))
  /\ UNCHANGED <<ofCommit, seat, numbered>>

-----------------------------------------------------------------------------
\* The log tells a candidate some more.  Then it has the role, or has it still,
\* or has it no longer.
IsBehind(c, order) ==
  /\ seat[c].status \in {"asking", "bearing"}
  /\ TakeOver(c, seat[c].number) \in In(order)

StatusAfter(c, order) ==
  IF HasTheRole(c, order) THEN "bearing"
  ELSE IF IsBehind(c, order) THEN "following"
  ELSE seat[c].status

\* Of a transaction, whoever has had the role sends the decision if its record
\* has landed, as SendDecision does in TwoPhaseCommit; whoever has it now for
\* the first time recovers from what the cells hold; and whoever has lost it
\* is, as a coordinator, down.
Decides(c, t, order) ==
  /\ IsBearing(c)
  /\ HasTheRole(c, order)
  /\ state[t][c].status = "committing"
  /\ IsAnswered(c, t, order)

CoordinatorAfter(c, t, order) ==
  IF ~HasTheRole(c, order) THEN At(c)!In("down")
  ELSE IF Decides(c, t, order) THEN At(c)!In("committed")
  ELSE IF IsBearing(c) THEN state[t][c]
  ELSE IF KnowsOf(c, t, order) THEN At(c)!Recovered(c, Holds(t, order, "none"))
  ELSE At(c)!In("down")

WritingAfter(c, t, order) ==
  LET IsAwaited(r) == RecordIn(t, c, seat[c].number, r) \notin In(order)
  IN IF HasTheRole(c, order) THEN SelectSeq(writing[t][c], IsAwaited) ELSE <<>>

\* A candidate that hears this much.
Become(c, order) ==
  LET After(t) == CoordinatorAfter(c, t, order)
      deciding == {t \in Transaction : Decides(c, t, order)}
  IN /\ seat' = [seat EXCEPT ![c].status = StatusAfter(c, order),
                             ![c].begun = IF HasTheRole(c, order) THEN @ ELSE {}]
     /\ state' = [t \in Transaction |-> [state[t] EXCEPT ![c] = After(t)]]
     /\ durable' = [t \in Transaction |-> [durable[t] EXCEPT ![c] = Holds(t, order, "none")]]
     /\ writing' = [t \in Transaction |-> [writing[t] EXCEPT ![c] = WritingAfter(c, t, order)]]
     /\ outcome' = [t \in Transaction |-> [outcome[t] EXCEPT ![c] = At(c)!Told(@, After(t))]]
     /\ messages' = messages \cup {At(c)!Commit(t, p) : t \in deciding, p \in Participant}
     /\ UNCHANGED <<requested, confirmed>>

Hear(c) ==
  /\ IsUp(c)
  /\ \E order \in Log!Orders : Log!Tell(c, order) /\ Become(c, order)
  /\ UNCHANGED numbered

-----------------------------------------------------------------------------
\* The environment.
Land(n) ==
  /\ IF n \in Candidate
     THEN /\ seat[n].status = "numbering"
          /\ ~NumberIsDurable(n)
          /\ numbered' = [numbered EXCEPT ![n] = seat[n].number]
          /\ UNCHANGED ofCommit
     ELSE /\ \E t \in Transaction : At(Anybody)!Land(t, n)
          /\ UNCHANGED numbered
  /\ UNCHANGED <<ofLog, seat>>

\* A candidate that crashes forgets what it has heard, and whether it had the
\* role.  Its records that are on their way to the log stay there.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ IF n \in Candidate
     THEN /\ seat' = [seat EXCEPT ![n] = Sits("down", 0)]
          /\ state' = [t \in Transaction |-> [state[t] EXCEPT ![n] = At(n)!In("down")]]
          /\ durable' = [t \in Transaction |-> [durable[t] EXCEPT ![n] = "none"]]
          /\ writing' = [t \in Transaction |-> [writing[t] EXCEPT ![n] = <<>>]]
          /\ Log!Forget(n)
          /\ UNCHANGED <<messages, requested, confirmed, outcome>>
     ELSE At(Anybody)!Crash(n) /\ UNCHANGED <<ofLog, seat>>
  /\ UNCHANGED numbered

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ IF n \in Candidate
     THEN seat' = [seat EXCEPT ![n] = Sits("following", numbered[n])] /\ UNCHANGED ofCommit
     ELSE At(Anybody)!Restart(n) /\ UNCHANGED seat
  /\ UNCHANGED <<ofLog, numbered>>

Lose ==
  /\ \E m \in messages : MayLose(m) /\ messages' = messages \ {m}
  /\ UNCHANGED <<state, durable, writing, requested, confirmed, outcome, ofLog, seat, numbered>>

LogTakes ==
  /\ \E entry \in invoked : MayTake(entry) /\ Log!Take(entry)
  /\ UNCHANGED <<ofCommit, seat, numbered>>

LogMisses ==
  /\ \E entry \in invoked : MayMiss(entry) /\ Log!Miss(entry)
  /\ UNCHANGED <<ofCommit, seat, numbered>>

CoordinatorStep(c, t) ==
  \/ Begin(c, t) \/ RequestCommit(c, t) \/ ResendPrepare(c, t) \/ GiveUp(c, t)
  \/ ResendDecision(c, t) \/ ConfirmOutcome(c, t) \/ RequestOutcome(c, t)

CoordinatorHears(c, t, p) ==
  \/ ReceiveYes(c, t, p) \/ ReceiveNo(c, t, p)
  \/ ReceiveInquire(c, t, p) \/ ReceiveAcknowledge(c, t, p)

ParticipantStep(t, p) ==
  \/ ReceivePrepare(t, p) \/ SendVote(t, p) \/ AbortAlone(t, p)
  \/ AskForOutcome(t, p) \/ ReceiveCommit(t, p) \/ SendAcknowledge(t, p)
  \/ ReceiveAbort(t, p) \/ FinishAbort(t, p)

Next ==
  \/ \E c \in Candidate : TakeTheRole(c) \/ AskForTheRole(c) \/ AskAgain(c) \/ Hear(c)
  \/ \E c \in Candidate, t \in Transaction : CoordinatorStep(c, t)
  \/ \E c \in Candidate, t \in Transaction, p \in Participant : CoordinatorHears(c, t, p)
  \/ \E t \in Transaction, p \in Participant : ParticipantStep(t, p)
  \/ \E n \in Node : Land(n) \/ Crash(n) \/ Restart(n)
  \/ LogTakes \/ LogMisses \/ Lose

Spec == Init /\ [][Next]_variables
=============================================================================
