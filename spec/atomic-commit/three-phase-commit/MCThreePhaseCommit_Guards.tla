---------------------- MODULE MCThreePhaseCommit_Guards ----------------------
\* The guards on which the rungs rest that are safe, each weakened or removed.
\* A model that has one of these in the place of the guard must fail.
EXTENDS MCThreePhaseCommit

\* OutcomeOf: the highest number is not looked at.
AnyPreCommit(standings) ==
  IF \E a \in standings : a.status = "preCommitted" THEN "committed" ELSE "aborted"

\* MayPreCommit.
SomeYes(yes) == yes # {}

\* IsEnough: who has nobody to hear it decides all the same.
ThoseWhoAreLeft(heard, missing) == heard \cup missing = Participant

\* AllAreBack: those who happen to be up are enough.
SomebodyIsBack(standings) == standings # {}

\* Told: bad news is kept.
OnlyGoodNews(before, s) == IF s.status = "committed" THEN s.status ELSE before

\* Record: an abort is logged, too.
RecordOfAborts(s) ==
  [status |-> IF s.status \in {"working", "down"} THEN "none" ELSE s.status,
   promised |-> s.promised, accepted |-> s.accepted]

\* WaitsForDisk: a message that does not.
AllButYes(m) == m.kind # "yes"
AllButAcknowledgements(m) == m.kind # "acknowledge"
AllButAnswers(m) == m.kind # "answer"
AllButOutcomes(m) == m.kind \notin {"commit", "abort"}
AllOfAParticipant(m) == m.kind \notin {"poll", "preCommit", "preAbort"}
=============================================================================
