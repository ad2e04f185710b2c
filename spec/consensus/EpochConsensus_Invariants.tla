---------------------- MODULE EpochConsensus_Invariants ----------------------
\* Why epoch consensus works, and what holds in every state of it.
EXTENDS EpochConsensus

IsMessage(m) ==
  /\ m.from \in Node
  /\ m.to \in Node \ {m.from}
  /\ m.kind = "wish" \/ m.epoch \in Nat
  /\ m.kind \in {"requestVote", "vote", "propose", "accept", "decide", "newer", "wish"}
  /\ m.kind \in {"propose", "decide", "wish"} => m.value \in Value
  /\ m.kind = "vote" => m.accepted \in Accepted

TypeOK ==
  /\ state \in [Node -> State]
  /\ \A n \in Node : IsRecord(durable[n])
  /\ \A n \in Node : \A i \in 1..Len(writing[n]) : IsRecord(writing[n][i])
  /\ proposed \subseteq Value
  /\ decided \in [Node -> Value \cup {None}]
  /\ \A m \in messages : IsMessage(m)

-----------------------------------------------------------------------------
\* The concepts of the proof.
\* Who has led an epoch, as far as can be seen: a leader that has crashed
\* since is known by its proposals.
Leaders(e) ==
  {n \in Node : state[n].role = "leader" /\ state[n].epoch = e}
    \cup {m.from : m \in {p \in Of("propose") : p.epoch = e}}

\* Every record of something accepted, wherever it is.
AcceptedSomewhere ==
  UNION {{state[n].accepted, state[n].highest, durable[n].accepted}
           \cup {writing[n][i].accepted : i \in 1..Len(writing[n])} : n \in Node}
    \cup {m.accepted : m \in Of("vote")}

Done == \A n \in Node : IsUp(n) => state[n].decision # None /\ writing[n] = <<>>

\* Nobody knows a higher epoch than this leader.
LeadsTheHighest(n) ==
  state[n].role = "leader" /\ \A m \in Node : state[m].epoch <= state[n].epoch

-----------------------------------------------------------------------------
\* Safety.
\*
\* C1, C2 and C3: nobody decides differently, nor twice, nor what was not
\* proposed.  What users were told and clients have asked for outlives
\* crashes, so these do.
Agreement ==
  \A m, n \in Node : decided[m] = None \/ decided[n] = None \/ decided[m] = decided[n]

Integrity == [][\A n \in Node : decided[n] # None => decided'[n] = decided[n]]_variables

Validity == \A n \in Node : decided[n] # None => decided[n] \in proposed

\* Whoever knows the decision has told it: agreement is not had by saying
\* nothing.
DecisionIsTold == \A n \in Node : state[n].decision # None => decided[n] = state[n].decision

\* C5: an epoch has one leader, and one value.  Epochs only grow, in memory
\* while a node is up, and on its disk for ever.
OneLeaderPerEpoch ==
  \A e \in {state[n].epoch : n \in Node} \cup {m.epoch : m \in Of("propose")} :
    Cardinality(Leaders(e)) <= 1

OneValuePerEpoch ==
  LET put == {[epoch |-> m.epoch, value |-> m.value] : m \in Of("propose")}
  IN \A a, b \in AcceptedSomewhere \cup put : a.epoch = b.epoch => a = b

EpochsGrow ==
  [][\A n \in Node :
       /\ durable'[n].epoch >= durable[n].epoch
       /\ durable'[n].accepted.epoch >= durable[n].accepted.epoch
       /\ IsUp(n)' => state'[n].epoch >= state[n].epoch]_variables

\* A node votes once in an epoch, whatever it forgets in a crash.
VotedOncePerEpoch ==
  \A a, b \in Of("vote") : a.from = b.from /\ a.epoch = b.epoch => a = b

\* C7: nobody accepts what a leader of a lower epoch proposes.
AcceptsOnlyTheHighest ==
  [][\A n \in Node :
       state'[n].accepted # state[n].accepted /\ IsUp(n)'
         => state'[n].accepted.epoch = state'[n].epoch]_variables

\* What a node has said, its disk remembers.
AcknowledgedIsDurable ==
  /\ \A m \in Of("requestVote") \cup Of("vote") :
       LET record == durable[m.from]
       IN \/ record.epoch > m.epoch
          \/ record.epoch = m.epoch /\ record.vote = IF m.kind = "vote" THEN m.to ELSE m.from
  /\ \A m \in Of("accept") : durable[m.from].accepted.epoch >= m.epoch
  /\ \A n \in Node : n \in state[n].acceptances => durable[n].accepted = state[n].accepted

\* What was counted is counted for one purpose, and lost with the role in
\* which it was counted.
CountsOnlyWhileItCounts ==
  \A n \in Node :
    /\ state[n].votes # {} \/ state[n].highest # Nothing => state[n].role = "candidate"
    /\ state[n].acceptances # {} => HasProposed(state[n])
    /\ state[n].leader = n <=> state[n].role = "leader"

\* While the leader of the highest epoch is there, something can always be
\* done until all is done.  Otherwise another epoch may be needed, and a
\* model has so many and no more.
NeverStuck == Done \/ ENABLED <<ProtocolStep>>_variables \/ ~\E n \in Node : LeadsTheHighest(n)

THEOREM Spec => []TypeOK
THEOREM Spec => []Agreement /\ Integrity /\ []Validity /\ []DecisionIsTold
THEOREM Spec => []OneLeaderPerEpoch /\ []OneValuePerEpoch /\ EpochsGrow
THEOREM Spec => []VotedOncePerEpoch
THEOREM Spec => AcceptsOnlyTheHighest
THEOREM Spec => []AcknowledgedIsDurable /\ []CountsOnlyWhileItCounts
THEOREM Spec => []NeverStuck
=============================================================================
