------------------------ MODULE MCEpochConsensus_Reach ------------------------
\* Good states of EpochConsensus that must be reachable, or the other models
\* would be empty.  TLC must violate the denial.
EXTENDS MCEpochConsensus

\* C5: two leaders at once, of different epochs.
NotTwoLeaders ==
  ~ \E m, n \in Node : m # n /\ state[m].role = "leader" /\ state[n].role = "leader"

\* C8: the leader of the second epoch proposes what was decided in the first,
\* and it has not heard that it was.
NotRecovered ==
  ~ \E n \in Node :
      /\ HasProposed(state[n])
      /\ state[n].epoch = 2
      /\ decided[n] = None
      /\ \E m \in Node : decided[m] = state[n].accepted.value

\* C4: a decision that the first node has no part in any more.
NotDecidedWithoutTheFirst ==
  ~(/\ ~IsUp(n1)
    /\ decided[n1] = None
    /\ \A n \in Node \ {n1} : decided[n] = v1)

\* C5: an epoch that nobody can win, its votes are split.
NotUnwon ==
  ~(/\ \A n \in {n1, n2} : state[n].role = "candidate" /\ state[n].epoch = 1
    /\ \A n \in Node : durable[n].vote # None
    /\ 2 * Cardinality({n \in Node : durable[n].vote = n1}) <= Cardinality(Node)
    /\ 2 * Cardinality({n \in Node : durable[n].vote = n2}) <= Cardinality(Node))

\* A node has come back from a torn write: it had not voted in the epoch in
\* which it has accepted.
NotTorn == \A n \in Node : durable[n].accepted.epoch <= durable[n].epoch
=============================================================================
