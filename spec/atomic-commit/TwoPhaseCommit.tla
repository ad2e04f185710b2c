--------------------------- MODULE TwoPhaseCommit ---------------------------
\* Two-phase commit, whole.  A coordinator asks every participant of a
\* transaction to prepare.  A participant that can promise to commit makes
\* the promise durable and votes yes; one that cannot votes no.  If all
\* vote yes, the coordinator makes the decision to commit durable and
\* tells the participants; otherwise it tells them to abort.
\*
\* There are two points of no return.  A participant that has prepared may
\* not abort alone any more (A4): it is in doubt until it hears from the
\* coordinator.  A coordinator whose commit record is durable may not
\* abort any more (A5), and before it is durable nobody may hear of it.
\*
\* Abort is presumed: only commits leave a record.  A coordinator that
\* knows nothing of a transaction answers whoever asks with "abort", so it
\* need not log an abort, nor send it again unasked, nor have it
\* acknowledged.  Commits pay for this.  The commit record may be
\* forgotten only when nobody can be in doubt any more, which is when every
\* participant has acknowledged with its own outcome durable (A6), and when
\* the user who asked for the commit has confirmed that it knows.
\*
\* Nodes crash and restart at any moment.  A write to disk is first in
\* flight, later durable, so what depends on it is an action of its own.
\* Messages are lost, duplicated, reordered and delivered late: Network and
\* Disk say what the protocols share of this.  A record is one word, so it
\* has no parts, and no write is torn.
\*
\* What is left out, and why that is harmless:
\*
\*  - Read-only participants.  One that changed nothing may vote and leave
\*    before the second phase; it is a participant of which nothing
\*    depends on the outcome, so leaving it out loses no behaviour of the
\*    others.
\*  - Heuristic decisions.  An operator who ends a transaction in doubt by
\*    hand breaks the protocol on purpose; nothing could be promised, as
\*    the model with the bug InDoubtAborts shows.
\*  - Cooperative termination.  A participant in doubt could ask the
\*    others; one that has committed, aborted or not voted could resolve
\*    it.  Blocking (A8) would then not hold as it is stated below: only
\*    when all participants that are up are in doubt must they wait.
\*  - The work of the transaction.  A participant knows the transaction
\*    from the work done in it before it is asked to prepare, and a
\*    transaction's name is never used twice.  This is what keeps a late
\*    duplicate of a prepare message from reviving a finished transaction:
\*    a participant without that work does not begin again.  If it has
\*    aborted, or crashed and lost the work, it votes no; if it has
\*    committed, it takes no notice.  So that it knows which, the record
\*    of its commit stays on its disk for ever: a request to prepare may
\*    be as late as it likes, and if it meets a participant that has
\*    forgotten, the transaction begins again, or is answered with a no,
\*    and either way somebody is told of an abort who was told of a
\*    commit, as the model with the bug ParticipantForgets shows.  To
\*    forget takes transactions that are numbered in order, and one record
\*    for all of a coordinator's that says up to which all have ended.
\*    That is another protocol.
\*  - Time.  A time-out is an action like any other, possible whenever its
\*    status allows it, soon or late.  So nothing that is safe here can
\*    depend on how long anything takes.
\*  - Faults other than these.  Nodes do not lie, messages are not altered
\*    or invented, and what is durable stays as it was written.
EXTENDS TwoPhaseCommit_Node

-----------------------------------------------------------------------------
\* The coordinator, first phase: asking for votes and counting them.
RequestCommit(t) ==
  /\ MayRequestCommit(t)
  /\ Status(t, Coordinator) = "working"
  /\ requested' = requested \cup {t}
  /\ UNCHANGED confirmed
  /\ Become(t, Coordinator, In("voting"), {Prepare(t, p) : p \in Participant})

ResendPrepare(t) ==
  /\ MayResend(t)
  /\ LET s == state[t][Coordinator]
     IN IsVoting(s) /\ Step(t, Coordinator, s, {Prepare(t, p) : p \in Participant \ s.votes})

\* With the last yes the decision to commit is made.  It is written, and
\* nobody hears of it yet.
CountYes(s, p) ==
  LET yes == s.votes \cup {p}
  IN IF MayCommit(yes) THEN In("committing") ELSE [s EXCEPT !.votes = yes]

\* A yes can be late.  If the transaction was aborted in the meantime, or
\* nothing is known of it, the voter is in doubt and is told to abort.
ReceiveYes(t, p) ==
  /\ Arrives(Yes(t, p))
  /\ LET s == state[t][Coordinator]
     IN \/ IsVoting(s) /\ Step(t, Coordinator, CountYes(s, p), {})
        \/ PresumesAbort(s) /\ Step(t, Coordinator, s, {Abort(t, p)})

\* The decision to abort needs no record: it is told at once, once.
ReceiveNo(t, p) ==
  /\ Arrives(No(t, p))
  /\ Status(t, Coordinator) \in {"working", "voting"}
  /\ Step(t, Coordinator, In("aborted"), {Abort(t, q) : q \in Participant})

\* Until it has decided to commit, a coordinator may stop waiting.
GiveUp(t) ==
  /\ MayGiveUp(t)
  /\ Status(t, Coordinator) \in {"working", "voting"}
  /\ Step(t, Coordinator, In("aborted"), {Abort(t, q) : q \in Participant})

-----------------------------------------------------------------------------
\* The coordinator, second phase: telling the decision until everybody has
\* it for good, and then forgetting it.
SendDecision(t) ==
  /\ Status(t, Coordinator) = "committing"
  /\ CommitIsDurable(t)
  /\ Step(t, Coordinator, In("committed"), {Commit(t, p) : p \in Participant})

ResendDecision(t) ==
  /\ MayResend(t)
  /\ LET s == state[t][Coordinator]
     IN /\ s.status = "committed"
        /\ Step(t, Coordinator, s, {Commit(t, p) : p \in Participant \ s.acknowledged})

\* A participant in doubt asks.  While the coordinator itself is undecided
\* it has no answer.
ReceiveInquire(t, p) ==
  /\ Arrives(Inquire(t, p))
  /\ LET s == state[t][Coordinator]
     IN \/ s.status = "committed" /\ Step(t, Coordinator, s, {Commit(t, p)})
        \/ PresumesAbort(s) /\ Step(t, Coordinator, s, {Abort(t, p)})

\* With the last acknowledgement, that of the user or of a participant, the
\* record is removed.  Nothing waits for that write: if a crash undoes it,
\* the decision is sent and told once more, and acknowledged once more.
CountAcknowledgement(s, n) ==
  LET acknowledging == s.acknowledged \cup {n}
  IN IF MayForget(acknowledging)
     THEN In("forgotten")
     ELSE [s EXCEPT !.acknowledged = acknowledging]

ReceiveAcknowledge(t, p) ==
  /\ Arrives(Acknowledge(t, p))
  /\ Status(t, Coordinator) = "committed"
  /\ Step(t, Coordinator, CountAcknowledgement(state[t][Coordinator], p), {})

-----------------------------------------------------------------------------
\* The user of the coordinator.  A reply can be lost like any message, and a
\* coordinator without a record has nothing to tell: so whoever has asked
\* for a commit may ask what became of it, until it knows.  When it has
\* heard of the commit it confirms, and is one more of those who must have
\* acknowledged before the record is removed.
ConfirmOutcome(t) ==
  /\ MayConfirmOutcome(t)
  /\ Status(t, Coordinator) = "committed"
  /\ confirmed' = confirmed \cup {t}
  /\ UNCHANGED requested
  /\ Become(t, Coordinator, CountAcknowledgement(state[t][Coordinator], Coordinator), {})

\* A coordinator that has decided says so once more; that it has not yet is
\* no news.  One that knows nothing says just that.  From this a user that
\* has confirmed learns nothing, and any other that its transaction was
\* aborted: had it been committed, the coordinator would have kept the
\* record until the user confirmed.
Learnt(t) ==
  LET status == Status(t, Coordinator)
  IN IF status # "forgotten" THEN status
     ELSE IF t \in confirmed THEN outcome[t][Coordinator]
     ELSE "aborted"

RequestOutcome(t) ==
  /\ MayRequestOutcome(t)
  /\ Status(t, Coordinator) \in {"committed", "aborted", "forgotten"}
  /\ outcome' = [outcome EXCEPT ![t][Coordinator] = Learnt(t)]
  /\ UNCHANGED <<state, durable, writing, messages, requested, confirmed>>

-----------------------------------------------------------------------------
\* A participant, first phase: the promise, or the refusal to give it.
ReceivePrepare(t, p) ==
  /\ Arrives(Prepare(t, p))
  /\ LET s == state[t][p]
     IN \/ MayBegin(s) /\ Step(t, p, In("preparing"), {})
        \/ s.status = "prepared" /\ Step(t, p, s, {Yes(t, p)})
        \/ s.status = "aborted" /\ Step(t, p, s, {No(t, p)})

SendVote(t, p) ==
  /\ Status(t, p) = "preparing"
  /\ VoteIsDurable(t, p)
  /\ Step(t, p, In("prepared"), {Yes(t, p)})

\* A participant that has nothing on disk, nor on its way there, aborts at
\* once; one that has removes it first, since a crash would bring it back.
Abandon(s) == IF s.status = "working" THEN In("aborted") ELSE In("aborting")

\* Aborting alone is also how a participant votes no.  A no is a courtesy:
\* if it is lost, or was not sent because the promise had to be removed
\* first, the answer to the next prepare says it again, and a coordinator
\* that never hears it gives up.
AbortAlone(t, p) ==
  /\ MayAbortAlone(t, p)
  /\ LET s == state[t][p]
     IN MayWithdraw(s) /\ Step(t, p, Abandon(s), IF s.status = "working" THEN {No(t, p)} ELSE {})

-----------------------------------------------------------------------------
\* A participant, second phase: following the coordinator.
AskForOutcome(t, p) ==
  /\ MayInquire(t, p)
  /\ Status(t, p) = "prepared"
  /\ Step(t, p, state[t][p], {Inquire(t, p)})

ReceiveCommit(t, p) ==
  /\ Arrives(Commit(t, p))
  /\ LET s == state[t][p]
     IN \/ DoesAsTold(s) /\ Step(t, p, In("committing"), {})
        \/ s.status = "committed" /\ Step(t, p, s, {Acknowledge(t, p)})

SendAcknowledge(t, p) ==
  /\ Status(t, p) = "committing"
  /\ OutcomeIsDurable(t, p)
  /\ Step(t, p, In("committed"), {Acknowledge(t, p)})

\* A participant that has committed may still receive an abort: a late
\* duplicate of its yes was answered by a coordinator that had forgotten.
\* It is not in doubt, and takes no notice.
ReceiveAbort(t, p) ==
  /\ Arrives(Abort(t, p))
  /\ Status(t, p) \in {"working", "preparing", "prepared"}
  /\ Step(t, p, Abandon(state[t][p]), {})

FinishAbort(t, p) ==
  /\ Status(t, p) = "aborting"
  /\ RemovalIsDurable(t, p)
  /\ Step(t, p, In("aborted"), {})

-----------------------------------------------------------------------------
\* The environment.  Writes of one node for one transaction become durable
\* one by one, in their order; a crash loses those still in flight.  A node
\* crashes in all its transactions at once.
Land(t, n) ==
  /\ writing[t][n] # <<>>
  /\ durable' = [durable EXCEPT ![t][n] = Landed(@, writing[t][n], 1)]
  /\ writing' = [writing EXCEPT ![t][n] = InFlight(@, 1)]
  /\ UNCHANGED <<state, messages, requested, confirmed, outcome>>

IsUp(n) == \A t \in Transaction : Status(t, n) # "down"

Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [t \in Transaction |-> [state[t] EXCEPT ![n] = In("down")]]
  /\ writing' = [t \in Transaction |-> [writing[t] EXCEPT ![n] = <<>>]]
  /\ UNCHANGED <<durable, messages, requested, confirmed, outcome>>

Restart(n) ==
  LET After(t) == Recovered(n, durable[t][n])
  IN /\ MayRestart(n)
     /\ ~IsUp(n)
     /\ state' = [t \in Transaction |-> [state[t] EXCEPT ![n] = After(t)]]
     /\ outcome' = [t \in Transaction |-> [outcome[t] EXCEPT ![n] = Told(@, After(t))]]
     /\ UNCHANGED <<durable, writing, messages, requested, confirmed>>

Lose == LoseOne /\ UNCHANGED <<state, durable, writing, requested, confirmed, outcome>>

-----------------------------------------------------------------------------
CoordinatorStep(t) ==
  \/ RequestCommit(t) \/ ResendPrepare(t) \/ GiveUp(t)
  \/ SendDecision(t) \/ ResendDecision(t)
  \/ ConfirmOutcome(t) \/ RequestOutcome(t)

ParticipantStep(t, p) ==
  \/ ReceiveYes(t, p) \/ ReceiveNo(t, p) \/ ReceiveInquire(t, p) \/ ReceiveAcknowledge(t, p)
  \/ ReceivePrepare(t, p) \/ SendVote(t, p) \/ AbortAlone(t, p)
  \/ AskForOutcome(t, p) \/ ReceiveCommit(t, p) \/ SendAcknowledge(t, p)
  \/ ReceiveAbort(t, p) \/ FinishAbort(t, p)

ProtocolStep ==
  \/ \E t \in Transaction : CoordinatorStep(t)
  \/ \E t \in Transaction, p \in Participant : ParticipantStep(t, p)
  \/ \E t \in Transaction, n \in Node : Land(t, n)
  \/ \E n \in Node : Restart(n)

Next == ProtocolStep \/ Lose \/ \E n \in Node : Crash(n)

Spec == Init /\ [][Next]_variables
=============================================================================
