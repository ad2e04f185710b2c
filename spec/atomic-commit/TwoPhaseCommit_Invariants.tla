---------------------- MODULE TwoPhaseCommit_Invariants ----------------------
\* Why two-phase commit works.  The whole of it hangs on one instant at one
\* node, at which the coordinator's record becomes durable.  Before that
\* nobody commits, and after it nobody can abort, because everybody has
\* made a promise that only the coordinator can release.
\*
\* So there are two things to show.  When the instant comes, everybody is
\* bound: that takes a yes which is a promise (VoterIsBound), and a decision
\* which needs everyone's (CommitNeedsEveryYes).  And whoever acts later acts
\* on what was true and still is: a commit is said after the instant only
\* (CommitIsDurableBeforeSent), and an abort only where the instant cannot
\* come any more, or to nobody who could still be in doubt
\* (AbortIsSafeToSend).  The rest of the invariant is what these rest on.
EXTENDS TwoPhaseCommit

-----------------------------------------------------------------------------
\* The concepts of the proof.  A transaction is past its commit point once
\* the commit record is durable.  The record may be forgotten later, but
\* only when every participant holds the outcome, so both are looked at. A
\* crash takes back neither this nor the concepts that follow.
PastCommitPoint(t) ==
  \/ durable[t][Coordinator] = "commit"
  \/ \E p \in Participant : durable[t][p] = "committed"

\* What the transaction's one log says.  A coordinator that went down, or
\* forgot, before the commit point has aborted: it will presume so.
Log(t) ==
  IF PastCommitPoint(t) THEN "committed"
  ELSE IF Status(t, Coordinator) \in {"aborted", "forgotten", "down"} THEN "aborted"
  ELSE "undecided"

\* A participant is bound by what its disk holds: a crash brings it back
\* bound, and nothing that it does alone can free it.
IsBound(t, p) ==
  /\ durable[t][p] \in {"prepared", "committed"}
  /\ Status(t, p) \in {"prepared", "committing", "committed", "down"}

\* Nobody can be in doubt any more: everyone holds the outcome commit, and
\* the user of the coordinator has said that it knows.
IsSettled(t) == t \in confirmed /\ \A p \in Participant : durable[t][p] = "committed"

HoldsNoRecord(t, p) == durable[t][p] = "none" /\ writing[t][p] = <<>>

\* Locks are held from the first work until the outcome is durable.  A
\* participant that is down in doubt counts as holding them: it takes them
\* again before it serves anybody.
HoldsLocks(t, p) ==
  \/ Status(t, p) \in {"working", "preparing", "prepared", "committing", "aborting"}
  \/ Status(t, p) = "down" /\ durable[t][p] = "prepared"

DecisionWasSent(t) ==
  \E p \in Participant : {Commit(t, p), Abort(t, p)} \cap messages # {}

ParticipantsDone ==
  \A t \in Transaction, p \in Participant : IsOutcome(Status(t, p))

Done ==
  /\ ParticipantsDone
  /\ \A t \in Transaction :
       /\ Status(t, Coordinator) \in {"aborted", "forgotten"}
       /\ durable[t][Coordinator] = "none"
  /\ \A t \in Transaction, n \in Node : writing[t][n] = <<>>

-----------------------------------------------------------------------------
\* The inductive invariant, conjunct by conjunct.  It reads votes and
\* decisions that were sent, so it is for models in which messages stay.
\*
\* "What a node is, its disk knows, or is about to hear": the record on
\* disk, and those in flight behind it, in each status.  A node is preparing,
\* committing or aborting while it waits for a write, and then the write is
\* on its way or has landed; forgetting waits for nothing.  A participant
\* that aborts while its promise is in flight has two writes behind it.
CoordinatorDisk(status) ==
  CASE status \in {"working", "voting", "aborted"} -> {<<"none">>}
    [] status = "committing" -> {<<"none", "commit">>, <<"commit">>}
    [] status = "committed" -> {<<"commit">>}
    [] status = "forgotten" -> {<<"commit", "none">>, <<"none">>}
    [] status = "down" -> {<<"none">>, <<"commit">>}

ParticipantDisk(status) ==
  CASE status \in {"working", "aborted"} -> {<<"none">>}
    [] status = "preparing" -> {<<"none", "prepared">>, <<"prepared">>}
    [] status = "prepared" -> {<<"prepared">>}
    [] status = "committing" -> {<<"prepared", "committed">>, <<"committed">>}
    [] status = "committed" -> {<<"committed">>}
    [] status = "aborting" -> {<<"none", "prepared", "none">>, <<"prepared", "none">>, <<"none">>}
    [] status = "down" -> {<<"none">>, <<"prepared">>, <<"committed">>}

DiskFollows ==
  \A t \in Transaction, n \in Node :
    <<durable[t][n]>> \o writing[t][n] \in
      IF n = Coordinator THEN CoordinatorDisk(Status(t, n)) ELSE ParticipantDisk(Status(t, n))

\* "Nothing is counted that was not said", by a participant or by the user.
CountedWasSaid ==
  \A t \in Transaction :
    /\ \A p \in state[t][Coordinator].votes : Yes(t, p) \in messages
    /\ Coordinator \in state[t][Coordinator].acknowledged => t \in confirmed

\* "A yes is a promise": whoever has said it is bound, until it is certain
\* that nobody commits (A4).  It is the disk that makes it one, which is why
\* the yes waits for the disk.
VoterIsBound ==
  \A t \in Transaction, p \in Participant :
    Yes(t, p) \in messages => IsBound(t, p) \/ Log(t) = "aborted"

\* "All have said yes before anybody writes commit" (A2): at once when the
\* decision is made, and so ever after, since what was said stays said.
CommitNeedsEveryYes ==
  \A t \in Transaction :
    Status(t, Coordinator) = "committing" \/ PastCommitPoint(t)
      => \A p \in Participant : Yes(t, p) \in messages

\* "Past the commit point there is no return" for the coordinator (A5): it
\* is in none of the statuses in which it may decide to abort.
CommitIsNoReturn ==
  \A t \in Transaction :
    PastCommitPoint(t) => Status(t, Coordinator) \notin {"working", "voting", "aborted"}

\* "Nobody hears of a commit before it is durable" (A5): it is sent, obeyed
\* and told only past the commit point.
CommitIsDurableBeforeSent ==
  \A t \in Transaction :
    \/ \E p \in Participant : Commit(t, p) \in messages \/ Status(t, p) = "committing"
    \/ \E n \in Node : outcome[t][n] = "committed"
    => PastCommitPoint(t)

\* "Abort is said where nobody commits, or to nobody who could be in doubt."
\* The second is the answer to a late duplicate, of a coordinator that has
\* forgotten a commit: all who can hear it take no notice.
AbortIsSafeToSend ==
  \A t \in Transaction, p \in Participant :
    Abort(t, p) \in messages => Log(t) = "aborted" \/ IsSettled(t)

\* "An acknowledgement says: you may forget" (A6).
AcknowledgedIsDurable ==
  \A t \in Transaction, p \in Participant :
    p \in state[t][Coordinator].acknowledged \/ Acknowledge(t, p) \in messages
      => durable[t][p] = "committed"

\* "What is forgotten is settled": past the commit point the coordinator has
\* no record only if nobody can be in doubt (A6).  It is why a user that has
\* not confirmed may learn of an abort from a coordinator that has forgotten.
ForgottenOnlyWhenSettled ==
  \A t \in Transaction :
    (/\ PastCommitPoint(t)
     /\ \/ durable[t][Coordinator] = "none"
        \/ Status(t, Coordinator) \in {"aborted", "forgotten"})
    => IsSettled(t)

\* "Who was told of an abort can rely on it": its node can do nothing else.
\* The coordinator will not commit, and a participant holds no promise that
\* a crash could bring back.
AbortToldIsCertain ==
  \A t \in Transaction, n \in Node :
    outcome[t][n] = "aborted" =>
      IF n = Coordinator THEN Log(t) = "aborted"
      ELSE HoldsNoRecord(t, n) /\ Status(t, n) \in {"aborted", "down"}

\* "Nothing is begun that nobody has asked for": from the request on, and
\* past the commit point also when the coordinator has forgotten it.
BegunIsRequested ==
  \A t \in Transaction :
    Status(t, Coordinator) \in {"voting", "committing", "committed"} \/ PastCommitPoint(t)
      => t \in requested

\* All of them hold at first, and every step keeps them all.
Inductive ==
  /\ TypeOK
  /\ DiskFollows
  /\ CountedWasSaid
  /\ VoterIsBound
  /\ CommitNeedsEveryYes
  /\ CommitIsNoReturn
  /\ CommitIsDurableBeforeSent
  /\ AbortIsSafeToSend
  /\ AcknowledgedIsDurable
  /\ ForgottenOnlyWhenSettled
  /\ AbortToldIsCertain
  /\ BegunIsRequested

-----------------------------------------------------------------------------
\* What users see: it is about requested and outcome alone, and speaks of no
\* message, no disk and no node's memory.
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
    IsOutcome(Status(t, n)) => outcome[t][n] = Status(t, n)

\* Nothing is committed that no application has asked to commit.
CommitNeedsARequest ==
  \A t \in Transaction, n \in Node : outcome[t][n] = "committed" => t \in requested

-----------------------------------------------------------------------------
\* What the theory says of the way there, in the order of its claims.  Not
\* all of it is needed for what users see: that a participant can commit, or
\* can abort alone, is about what it is free to do.
\*
\* A2: past the commit point everyone has prepared, and holds to it.
CommitNeedsEveryone ==
  \A t \in Transaction :
    PastCommitPoint(t) =>
      \A p \in Participant : durable[t][p] \in {"prepared", "committed"}

\* A4, the first point of no return: a prepared participant does nothing
\* but follow the coordinator, a crash brings it back prepared, and when
\* commit was sent it can commit.
PreparedOnlyFollows ==
  [][\A t \in Transaction, p \in Participant :
       Status(t, p) = "prepared" =>
         \/ Status(t, p)' \in {"prepared", "down"}
         \/ Status(t, p)' = "committing" /\ Commit(t, p) \in messages
         \/ Status(t, p)' = "aborting" /\ Abort(t, p) \in messages]_variables

PreparedSurvives ==
  [][\A t \in Transaction, p \in Participant :
       /\ Status(t, p) = "prepared" => durable'[t][p] = "prepared"
       /\ Status(t, p) = "down" /\ durable[t][p] = "prepared"
            => /\ durable'[t][p] = "prepared"
               /\ Status(t, p)' \in {"down", "prepared"}]_variables

PreparedCanCommit ==
  \A t \in Transaction, p \in Participant :
    Status(t, p) = "prepared" /\ Commit(t, p) \in messages => ENABLED ReceiveCommit(t, p)

\* A6: a recovering coordinator presumes abort where it has no record.
AbortIsPresumed ==
  [][\A t \in Transaction :
       LET hasRecord == durable[t][Coordinator] = "commit"
           recovered == IF hasRecord THEN "committed" ELSE "forgotten"
       IN Status(t, Coordinator) = "down" =>
            Status(t, Coordinator)' \in {"down", recovered}]_variables

\* What a coordinator has counted is counted for one purpose, and lost
\* with the status that it was counted in.
CountsOnlyWhileItCounts ==
  \A t \in Transaction :
    LET s == state[t][Coordinator]
    IN /\ s.votes # {} => s.status = "voting"
       /\ s.acknowledged # {} => s.status = "committed"

\* A7: a participant that is up and has promised nothing can abort alone.
CanAbortAlone ==
  \A t \in Transaction, p \in Participant :
    Status(t, p) \in {"working", "preparing"} => ENABLED AbortAlone(t, p)

\* A8, its safety half: while the coordinator is down and no decision was
\* sent, a prepared participant stays prepared, and holds its locks.  This
\* too is for models in which messages stay.
InDoubtWaits ==
  [][\A t \in Transaction, p \in Participant :
       /\ Status(t, Coordinator) = "down"
       /\ ~DecisionWasSent(t)
       /\ Status(t, p) = "prepared"
       => HoldsLocks(t, p)' /\ Status(t, p)' \in {"prepared", "down"}]_variables

\* Something of the protocol can always be done until all is done.
NeverStuck == Done \/ ENABLED <<ProtocolStep>>_variables

\* The second theorem is the point of the first: what users see follows from
\* the invariant, without a look at any step.
THEOREM Spec => []Inductive
THEOREM Inductive => Agreement /\ CommitNeedsARequest /\ CommitNeedsEveryone
THEOREM Spec => []Agreement /\ OutcomeIsFinal /\ []OutcomeIsTold /\ []CommitNeedsARequest
THEOREM Spec => []CommitNeedsEveryone
THEOREM Spec => PreparedOnlyFollows /\ PreparedSurvives /\ []PreparedCanCommit
THEOREM Spec => AbortIsPresumed /\ []CountsOnlyWhileItCounts
THEOREM Spec => []CanAbortAlone /\ InDoubtWaits /\ []NeverStuck
=============================================================================
