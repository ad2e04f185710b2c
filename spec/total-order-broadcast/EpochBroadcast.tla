--------------------------- MODULE EpochBroadcast ---------------------------
\* Total order broadcast by a leader in each epoch, whole.  Every node keeps
\* a log.  In an epoch one node may lead: it appends what clients broadcast
\* to its own log and sends it to the others, who follow it.  An entry that
\* is on the disks of a quorum is decided; decided entries are delivered, in
\* the order of the log, at every node.
\*
\* There are two rounds of voting, one to elect a leader, which is a module
\* of its own, and one for each entry; and every quorum of the first meets
\* every quorum of the second (C6).  Two leaders can be up at once, in
\* different epochs; the lower one decides nothing any more once a quorum has
\* voted for the higher.
\*
\* Nothing decided is lost (C8), because a node votes only for a candidate
\* whose log is at least as far as its own.  An elected leader never changes
\* what is in its log.  It brings the others' logs into agreement with it: a
\* follower drops a tail that disagrees, and nothing else.
\*
\* A leader counts replicas only of entries of its own epoch; those before
\* them are decided with them.  An entry of an older epoch may be on the
\* disks of a quorum and yet be dropped later, for which EpochLog gives the
\* reason.  For the same reason a new leader appends an entry of its own,
\* without a request: otherwise what was left undecided would stay so until a
\* client comes.
\*
\* Clients number their requests and broadcast them again until they are
\* delivered.  A leader appends only the next request of a client; this is
\* the place, and the only one, where duplicates are dropped, and it works
\* after a change of leader because the log itself says which is the next.
\*
\* What is left out, and why that is harmless:
\*
\*  - Snapshots and the truncation of logs at their beginning.  A log
\*    without them is the log that they stand for.
\*  - Changes of membership.  The set of nodes is fixed.
\*  - Reads.  One that must not be stale is a request, or see EpochBroadcastPosition.
\*  - Time.  A suspicion is an action that is possible at any time, so
\*    nothing that is safe here depends on how long anything takes.
\*  - Faults other than these.  Nodes do not lie, messages are not altered
\*    or invented, and what is durable stays as it was written.
EXTENDS EpochBroadcast_Followers

\* The messages of the second round, beside the append.
Acknowledge(n, s, position) ==
  [kind |-> "acknowledge", epoch |-> s.epoch, from |-> n, to |-> s.leader, position |-> position]

\* The follower's log does not have the place after which it was sent
\* something; and the last place that it has, and the leader may have.
Mismatch(n, s, after) ==
  [kind |-> "mismatch", epoch |-> s.epoch, from |-> n, to |-> s.leader,
   position |-> after.position, end |-> Place(s.log, LastWithin(s.log, after))]

Init ==
  /\ state = [n \in Node |-> Started(NoRecord)]
  /\ durable = [n \in Node |-> NoRecord]
  /\ writing = [n \in Node |-> <<>>]
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]
  /\ messages = {}

-----------------------------------------------------------------------------
\* The guards on which the second round rests, by name, as in the first.

\* How far a follower agrees with its leader is said as far as it is on disk.
HeldUpTo(s) == Min(s.agreed, s.stored)

\* Where two logs have an entry of the same epoch at the same position, they
\* are the same up to there.  Only behind such an entry a follower takes what
\* it is sent.
IsConsistent(s, m) == HasEntryAt(s.log, m.after)

\* A follower's tail is dropped only where it disagrees.
Disagrees(log, position, entries) ==
  \E i \in 1..Len(entries) :
    position + i > Len(log) \/ log[position + i].epoch # entries[i].epoch

\* What an acknowledgement may claim: what the leader has sent.
AgreedUpTo(s, m) == Max(s.agreed, m.after.position + Len(m.entries))

\* What a follower may take for decided: what its leader has decided, as far
\* as its own log is known to be the leader's.  Behind that may be a tail that
\* disagrees.
DecidedUpTo(s, m) == Max(s.decided, Min(m.decided, s.agreed))

\* How much a leader takes that is not decided yet.  One that has lost its
\* quorum would otherwise take requests for ever.
MaxUndecided == 10 * MaxEntries

HasRoom(s) == Len(s.log) - s.decided < MaxUndecided

\* One that hands over takes nothing more: its heir would never have it all.
IsHandingOver(s) == s.heir # None

\* A replica counts once it is known to be on disk, the leader's own too.
IsHeldBy(s, m, position) == s.match[m] >= position

\* An entry is decided by its replicas only in the epoch that it is of.
MayDecide(s, position) == s.log[position].epoch = s.epoch

\* The next request of its client that the log does not have yet.
MayAppend(s, request) ==
  request.number = 1 + Cardinality({i \in 1..Len(s.log) : s.log[i].request # None
                                      /\ s.log[i].request.client = request.client})

\* A leader appends, and changes nothing that is there.
Extended(log, entry) == Append(log, entry)

\* Of an answer for some of its writes a node takes heed if it says more of its
\* log than is known.  A candidate waits for all of them, as its vote does.
IsHeeded(n, k) ==
  IF IsAll(n, k) THEN TRUE
  ELSE state[n].role # "candidate" /\ WithStored(state[n], writing[n][k]) # state[n]

\* What clients have asked for, and no leader has invented.
Asked(batch) == {batch[i] : i \in 1..Len(batch)}

\* What may happen at will: requests, the repetition of what may be lost,
\* that a leader is asked to hand over to a node, and loses patience with it,
\* crashes and restarts.
MayBroadcast(n, batch) == TRUE
MayReplicate(n) == TRUE
MayHandOver(n, m) == TRUE
MayGiveUp(n)    == TRUE
MayCrash(n)     == TRUE
MayRestart(n)   == TRUE

\* Requests arrive in batches; a model says in which.
Batch == {<<r>> : r \in Request}

-----------------------------------------------------------------------------
\* The leader appends requests and sends them on at once, without waiting for
\* its own disk.  A batch of which it takes nothing, and lacks something, is
\* refused: an earlier request of a client is missing.
RECURSIVE WithRequests(_, _)
WithRequests(s, batch) ==
  IF batch = <<>> THEN s
  ELSE LET entry == [epoch |-> s.epoch, request |-> Head(batch)]
           next == IF MayAppend(s, Head(batch)) THEN [s EXCEPT !.log = Extended(@, entry)] ELSE s
       IN WithRequests(next, Tail(batch))

Broadcast(n, batch) ==
  /\ MayBroadcast(n, batch)
  /\ state[n].role = "leader"
  /\ HasRoom(state[n])
  /\ ~IsHandingOver(state[n])
  /\ LET s == WithRequests(state[n], batch)
     IN StepWhenAsked(n, SentOn(s), News(n, s), IF s.log = state[n].log THEN {} ELSE Asked(batch))

\* What was sent may be lost, and what is decided must be told: from time
\* to time a leader says to each how far it has sent its log.  A follower that
\* lacks something of that finds a mismatch.
Replicate(n) ==
  /\ MayReplicate(n)
  /\ state[n].role = "leader"
  /\ LET s == state[n]
         To(m) == AppendEntries(n, s, m, s.sent[m], s.sent[m])
     IN Step(n, s, ToOthers(n, To))

Merge(log, position, entries) ==
  IF Disagrees(log, position, entries) THEN SubSeq(log, 1, position) \o entries ELSE log

\* What is known to be on disk of a log that drops a tail: no more than it
\* keeps, which is as far as it has the entries after the position, too.
KeptUpTo(log, position, entries) ==
  LET IsKept(p) == \A i \in (position + 1)..p : log[i].epoch = entries[i - position].epoch
  IN CHOOSE p \in position..Min(Len(log), position + Len(entries)) :
       IsKept(p) /\ (p = Len(log) \/ p = position + Len(entries) \/ ~IsKept(p + 1))

StillStored(s, m) ==
  IF Disagrees(s.log, m.after.position, m.entries)
  THEN Min(s.stored, KeptUpTo(s.log, m.after.position, m.entries))
  ELSE s.stored

\* A follower that has on disk what it agrees on.  Any other says nothing until
\* its disk answers: what it has now would pass for all that it has, and be
\* followed by what is on its way to its disk.
HoldsAll(s) == s.agreed <= s.stored

\* What a follower has to say of its disk to its leader; that it holds nothing,
\* only if nothing is on its way there.
Acknowledged(n, s) ==
  IF HeldUpTo(s) > 0 \/ IsOnDisk(n, s) THEN {Acknowledge(n, s, HeldUpTo(s))} ELSE {}

\* Whoever appends in an epoch leads it, so a candidate of that epoch has
\* lost.  An append of which nothing has to be written is answered at once, by
\* whoever holds all; after any other the disk answers first.  A leader of a
\* lower epoch is told of the higher.
ReceiveAppend(n) ==
  \E m \in Received(n, "append") :
    /\ IsUp(n)
    /\ LET s == [Adopt(state[n], m.epoch) EXCEPT !.role = "follower", !.leader = m.from, !.votes = {}, !.preVotes = {}]
           t == [s EXCEPT !.log = Merge(s.log, m.after.position, m.entries),
                          !.stored = StillStored(s, m), !.agreed = AgreedUpTo(s, m)]
           u == [t EXCEPT !.decided = DecidedUpTo(t, m)]
       IN IF IsStale(state[n], m)
          THEN Step(n, state[n], {Newer(n, state[n], m.from)})
          ELSE IF ~IsConsistent(s, m)
          THEN Step(n, s, {Mismatch(n, s, m.after)})
          ELSE Step(n, u, IF u.log = s.log /\ HoldsAll(u) THEN Acknowledged(n, u) ELSE {})

\* What a follower has written is durable, or more of it than before, and it
\* says so to whom it matters: to the leader, once there is one, how far it
\* agrees, and before that its vote to the candidate that has it.  The vote
\* waits for all that was written, for the last of which it may be.
Answer(n) ==
  /\ state[n].role = "follower"
  /\ \E k \in Answered(n) :
       LET s == WithStored(state[n], writing[n][k])
       IN /\ IsHeeded(n, k)
          /\ StepOnceDurable(n, k, s,
               CASE s.leader # None -> Acknowledged(n, s)
                 [] s.leader = None /\ s.vote \notin {None, n} /\ IsAll(n, k) -> {Vote(n, s)}
                 [] OTHER -> {})

\* The leader decides what a quorum has on disk, itself included.
WithMatch(s, m, position) ==
  LET t == [s EXCEPT !.match[m] = Max(@, position)]
      IsHeld(p) == IsProposalQuorum({k \in Node : IsHeldBy(t, k, p)})
      decidable == {p \in (s.decided + 1)..Len(s.log) : MayDecide(s, p) /\ IsHeld(p)}
  IN IF decidable = {} THEN t ELSE [t EXCEPT !.decided = Highest(decidable)]

CountOwn(n) ==
  /\ state[n].role = "leader"
  /\ \E k \in Answered(n) :
       LET s == WithStored(state[n], writing[n][k])
           t == WithMatch(s, n, s.stored)
       IN IsHeeded(n, k) /\ StepOnceDurable(n, k, t, Tidings(n, s, t))

ReceiveAcknowledge(n) ==
  \E m \in Received(n, "acknowledge") :
    /\ state[n].role = "leader"
    /\ m.epoch = state[n].epoch
    /\ LET s == Found(WithMatch(Heard(state[n], m), m.from, m.position), m.from, m.position)
       IN Step(n, SentOn(s), News(n, s) \cup Tidings(n, state[n], s) \cup TakeOvers(n, SentOn(s)))

\* The leader looks further back, one append at a time.  If it has the very
\* place that the follower has, their logs are the same up to there, and it
\* sends what comes after that; or else it asks for another.
ReceiveMismatch(n) ==
  \E m \in Received(n, "mismatch") :
    /\ state[n].role = "leader"
    /\ m.epoch = state[n].epoch
    /\ IsNews(state[n], m)
    /\ LET p == LastWithin(state[n].log, m.end)
           s == [Heard(state[n], m) EXCEPT !.sent[m.from] = p, !.found = @ \ {m.from}]
           until == IF HasEntryAt(s.log, m.end) THEN Len(s.log) ELSE p
       IN Step(n, s, {AppendEntries(n, s, m.from, p, until)})

-----------------------------------------------------------------------------
\* A leader can be asked to hand over to another node, before its machine is
\* taken away, say.  It takes no requests from then on.  Once the heir has all
\* of its log, it is told to stand for the next epoch at once; as often as it
\* says so, since what it is told may be lost.
HandOver(n, m) ==
  /\ MayHandOver(n, m)
  /\ state[n].role = "leader"
  /\ m # n
  /\ ~IsHandingOver(state[n])
  /\ LET s == [state[n] EXCEPT !.heir = m]
     IN Step(n, s, TakeOvers(n, s))

\* The others still hear their leader.  So the heir asks nobody whether they
\* suspect that nobody leads, and stands at once.
Succeed(n, s) == Candidacy(n, s)

ReceiveTakeOver(n) ==
  \E m \in Received(n, "takeOver") :
    /\ state[n].role = "follower"
    /\ m.epoch = state[n].epoch
    /\ Step(n, Succeed(n, state[n]), {})

\* An heir that does not come to lead must not keep its leader from leading.
GiveUp(n) ==
  /\ MayGiveUp(n)
  /\ state[n].role = "leader"
  /\ IsHandingOver(state[n])
  /\ Step(n, [state[n] EXCEPT !.heir = None], {})

-----------------------------------------------------------------------------
\* The environment.  The disk has got so far, and that says nothing to its
\* node.  A crash finds some of the writes landed, in their order, and the
\* next one torn.  A node that starts from a torn write puts its disk right.
Land(n) ==
  /\ \E k \in Answered(n) :
       /\ ~IsHeeded(n, k)
       /\ durable' = [durable EXCEPT ![n] = Landed(@, writing[n], k)]
       /\ writing' = [writing EXCEPT ![n] = InFlight(@, k)]
  /\ UNCHANGED <<state, broadcast, delivered, messages>>

Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ LET Tears(before, after) == IF MayTear(n) THEN Torn(before, after) ELSE {}
     IN \E record \in CrashLeaves(durable[n], writing[n], Tears) :
          /\ durable' = [durable EXCEPT ![n] = record]
          /\ state' = [state EXCEPT ![n] = [Started(record) EXCEPT !.role = "down"]]
  /\ writing' = [writing EXCEPT ![n] = <<>>]
  /\ UNCHANGED <<broadcast, delivered, messages>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(durable[n])]
  /\ writing' = [writing EXCEPT ![n] = Written(n, Recovered(durable[n]))]
  /\ UNCHANGED <<durable, broadcast, delivered, messages>>

Lose == LoseOne /\ UNCHANGED <<state, durable, writing, broadcast, delivered>>

-----------------------------------------------------------------------------
NodeStep(n) ==
  \/ Suspect(n)
  \/ ReceiveRequestPreVote(n)
  \/ ReceivePreVote(n)
  \/ AskForVotes(n)
  \/ AskAgain(n)
  \/ ReceiveRequestVote(n)
  \/ ReceiveVote(n)
  \/ ReceiveNewer(n)
  \/ CheckQuorum(n)
  \/ Replicate(n)
  \/ ReceiveAppend(n)
  \/ Answer(n)
  \/ CountOwn(n)
  \/ ReceiveAcknowledge(n)
  \/ ReceiveMismatch(n)
  \/ ReceiveTakeOver(n)
  \/ GiveUp(n)

ProtocolStep ==
  \/ \E n \in Node : NodeStep(n)
  \/ \E n, m \in Node : HandOver(n, m)
  \/ \E n \in Node, batch \in Batch : Broadcast(n, batch)
  \/ \E n \in Node : Restart(n)

Next ==
  \/ ProtocolStep
  \/ \E n \in Node : Land(n)
  \/ \E n \in Node : Crash(n)
  \/ Lose

Spec == Init /\ [][Next]_variables
=============================================================================
