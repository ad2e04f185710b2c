---------------------- MODULE EpochConsensus_Invariants ----------------------
\* Why epoch consensus works: what is true in every state of it, and in every
\* step.  All that reads messages is for models in which messages stay.
\*
\* The argument has three parts.  What a node says is on its disk, and its
\* disk goes on only.  So a vote is given once, and an epoch has one leader,
\* and one value.  And a leader knows from its voters what is safe; that part
\* reads what was ever voted, and stands in EpochConsensus_Voting.
EXTENDS EpochConsensus

\* Messages, and what memory and disks hold.
IsMessage(m) ==
  /\ m.from \in Node
  /\ m.to \in Node \ {m.from}
  /\ m.kind \in {"decide", "wish"} \/ m.epoch \in Nat \ {0}
  /\ m.kind \in {"requestPreVote", "preVote", "requestVote", "vote", "lead", "follow", "propose",
                "accept", "decide", "newer", "wish"}
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
\* The concepts.  The records of a node, from the one on its disk to the last
\* that is in flight.
Records(n) == <<ReadBack(durable[n])>> \o writing[n]

\* A record that may come after another: epochs grow, of what is known and of
\* what is accepted; a vote is not changed within its epoch, and neither is
\* what was accepted.
Follows(one, other) ==
  /\ other.epoch >= one.epoch
  /\ other.epoch = one.epoch => one.vote \in {None, other.vote}
  /\ other.accepted.epoch >= one.accepted.epoch
  /\ other.accepted.epoch = one.accepted.epoch => other.accepted = one.accepted

\* What leaders have put to the vote, as far as messages tell.
Put == {[epoch |-> m.epoch, value |-> m.value] : m \in Of("propose")}

\* Whatever was accepted, wherever it is known.
AcceptedSomewhere ==
  UNION {{state[n].accepted, state[n].highest, durable[n].accepted}
           \cup {writing[n][i].accepted : i \in 1..Len(writing[n])} : n \in Node}
    \cup {m.accepted : m \in Of("vote")}

\* Who has voted for n in e, beside n.
VotersFor(n, e) == {m.from : m \in {v \in Of("vote") : v.to = n /\ v.epoch = e}}

\* Who has asked for votes in e, where there is anybody to be asked.
HasAsked(n, e) == Node = {n} \/ \E m \in Of("requestVote") : m.from = n /\ m.epoch = e

\* Whoever was elected in e, at any time: it has asked, and has the votes of a
\* quorum with its own.
WasElected(n, e) == HasAsked(n, e) /\ IsElectionQuorum(VotersFor(n, e) \cup {n})

Done == \A n \in Node : IsUp(n) => state[n].decision # None /\ writing[n] = <<>>

\* Nobody knows a higher epoch than this leader.
LeadsTheHighest(n) ==
  state[n].role = "leader" /\ \A m \in Node : state[m].epoch <= state[n].epoch

-----------------------------------------------------------------------------
\* What was asked for.  C1, C2 and C3: nobody decides differently, nor twice,
\* nor what was not proposed.  What users were told and clients have asked for
\* outlives crashes, so these do.
Agreement ==
  \A m, n \in Node : decided[m] = None \/ decided[n] = None \/ decided[m] = decided[n]

Integrity == [][\A n \in Node : decided[n] # None => decided'[n] = decided[n]]_variables

Validity == \A n \in Node : decided[n] # None => decided[n] \in proposed

\* Whoever knows the decision has told it: agreement is not had by saying
\* nothing.
DecisionIsTold == \A n \in Node : state[n].decision # None => decided[n] = state[n].decision

-----------------------------------------------------------------------------
\* What a node remembers is on its disk, or on its way there.  What is down
\* remembers nothing, and is shown as what its disk will make of it.
DiskFollowsMemory ==
  \A n \in Node :
    IF IsUp(n)
    THEN Record(state[n]) = Records(n)[Len(Records(n))]
    ELSE writing[n] = <<>> /\ state[n] = [Recovered(durable[n]) EXCEPT !.role = "down"]

\* Each write goes on from the one before it, and nothing is accepted in an
\* epoch that is not known.
WritesGoOn ==
  \A n \in Node :
    /\ \A i \in 1..Len(writing[n]) : Follows(Records(n)[i], Records(n)[i + 1])
    /\ \A i \in 1..Len(Records(n)) : Records(n)[i].accepted.epoch <= Records(n)[i].epoch

\* C5, C7: so epochs only grow: on a disk whatever crashes, and in memory but
\* for what a crash has undone.  What was accepted is of the epoch in which it
\* was accepted.
EpochsGrow ==
  [][\A n \in Node :
       /\ Follows(ReadBack(durable[n]), ReadBack(durable[n])')
       /\ IsUp(n) /\ IsUp(n)' => Follows(Record(state[n]), Record(state[n])')]_variables

AcceptsOnlyTheHighest ==
  [][\A n \in Node :
       state'[n].accepted # state[n].accepted /\ IsUp(n)'
         => state'[n].accepted.epoch = state'[n].epoch]_variables

\* What a node has said, its disk remembers: whom it votes for, itself or
\* another, what it had accepted then, and that it has accepted.
AcknowledgedIsDurable ==
  /\ \A m \in Of("requestVote") \cup Of("vote") :
       LET record == ReadBack(durable[m.from])
       IN \/ record.epoch > m.epoch
          \/ record.epoch = m.epoch /\ record.vote = IF m.kind = "vote" THEN m.to ELSE m.from
  /\ \A m \in Of("vote") :
       LET record == ReadBack(durable[m.from])
       IN record.accepted = m.accepted \/ record.accepted.epoch >= m.epoch
  /\ \A m \in Of("accept") : durable[m.from].accepted.epoch >= m.epoch

\* What was counted is counted for one purpose, and lost with the role in
\* which it was counted.
CountsOnlyWhileItCounts ==
  \A n \in Node :
    /\ state[n].votes # {} \/ state[n].highest # Nothing => state[n].role = "candidate"
    /\ state[n].acceptances # {} => HasProposed(state[n])
    /\ state[n].leader = n <=> state[n].role = "leader"
    /\ state[n].role \in {"candidate", "leader"} => state[n].vote = n /\ state[n].epoch > 0
    /\ state[n].role = "candidate" => state[n].accepted.epoch < state[n].epoch

\* And what was counted was said, or is the node's own and on its disk.  A
\* candidate knows the highest of what its voters have accepted.
CountedWasSaid ==
  \A n \in Node :
    LET s == state[n]
        heard == {m \in Of("vote") : m.to = n /\ m.epoch = s.epoch /\ m.from \in s.votes}
        known == {m.accepted : m \in heard} \cup (IF n \in s.votes THEN {s.accepted} ELSE {})
    IN /\ s.votes \subseteq {m.from : m \in heard} \cup {n}
       /\ s.highest \in known \cup {Nothing}
       /\ \A accepted \in known : accepted.epoch <= s.highest.epoch
       /\ s.acceptances \subseteq {m.from : m \in {a \in Of("accept") : a.epoch = s.epoch}} \cup {n}
       /\ n \in s.votes \/ s.role = "leader" => durable[n].epoch = s.epoch /\ durable[n].vote = n
       /\ n \in s.acceptances => durable[n].accepted = s.accepted

\* A vote is for whoever has asked for it, and so are those that were counted,
\* the own one among them.
VotesAnswer ==
  /\ \A n \in Node : \A i \in 1..Len(Records(n)) :
       Records(n)[i].vote \notin {None, n} => HasAsked(Records(n)[i].vote, Records(n)[i].epoch)
  /\ \A m \in Of("vote") : HasAsked(m.to, m.epoch)
  /\ \A n \in Node :
       n \in state[n].votes \/ state[n].role = "leader" => HasAsked(n, state[n].epoch)

\* A follower that writes, has voted for another node, and knows no leader yet,
\* has accepted nothing in its epoch.
WritersAnswer ==
  \A n \in Node :
    LET s == state[n]
    IN s.role = "follower" /\ s.leader = None /\ s.vote \notin {None, n} /\ writing[n] # <<>>
         => s.accepted.epoch < s.epoch

-----------------------------------------------------------------------------
\* A node votes once in an epoch, for itself or another, whatever it forgets in
\* a crash, and has accepted nothing there before.
VotedOncePerEpoch ==
  /\ \A a, b \in Of("vote") : a.from = b.from /\ a.epoch = b.epoch => a = b
  /\ \A m \in Of("vote"), q \in Of("requestVote") : m.from = q.from => m.epoch # q.epoch
  /\ \A m \in Of("vote") : m.accepted.epoch < m.epoch

\* C5: so an epoch has one leader, at any time.  Whoever leads was elected,
\* and so was whoever has proposed.
OneLeaderPerEpoch ==
  \A e \in {state[n].epoch : n \in Node} \cup {m.epoch : m \in Of("requestVote")} :
    Cardinality({n \in Node : WasElected(n, e)}) <= 1

LeadersWereElected ==
  /\ \A n \in Node : state[n].role = "leader" => WasElected(n, state[n].epoch)
  /\ \A m \in Of("lead") \cup Of("propose") : WasElected(m.from, m.epoch)

\* Nobody else is followed, and told of an acceptance.
LeadersAreFollowed ==
  /\ \A n \in Node : state[n].leader # None => WasElected(state[n].leader, state[n].epoch)
  /\ \A m \in Of("accept") : WasElected(m.to, m.epoch)

\* And so an epoch has one value.  Whatever was accepted its leader has put to
\* the vote, or is alone.
OneValuePerEpoch ==
  \A a, b \in AcceptedSomewhere \cup Put : a.epoch = b.epoch => a = b

AcceptedWasPut ==
  /\ AcceptedSomewhere \ {Nothing} \subseteq Put \/ Cardinality(Node) = 1
  /\ \A m \in Of("accept") : \E p \in Put : p.epoch = m.epoch

\* A free leader has not put anything to the vote, nor has a candidate.
FreeIsFree ==
  \A n \in Node :
    /\ state[n].role = "leader" /\ ~HasProposed(state[n])
         => \A a \in AcceptedSomewhere \cup Put : a.epoch # state[n].epoch
    /\ state[n].role = "candidate"
         => \A m \in Of("propose") : m.from = n => m.epoch # state[n].epoch

\* C3: no value is anywhere but those that clients have proposed.
OnlyWhatWasProposed ==
  /\ \A a \in AcceptedSomewhere \cup Put : a = Nothing \/ a.value \in proposed
  /\ \A m \in Of("wish") \cup Of("decide") : m.value \in proposed
  /\ \A n \in Node : state[n].decision \in proposed \cup {None}

\* Nobody starts an epoch but with a quorum of those who suspect that nobody
\* leads.  It holds where nothing is lost: then what was said is still there.
SuspectsWith(n) ==
  {n} \cup {m \in Node : \E k \in Of("preVote") : k.from = m /\ k.to = n /\ k.epoch = state[n].epoch + 1}

StartsWithAQuorum ==
  [][\A n \in Node :
       state'[n].role = "candidate" /\ state'[n].epoch > state[n].epoch
         => IsElectionQuorum(SuspectsWith(n))]_variables

-----------------------------------------------------------------------------
\* Whoever knows the decision is at rest: it writes nothing, and all that it
\* says is the decision, to somebody who has asked it for something.
IsQuestion(m) == m.kind \in {"requestPreVote", "requestVote", "lead", "propose", "wish"}

IsAnswer(m) ==
  /\ m.kind = "decide"
  /\ \E q \in messages : IsQuestion(q) /\ q.from = m.to /\ q.to = m.from

KnowersRest ==
  [][\A n \in Node :
       state[n].decision # None
         => /\ Len(writing'[n]) <= Len(writing[n])
            /\ \A m \in messages' \ messages : m.from = n => IsAnswer(m)]_variables

-----------------------------------------------------------------------------
\* While the leader of the highest epoch is there, something can always be
\* done until all is done.  Otherwise another epoch may be needed, and a
\* model has so many and no more.
NeverStuck == Done \/ ENABLED <<ProtocolStep>>_variables \/ ~\E n \in Node : LeadsTheHighest(n)

THEOREM Spec => []TypeOK
THEOREM Spec => []Agreement /\ Integrity /\ []Validity /\ []DecisionIsTold
THEOREM Spec => []DiskFollowsMemory /\ []WritesGoOn
THEOREM Spec => EpochsGrow /\ AcceptsOnlyTheHighest
THEOREM Spec => []AcknowledgedIsDurable
THEOREM Spec => []CountsOnlyWhileItCounts /\ []CountedWasSaid
THEOREM Spec => []VotedOncePerEpoch /\ []OneLeaderPerEpoch /\ []LeadersWereElected
THEOREM Spec => []LeadersAreFollowed
THEOREM Spec => []OneValuePerEpoch /\ []AcceptedWasPut /\ []FreeIsFree
THEOREM Spec => []OnlyWhatWasProposed
THEOREM Spec => KnowersRest
THEOREM Spec => []NeverStuck
=============================================================================
