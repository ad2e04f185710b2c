---------------------- MODULE EpochBroadcast_Invariants ----------------------
\* Why epoch broadcast works, and what holds in every state of it.
EXTENDS EpochBroadcast

IsMessage(m) ==
  /\ m.from \in Node
  /\ m.to \in Node \ {m.from}
  /\ m.epoch \in Nat \ {0}
  /\ m.kind \in {"requestPreVote", "preVote", "requestVote", "vote", "newer", "append", "acknowledge",
                "mismatch", "takeOver"}
  /\ m.kind \in {"requestPreVote", "requestVote", "mismatch"} => m.end \in [position : Nat, epoch : Nat]
  /\ m.kind \in {"acknowledge", "mismatch"} => m.position \in Nat
  /\ m.kind = "append" =>
       /\ m.after \in [position : Nat, epoch : Nat]
       /\ m.entries \in Seq(Entry) /\ Len(m.entries) <= MaxEntries
       /\ Len(m.entries) > 1 => SizeBetween(m.entries, 0, Len(m.entries)) <= MaxSize
       /\ m.decided \in Nat

TypeOK ==
  /\ state \in [Node -> State]
  /\ \A n \in Node : IsRecord(durable[n])
  /\ \A n \in Node : \A i \in 1..Len(writing[n]) : IsRecord(writing[n][i])
  /\ broadcast \subseteq Request
  /\ delivered \in [Node -> Seq(Request)]
  /\ \A m \in messages : IsMessage(m)

-----------------------------------------------------------------------------
\* The concepts of the proof.

\* Who has led an epoch, as far as can be seen: a leader that has crashed
\* since is known by its appends.
Leaders(e) ==
  {n \in Node : state[n].role = "leader" /\ state[n].epoch = e}
    \cup {m.from : m \in {a \in Of("append") : a.epoch = e}}

EpochsSeen == {state[n].epoch : n \in Node} \cup {m.epoch : m \in Of("append")}

\* Every log, wherever it is.
LogsOf(n) ==
  {state[n].log, durable[n].log} \cup {writing[n][i].log : i \in 1..Len(writing[n])}

\* What a node knows to be decided.
DecidedAt(n) == SubSeq(state[n].log, 1, state[n].decided)

\* Nobody knows a higher epoch than this leader.
LeadsTheHighest(n) ==
  state[n].role = "leader" /\ \A m \in Node : state[m].epoch <= state[n].epoch

\* What a node would go on from, if it went down.
EpochOnDisk(n) == Recovered(durable[n]).epoch

HasDelivered(n, r) == \E i \in 1..Len(delivered[n]) : delivered[n][i] = r

Done ==
  \A n \in Node : IsUp(n) => writing[n] = <<>> /\ \A r \in broadcast : HasDelivered(n, r)

-----------------------------------------------------------------------------
\* Safety.

\* The disk, with everything in flight to it, is what the node remembers.
WritesArePending ==
  \A n \in Node : Record(state[n]) = AtLast(durable[n], writing[n])

\* What a node knows to be stored is on its disk, with its epoch, and remains
\* there, whichever of the writes in flight land.
StoredIsDurable ==
  \A n \in Node :
    LET s == state[n]
        IsThere(record) ==
          record.epoch = s.epoch /\ IsPrefix(SubSeq(s.log, 1, s.stored), record.log)
    IN IsUp(n) /\ s.stored > 0 =>
         /\ s.stored <= Len(s.log)
         /\ IsThere(durable[n])
         /\ \A i \in 1..Len(writing[n]) : IsThere(writing[n][i])

\* C5: an epoch has one leader, now and ever.  Epochs only grow, in memory
\* while a node is up, and on its disk for ever.
OneLeaderPerEpoch == \A e \in EpochsSeen : Cardinality(Leaders(e)) <= 1

EpochsGrow ==
  [][\A n \in Node :
       /\ EpochOnDisk(n)' >= EpochOnDisk(n)
       /\ IsUp(n)' => state'[n].epoch >= EpochOnDisk(n)
       /\ IsUp(n) /\ IsUp(n)' => state'[n].epoch >= state[n].epoch]_variables

\* Along a log epochs never fall, and a node is in the epoch in which its log
\* ends, or in a higher one.
EpochsNeverFall ==
  \A n \in Node :
    /\ \A log \in LogsOf(n) : \A i \in 2..Len(log) : log[i - 1].epoch <= log[i].epoch
    /\ IsUp(n) => End(state[n].log).epoch <= state[n].epoch

\* A node votes once in an epoch, whatever it forgets in a crash.  This reads
\* votes that were sent, so it is for models in which messages stay; and so
\* are the next four.
VotedOncePerEpoch ==
  \A m, k \in Of("vote") : m.from = k.from /\ m.epoch = k.epoch => m.to = k.to

\* What a node has said, its disk remembers.
AcknowledgedIsDurable ==
  /\ \A m \in Of("requestVote") \cup Of("vote") :
       LET record == durable[m.from]
       IN \/ EpochOnDisk(m.from) > m.epoch
          \/ record.epoch = m.epoch /\ record.vote = IF m.kind = "vote" THEN m.to ELSE m.from
  /\ \A m \in Of("acknowledge") :
       \/ EpochOnDisk(m.from) > m.epoch
       \/ EpochOnDisk(m.from) = m.epoch /\ Len(durable[m.from].log) >= m.position

\* C7: a node takes part in its own epoch only.  Whoever has its vote has
\* asked for it in that epoch, and it follows nobody but the epoch's leader.
TakesPartInItsEpoch ==
  /\ \A m \in Of("vote") :
       \E k \in Of("requestVote") : k.from = m.to /\ k.to = m.from /\ k.epoch = m.epoch
  /\ \A n \in Node : state[n].leader # None => state[n].leader \in Leaders(state[n].epoch)
  /\ \A m \in Of("acknowledge") : m.to \in Leaders(m.epoch)

\* The leader's log is the list of its epoch: of no two appends of an epoch
\* one says otherwise than the other.
AppendsAgree ==
  \A m, k \in Of("append") : m.epoch = k.epoch =>
    \A i \in 1..Len(m.entries), j \in 1..Len(k.entries) :
      m.after.position + i = k.after.position + j => m.entries[i] = k.entries[j]

\* Log matching: two logs that have an entry of the same epoch at the same
\* position are the same up to there.
LogMatching ==
  \A m, n \in Node : \A i \in 1..Min(Len(state[m].log), Len(state[n].log)) :
    state[m].log[i].epoch = state[n].log[i].epoch
      => SubSeq(state[m].log, 1, i) = SubSeq(state[n].log, 1, i)

\* To a node of which a leader has found where their logs part, no more is on
\* its way than may be.  While it looks for that it only looks further back,
\* and so comes to an end.
WindowIsKept ==
  \A n \in Node : state[n].role = "leader" =>
    \A m \in state[n].found :
      /\ state[n].sent[m] <= state[n].match[m] + Window
      /\ state[n].sent[m] > state[n].match[m] + 1
           => SizeBetween(state[n].log, state[n].match[m], state[n].sent[m]) <= WindowSize

\* A follower acknowledges all that it agrees on, or what its disk has just
\* answered for.
AcknowledgesAll ==
  [][\A m \in messages' \ messages :
       m.kind = "acknowledge" /\ writing'[m.from] = writing[m.from]
         => m.position = state'[m.from].agreed]_variables

LooksFurtherBack ==
  [][\A n, m \in Node :
       state[n].role = "leader" /\ state'[n].role = "leader" /\ state'[n].epoch = state[n].epoch
           /\ m \notin state[n].found /\ m \notin state'[n].found
         => state'[n].sent[m] <= state[n].sent[m]]_variables

\* A leader takes nothing while too much is undecided.
TakesWhatItHasRoomFor ==
  [][\A n \in Node :
       state[n].role = "leader" /\ state'[n].role = "leader" /\ state'[n].log # state[n].log
         => Len(state[n].log) - state[n].decided < MaxUndecided]_variables

\* Once all of its log is decided, a leader says so, to all to whom it has sent
\* all of it.
DecisionsAreTold ==
  [][\A n \in Node :
       LET s == state'[n]
       IN s.role = "leader" /\ s.decided > state[n].decided /\ s.decided = Len(s.log)
            => \A m \in s.found : s.sent[m] = Len(s.log) =>
                 \E k \in messages' :
                   k.kind = "append" /\ k.from = n /\ k.to = m /\ k.epoch = s.epoch /\ k.decided = s.decided
    ]_variables

\* A leader that hands over takes nothing.  It tells nobody to stand who lacks
\* something of its log, unless that one has gone on to a higher epoch.
TakesNothingWhileHandingOver ==
  [][\A n \in Node :
       state[n].heir # None /\ state'[n].heir # None => state'[n].log = state[n].log]_variables

HandsOverToWhoIsAsFar ==
  [][\A m \in messages' \ messages : m.kind = "takeOver" =>
       \/ EpochOnDisk(m.to) > m.epoch
       \/ IsPrefix(state[m.from].log, durable[m.to].log)]_variables

\* Nobody starts an epoch but with a quorum of those who suspect that nobody
\* leads, or because its leader hands over to it.  It holds where nothing is lost: then what was said is still there.
SuspectsWith(n) ==
  {n} \cup {m \in Node : \E k \in Of("preVote") : k.from = m /\ k.to = n /\ k.epoch = state[n].epoch + 1}

StartsWithAQuorum ==
  [][\A n \in Node :
       state'[n].role = "candidate" /\ state'[n].epoch > state[n].epoch
         => \/ IsElectionQuorum(SuspectsWith(n))
            \/ \E m \in Of("takeOver") : m.to = n /\ m.epoch = state[n].epoch]_variables

\* A leader only appends.
LeaderAppendOnly ==
  [][\A n \in Node :
       state[n].role = "leader" /\ state'[n].role = "leader" /\ state'[n].epoch = state[n].epoch
         => IsPrefix(state[n].log, state'[n].log)]_variables

\* A follower's log is its leader's as far as it says so.
AgreedIsTheLeaders ==
  \A n, l \in Node :
    state[n].leader = l /\ state[l].role = "leader" /\ state[l].epoch = state[n].epoch
      => IsPrefix(SubSeq(state[n].log, 1, state[n].agreed), state[l].log)

\* C8, leader completeness.  What anybody knows to be decided is in the log
\* of every leader of its epoch or of a higher one; and what anybody was ever
\* told is in the log of a leader than whose epoch nobody knows a higher.  A
\* leader that is overtaken may lack what was decided since.
LeaderCompleteness ==
  \A l, n \in Node : state[l].role = "leader" =>
    /\ state[l].epoch >= state[n].epoch => IsPrefix(DecidedAt(n), state[l].log)
    /\ LeadsTheHighest(l) => IsPrefix(delivered[n], RequestsIn(state[l].log, Len(state[l].log)))

\* What is decided is on the disks of a quorum, and stays there: what a node
\* knows of, and what its user was told.
DecidedIsOnDisks ==
  \A n \in Node :
    /\ IsProposalQuorum({m \in Node : IsPrefix(DecidedAt(n), durable[m].log)})
    /\ IsProposalQuorum({m \in Node :
         IsPrefix(delivered[n], RequestsIn(durable[m].log, Len(durable[m].log)))})

\* T2 and T4, of the users: of any two delivered sequences one is a prefix
\* of the other; none has a request twice, or one that nobody has asked for;
\* and none is ever taken back.
TotalOrder ==
  \A m, n \in Node :
    IsPrefix(delivered[m], delivered[n]) \/ IsPrefix(delivered[n], delivered[m])

DeliveredOnce ==
  \A n \in Node : \A i, j \in 1..Len(delivered[n]) : delivered[n][i] = delivered[n][j] => i = j

DeliveredWasBroadcast ==
  \A n \in Node : \A i \in 1..Len(delivered[n]) : delivered[n][i] \in broadcast

OrderIsFixed ==
  [][\A n \in Node : IsPrefix(delivered[n], delivered'[n])]_variables

\* Beyond what the problem asks: each client's requests are delivered in
\* the order in which it numbered them, without a gap.
OrderOfClients ==
  \A n \in Node : \A i \in 1..Len(delivered[n]) :
    LET earlier == {j \in 1..(i - 1) : delivered[n][j].client = delivered[n][i].client}
    IN delivered[n][i].number = 1 + Cardinality(earlier)

\* While the leader of the highest epoch is there, something can always be
\* done until all is done.  Otherwise another epoch may be needed, and a
\* model has so many and no more.
NeverStuck == Done \/ ENABLED <<ProtocolStep>>_variables \/ ~\E n \in Node : LeadsTheHighest(n)

THEOREM Spec => []TypeOK /\ []WritesArePending /\ []StoredIsDurable
THEOREM Spec => []OneLeaderPerEpoch /\ EpochsGrow /\ []EpochsNeverFall
THEOREM Spec => []VotedOncePerEpoch /\ []AcknowledgedIsDurable /\ []TakesPartInItsEpoch
THEOREM Spec => []AppendsAgree /\ []LogMatching /\ LeaderAppendOnly /\ []AgreedIsTheLeaders
THEOREM Spec => []WindowIsKept /\ LooksFurtherBack /\ AcknowledgesAll /\ TakesWhatItHasRoomFor /\ DecisionsAreTold
THEOREM Spec => TakesNothingWhileHandingOver /\ HandsOverToWhoIsAsFar
THEOREM Spec => []LeaderCompleteness /\ []DecidedIsOnDisks
THEOREM Spec => []TotalOrder /\ []DeliveredOnce /\ []DeliveredWasBroadcast /\ OrderIsFixed
THEOREM Spec => []OrderOfClients
THEOREM Spec => []NeverStuck
=============================================================================
