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
EXTENDS ReplicatedCommit_Node

-----------------------------------------------------------------------------
\* Whoever bears the role begins a transaction.  From then on its coordinator
\* is that of TwoPhaseCommit.
Begin(c, t) ==
  /\ IsBearing(c)
  /\ IsOwn(c, t)
  /\ t \notin seat[c].begun
  /\ MayBegin(c, t)
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
