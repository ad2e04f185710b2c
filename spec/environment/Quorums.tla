------------------------------ MODULE Quorums ------------------------------
\* Quorums: which sets of nodes are enough to elect a leader, and which are
\* enough to decide.  By default both are majorities.  Other sets serve as
\* well if they meet: two quorums that elect have a node in common, and so
\* have a quorum that elects and one that decides.  Two quorums that decide
\* need not have a node in common.
EXTENDS FiniteSets, Naturals

CONSTANT Node  \* the set of nodes

IsMajority(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)

IsElectionQuorum(nodes) == IsMajority(nodes)
IsProposalQuorum(nodes) == IsMajority(nodes)

QuorumsMeet ==
  \A one, other \in SUBSET Node :
    IsElectionQuorum(one) /\ (IsElectionQuorum(other) \/ IsProposalQuorum(other))
      => one \cap other # {}

\* A model in which quorums do not meet has to remove this assumption.
ASSUME QuorumsThatMeet == QuorumsMeet
=============================================================================
