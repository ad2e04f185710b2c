------------------------- MODULE EpochBroadcast_Node -------------------------
\* A node of epoch broadcast: its log, what it keeps in memory and on disk, and
\* what it learns from its disk.
EXTENDS Epochs

CONSTANTS
  Client,  \* the set of clients
  Number   \* the numbers of a client's requests

ASSUME NumbersFromOne == Number = 1..Cardinality(Number)

\* A request is the client's, by number.
Request == [client : Client, number : Number]

ASSUME NoneIsNothing == None \notin Node /\ None \notin Request

VARIABLES
  broadcast,  \* the set of requests that clients have asked a leader to take
  delivered   \* delivered[n]: the requests delivered at n, in order

\* A crash loses state[n], and of writing[n] all that had not landed.  What
\* clients have asked for and what users were told are facts: they are part
\* of no node, and no crash undoes them.  A restarted node delivers everything
\* again from the start, to a user who starts anew; that adds nothing, as long
\* as it is the same again.
variables == <<state, durable, writing, broadcast, delivered, messages>>

-----------------------------------------------------------------------------
\* Logs.  An entry bears the epoch of the leader that appended it.  Along a
\* log epochs never fall.
Entry == [epoch : Nat, request : Request \cup {None}]

\* Position 0 is before the first entry, and of no epoch.
EpochAt(log, position) == IF position = 0 THEN 0 ELSE log[position].epoch

\* A place in a log, and its end, by which two logs are compared.
Place(log, position) == [position |-> position, epoch |-> EpochAt(log, position)]

End(log) == Place(log, Len(log))

IsPrefix(one, other) ==
  Len(one) <= Len(other) /\ \A i \in 1..Len(one) : one[i] = other[i]

\* The requests among the first entries of a log.
RequestsIn(log, positions) ==
  LET HasRequest(entry) == entry.request # None
      entries == SelectSeq(SubSeq(log, 1, positions), HasRequest)
  IN [i \in 1..Len(entries) |-> entries[i].request]

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b
Highest(positions) == CHOOSE p \in positions : \A q \in positions : p >= q

\* The record on disk: the highest epoch known, for whom the node has voted
\* in it, and its log.  In a crash epoch and vote land together, and the log
\* lands by itself, entry by entry.
IsRecord(record) == record \in [epoch : Nat, vote : Node \cup {None}, log : Seq(Entry)]

NoRecord == [epoch |-> 0, vote |-> None, log |-> <<>>]

Torn(before, after) ==
  {[record EXCEPT !.log = log] :
     record \in PartsLanded(before, after, {{"epoch", "vote"}}),
     log \in LogsLanded(before.log, after.log)}

\* What a node keeps in memory.  Beside its log, and what Epochs names:
\*
\*   stored   the position up to which it knows that its log is on its disk,
\*            together with its epoch
\*   agreed   of a follower: up to which position its log is its leader's
\*   match    of a leader: match[m] is the position up to which m has its log
\*            on disk, as far as the leader knows
\*   sent     of a leader: sent[m] is the position up to which it has sent its
\*            log to m, or after which it looks for where their logs part
\*   found    of a leader: of which nodes it has found that
\*   heir     of a leader: to whom it hands over, if it was asked to
\*   decided  the position up to which it knows that the log is decided
State ==
  [role : {"follower", "candidate", "leader", "down"},
   epoch : Nat, vote : Node \cup {None}, log : Seq(Entry),
   leader : Node \cup {None}, votes : SUBSET Node, preVotes : SUBSET Node,
   unheard : SUBSET Node, stored : Nat, agreed : Nat,
   match : [Node -> Nat], sent : [Node -> Nat], found : SUBSET Node,
   heir : Node \cup {None}, decided : Nat]

\* What of a state belongs on disk, and what a node is after a start, which
\* its disk alone says.
Record(s) == [epoch |-> s.epoch, vote |-> s.vote, log |-> s.log]

Nowhere == [m \in Node |-> 0]

Started(record) ==
  [role |-> "follower", epoch |-> record.epoch, vote |-> record.vote, log |-> record.log,
   leader |-> None, votes |-> {}, preVotes |-> {}, unheard |-> {},
   stored |-> Len(record.log), agreed |-> 0,
   match |-> Nowhere, sent |-> Nowhere, found |-> {}, heir |-> None, decided |-> 0]

\* Of a torn write the log may have landed, and not the epoch.  A log that
\* ends in a higher epoch says that there was one: the node takes it, with no
\* vote in it, and writes it.
Recovered(record) ==
  IF End(record.log).epoch > record.epoch
  THEN [Started([record EXCEPT !.epoch = End(record.log).epoch, !.vote = None]) EXCEPT !.stored = 0]
  ELSE Started(record)

\* What a node is in an epoch that it comes to from another.  Its log, and
\* what is decided of it, stays.  The epoch is to be written, and until the
\* disk has it nothing is on disk together with it.
InEpoch(s, e) ==
  [Started([epoch |-> e, vote |-> None, log |-> s.log]) EXCEPT !.decided = s.decided, !.stored = 0]

Adopt(s, e) == IF IsHigher(s, e) THEN InEpoch(s, e) ELSE s

-----------------------------------------------------------------------------
\* What a node learns from its disk.  It has answered for a write, and others
\* may be on their way after it.  The answer says of the log as it is now how
\* much is on disk, if two things are so, and else nothing.
\*
\* The write was of the epoch in which the node is.  What was dropped in an
\* epoch comes back in a later one: then the end of an old write stands in the
\* log again, and the disk may have lost it in between.  And whatever a node
\* says in an epoch, it may not say before the disk has that epoch.
IsOfItsEpoch(s, record) == record.epoch = s.epoch

\* The log still has the entry with which the written log ended.  What a node
\* drops within an epoch is not its leader's, and does not come back in it: so
\* nothing of that write was dropped, by this write or by one after it.
HasEntryAt(log, end) == end.position <= Len(log) /\ EpochAt(log, end.position) = end.epoch

IsStillThere(s, record) == HasEntryAt(s.log, End(record.log))

WithStored(s, record) ==
  IF IsOfItsEpoch(s, record) /\ IsStillThere(s, record)
  THEN [s EXCEPT !.stored = Max(@, Len(record.log))]
  ELSE s

-----------------------------------------------------------------------------
\* A step of node n: it is in state s now, and has sent these messages.  It
\* writes exactly if something changed that belongs on disk, and delivers
\* what is newly decided.  A node that has restarted begins again from the
\* start, and if it delivers something else then, that is seen.  If clients
\* have asked for something, that is a fact from then on.
IsWorthWriting(n, s) == Record(s) # Record(state[n])

Written(n, s) == IF IsWorthWriting(n, s) THEN <<Record(s)>> ELSE <<>>

\* What of the decided is delivered: everything.
IsDelivered(n, request) == TRUE

Decided(n, s) ==
  LET Selected(r) == IsDelivered(n, r)
  IN SelectSeq(RequestsIn(s.log, s.decided), Selected)

Told(n, s) ==
  IF IsPrefix(Decided(n, s), delivered[n]) THEN delivered[n] ELSE Decided(n, s)

Become(n, s, sent) ==
  /\ state' = [state EXCEPT ![n] = s]
  /\ delivered' = [delivered EXCEPT ![n] = Told(n, s)]
  /\ Send(sent)

StepWhenAsked(n, s, sent, requests) ==
  /\ ~IsDurable(n) => MayLag(n)
  /\ Become(n, s, sent)
  /\ broadcast' = broadcast \cup requests
  /\ writing' = [writing EXCEPT ![n] = @ \o Written(n, s)]
  /\ UNCHANGED durable

Step(n, s, sent) == StepWhenAsked(n, s, sent, {})

\* The step of a node that hears of the first k of its writes that they are
\* durable.
StepOnceDurable(n, k, s, sent) ==
  /\ Become(n, s, sent)
  /\ writing' = [writing EXCEPT ![n] = InFlight(@, k) \o Written(n, s)]
  /\ durable' = [durable EXCEPT ![n] = Landed(@, writing[n], k)]
  /\ UNCHANGED broadcast

\* The numbers of writes for which its disk can answer, and whether that is
\* all of them.
Answered(n) == 1..Len(writing[n])

IsAll(n, k) == k = Len(writing[n])
=============================================================================
