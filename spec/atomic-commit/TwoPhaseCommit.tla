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
\* forgotten only when no participant can be in doubt any more, which is
\* when every participant has acknowledged with its own outcome durable
\* (A6).
\*
\* Nodes crash and restart at any moment.  Each node has a disk, to which
\* it writes without waiting: a write is first in flight, later durable,
\* and a crash may come before, between and after.  What depends on a
\* write is therefore an action of its own.  Messages are lost,
\* duplicated, reordered and delivered late.
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
\*    of its commit stays on its disk; when a participant may clear that
\*    away is left out too.
\*  - Time.  A time-out is an action like any other, possible whenever its
\*    status allows it, soon or late.  So nothing that is safe here can
\*    depend on how long anything takes.
\*  - Faults other than these.  Nodes do not lie, messages are not altered
\*    or invented, and what is durable stays as it was written.
EXTENDS Sequences

CONSTANTS
  Transaction,  \* the set of transactions, all of the same participants
  Participant,  \* the set of participants
  Coordinator   \* the coordinator, which is none of the participants

ASSUME CoordinatorIsNoParticipant == Coordinator \notin Participant

Node == Participant \cup {Coordinator}

VARIABLES
  status,        \* status[t][n]: how far node n is with transaction t
  votes,         \* votes[t]: whose yes the coordinator has counted
  acknowledged,  \* acknowledged[t]: whose acknowledgement it has counted
  durable,       \* durable[t][n]: the record of t on the disk of n
  writing,       \* writing[t][n]: n's records of t in flight to its disk
  messages,      \* every message that can still be received
  outcome        \* outcome[t][n]: the outcome that n has told its user

\* status, votes and acknowledged are volatile, and so is writing: a write
\* in flight may be lost with its node.  durable survives.  outcome is no
\* part of any node: it is what a user has seen, which no crash undoes.
variables == <<status, votes, acknowledged, durable, writing, messages, outcome>>

-----------------------------------------------------------------------------
\* The status of a coordinator:
\*
\*   "working"     the application works; it has not asked for a commit
\*   "voting"      the participants have been asked to prepare
\*   "committing"  all voted yes; the commit record is on its way to disk
\*   "committed"   the record is durable, and the decision is being sent
\*   "aborted"     it was decided to abort
\*   "forgotten"   nothing is known of the transaction; abort is presumed
\*   "down"        the node has crashed
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
\*   "down"        the node has crashed
CoordinatorStatus ==
  {"working", "voting", "committing", "committed", "aborted", "forgotten", "down"}

ParticipantStatus ==
  {"working", "preparing", "prepared", "committing", "committed",
   "aborting", "aborted", "down"}

\* The record that a disk holds.  "none" is no record, which is abort.
CoordinatorRecord == {"none", "commit"}
ParticipantRecord == {"none", "prepared", "committed"}

-----------------------------------------------------------------------------
\* The messages.
ToParticipant(kind, t, p) ==
  [kind |-> kind, transaction |-> t, from |-> Coordinator, to |-> p]

ToCoordinator(kind, t, p) ==
  [kind |-> kind, transaction |-> t, from |-> p, to |-> Coordinator]

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

\* messages is a set, and receiving a message does not remove it: it can
\* be received again, in any order, at any later time.  A message that is
\* never received is as good as lost, so for safety this is the whole of
\* an unreliable network.  For the same reason nothing is lost by sending
\* to all participants in one step: a crash between two of the sends is
\* the loss of the later messages.  For liveness the set is not enough,
\* because a message that was sent once would be there for ever: then Lose
\* removes it.
Send(sent) == messages' = messages \cup sent

SendNothing == UNCHANGED messages

-----------------------------------------------------------------------------
TypeOK ==
  /\ status \in [Transaction -> [Node -> CoordinatorStatus \cup ParticipantStatus]]
  /\ votes \in [Transaction -> SUBSET Participant]
  /\ acknowledged \in [Transaction -> SUBSET Participant]
  /\ durable \in [Transaction -> [Node -> CoordinatorRecord \cup ParticipantRecord]]
  /\ messages \subseteq Message
  /\ outcome \in [Transaction -> [Node -> {"none", "committed", "aborted"}]]
  /\ \A t \in Transaction :
       /\ status[t][Coordinator] \in CoordinatorStatus
       /\ durable[t][Coordinator] \in CoordinatorRecord
       /\ writing[t][Coordinator] \in Seq(CoordinatorRecord)
       /\ \A p \in Participant :
            /\ status[t][p] \in ParticipantStatus
            /\ durable[t][p] \in ParticipantRecord
            /\ writing[t][p] \in Seq(ParticipantRecord)

Init ==
  /\ status = [t \in Transaction |-> [n \in Node |-> "working"]]
  /\ votes = [t \in Transaction |-> {}]
  /\ acknowledged = [t \in Transaction |-> {}]
  /\ durable = [t \in Transaction |-> [n \in Node |-> "none"]]
  /\ writing = [t \in Transaction |-> [n \in Node |-> <<>>]]
  /\ messages = {}
  /\ outcome = [t \in Transaction |-> [n \in Node |-> "none"]]

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, by name.  Each has a model in
\* which it is weakened, and in which a property is violated.

\* A decision to commit needs the yes of every participant (A2).
MayCommit(yes) == yes = Participant

\* What depends on a write waits until that write is durable.
VoteIsDurable(t, p)    == durable[t][p] = "prepared"
CommitIsDurable(t)     == durable[t][Coordinator] = "commit"
OutcomeIsDurable(t, p) == durable[t][p] = "committed"

\* Before its promise a participant may abort alone, whatever the reason:
\* a constraint is violated, the disk is full, nobody has asked it for too
\* long.  After it, never (A4).
MayAbortAlone(t, p) == status[t][p] \in {"working", "preparing"}

\* The record is forgotten when every participant has acknowledged (A6).
MayForget(acknowledging) == acknowledging = Participant

\* A restarted node has nothing but its disk.  A coordinator without a
\* commit record knows nothing of the transaction, and so presumes abort.
RecoveredStatus(t, n) ==
  IF n = Coordinator
  THEN IF durable[t][n] = "commit" THEN "committed" ELSE "forgotten"
  ELSE IF durable[t][n] = "none" THEN "aborted" ELSE durable[t][n]

\* What may happen at will: requests, time-outs, crashes and losses.  A
\* model bounds these by overriding them.  It may keep a timer from
\* firing, a node from crashing or from coming back, or let messages be
\* lost for good.
MayRequestCommit(t) == TRUE
MayGiveUp(t)  == TRUE
MayInquire(t, p) == TRUE
MayResend(t)  == TRUE
MayCrash(n)   == TRUE
MayRestart(n) == TRUE
MayLose(m)    == FALSE

-----------------------------------------------------------------------------
\* Four small steps of which the actions are made.
Become(t, n, next) == status' = [status EXCEPT ![t][n] = next]

Write(t, n, rec) == writing' = [writing EXCEPT ![t][n] = Append(@, rec)]

Tell(t, n, told) == outcome' = [outcome EXCEPT ![t][n] = told]

SendOnly(sent) ==
  /\ Send(sent)
  /\ UNCHANGED <<status, votes, acknowledged, durable, writing, outcome>>

-----------------------------------------------------------------------------
\* The coordinator, first phase: asking for votes and counting them.
RequestCommit(t) ==
  /\ MayRequestCommit(t)
  /\ status[t][Coordinator] = "working"
  /\ Become(t, Coordinator, "voting")
  /\ Send({Prepare(t, p) : p \in Participant})
  /\ UNCHANGED <<votes, acknowledged, durable, writing, outcome>>

ResendPrepare(t) ==
  /\ MayResend(t)
  /\ status[t][Coordinator] = "voting"
  /\ SendOnly({Prepare(t, p) : p \in Participant \ votes[t]})

\* The decision to abort needs no record: it is told at once, once.
DecideAbort(t) ==
  /\ Become(t, Coordinator, "aborted")
  /\ votes' = [votes EXCEPT ![t] = {}]
  /\ Tell(t, Coordinator, "aborted")
  /\ Send({Abort(t, p) : p \in Participant})
  /\ UNCHANGED <<acknowledged, durable, writing>>

\* The decision to commit is written, and nobody hears of it yet.
DecideCommit(t) ==
  /\ Become(t, Coordinator, "committing")
  /\ votes' = [votes EXCEPT ![t] = {}]
  /\ Write(t, Coordinator, "commit")
  /\ SendNothing
  /\ UNCHANGED <<acknowledged, durable, outcome>>

CountYes(t, p) ==
  /\ votes' = [votes EXCEPT ![t] = @ \cup {p}]
  /\ SendNothing
  /\ UNCHANGED <<status, acknowledged, durable, writing, outcome>>

\* A yes can be late.  If the transaction was aborted in the meantime, or
\* nothing is known of it, the voter is in doubt and is told to abort.
ReceiveYes(t, p) ==
  /\ Yes(t, p) \in messages
  /\ \/ /\ status[t][Coordinator] = "voting"
        /\ IF MayCommit(votes[t] \cup {p}) THEN DecideCommit(t) ELSE CountYes(t, p)
     \/ /\ status[t][Coordinator] \in {"aborted", "forgotten"}
        /\ SendOnly({Abort(t, p)})

ReceiveNo(t, p) ==
  /\ No(t, p) \in messages
  /\ status[t][Coordinator] \in {"working", "voting"}
  /\ DecideAbort(t)

\* Until it has decided to commit, a coordinator may stop waiting.
GiveUp(t) ==
  /\ MayGiveUp(t)
  /\ status[t][Coordinator] \in {"working", "voting"}
  /\ DecideAbort(t)

-----------------------------------------------------------------------------
\* The coordinator, second phase: telling the decision until everybody has
\* it for good, and then forgetting it.
SendDecision(t) ==
  /\ status[t][Coordinator] = "committing"
  /\ CommitIsDurable(t)
  /\ Become(t, Coordinator, "committed")
  /\ Tell(t, Coordinator, "committed")
  /\ Send({Commit(t, p) : p \in Participant})
  /\ UNCHANGED <<votes, acknowledged, durable, writing>>

ResendDecision(t) ==
  /\ MayResend(t)
  /\ status[t][Coordinator] = "committed"
  /\ SendOnly({Commit(t, p) : p \in Participant \ acknowledged[t]})

\* A participant in doubt asks.  While the coordinator itself is undecided
\* it has no answer.
ReceiveInquire(t, p) ==
  /\ Inquire(t, p) \in messages
  /\ \/ /\ status[t][Coordinator] = "committed"
        /\ SendOnly({Commit(t, p)})
     \/ /\ status[t][Coordinator] \in {"aborted", "forgotten"}
        /\ SendOnly({Abort(t, p)})

\* With the last acknowledgement the record is removed.  Nothing waits for
\* that write: if a crash undoes it, the decision is sent once more and
\* acknowledged once more.
ReceiveAcknowledge(t, p) ==
  /\ Acknowledge(t, p) \in messages
  /\ status[t][Coordinator] = "committed"
  /\ IF MayForget(acknowledged[t] \cup {p})
     THEN /\ Become(t, Coordinator, "forgotten")
          /\ acknowledged' = [acknowledged EXCEPT ![t] = {}]
          /\ Write(t, Coordinator, "none")
     ELSE /\ acknowledged' = [acknowledged EXCEPT ![t] = @ \cup {p}]
          /\ UNCHANGED <<status, writing>>
  /\ SendNothing
  /\ UNCHANGED <<votes, durable, outcome>>

-----------------------------------------------------------------------------
\* A participant, first phase: the promise, or the refusal to give it.
StartWriting(t, p, next, rec) ==
  /\ Become(t, p, next)
  /\ Write(t, p, rec)
  /\ SendNothing
  /\ UNCHANGED <<votes, acknowledged, durable, outcome>>

ReceivePrepare(t, p) ==
  /\ Prepare(t, p) \in messages
  /\ \/ /\ status[t][p] = "working"
        /\ StartWriting(t, p, "preparing", "prepared")
     \/ /\ status[t][p] = "prepared"
        /\ SendOnly({Yes(t, p)})
     \/ /\ status[t][p] = "aborted"
        /\ SendOnly({No(t, p)})

SendVote(t, p) ==
  /\ status[t][p] = "preparing"
  /\ VoteIsDurable(t, p)
  /\ Become(t, p, "prepared")
  /\ Send({Yes(t, p)})
  /\ UNCHANGED <<votes, acknowledged, durable, writing, outcome>>

\* A participant that has nothing on disk, nor on its way there, aborts at
\* once; one that has removes it first, since a crash would bring it back.
\* Aborting alone is also how a participant votes no.  A no is a courtesy:
\* if it is lost, or was not sent because the promise had to be removed
\* first, the answer to the next prepare says it again, and a coordinator
\* that never hears it gives up.
AbortAtOnce(t, p, sent) ==
  /\ Become(t, p, "aborted")
  /\ Tell(t, p, "aborted")
  /\ Send(sent)
  /\ UNCHANGED <<votes, acknowledged, durable, writing>>

AbortAlone(t, p) ==
  /\ MayAbortAlone(t, p)
  /\ IF status[t][p] = "working"
     THEN AbortAtOnce(t, p, {No(t, p)})
     ELSE StartWriting(t, p, "aborting", "none")

-----------------------------------------------------------------------------
\* A participant, second phase: following the coordinator.
AskForOutcome(t, p) ==
  /\ MayInquire(t, p)
  /\ status[t][p] = "prepared"
  /\ SendOnly({Inquire(t, p)})

ReceiveCommit(t, p) ==
  /\ Commit(t, p) \in messages
  /\ \/ /\ status[t][p] = "prepared"
        /\ StartWriting(t, p, "committing", "committed")
     \/ /\ status[t][p] = "committed"
        /\ SendOnly({Acknowledge(t, p)})

SendAcknowledge(t, p) ==
  /\ status[t][p] = "committing"
  /\ OutcomeIsDurable(t, p)
  /\ Become(t, p, "committed")
  /\ Tell(t, p, "committed")
  /\ Send({Acknowledge(t, p)})
  /\ UNCHANGED <<votes, acknowledged, durable, writing>>

\* A participant that has committed may still receive an abort: a late
\* duplicate of its yes was answered by a coordinator that had forgotten.
\* It is not in doubt, and takes no notice.
ReceiveAbort(t, p) ==
  /\ Abort(t, p) \in messages
  /\ \/ /\ status[t][p] = "working"
        /\ AbortAtOnce(t, p, {})
     \/ /\ status[t][p] \in {"preparing", "prepared"}
        /\ StartWriting(t, p, "aborting", "none")

FinishAbort(t, p) ==
  /\ status[t][p] = "aborting"
  /\ durable[t][p] = "none"
  /\ writing[t][p] = <<>>
  /\ AbortAtOnce(t, p, {})

-----------------------------------------------------------------------------
\* The environment: disks, crashes and the network.  Writes of one node
\* for one transaction become durable in the order in which they were
\* made; a crash loses those still in flight.
Land(t, n) ==
  /\ writing[t][n] # <<>>
  /\ durable' = [durable EXCEPT ![t][n] = Head(writing[t][n])]
  /\ writing' = [writing EXCEPT ![t][n] = Tail(@)]
  /\ UNCHANGED <<status, votes, acknowledged, messages, outcome>>

IsUp(n) == \A t \in Transaction : status[t][n] # "down"

Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ status' = [t \in Transaction |-> [status[t] EXCEPT ![n] = "down"]]
  /\ writing' = [t \in Transaction |-> [writing[t] EXCEPT ![n] = <<>>]]
  /\ IF n = Coordinator
     THEN /\ votes' = [t \in Transaction |-> {}]
          /\ acknowledged' = [t \in Transaction |-> {}]
     ELSE UNCHANGED <<votes, acknowledged>>
  /\ UNCHANGED <<durable, messages, outcome>>

\* A restarted node tells its user the outcomes that follow from its disk,
\* because its user may not have heard of them.  A coordinator without a
\* record tells its user nothing: it cannot know whether it has aborted
\* the transaction, or committed and forgotten it.
OutcomeAfterRestart(t, n) ==
  IF RecoveredStatus(t, n) \in {"committed", "aborted"}
  THEN RecoveredStatus(t, n)
  ELSE outcome[t][n]

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ status' = [t \in Transaction |-> [status[t] EXCEPT ![n] = RecoveredStatus(t, n)]]
  /\ outcome' =
       [t \in Transaction |-> [outcome[t] EXCEPT ![n] = OutcomeAfterRestart(t, n)]]
  /\ UNCHANGED <<votes, acknowledged, durable, writing, messages>>

Lose(m) ==
  /\ MayLose(m)
  /\ m \in messages
  /\ messages' = messages \ {m}
  /\ UNCHANGED <<status, votes, acknowledged, durable, writing, outcome>>

-----------------------------------------------------------------------------
CoordinatorStep(t) ==
  \/ RequestCommit(t)
  \/ ResendPrepare(t)
  \/ GiveUp(t)
  \/ SendDecision(t)
  \/ ResendDecision(t)

ParticipantStep(t, p) ==
  \/ ReceiveYes(t, p)
  \/ ReceiveNo(t, p)
  \/ ReceiveInquire(t, p)
  \/ ReceiveAcknowledge(t, p)
  \/ ReceivePrepare(t, p)
  \/ SendVote(t, p)
  \/ AbortAlone(t, p)
  \/ AskForOutcome(t, p)
  \/ ReceiveCommit(t, p)
  \/ SendAcknowledge(t, p)
  \/ ReceiveAbort(t, p)
  \/ FinishAbort(t, p)

ProtocolStep ==
  \/ \E t \in Transaction : CoordinatorStep(t)
  \/ \E t \in Transaction, p \in Participant : ParticipantStep(t, p)
  \/ \E t \in Transaction, n \in Node : Land(t, n)
  \/ \E n \in Node : Restart(n)

Next ==
  \/ ProtocolStep
  \/ \E n \in Node : Crash(n)
  \/ \E m \in Message : Lose(m)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Fairness.  What a node does by itself, and what its disk does, it does
\* in the end (weak fairness).  A message that is sent again and again is
\* received in the end, though each copy may be lost (strong fairness).
\* Nothing is assumed of the application, which may never ask for a
\* commit, nor of crashes and restarts: which nodes are up in the end is
\* what the properties begin with.
TimersFire ==
  /\ \A t \in Transaction :
       /\ WF_variables(ResendPrepare(t))
       /\ WF_variables(GiveUp(t))
       /\ WF_variables(ResendDecision(t))
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(AbortAlone(t, p))
       /\ WF_variables(AskForOutcome(t, p))

DisksWrite ==
  /\ \A t \in Transaction, n \in Node : WF_variables(Land(t, n))
  /\ \A t \in Transaction : WF_variables(SendDecision(t))
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(SendVote(t, p))
       /\ WF_variables(SendAcknowledge(t, p))
       /\ WF_variables(FinishAbort(t, p))

\* Of a participant's vote and its question one is enough, since the
\* coordinator answers both alike, and of a transaction's two decisions
\* only one reaches a participant in doubt.  So this assumes less than the
\* strong fairness of each action apart.
HearParticipant(t, p) == ReceiveYes(t, p) \/ ReceiveNo(t, p) \/ ReceiveInquire(t, p)

HearDecision(t, p) == ReceiveCommit(t, p) \/ ReceiveAbort(t, p)

MessagesArrive ==
  \A t \in Transaction, p \in Participant :
    /\ SF_variables(ReceivePrepare(t, p))
    /\ SF_variables(HearParticipant(t, p))
    /\ SF_variables(HearDecision(t, p))
    /\ SF_variables(ReceiveAcknowledge(t, p))

FairSpec == Spec /\ TimersFire /\ DisksWrite /\ MessagesArrive

-----------------------------------------------------------------------------
\* The concepts of the proof.  A transaction is past its commit point once
\* the commit record is durable.  The record may be forgotten later, but
\* only when every participant holds the outcome, so both are looked at. A
\* crash takes back neither this nor the two concepts that follow.
PastCommitPoint(t) ==
  \/ durable[t][Coordinator] = "commit"
  \/ \E p \in Participant : durable[t][p] = "committed"

\* What the transaction's one log says.  A coordinator that went down, or
\* forgot, before the commit point has aborted: it will presume so.
Log(t) ==
  IF PastCommitPoint(t) THEN "committed"
  ELSE IF status[t][Coordinator] \in {"aborted", "forgotten", "down"} THEN "aborted"
  ELSE "undecided"

\* How far a participant is, seen from above.  A participant that holds no
\* record is aborted as soon as it cannot get one any more.
HoldsNoRecord(t, p) == durable[t][p] = "none" /\ writing[t][p] = <<>>

ParticipantState(t, p) ==
  IF durable[t][p] # "none" THEN durable[t][p]
  ELSE IF HoldsNoRecord(t, p) /\ status[t][p] \in {"aborting", "aborted", "down"}
  THEN "aborted"
  ELSE "working"

\* Locks are held from the first work until the outcome is durable.  A
\* participant that is down in doubt counts as holding them: it takes them
\* again before it serves anybody.
HoldsLocks(t, p) ==
  \/ status[t][p] \in {"working", "preparing", "prepared", "committing", "aborting"}
  \/ status[t][p] = "down" /\ durable[t][p] = "prepared"

DecisionWasSent(t) ==
  \E p \in Participant : {Commit(t, p), Abort(t, p)} \cap messages # {}

ParticipantsDone ==
  \A t \in Transaction, p \in Participant : status[t][p] \in {"committed", "aborted"}

Done ==
  /\ ParticipantsDone
  /\ \A t \in Transaction :
       /\ status[t][Coordinator] \in {"aborted", "forgotten"}
       /\ durable[t][Coordinator] = "none"
  /\ \A t \in Transaction, n \in Node : writing[t][n] = <<>>

-----------------------------------------------------------------------------
\* Safety.
\*
\* A1: no two nodes tell different outcomes, and none takes one back.
Agreement ==
  \A t \in Transaction : \A m, n \in Node :
    ~(outcome[t][m] = "committed" /\ outcome[t][n] = "aborted")

OutcomeIsFinal ==
  [][\A t \in Transaction, n \in Node :
       outcome[t][n] # "none" => outcome'[t][n] = outcome[t][n]]_variables

\* Whoever has decided has told so: agreement is not had by saying nothing.
OutcomeIsTold ==
  \A t \in Transaction, n \in Node :
    status[t][n] \in {"committed", "aborted"} => outcome[t][n] = status[t][n]

\* A2: past the commit point everyone has voted yes, and holds to it.  The
\* second property reads votes that were sent, so it is for models in
\* which messages stay.
CommitNeedsEveryone ==
  \A t \in Transaction :
    PastCommitPoint(t) =>
      \A p \in Participant : durable[t][p] \in {"prepared", "committed"}

CommitNeedsEveryYes ==
  \A t \in Transaction :
    PastCommitPoint(t) => \A p \in Participant : Yes(t, p) \in messages

\* A4, the first point of no return: a prepared participant does nothing
\* but follow the coordinator, a crash brings it back prepared, and when
\* commit was sent it can commit.
PreparedOnlyFollows ==
  [][\A t \in Transaction, p \in Participant :
       status[t][p] = "prepared" =>
         \/ status'[t][p] \in {"prepared", "down"}
         \/ status'[t][p] = "committing" /\ Commit(t, p) \in messages
         \/ status'[t][p] = "aborting" /\ Abort(t, p) \in messages]_variables

PreparedSurvives ==
  [][\A t \in Transaction, p \in Participant :
       /\ status[t][p] = "prepared" => durable'[t][p] = "prepared"
       /\ status[t][p] = "down" /\ durable[t][p] = "prepared"
            => /\ durable'[t][p] = "prepared"
               /\ status'[t][p] \in {"down", "prepared"}]_variables

PreparedCanCommit ==
  \A t \in Transaction, p \in Participant :
    status[t][p] = "prepared" /\ Commit(t, p) \in messages => ENABLED ReceiveCommit(t, p)

\* A5, the second point of no return: commit is sent, and told, only past
\* the commit point.
CommitIsDurableBeforeSent ==
  \A t \in Transaction :
    \/ \E p \in Participant : Commit(t, p) \in messages
    \/ \E n \in Node : outcome[t][n] = "committed"
    => PastCommitPoint(t)

\* A6: a recovering coordinator presumes abort where it has no record, and
\* it has none past the commit point only if nobody can be in doubt.
AbortIsPresumed ==
  [][\A t \in Transaction :
       LET hasRecord == durable[t][Coordinator] = "commit"
           recovered == IF hasRecord THEN "committed" ELSE "forgotten"
       IN status[t][Coordinator] = "down" =>
            status'[t][Coordinator] \in {"down", recovered}]_variables

ForgottenOnlyWhenSettled ==
  \A t \in Transaction :
    (/\ PastCommitPoint(t)
     /\ \/ durable[t][Coordinator] = "none"
        \/ status[t][Coordinator] \in {"aborted", "forgotten"})
    => \A p \in Participant : durable[t][p] = "committed"

AcknowledgedIsDurable ==
  \A t \in Transaction, p \in Participant :
    p \in acknowledged[t] \/ Acknowledge(t, p) \in messages => durable[t][p] = "committed"

\* What a coordinator has counted is counted for one purpose, and lost
\* with the status that it was counted in.
CountsOnlyWhileItCounts ==
  \A t \in Transaction :
    /\ votes[t] # {} => status[t][Coordinator] = "voting"
    /\ acknowledged[t] # {} => status[t][Coordinator] = "committed"

\* A7: a participant that is up and has promised nothing can abort alone.
CanAbortAlone ==
  \A t \in Transaction, p \in Participant :
    status[t][p] \in {"working", "preparing"} => ENABLED AbortAlone(t, p)

\* A8, its safety half: while the coordinator is down and no decision was
\* sent, a prepared participant stays prepared, and holds its locks.  This
\* too is for models in which messages stay.
InDoubtWaits ==
  [][\A t \in Transaction, p \in Participant :
       /\ status[t][Coordinator] = "down"
       /\ ~DecisionWasSent(t)
       /\ status[t][p] = "prepared"
       => HoldsLocks(t, p)' /\ status'[t][p] \in {"prepared", "down"}]_variables

\* Something of the protocol can always be done until all is done.
NeverStuck == Done \/ ENABLED <<ProtocolStep>>_variables

THEOREM Spec => []TypeOK
THEOREM Spec => []Agreement /\ OutcomeIsFinal /\ []OutcomeIsTold
THEOREM Spec => []CommitNeedsEveryone /\ []CommitNeedsEveryYes
THEOREM Spec => PreparedOnlyFollows /\ PreparedSurvives /\ []PreparedCanCommit
THEOREM Spec => []CommitIsDurableBeforeSent
THEOREM Spec => AbortIsPresumed /\ []ForgottenOnlyWhenSettled /\ []AcknowledgedIsDurable
THEOREM Spec => []CountsOnlyWhileItCounts
THEOREM Spec => []CanAbortAlone
THEOREM Spec => InDoubtWaits
THEOREM Spec => []NeverStuck

-----------------------------------------------------------------------------
\* Liveness.  If from some time on every node is up, everyone decides, the
\* coordinator has nothing left to remember, and all locks are free.  If
\* only the participants are up, this fails: A8, its liveness half.
EveryoneUp == \A n \in Node : IsUp(n)

ParticipantsUp == \A p \in Participant : IsUp(p)

LocksFree == \A t \in Transaction, p \in Participant : ~HoldsLocks(t, p)

Termination == <>[]EveryoneUp => <>[](Done /\ LocksFree)

TerminationWithoutCoordinator == <>[]ParticipantsUp => <>[]ParticipantsDone

\* Nobody waits for a participant that is gone: one that stays up decides
\* if the coordinator stays up too, whatever happens to the others.
ParticipantTermination ==
  \A t \in Transaction, p \in Participant :
    <>[](IsUp(Coordinator) /\ IsUp(p)) => <>[](status[t][p] \in {"committed", "aborted"})

THEOREM FairSpec => Termination
THEOREM FairSpec => ParticipantTermination

\* Always aborting would terminate too.  If nobody crashes, gives up or
\* refuses, which a model says by its bounds, everybody commits.
CommitsUndisturbed ==
  \A t \in Transaction :
    status[t][Coordinator] = "voting" ~> \A n \in Node : outcome[t][n] = "committed"

-----------------------------------------------------------------------------
\* Refinement.  Seen through the mapping, every transaction is a behaviour
\* of SingleNodeCommit, whose one log is the coordinator's: the commit
\* point of two-phase commit is one write at one node (A13).  That node is
\* the coordinator, although PastCommitPoint looks at participants too: if
\* a participant's record came first, log and state would change in one
\* step, and SingleNodeCommit has no such step.  And every transaction is
\* a behaviour of AtomicCommit: two-phase commit solves the problem.  A
\* crash is a step of all transactions at once, so each formula speaks of
\* all of them; it says no more and no less than Spec of the instance, for
\* each t, in a form that TLC can check.  Most steps are none of the
\* instance, so that TLC looks for those first.
States(t) == [p \in Participant |-> ParticipantState(t, p)]

OneLog(t) == INSTANCE SingleNodeCommit WITH log <- Log(t), state <- States(t)

CommitPointIsOfOneNode ==
  /\ \A t \in Transaction : OneLog(t)!Init
  /\ [][\A t \in Transaction :
          UNCHANGED <<Log(t), States(t)>> \/ OneLog(t)!Next]_variables

Problem(t) == INSTANCE AtomicCommit WITH state <- States(t)

SolvesAtomicCommit ==
  /\ \A t \in Transaction : Problem(t)!Init
  /\ [][\A t \in Transaction : UNCHANGED States(t) \/ Problem(t)!Next]_variables

THEOREM Spec => CommitPointIsOfOneNode
THEOREM Spec => SolvesAtomicCommit
=============================================================================
