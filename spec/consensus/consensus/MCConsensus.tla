----------------------------- MODULE MCConsensus -----------------------------
\* The models of Consensus: the problem itself, small enough to check that
\* it says what it should, and that any proposed value can be decided.
EXTENDS Consensus

CONSTANT v2  \* one of the values

NotEveryoneDecides == ~ \A n \in Node : decided[n] = v2
=============================================================================
