----------------------- MODULE MCTwoPhaseCommit_Guards -----------------------
\* The guards on which two-phase commit rests, each weakened or removed.  A
\* model that has one of these in the place of the guard must fail.
EXTENDS MCTwoPhaseCommit, Naturals, FiniteSets

\* In the place of CommitIsDurable, VoteIsDurable, OutcomeIsDurable and
\* RemovalIsDurable: what depends on a write does not wait for it.
DurableOrNot(t) == TRUE
DurableOrNotAt(t, p) == TRUE

\* IsVoting: nobody has asked for a commit yet, and the votes are asked for
\* and counted all the same.
VotingUnasked(s) == s.status \in {"working", "voting"}

\* MayCommit.
MajorityOfYes(yes) == 2 * Cardinality(yes) > Cardinality(Participant)
NeverEnough(yes) == FALSE

\* CountYes: a yes that comes twice is counted as that of another one.
CountEveryYes(s, p) ==
  LET others == Participant \ s.votes
      yes == s.votes \cup {IF p \in s.votes THEN CHOOSE q \in others : TRUE ELSE p}
  IN IF yes = Participant THEN In("committing") ELSE [s EXCEPT !.votes = yes]

\* MayBegin: a participant that has forgotten that it committed takes a late
\* request to prepare for that of a new transaction.
AlsoWhatItForgot(s) == s.status \in {"working", "committed"}

\* MayWithdraw: also when it has promised not to; or no more when it is
\* about to promise.
InDoubtWithdraws(s) == s.status \in {"working", "preparing", "prepared"}
OnlyBeforeItIsAsked(s) == s.status = "working"

\* DoesAsTold: it has second thoughts about its promise.
HasSecondThoughts(s) == FALSE

\* MayForget: at the first acknowledgement, or without that of the user.
FirstAcknowledgement(acknowledging) == acknowledging # {}
WithoutTheUser(acknowledging) == Participant \subseteq acknowledging

\* PresumesAbort: who knows nothing says nothing.
OnlyWhoKnows(s) == s.status = "aborted"

\* Recovered: without a record the coordinator takes up where it may have
\* been.
RecoverIntoVoting(n, record) ==
  IF n = Coordinator
  THEN In(IF record = "commit" THEN "committed" ELSE "voting")
  ELSE In(IF record = "none" THEN "aborted" ELSE record)

\* MustTell: bad news is kept.
OnlyGoodNews(s) == s.status = "committed"

\* Record: the coordinator logs an abort too.
RecordOfAborts(n, s) ==
  IF s.status \in {"committing", "committed"}
  THEN IF n = Coordinator THEN "commit" ELSE "committed"
  ELSE IF s.status \in {"preparing", "prepared"} THEN "prepared"
  ELSE IF n = Coordinator /\ s.status = "aborted" THEN "abort" ELSE "none"
=============================================================================
