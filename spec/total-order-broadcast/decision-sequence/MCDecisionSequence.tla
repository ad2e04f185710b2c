------------------------- MODULE MCDecisionSequence -------------------------
\* The models of DecisionSequence.
EXTENDS DecisionSequence

-----------------------------------------------------------------------------
\* Guards removed.
Removed(x) == TRUE

\* Each node decides for itself.
WhateverWasProposed(p, n, request) == request \in proposed[p]

\* What nobody has proposed.
WhateverIsAgreed(p, n, request) == \A m \in Node : decided[p][m] \in {None, request}

-----------------------------------------------------------------------------
\* Good states that must be reachable: a request is decided twice and
\* delivered once, and a node waits with what it has decided.
NothingIsDecidedTwice ==
  \A n \in Node : Len(Delivered(n)) = DecidedUpTo(n)

NobodyWaits ==
  \A n \in Node, p \in Position : decided[p][n] # None => p <= DecidedUpTo(n)
=============================================================================
