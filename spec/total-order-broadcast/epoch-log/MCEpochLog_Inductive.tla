------------------------ MODULE MCEpochLog_Inductive ------------------------
\* EpochLog's invariant, checked as inductive: from every state of a small
\* domain that satisfies it, every step leads to one that does.
EXTENDS MCEpochLog

CONSTANT MaxLength  \* how long a list can be at the start

Lists == UNION {[1..k -> Entry] : k \in 0..MaxLength}

\* What one node can have and have said, as far as that can be told of it
\* alone.
Rows ==
  {row \in [epoch : Epoch \cup {0}, log : Beginnings, vote : [Epoch -> Beginnings \cup {None}],
            held : [Epoch -> 0..MaxLength]] :
     /\ EndEpoch(row.log) <= row.epoch
     /\ \A e \in Epoch :
          /\ row.held[e] > 0 => row.held[e] <= Len(list[e]) /\ e <= row.epoch
          /\ row.vote[e] # None => e <= row.epoch /\ EndEpoch(row.vote[e]) < e}

AnyState ==
  /\ list \in [Epoch -> Lists]
  /\ ListsMatch
  /\ NothingTwice
  /\ \E rows \in [Node -> Rows] :
       /\ epoch = [n \in Node |-> rows[n].epoch]
       /\ AQuorumIsPast
       /\ log = [n \in Node |-> rows[n].log]
       /\ vote = [n \in Node |-> rows[n].vote]
       /\ held = [n \in Node |-> rows[n].held]
  /\ broadcast \in SUBSET Request
  /\ delivered \in [Node -> {Requests(entries) : entries \in Beginnings}]
  /\ Inductive

SpecFromAnyState == AnyState /\ [][Next]_variables
=============================================================================
