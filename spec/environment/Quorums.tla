------------------------------ MODULE Quorums ------------------------------
\* Quorums: which sets of nodes are enough to elect a leader, and which are
\* enough to decide.  By default both are majorities.  Others will do if they
\* meet: two quorums that elect have a node in common, and so have a quorum
\* that elects and one that decides.  Quorums that decide need not meet each
\* other.
EXTENDS FiniteSets, Naturals

CONSTANT Node  \* the set of nodes

IsMajority(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)

IsElectionQuorum(nodes) == IsMajority(nodes)
IsProposalQuorum(nodes) == IsMajority(nodes)

QuorumsMeet ==
  \A one, other \in SUBSET Node :
    IsElectionQuorum(one) /\ (IsElectionQuorum(other) \/ IsProposalQuorum(other))
      => one \cap other # {}

\* A model in which quorums do not meet has to take this assumption away.
ASSUME QuorumsThatMeet == QuorumsMeet
=============================================================================
