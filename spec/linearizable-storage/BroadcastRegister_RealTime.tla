--------------------- MODULE BroadcastRegister_RealTime ---------------------
\* The same without a mapping.  Each answer shows a position, and what the
\* order says of it.  So the register is linearizable if no answer shows an
\* earlier position than any that was shown before it was asked for: then the
\* positions are the instants.
\*
\* What was shown when something was asked for cannot be read off a state.  It
\* is kept here, in a variable that no action reads: a history.
EXTENDS BroadcastRegister_Invariants

VARIABLE
  shownBefore  \* shownBefore[o]: the highest position that any client was shown
               \* when o was first asked for, 0 for none

history == <<variables, shownBefore>>

Positions == {0} \cup {answer.position : answer \in AllTold}

Shown == CHOOSE highest \in Positions : \A position \in Positions : position <= highest

InitInRealTime == Init /\ shownBefore = [o \in Operation |-> 0]

NextInRealTime ==
  /\ Next
  /\ shownBefore' =
       [o \in Operation |-> IF o \in requested THEN shownBefore[o] ELSE Shown]

SpecInRealTime == InitInRealTime /\ [][NextInRealTime]_history

-----------------------------------------------------------------------------
\* Nothing that was shown is taken back, and nothing that ended before is
\* missing: what a client was told, whoever asks later finds.
NothingIsTakenBack ==
  \A answer \in AllTold : answer.position >= shownBefore[answer.operation]

THEOREM SpecInRealTime => []NothingIsTakenBack
=============================================================================
