--------------------- MODULE MCTwoPhaseCommit_Conjuncts ---------------------
\* What each conjunct of the inductive invariant is for.  For each there is
\* a state of two participants that satisfies all the others, and one step
\* from it that does not: without the conjunct the rest would not hold.  The
\* goals, which nothing rests on, belong to the rest.
EXTENDS MCTwoPhaseCommit, TLC

CONSTANTS t1, p2  \* the transaction, and the other participant

VARIABLE without  \* the conjunct that is left out

Conjuncts ==
  {"DiskFollows", "CountedWasSaid", "VoterIsBound", "CommitNeedsEveryYes", "CommitIsNoReturn",
   "CommitIsDurableBeforeSent", "AbortIsSafeToSend", "AcknowledgedIsDurable",
   "ForgottenOnlyWhenSettled", "AbortToldIsCertain", "BegunIsRequested"}

Holds(conjunct) ==
  CASE conjunct = "DiskFollows" -> DiskFollows
    [] conjunct = "CountedWasSaid" -> CountedWasSaid
    [] conjunct = "VoterIsBound" -> VoterIsBound
    [] conjunct = "CommitNeedsEveryYes" -> CommitNeedsEveryYes
    [] conjunct = "CommitIsNoReturn" -> CommitIsNoReturn
    [] conjunct = "CommitIsDurableBeforeSent" -> CommitIsDurableBeforeSent
    [] conjunct = "AbortIsSafeToSend" -> AbortIsSafeToSend
    [] conjunct = "AcknowledgedIsDurable" -> AcknowledgedIsDurable
    [] conjunct = "ForgottenOnlyWhenSettled" -> ForgottenOnlyWhenSettled
    [] conjunct = "AbortToldIsCertain" -> AbortToldIsCertain
    [] conjunct = "BegunIsRequested" -> BegunIsRequested

Rest(conjunct) ==
  /\ TypeOK
  /\ \A other \in Conjuncts \ {conjunct} : Holds(other)
  /\ Agreement
  /\ CommitNeedsARequest

-----------------------------------------------------------------------------
\* A state, by what the coordinator keeps, by the statuses of the two
\* participants, by what is on the three disks and behind it in flight, by
\* what was said, and by what the users of the three were told.
Each(coordinator, first, second) == Coordinator :> coordinator @@ p1 :> first @@ p2 :> second

Are(coordinator, first, second) == state = (t1 :> Each(coordinator, In(first), In(second)))

Disks(coordinator, first, second) ==
  LET disks == Each(coordinator, first, second)
  IN /\ durable = (t1 :> [n \in Node |-> Head(disks[n])])
     /\ writing = (t1 :> [n \in Node |-> Tail(disks[n])])

WereSent(sent) == messages = sent

BothYes == {Yes(t1, p1), Yes(t1, p2)}

HaveHeard(coordinator, first, second) == outcome = (t1 :> Each(coordinator, first, second))

None      == <<"none">>
Prepared  == <<"prepared">>
Committed == <<"committed">>
CommitRecord == <<"commit">>

Voted(nodes) == [In("voting") EXCEPT !.votes = nodes]

StateFor(conjunct) ==
  CASE conjunct = "DiskFollows" ->
         \* A promise that is on no disk is repeated.
         /\ Are(Voted({}), "prepared", "working")
         /\ Disks(None, None, None)
         /\ WereSent({Prepare(t1, p1)})
         /\ HaveHeard("none", "none", "none")
    [] conjunct = "CountedWasSaid" ->
         \* One vote was counted that nobody gave, and now comes the other.
         /\ Are(Voted({p1}), "working", "prepared")
         /\ Disks(None, None, Prepared)
         /\ WereSent({Yes(t1, p2)})
         /\ HaveHeard("none", "none", "none")
    [] conjunct = "VoterIsBound" ->
         \* A voter has aborted, and the decision is about to be sent.
         /\ Are(In("committing"), "aborted", "prepared")
         /\ Disks(CommitRecord, None, Prepared)
         /\ WereSent(BothYes)
         /\ HaveHeard("none", "aborted", "none")
    [] conjunct = "CommitNeedsEveryYes" ->
         \* The same, and it never voted.
         /\ Are(In("committing"), "aborted", "prepared")
         /\ Disks(CommitRecord, None, Prepared)
         /\ WereSent({Yes(t1, p2)})
         /\ HaveHeard("none", "aborted", "none")
    [] conjunct = "CommitIsNoReturn" ->
         \* All have committed, and the coordinator counts and may give up.
         /\ Are(Voted({}), "committed", "committed")
         /\ Disks(None, Committed, Committed)
         /\ WereSent(BothYes)
         /\ HaveHeard("none", "committed", "committed")
    [] conjunct = "CommitIsDurableBeforeSent" ->
         \* A participant obeys an order that the coordinator does not know.
         /\ Are(In("aborted"), "committing", "prepared")
         /\ Disks(None, <<"prepared", "committed">>, Prepared)
         /\ WereSent(BothYes)
         /\ HaveHeard("aborted", "none", "none")
    [] conjunct = "AbortIsSafeToSend" ->
         \* Abort is on its way to somebody in doubt, after a commit.
         /\ Are(In("committed"), "prepared", "prepared")
         /\ Disks(CommitRecord, Prepared, Prepared)
         /\ WereSent(BothYes \cup {Abort(t1, p1)})
         /\ HaveHeard("committed", "none", "none")
    [] conjunct = "AcknowledgedIsDurable" ->
         \* The last acknowledgement comes from somebody in doubt.
         /\ Are([In("committed") EXCEPT !.acknowledged = {Coordinator, p2}], "prepared", "committed")
         /\ Disks(CommitRecord, Prepared, Committed)
         /\ WereSent(BothYes \cup {Acknowledge(t1, p1), Acknowledge(t1, p2)})
         /\ HaveHeard("committed", "none", "committed")
    [] conjunct = "ForgottenOnlyWhenSettled" ->
         \* The coordinator has forgotten, and somebody in doubt asks.
         /\ Are(In("forgotten"), "prepared", "committed")
         /\ Disks(<<"commit", "none">>, Prepared, Committed)
         /\ WereSent(BothYes \cup {Inquire(t1, p1)})
         /\ HaveHeard("committed", "none", "committed")
    [] conjunct = "AbortToldIsCertain" ->
         \* A user was told of an abort by somebody who has promised.
         /\ Are(In("committing"), "prepared", "prepared")
         /\ Disks(CommitRecord, Prepared, Prepared)
         /\ WereSent(BothYes)
         /\ HaveHeard("none", "aborted", "none")
    [] conjunct = "BegunIsRequested" ->
         \* A decision that nobody asked for is about to be sent.
         /\ Are(In("committing"), "prepared", "prepared")
         /\ Disks(CommitRecord, Prepared, Prepared)
         /\ WereSent(BothYes)
         /\ HaveHeard("none", "none", "none")

StatesFor ==
  /\ without \in Conjuncts
  /\ StateFor(without)
  /\ requested = IF without = "BegunIsRequested" THEN {} ELSE {t1}
  /\ confirmed = IF without \in {"CommitIsNoReturn", "AcknowledgedIsDurable"} THEN {t1} ELSE {}

NextOfThese == Next /\ UNCHANGED without

-----------------------------------------------------------------------------
\* "The rest holds without it": TLC must violate each, after one step.
RestHoldsWithout(conjunct) == without = conjunct => Rest(conjunct)

NoNeedOfDiskFollows               == RestHoldsWithout("DiskFollows")
NoNeedOfCountedWasSaid            == RestHoldsWithout("CountedWasSaid")
NoNeedOfVoterIsBound              == RestHoldsWithout("VoterIsBound")
NoNeedOfCommitNeedsEveryYes       == RestHoldsWithout("CommitNeedsEveryYes")
NoNeedOfCommitIsNoReturn          == RestHoldsWithout("CommitIsNoReturn")
NoNeedOfCommitIsDurableBeforeSent == RestHoldsWithout("CommitIsDurableBeforeSent")
NoNeedOfAbortIsSafeToSend         == RestHoldsWithout("AbortIsSafeToSend")
NoNeedOfAcknowledgedIsDurable     == RestHoldsWithout("AcknowledgedIsDurable")
NoNeedOfForgottenOnlyWhenSettled  == RestHoldsWithout("ForgottenOnlyWhenSettled")
NoNeedOfAbortToldIsCertain        == RestHoldsWithout("AbortToldIsCertain")
NoNeedOfBegunIsRequested          == RestHoldsWithout("BegunIsRequested")
=============================================================================
