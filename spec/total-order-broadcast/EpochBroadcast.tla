--------------------------- MODULE EpochBroadcast ---------------------------
\* Total order broadcast by a leader in each epoch, whole.  Every node keeps
\* a log.  In an epoch one node may lead: it appends what clients broadcast
\* to its own log and sends it to the others, who follow it.  An entry that
\* is on the disks of a quorum is decided; decided entries are delivered, in
\* the order of the log, at every node.
\*
\* A node that suspects its leader, rightly or not, starts a higher epoch
\* and asks for votes.  There are so two rounds of voting, one to elect a
\* leader and one for each entry, and every quorum of the first meets every
\* quorum of the second (C6).  A node votes once in an epoch, so an epoch
\* has one leader at most (C5), and a node that knows of a higher epoch has
\* no vote for a lower one (C7), neither for a leader nor for an entry.  Two
\* leaders can be up at once, in different epochs; the lower one decides
\* nothing any more once a quorum has voted for the higher.
\*
\* Nothing decided is lost (C8), because a node votes only for a candidate
\* whose log is at least as far as its own.  An elected leader never changes
\* what is in its log.  It brings the others' logs into agreement with it: a
\* follower drops a tail that disagrees, and nothing else.
\*
\* A leader counts replicas only of entries of its own epoch; those before
\* them are decided with them.  An entry of an older epoch may be on the
\* disks of a quorum and yet be dropped later.  For the same reason a new
\* leader appends an entry of its own, without a request: otherwise what was
\* left undecided would stay so until a client comes.
\*
\* Clients number their requests and broadcast them again until they are
\* delivered.  A leader appends only the next request of a client; this is
\* the place, and the only one, where duplicates are dropped, and it works
\* after a change of leader because the log itself says which is the next.
\*
\* Nodes crash and restart at any moment.  Each has a disk that takes its
\* time.  What depends on a write waits until the disk has answered; when a
\* node goes down, any number of its writes in flight may have landed, the
\* oldest first.  Messages are lost, duplicated, reordered and delivered
\* late.
\*
\* What is left out, and why that is harmless:
\*
\*  - Snapshots and the truncation of logs at their beginning.  A log
\*    without them is the log that they stand for.
\*  - Changes of membership.  The set of nodes is fixed.
\*  - Reads.  A read that must not be stale is a request of its own.
\*  - Time.  A suspicion is an action that is possible at any time, so
\*    nothing that is safe here depends on how long anything takes.
\*  - Faults other than these.  Nodes do not lie, messages are not altered
\*    or invented, and what is durable stays as it was written.
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Node,    \* the set of nodes
  Client,  \* the set of clients
  Number,  \* the numbers of a client's requests, from 1 on
  None     \* no node, and no request

VARIABLES
  state,      \* state[n]: what node n keeps in memory
  durable,    \* durable[n]: the record on the disk of n
  writing,    \* writing[n]: n's records in flight to its disk, oldest first
  delivered,  \* delivered[n]: the requests delivered at n, in order
  messages    \* every message that can still be received

\* state is lost in a crash, but for the part of it that is durable, and so
\* is writing, as far as it has not landed.  delivered is no part of any
\* node: it is what a user has seen, which no crash undoes.  A restarted
\* node delivers everything again from the start, to a user who starts
\* anew; that adds nothing, as long as it is the same again.
variables == <<state, durable, writing, delivered, messages>>

-----------------------------------------------------------------------------
\* Logs.  An entry bears the epoch of the leader that appended it.  Along a
\* log epochs never fall.
Request == [client : Client, number : Number]

Entry == [epoch : Nat, request : Request \cup {None}]

\* Position 0 is before the first entry, and of no epoch.
EpochAt(log, position) == IF position = 0 THEN 0 ELSE log[position].epoch

\* The end of a log, by which two logs are compared.
End(log) == [position |-> Len(log), epoch |-> EpochAt(log, Len(log))]

IsPrefix(one, other) ==
  Len(one) <= Len(other) /\ \A i \in 1..Len(one) : one[i] = other[i]

\* The requests among the first entries of a log.
RequestsIn(log, positions) ==
  LET HasRequest(entry) == entry.request # None
      entries == SelectSeq(SubSeq(log, 1, positions), HasRequest)
  IN [i \in 1..Len(entries) |-> entries[i].request]

IsIn(log, request) == \E i \in 1..Len(log) : log[i].request = request

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

Highest(positions) == CHOOSE p \in positions : \A q \in positions : p >= q

-----------------------------------------------------------------------------
\* What a node keeps in memory, in one record:
\*
\*   role     "follower", "candidate", "leader" or "down"
\*   epoch    the highest epoch that it has heard of
\*   vote     the candidate that has its vote in this epoch
\*   log      its log
\*   leader   whom it follows in this epoch, as soon as it knows
\*   votes    a candidate's: who has voted for it
\*   agreed   a follower's: up to which position its log is its leader's
\*   match    a leader's: match[m] is the position up to which m has its log
\*            on disk, as far as it knows
\*   decided  the position up to which it knows that the log is decided
\*
\* Epoch, vote and log are its record, which is what a disk keeps; the rest
\* is lost in a crash.
Record(s) == [epoch |-> s.epoch, vote |-> s.vote, log |-> s.log]

NoRecord == [epoch |-> 0, vote |-> None, log |-> <<>>]

NoMatch == [m \in Node |-> 0]

\* A node that starts, for the first time or again, from its record.
Recovered(record) ==
  [role |-> "follower", epoch |-> record.epoch, vote |-> record.vote, log |-> record.log,
   leader |-> None, votes |-> {}, agreed |-> 0, match |-> NoMatch, decided |-> 0]

\* A node that hears of a higher epoch follows in it, whatever it was.  It
\* has no vote there yet, and knows of no leader.
Adopt(s, e) ==
  IF e > s.epoch
  THEN [Recovered([epoch |-> e, vote |-> None, log |-> s.log]) EXCEPT !.decided = s.decided]
  ELSE s

IsUp(n) == state[n].role # "down"

Init ==
  /\ state = [n \in Node |-> Recovered(NoRecord)]
  /\ durable = [n \in Node |-> NoRecord]
  /\ writing = [n \in Node |-> <<>>]
  /\ delivered = [n \in Node |-> <<>>]
  /\ messages = {}

-----------------------------------------------------------------------------
\* The messages.  Each bears the epoch of its sender.
RequestVote(n, s, to) ==
  [kind |-> "requestVote", epoch |-> s.epoch, from |-> n, to |-> to, end |-> End(s.log)]

Vote(n, s) ==
  [kind |-> "vote", epoch |-> s.epoch, from |-> n, to |-> s.vote]

\* How many entries an append can carry.
MaxEntries == 1000

\* What comes after a position, or as much of it as an append can carry.
\* The follower's log must have the entry at that position too.
EntriesAfter(s, position) ==
  SubSeq(s.log, position + 1, Min(position + MaxEntries, Len(s.log)))

AppendEntries(n, s, to, position) ==
  [kind |-> "append", epoch |-> s.epoch, from |-> n, to |-> to,
   after |-> End(SubSeq(s.log, 1, position)),
   entries |-> EntriesAfter(s, position),
   decided |-> s.decided]

Acknowledge(n, s) ==
  [kind |-> "acknowledge", epoch |-> s.epoch, from |-> n, to |-> s.leader, position |-> s.agreed]

\* The follower's log differs: try again after an earlier position.
Mismatch(n, s, position) ==
  [kind |-> "mismatch", epoch |-> s.epoch, from |-> n, to |-> s.leader, position |-> position]

\* What a leader is told that has been overtaken.
Newer(n, s, to) ==
  [kind |-> "newer", epoch |-> s.epoch, from |-> n, to |-> to]

ToOthers(n, message(_)) == {message(m) : m \in Node \ {n}}

\* messages is a set, and receiving a message does not remove it, so it can
\* be received again, later, and after others.  One that is never received
\* is as good as lost.  For liveness, where that is not enough, Lose
\* removes it.

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, by name.  Each has a model in
\* which it is weakened, and in which a property is violated.

\* By default a quorum is a majority, for both rounds.  Others will do, if
\* they meet: two elections in one node, which votes once in an epoch, and
\* an election and a decision in one node, which then knows of both.
IsElectionQuorum(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)
IsProposalQuorum(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)

QuorumsMeet ==
  \A one, other \in SUBSET Node :
    IsElectionQuorum(one) /\ (IsElectionQuorum(other) \/ IsProposalQuorum(other))
      => one \cap other # {}

\* A node's log is at least as far as another's if it ends in a higher
\* epoch, or in the same epoch and not before it.
IsAsFarAs(one, other) ==
  \/ one.epoch > other.epoch
  \/ one.epoch = other.epoch /\ one.position >= other.position

\* One vote in an epoch, and none once it has a leader.
HasVoteFor(s, candidate) == s.vote \in {None, candidate} /\ s.leader = None

MayVote(s, m) == HasVoteFor(s, m.from) /\ IsAsFarAs(m.end, End(s.log))

\* A node with writes in flight does not yet know how they end.  What it
\* says of itself waits until they have: that it is a candidate, whom it
\* votes for, and how far it agrees with its leader.
IsDurable(n) == writing[n] = <<>>

IsOnDisk(n, s) == IsDurable(n) /\ durable[n] = Record(s)

CandidacyIsDurable(n)   == IsDurable(n)
VoteIsDurable(n, s)     == IsOnDisk(n, s)
EntriesAreDurable(n, s) == IsOnDisk(n, s)

\* A replica counts once it is known to be on disk, the leader's own too.
IsHeldBy(s, m, position) == s.match[m] >= position

\* A message of a lower epoch counts for nothing.
IsStale(s, m) == m.epoch < s.epoch

\* An entry is decided by its replicas only in the epoch that it is of.
MayDecide(s, position) == s.log[position].epoch = s.epoch

\* What an acknowledgement may claim: what the leader has sent.
AgreedUpTo(s, m) == Max(s.agreed, m.after.position + Len(m.entries))

\* A follower's tail is dropped only where it disagrees.
Disagrees(log, position, entries) ==
  \E i \in 1..Len(entries) :
    position + i > Len(log) \/ log[position + i].epoch # entries[i].epoch

\* The next request of its client that the log does not have yet.
MayAppend(s, request) ==
  request.number = 1 + Cardinality({i \in 1..Len(s.log) : s.log[i].request # None
                                      /\ s.log[i].request.client = request.client})

\* A new leader's log, with an entry of its own epoch.
Opened(s) == Append(s.log, [epoch |-> s.epoch, request |-> None])

\* What of the decided is delivered: everything.
IsDelivered(n, request) == TRUE

\* What may happen at will: suspicions, requests, the repetition of what
\* may be lost, crashes and losses; and how far a node may be ahead of its
\* disk.  A model bounds these by overriding them.
MaySuspect(n, e) == TRUE
MayBroadcast(n, batch) == TRUE
MayAskAgain(n) == TRUE
MayReplicate(n) == TRUE
MayLag(n)      == TRUE
MayArrive(m)   == TRUE
MayCrash(n)    == TRUE
MayRestart(n)  == TRUE
MayLose(m)     == FALSE

\* Requests arrive in batches; a model says in which.
Batch == {<<r>> : r \in Request}

-----------------------------------------------------------------------------
\* A step of a node, in two shapes: its next state and what it sends.  The
\* rest follows.  A record that has changed is written.  What is newly
\* decided is delivered; a node that has restarted begins again from the
\* start, and if it delivers something else then, that is seen.
Written(n, s) == IF Record(s) = Record(state[n]) THEN <<>> ELSE <<Record(s)>>

Decided(n, s) ==
  LET Selected(r) == IsDelivered(n, r)
  IN SelectSeq(RequestsIn(s.log, s.decided), Selected)

Told(n, s) ==
  IF IsPrefix(Decided(n, s), delivered[n]) THEN delivered[n] ELSE Decided(n, s)

Step(n, s, sent) ==
  /\ ~IsDurable(n) => MayLag(n)
  /\ state' = [state EXCEPT ![n] = s]
  /\ writing' = [writing EXCEPT ![n] = @ \o Written(n, s)]
  /\ delivered' = [delivered EXCEPT ![n] = Told(n, s)]
  /\ messages' = messages \cup sent
  /\ UNCHANGED durable

\* The step of a node whose disk answers that all its writes are durable.
StepOnceDurable(n, s, sent) ==
  /\ writing[n] # <<>>
  /\ durable' = [durable EXCEPT ![n] = writing[n][Len(writing[n])]]
  /\ state' = [state EXCEPT ![n] = s]
  /\ writing' = [writing EXCEPT ![n] = Written(n, s)]
  /\ delivered' = [delivered EXCEPT ![n] = Told(n, s)]
  /\ messages' = messages \cup sent

-----------------------------------------------------------------------------
\* First round: electing a leader.  A node that suspects the leader of its
\* epoch votes for itself in the next.  It asks the others once that vote
\* is durable, and again, as long as it is a candidate.
Suspect(n) ==
  /\ state[n].role \in {"follower", "candidate"}
  /\ MaySuspect(n, state[n].epoch + 1)
  /\ Step(n, [Adopt(state[n], state[n].epoch + 1) EXCEPT !.role = "candidate", !.vote = n], {})

VoteRequests(n) == LET To(m) == RequestVote(n, state[n], m) IN ToOthers(n, To)

\* With the votes of a quorum a candidate leads.
Lead(n, s) == [s EXCEPT !.role = "leader", !.leader = n, !.votes = {}, !.log = Opened(s)]

WithVote(n, s, voter) ==
  LET votes == s.votes \cup {voter}
  IN IF IsElectionQuorum(votes) THEN Lead(n, s) ELSE [s EXCEPT !.votes = votes]

\* What a leader sends when its log has grown.
Grown(n, s) ==
  LET To(m) == AppendEntries(n, s, m, Len(state[n].log))
  IN IF Len(s.log) > Len(state[n].log) THEN ToOthers(n, To) ELSE {}

AskForVotes(n) ==
  /\ state[n].role = "candidate"
  /\ LET s == WithVote(n, state[n], n)
     IN StepOnceDurable(n, s, VoteRequests(n) \cup Grown(n, s))

AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].role = "candidate"
  /\ CandidacyIsDurable(n)
  /\ Step(n, state[n], VoteRequests(n))

\* A vote is given when it is durable, and again if it is asked for again.
ReceiveRequestVote(n) ==
  \E m \in messages :
    /\ m.kind = "requestVote" /\ m.to = n /\ MayArrive(m)
    /\ IsUp(n)
    /\ ~IsStale(state[n], m)
    /\ LET s == Adopt(state[n], m.epoch)
           t == [s EXCEPT !.vote = m.from]
       IN IF ~MayVote(s, m) THEN Step(n, s, {})
          ELSE Step(n, t, IF VoteIsDurable(n, t) THEN {Vote(n, t)} ELSE {})

ReceiveVote(n) ==
  \E m \in messages :
    /\ m.kind = "vote" /\ m.to = n /\ MayArrive(m)
    /\ state[n].role = "candidate"
    /\ m.epoch = state[n].epoch
    /\ LET s == WithVote(n, state[n], m.from) IN Step(n, s, Grown(n, s))

-----------------------------------------------------------------------------
\* Second round: replicating the leader's log.  The leader appends requests
\* and sends them on at once, without waiting for its own disk.
RECURSIVE WithRequests(_, _)
WithRequests(s, batch) ==
  IF batch = <<>> THEN s
  ELSE LET entry == [epoch |-> s.epoch, request |-> Head(batch)]
           next == IF MayAppend(s, Head(batch)) THEN [s EXCEPT !.log = Append(@, entry)] ELSE s
       IN WithRequests(next, Tail(batch))

Broadcast(n, batch) ==
  /\ MayBroadcast(n, batch)
  /\ state[n].role = "leader"
  /\ LET s == WithRequests(state[n], batch) IN Step(n, s, Grown(n, s))

\* What was sent may be lost, and what is decided must be told: from time
\* to time a leader says where its log ends.  A follower that lacks
\* something finds a mismatch.
Replicate(n) ==
  /\ MayReplicate(n)
  /\ state[n].role = "leader"
  /\ LET To(m) == AppendEntries(n, state[n], m, Len(state[n].log))
     IN Step(n, state[n], ToOthers(n, To))

\* Where two logs have an entry of the same epoch at the same position,
\* they are the same up to there.
HasEntryAt(log, end) == end.position <= Len(log) /\ EpochAt(log, end.position) = end.epoch

Merge(log, position, entries) ==
  IF Disagrees(log, position, entries) THEN SubSeq(log, 1, position) \o entries ELSE log

\* Where to try next: at the end of a log that is too short, or before all
\* of the epoch that disagrees.
TryAfter(log, position) ==
  IF position > Len(log) THEN Len(log)
  ELSE Highest({0} \cup {p \in 1..position : log[p].epoch # log[position].epoch})

ReceiveAppend(n) ==
  \E m \in messages :
    /\ m.kind = "append" /\ m.to = n /\ MayArrive(m)
    /\ IsUp(n)
    /\ LET s == [Adopt(state[n], m.epoch) EXCEPT !.role = "follower", !.leader = m.from, !.votes = {}]
           agreed == AgreedUpTo(s, m)
           t == [s EXCEPT !.log = Merge(s.log, m.after.position, m.entries),
                          !.agreed = agreed,
                          !.decided = Max(@, Min(m.decided, agreed))]
       IN IF IsStale(state[n], m) THEN Step(n, state[n], {Newer(n, state[n], m.from)})
          ELSE IF ~HasEntryAt(s.log, m.after)
          THEN Step(n, s, {Mismatch(n, s, TryAfter(s.log, m.after.position))})
          ELSE Step(n, t, IF EntriesAreDurable(n, t) THEN {Acknowledge(n, t)} ELSE {})

\* What a follower says once its disk has answered: its vote, or how far it
\* agrees with its leader.
Answer(n) ==
  /\ state[n].role = "follower"
  /\ LET s == state[n]
     IN StepOnceDurable(n, s,
          CASE s.leader # None /\ s.agreed > 0 -> {Acknowledge(n, s)}
            [] s.leader = None /\ s.vote # None -> {Vote(n, s)}
            [] OTHER -> {})

\* The leader decides what a quorum has on disk, itself included.
WithMatch(s, m, position) ==
  LET t == [s EXCEPT !.match[m] = Max(@, position)]
      IsHeld(p) == IsProposalQuorum({k \in Node : IsHeldBy(t, k, p)})
      decidable == {p \in (s.decided + 1)..Len(s.log) : MayDecide(s, p) /\ IsHeld(p)}
  IN IF decidable = {} THEN t ELSE [t EXCEPT !.decided = Highest(decidable)]

CountOwn(n) ==
  /\ state[n].role = "leader"
  /\ StepOnceDurable(n, WithMatch(state[n], n, Len(state[n].log)), {})

ReceiveAcknowledge(n) ==
  \E m \in messages :
    /\ m.kind = "acknowledge" /\ m.to = n /\ MayArrive(m)
    /\ state[n].role = "leader"
    /\ m.epoch = state[n].epoch
    /\ Step(n, WithMatch(state[n], m.from, m.position), {})

\* A follower that lacks more than one append can carry is told the end of
\* the log as well, so that it finds the next mismatch at once.
ReceiveMismatch(n) ==
  \E m \in messages :
    /\ m.kind = "mismatch" /\ m.to = n /\ MayArrive(m)
    /\ state[n].role = "leader"
    /\ m.epoch = state[n].epoch
    /\ LET s == state[n]
           isAll == m.position + MaxEntries >= Len(s.log)
           positions == {m.position} \cup (IF isAll THEN {} ELSE {Len(s.log)})
       IN Step(n, s, {AppendEntries(n, s, m.from, p) : p \in positions})

ReceiveNewer(n) ==
  \E m \in messages :
    /\ m.kind = "newer" /\ m.to = n /\ MayArrive(m)
    /\ IsUp(n)
    /\ Step(n, Adopt(state[n], m.epoch), {})

-----------------------------------------------------------------------------
\* The environment: crashes and the network.  A crash leaves the record on
\* disk, or one of those on their way there.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ \E record \in {durable[n]} \cup {writing[n][i] : i \in 1..Len(writing[n])} :
       /\ durable' = [durable EXCEPT ![n] = record]
       /\ state' = [state EXCEPT ![n] = [Recovered(record) EXCEPT !.role = "down"]]
  /\ writing' = [writing EXCEPT ![n] = <<>>]
  /\ UNCHANGED <<delivered, messages>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(durable[n])]
  /\ UNCHANGED <<durable, writing, delivered, messages>>

Lose ==
  /\ \E m \in messages : MayLose(m) /\ messages' = messages \ {m}
  /\ UNCHANGED <<state, durable, writing, delivered>>

-----------------------------------------------------------------------------
ProtocolStep(n) ==
  \/ Suspect(n)
  \/ AskForVotes(n)
  \/ AskAgain(n)
  \/ ReceiveRequestVote(n)
  \/ ReceiveVote(n)
  \/ Replicate(n)
  \/ ReceiveAppend(n)
  \/ Answer(n)
  \/ CountOwn(n)
  \/ ReceiveAcknowledge(n)
  \/ ReceiveMismatch(n)
  \/ ReceiveNewer(n)

Next ==
  \/ \E n \in Node : ProtocolStep(n)
  \/ \E n \in Node, batch \in Batch : Broadcast(n, batch)
  \/ \E n \in Node : Crash(n)
  \/ \E n \in Node : Restart(n)
  \/ Lose

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Fairness.  Timers fire, disks answer, a message that stays in the network
\* arrives, and clients ask again.  All of this is weak: what can be done
\* from some time on without interruption is done.  Nothing is assumed here
\* of suspicions, crashes and losses.  Messages are fair to each node, not
\* each by itself, which is enough because requests are finite in number: a
\* node is changed by only so many messages of one epoch.
DiskAnswers(n) == AskForVotes(n) \/ Answer(n) \/ CountOwn(n)

Arrive(n) ==
  \/ ReceiveRequestVote(n)
  \/ ReceiveVote(n)
  \/ ReceiveAppend(n)
  \/ ReceiveAcknowledge(n)
  \/ ReceiveMismatch(n)
  \/ ReceiveNewer(n)

TimersFire == \A n \in Node : WF_variables(AskAgain(n)) /\ WF_variables(Replicate(n))

DisksAnswer == \A n \in Node : WF_variables(DiskAnswers(n))

MessagesArrive == \A n \in Node : WF_variables(Arrive(n))

ClientsAskAgain == \A n \in Node, batch \in Batch : WF_variables(Broadcast(n, batch))

FairSpec == Spec /\ TimersFire /\ DisksAnswer /\ MessagesArrive /\ ClientsAskAgain

-----------------------------------------------------------------------------
IsRecord(record) ==
  /\ record.epoch \in Nat
  /\ record.vote \in Node \cup {None}
  /\ record.log \in Seq(Entry)

TypeOK ==
  \A n \in Node :
    /\ state[n].role \in {"follower", "candidate", "leader", "down"}
    /\ IsRecord(Record(state[n]))
    /\ state[n].leader \in Node \cup {None}
    /\ state[n].votes \subseteq Node
    /\ state[n].agreed \in 0..Len(state[n].log)
    /\ state[n].match \in [Node -> 0..Len(state[n].log)]
    /\ state[n].decided \in 0..Len(state[n].log)
    /\ IsRecord(durable[n])
    /\ \A i \in 1..Len(writing[n]) : IsRecord(writing[n][i])
    /\ delivered[n] \in Seq(Request)

\* The disk, with everything in flight to it, is what the node remembers.
WritesArePending ==
  \A n \in Node :
    Record(state[n]) = IF writing[n] = <<>> THEN durable[n] ELSE writing[n][Len(writing[n])]

\* C5: within an epoch the leader is unique, and epochs grow.
OneLeaderPerEpoch ==
  \A m, n \in Node :
    /\ state[m].role = "leader" /\ state[n].role = "leader"
    /\ state[m].epoch = state[n].epoch
    => m = n

EpochsGrow ==
  [][\A n \in Node : IsUp(n) /\ IsUp(n)' => state'[n].epoch >= state[n].epoch]_variables

\* A node votes once in an epoch.  This reads votes that were sent, so it is
\* for models in which messages stay; and so are the next two.
VotesOnce ==
  \A m, k \in messages :
    m.kind = "vote" /\ k.kind = "vote" /\ m.from = k.from /\ m.epoch = k.epoch => m.to = k.to

VotesAreDurable ==
  \A m \in messages :
    m.kind = "vote" =>
      \/ durable[m.from].epoch > m.epoch
      \/ durable[m.from].epoch = m.epoch /\ durable[m.from].vote = m.to

AcknowledgedIsDurable ==
  \A m \in messages :
    m.kind = "acknowledge" =>
      \/ durable[m.from].epoch > m.epoch
      \/ durable[m.from].epoch = m.epoch /\ Len(durable[m.from].log) >= m.position

\* Log matching: two logs that have an entry of the same epoch at the same
\* position are the same up to there.
LogMatching ==
  \A m, n \in Node : \A i \in 1..Min(Len(state[m].log), Len(state[n].log)) :
    state[m].log[i].epoch = state[n].log[i].epoch
      => SubSeq(state[m].log, 1, i) = SubSeq(state[n].log, 1, i)

\* A leader only appends.
LeaderAppendOnly ==
  [][\A n \in Node :
       state[n].role = "leader" /\ state'[n].role = "leader" /\ state'[n].epoch = state[n].epoch
         => IsPrefix(state[n].log, state'[n].log)]_variables

\* C8, leader completeness: what anybody knows to be decided is in the log
\* of every leader of its epoch or of a higher one.
DecidedAt(n) == SubSeq(state[n].log, 1, state[n].decided)

LeaderCompleteness ==
  \A m, n \in Node :
    state[m].role = "leader" /\ state[m].epoch >= state[n].epoch
      => IsPrefix(DecidedAt(n), state[m].log)

\* What is decided is on the disks of a quorum, and stays there.
DecidedIsOnDisks ==
  \A n \in Node : IsProposalQuorum({m \in Node : IsPrefix(DecidedAt(n), durable[m].log)})

\* T2 and T4, of the users: of any two delivered sequences one is a prefix
\* of the other; none has a request twice; and none is ever taken back.
TotalOrder ==
  \A m, n \in Node :
    IsPrefix(delivered[m], delivered[n]) \/ IsPrefix(delivered[n], delivered[m])

DeliveredOnce ==
  \A n \in Node : \A i, j \in 1..Len(delivered[n]) : delivered[n][i] = delivered[n][j] => i = j

OrderIsFixed ==
  [][\A n \in Node : IsPrefix(delivered[n], delivered'[n])]_variables

\* Beyond what the problem asks: each client's requests are delivered in
\* the order in which it numbered them, without a gap.
OrderOfClients ==
  \A n \in Node : \A i \in 1..Len(delivered[n]) :
    LET earlier == {j \in 1..(i - 1) : delivered[n][j].client = delivered[n][i].client}
    IN delivered[n][i].number = 1 + Cardinality(earlier)

THEOREM Spec => []TypeOK /\ []WritesArePending
THEOREM Spec => []OneLeaderPerEpoch /\ EpochsGrow
THEOREM Spec => []VotesOnce /\ []VotesAreDurable /\ []AcknowledgedIsDurable
THEOREM Spec => []LogMatching /\ LeaderAppendOnly
THEOREM Spec => []LeaderCompleteness /\ []DecidedIsOnDisks
THEOREM Spec => []TotalOrder /\ []DeliveredOnce /\ OrderIsFixed
THEOREM Spec => []OrderOfClients

-----------------------------------------------------------------------------
\* Liveness, C4.  That nodes agree needs none of the following; that they
\* come to an end needs all of it.  From some time on
\*
\*  - the network loses nothing, so that what was lost before and is sent
\*    again arrives;
\*  - the nodes of some majority are up, while the others may crash and
\*    come back for ever, or be down for good;
\*  - one node of the majority stands alone: it leads, or it is a candidate
\*    for which each of them would vote.
\*
\* The last point is about time, of which nothing is said here.  A false
\* suspicion deposes a leader, two candidates at once can split the votes,
\* and one that suspects again leaves its epoch before the votes arrive.
\* So suspicions must end: a node that began higher epochs for ever would
\* ask for votes for ever, and nobody would stand in a lower one for long.
\* And the last must be that of a node that can win: one whose log is behind
\* gets no votes from those that are ahead of it, however long it asks.
IsMajority(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)

NetworkHeals == <>[][~Lose]_variables

WouldVote(n, c) ==
  LET m == RequestVote(c, state[c], n)
  IN ~IsStale(state[n], m) /\ MayVote(Adopt(state[n], m.epoch), m)

CanWin(c, nodes) ==
  \/ state[c].role = "leader"
  \/ state[c].role = "candidate" /\ \A n \in nodes : WouldVote(n, c)

AreUp(nodes) == \A n \in nodes : IsUp(n)

HasDelivered(n, r) == \E i \in 1..Len(delivered[n]) : delivered[n][i] = r

\* What the leader has taken, and whatever anybody has delivered.
IsDue(c, r) == IsIn(state[c].log, r) \/ \E m \in Node : HasDelivered(m, r)

\* T1 and T3: then all that is due is delivered at every node that is up
\* from some time on, and so is whatever clients broadcast.
Termination ==
  \A nodes \in SUBSET Node : \A c \in nodes : \A n \in Node, r \in Request :
    IsMajority(nodes) /\ NetworkHeals /\ <>[](AreUp(nodes \cup {n}) /\ CanWin(c, nodes))
      => <>[](IsDue(c, r) => HasDelivered(n, r))

ClientsAreServed ==
  \A nodes \in SUBSET Node : \A c \in nodes : \A n \in Node, r \in Request :
    IsMajority(nodes) /\ NetworkHeals /\ <>[](AreUp(nodes \cup {n}) /\ CanWin(c, nodes))
      => <>HasDelivered(n, r)

THEOREM FairSpec => Termination
THEOREM FairSpec => ClientsAreServed

-----------------------------------------------------------------------------
\* Refinement.  The users of the nodes see a behaviour of
\* TotalOrderBroadcast: epoch broadcast solves the problem (C9).  What was
\* broadcast is what a leader has taken from a client and sent; as it sends
\* at once whatever it appends, that is every request that is in any log.
\* The mapping reads messages that were sent, so it is for models in which
\* messages stay.
BroadcastSoFar ==
  {r \in Request : \E m \in messages : m.kind = "append" /\ IsIn(m.entries, r)}

Problem == INSTANCE TotalOrderBroadcast WITH broadcast <- BroadcastSoFar

SolvesTotalOrderBroadcast == Problem!Spec

\* The published property, which is weaker than TotalOrder.
OrderOfCommon == Problem!OrderOfCommon

THEOREM Spec => SolvesTotalOrderBroadcast
=============================================================================
