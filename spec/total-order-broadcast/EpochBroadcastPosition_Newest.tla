--------------------- MODULE EpochBroadcastPosition_Newest ---------------------
\* What a position that is told is worth.
EXTENDS EpochBroadcastPosition_Invariants

\* Whoever asks for a position expects no less than what was delivered anywhere
\* at that time.  So a variable is added that only remembers, and that no step
\* reads: asked[n][q] is how much that was when n was first asked on behalf of
\* q, since it was told or went down.
VARIABLE asked

Newest(n, q) == IF asked[n][q] = None THEN Most ELSE asked[n][q]

NewlyTold(n) == {told'[n][i] : i \in (Len(told[n]) + 1)..Len(told'[n])}

Remember ==
  asked' = [n \in Node |-> [q \in Read |->
    CASE ~IsUp(n)' -> None
      [] \E p \in NewlyTold(n) : p.read = q -> None
      [] Waits(round'[n], q) -> Newest(n, q)
      [] OTHER -> asked[n][q]]]

InitRemembering == InitLocating /\ asked = [n \in Node |-> [q \in Read |-> None]]

NextRemembering == NextLocating /\ Remember

SpecRemembering ==
  InitRemembering /\ [][NextRemembering]_<<variables, positionVariables, asked>>

-----------------------------------------------------------------------------
\* What PositionedLog promises.  A position that is told is no less than what
\* was delivered anywhere when it was asked for.
ToldIsNewest ==
  [][\A n \in Node : \A p \in NewlyTold(n) : p.position >= Newest(n, p.read)]_<<variables, positionVariables, asked>>

THEOREM SpecRemembering => ToldIsNewest
=============================================================================
