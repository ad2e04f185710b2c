----------------------------- MODULE MCConsensus -----------------------------
\* The models of Consensus: the problem itself, small enough to check that
\* it says what it should, and that any proposed value can be decided.
EXTENDS Consensus

CONSTANT v2  \* one of the values

NotEveryoneDecides == ~ \A n \in Node : decided[n] = v2

-----------------------------------------------------------------------------
\* What would be no consensus: each part of the two guards, gone.
Always(n) == TRUE
WasProposed(v) == v \in proposed
IsUnopposed(v) == \A n \in Node : decided[n] \in {None, v}

\* A node decides several values at once.
DecideAll(n) ==
  /\ MayStillDecide(n)
  /\ proposed # {}
  /\ decided' = [decided EXCEPT ![n] = proposed]
  /\ UNCHANGED proposed

SpecInWhichAllAreDecided == Init /\ [][Next \/ \E n \in Node : DecideAll(n)]_variables
=============================================================================
