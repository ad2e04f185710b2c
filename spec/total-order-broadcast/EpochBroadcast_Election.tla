----------------------- MODULE EpochBroadcast_Election -----------------------
\* The first of the two rounds of voting of epoch broadcast: how a node comes
\* to lead an epoch, which the module Epochs tells.
EXTENDS EpochBroadcast_Node

-----------------------------------------------------------------------------
\* The messages of an election.  Whoever asks says where its log ends.
RequestPreVote(n, s, to) ==
  [kind |-> "requestPreVote", epoch |-> s.epoch + 1, from |-> n, to |-> to, end |-> End(s.log)]

RequestVote(n, s, to) ==
  [kind |-> "requestVote", epoch |-> s.epoch, from |-> n, to |-> to, end |-> End(s.log)]

Vote(n, s) ==
  [kind |-> "vote", epoch |-> s.epoch, from |-> n, to |-> s.vote]

-----------------------------------------------------------------------------
\* More guards by name, and each has its model too.

\* One vote in an epoch, and none once it has a leader.
HasVoteFor(s, candidate) == s.vote \in {None, candidate} /\ s.leader = None

\* A log is at least as far as another if it ends in a higher epoch, or in
\* the same epoch and not before it.
IsAsFarAs(one, other) ==
  \/ one.epoch > other.epoch
  \/ one.epoch = other.epoch /\ one.position >= other.position

\* One that could not be elected need not begin.
IsEligible(s, m) == IsAsFarAs(m.end, End(s.log))

MayVote(s, m) == HasVoteFor(s, m.from) /\ IsAsFarAs(m.end, End(s.log))

IsOnDisk(n, s) == IsDurable(n) /\ durable[n] = Record(s)

VoteIsDurable(n, s) == IsOnDisk(n, s)

-----------------------------------------------------------------------------
\* What this protocol makes of an election.  A candidate learns nothing from
\* its voters but that they vote: whatever may be decided is in its log.
Heed(s, vote) == s

\* A new leader opens its epoch with an entry of its own, without a request.
Opened(s) == Append(s.log, [epoch |-> s.epoch, request |-> None])

\* What it has before that it supposes everybody to have, until it hears
\* otherwise.
Lead(n, s) ==
  [s EXCEPT !.role = "leader", !.leader = n, !.votes = {}, !.preVotes = {},
            !.log = Opened(s), !.sent = [m \in Node |-> Len(s.log)]]

\* A leader that steps down stays in its epoch, in which it has voted, and so
\* does not lead it again.
Deposed(s) ==
  [Started(Record(s)) EXCEPT !.stored = s.stored, !.decided = s.decided]

\* How many entries an append can carry, and how large they can be together.
\* Here all entries are of one size, unless a model says otherwise.
MaxEntries == 1000
MaxSize    == MaxEntries

SizeBetween(log, p, q) == q - p

\* How far so many entries go that are so large together.  One goes in any
\* case, or it would never be sent.
FitsUpTo(log, position, until, entries, size) ==
  LET last == Min(position + entries, until)
      Fits(p) == p = position + 1 \/ SizeBetween(log, position, p) <= size
  IN IF SizeBetween(log, position, last) <= size THEN last
     ELSE Highest({p \in (position + 1)..last : Fits(p)})

\* What comes after a position, up to another, or as much of it as an append
\* can carry.  The follower's log must have the entry at that position too.
EntriesAfter(s, position, until) ==
  SubSeq(s.log, position + 1, FitsUpTo(s.log, position, until, MaxEntries, MaxSize))

AppendEntries(n, s, to, position, until) ==
  [kind |-> "append", epoch |-> s.epoch, from |-> n, to |-> to,
   after |-> Place(s.log, position),
   entries |-> EntriesAfter(s, position, until),
   decided |-> s.decided]

\* What a leader sends at once: its own entry, whatever the others have.
Opening(n, s) ==
  LET To(m) == AppendEntries(n, s, m, s.sent[m], Len(s.log))
  IN IF s.role = "leader" THEN ToOthers(n, To) ELSE {}

\* With the votes of a quorum a candidate leads.
CountVote(n, s, vote) ==
  LET t == Heed([s EXCEPT !.votes = @ \cup {vote.from}], vote)
  IN IF IsElectionQuorum(t.votes) THEN Lead(n, t) ELSE t

-----------------------------------------------------------------------------
\* A node suspects that nobody leads, rightly or not.  It asks the others
\* whether they do too, and gives itself the first pre-vote.  With those of a
\* quorum it starts the next epoch, with its vote for itself.
Candidacy(n, s) == [Adopt(s, s.epoch + 1) EXCEPT !.role = "candidate", !.vote = n]

CountPreVote(n, s, voter) ==
  LET t == [s EXCEPT !.preVotes = @ \cup {voter}]
  IN IF IsPreVoteQuorum(t.preVotes) THEN Candidacy(n, t) ELSE t

RequestsForPreVotes(n, s) ==
  IF s.preVotes = {} THEN {} ELSE {RequestPreVote(n, s, m) : m \in Node \ s.preVotes}

Suspect(n) ==
  /\ MaySuspect(n, state[n].epoch + 1)
  /\ state[n].role \in {"follower", "candidate"}
  /\ LET s == CountPreVote(n, [state[n] EXCEPT !.preVotes = {}], n)
     IN Step(n, s, RequestsForPreVotes(n, s))

\* Whoever suspects too says so, and that changes nothing in it.  The question
\* is of the epoch that would be started, and so is the answer.
ReceiveRequestPreVote(n) ==
  \E m \in Received(n, "requestPreVote") :
    /\ IsUp(n)
    /\ IF ~IsHigher(state[n], m.epoch)
       THEN MayArriveLate(m) /\ Step(n, state[n], ToOldCandidate(n, state[n], m))
       ELSE /\ Suspects(state[n])
            /\ IsEligible(state[n], m)
            /\ Step(n, state[n], {PreVote(n, m)})

ReceivePreVote(n) ==
  \E m \in Received(n, "preVote") :
    /\ IsUp(n)
    /\ state[n].preVotes # {}
    /\ m.epoch = state[n].epoch + 1
    /\ Step(n, CountPreVote(n, state[n], m.from), {})

\* Its own vote is durable: the candidate counts it, and asks the others.
AskForVotes(n) ==
  /\ state[n].role = "candidate"
  /\ \E k \in Answered(n) :
       /\ IsAll(n, k)
       /\ LET s == CountVote(n, WithStored(state[n], writing[n][k]), Vote(n, state[n]))
              To(m) == RequestVote(n, state[n], m)
          IN StepOnceDurable(n, k, s, ToOthers(n, To) \cup Opening(n, s))

\* What was asked, or the answer, may be lost.  A candidate asks again whoever
\* has not voted, and a node that suspects whoever has not said so too.
RequestsForVotes(n, s) == {RequestVote(n, s, m) : m \in Node \ (s.votes \cup {n})}

AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ LET s == state[n]
         isAsking == s.role = "candidate" /\ CandidacyIsDurable(n)
     IN /\ isAsking \/ s.preVotes # {}
        /\ Step(n, s, (IF isAsking THEN RequestsForVotes(n, s) ELSE {}) \cup RequestsForPreVotes(n, s))

\* A voter answers once its vote is durable, which is another step; to one
\* that asks again it answers at once.  One that may not vote adopts the
\* epoch, and says nothing.  One that knows a higher epoch tells of it.
ReceiveRequestVote(n) ==
  \E m \in Received(n, "requestVote") :
    /\ IsUp(n)
    /\ LET s == Adopt(state[n], m.epoch)
           t == [s EXCEPT !.vote = m.from, !.preVotes = IF s.vote = None THEN {} ELSE @]
       IN IF IsStale(state[n], m)
          THEN MayArriveLate(m) /\ Step(n, state[n], ToOldCandidate(n, state[n], m))
          ELSE IF ~MayVote(s, m)
          THEN Step(n, s, {})
          ELSE Step(n, t, IF VoteIsDurable(n, t) THEN {Vote(n, t)} ELSE {})

\* A candidate counts votes.  To a leader they say that somebody is there, like
\* whatever else it hears in its epoch.
Heard(s, m) == [s EXCEPT !.unheard = @ \ {m.from}]

ReceiveVote(n) ==
  \E m \in Received(n, "vote") :
    /\ m.epoch = state[n].epoch
    /\ \/ /\ state[n].role = "candidate"
          /\ LET s == CountVote(n, state[n], m)
             IN Step(n, s, Opening(n, s))
       \/ /\ m.from \in state[n].unheard
          /\ Step(n, Heard(state[n], m), {})

\* From time to time a leader looks whether it has heard of a quorum since it
\* last looked.
Expected(n, s) == Node \ {n}

CheckQuorum(n) ==
  /\ MayCheckQuorum(n)
  /\ state[n].role = "leader"
  /\ Step(n, IF MayLeadOn(Node \ state[n].unheard)
             THEN [state[n] EXCEPT !.unheard = Expected(n, state[n])]
             ELSE Deposed(state[n]), {})

ReceiveNewer(n) ==
  \E m \in Received(n, "newer") :
    /\ IsUp(n)
    /\ IsHigher(state[n], m.epoch)
    /\ Step(n, Adopt(state[n], m.epoch), {})
=============================================================================
