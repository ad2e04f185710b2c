----------------------- MODULE EpochConsensus_Election -----------------------
\* A node of epoch consensus, and the first of its two rounds of voting: how
\* a node comes to lead an epoch, which the module Epochs tells.
EXTENDS Epochs

CONSTANT Value  \* the set of values that clients can propose

ASSUME NoneIsNothing == None \notin Node /\ None \notin Value

VARIABLES
  proposed,  \* the set of values that clients have proposed
  decided    \* decided[n]: the value that n has told its user, or None

\* A crash loses state[n], and of writing[n] all that had not landed.  What
\* clients have asked for and what users were told are facts: they are part
\* of no node, and no crash undoes them.
variables == <<state, durable, writing, proposed, decided, messages>>

-----------------------------------------------------------------------------
\* What a node has accepted: a value, and the epoch of the leader that
\* proposed it.  Epochs begin at 1, so nothing is accepted in epoch 0.
Accepted == [epoch : Nat, value : Value \cup {None}]

Nothing == [epoch |-> 0, value |-> None]

Higher(one, other) == IF one.epoch >= other.epoch THEN one ELSE other

\* The record on disk: the highest epoch known, for whom the node has voted
\* in it, and what it has last accepted.
IsRecord(record) ==
  record \in [epoch : Nat, vote : Node \cup {None}, accepted : Accepted]

NoRecord == [epoch |-> 0, vote |-> None, accepted |-> Nothing]

\* The parts of a record, which need not land together.  If only what was
\* accepted has landed, in a higher epoch than the one on disk, the node
\* knows of that epoch, and has not voted in it.
Parts == {{"epoch", "vote"}, {"accepted"}}

ReadBack(record) ==
  IF record.accepted.epoch > record.epoch
  THEN [record EXCEPT !.epoch = record.accepted.epoch, !.vote = None]
  ELSE record

\* What a node keeps in memory.  Beside what it has accepted, and what Epochs
\* names:
\*
\*   highest      of a candidate: what was accepted in the highest epoch,
\*                as far as these votes say
\*   acceptances  of a leader: who has accepted its proposal
\*   decision     the decided value, once the node knows it
State ==
  [role : {"follower", "candidate", "leader", "down"},
   epoch : Nat, vote : Node \cup {None}, accepted : Accepted,
   leader : Node \cup {None}, votes : SUBSET Node, preVotes : SUBSET Node,
   unheard : SUBSET Node, highest : Accepted, acceptances : SUBSET Node,
   decision : Value \cup {None}]

\* What of a state belongs on disk, and what a node is after a start, which
\* its disk alone says.
Record(s) == [epoch |-> s.epoch, vote |-> s.vote, accepted |-> s.accepted]

Recovered(record) ==
  LET known == ReadBack(record)
  IN [role |-> "follower",
      epoch |-> known.epoch, vote |-> known.vote, accepted |-> known.accepted,
      leader |-> None, votes |-> {}, preVotes |-> {}, unheard |-> {},
      highest |-> Nothing, acceptances |-> {}, decision |-> None]

\* What a node is in an epoch that it comes to from another.  What was
\* accepted, and what was decided, stays.
InEpoch(s, e) ==
  IF e = s.epoch
  THEN s
  ELSE [s EXCEPT !.role = "follower", !.epoch = e, !.vote = None, !.leader = None,
                 !.votes = {}, !.preVotes = {}, !.unheard = {}, !.highest = Nothing,
                 !.acceptances = {}]

Adopt(s, e) == IF IsHigher(s, e) THEN InEpoch(s, e) ELSE s

-----------------------------------------------------------------------------
\* The messages of an election.  A question carries an epoch alone, and is of
\* the one that would be started.  A vote says what the voter has last
\* accepted, and in which epoch.
RequestPreVote(n, s, to) ==
  [kind |-> "requestPreVote", epoch |-> s.epoch + 1, from |-> n, to |-> to]

RequestVote(n, s, to) ==
  [kind |-> "requestVote", epoch |-> s.epoch, from |-> n, to |-> to]

Vote(n, s) ==
  [kind |-> "vote", epoch |-> s.epoch, from |-> n, to |-> s.vote, accepted |-> s.accepted]

\* Whoever knows the decision tells it.  A decision is one for ever, so it is
\* of no epoch.
Decision(n, s, to) ==
  [kind |-> "decide", from |-> n, to |-> to, value |-> s.decision]

-----------------------------------------------------------------------------
\* More guards by name, and each has its model too.

\* Once a node knows the decision the matter is closed for it.  It suspects
\* nobody, votes for nobody, accepts nothing and repeats nothing, or there
\* would be elections for ever about what everybody knows.  No step is open to
\* it but those of which this is said.
IsOpen(s) == s.decision = None

\* And whoever asks it for anything is told the decision instead.  Nothing is
\* lost by that: whoever asks does not know it yet, and goes on suspecting
\* and asking until it does.
ToWhoAsks(n, s, m) == {Decision(n, s, m.from)}

\* Whoever asks could be elected.
IsEligible(s, m) == TRUE

\* A node votes once in an epoch, and not when it has heard from its leader,
\* which its disk remembers if it has accepted.
MayVote(s, m) ==
  /\ s.vote \in {None, m.from}
  /\ s.leader = None
  /\ s.accepted.epoch # s.epoch

\* A candidate leads with the votes of a quorum.
MayLead(votes) == IsElectionQuorum(votes)

IsOnDisk(n, s) == IsDurable(n) /\ ReadBack(durable[n]) = Record(s)

VoteIsDurable(n, s) == IsOnDisk(n, s)

-----------------------------------------------------------------------------
\* What this protocol makes of an election.  Of what its voters have
\* accepted, a candidate keeps what is of the highest epoch.
Heed(s, vote) == [s EXCEPT !.highest = Higher(@, vote.accepted)]

\* That is what a new leader must propose (C8).  Nothing leaves it free, and
\* it waits for a client.
MustPropose(highest) == highest

\* A new leader has accepted what it must propose, which is a write like any
\* other, and puts it to the vote at once.
Lead(n, s) ==
  LET inherited == MustPropose(s.highest)
  IN [s EXCEPT !.role = "leader", !.leader = n, !.votes = {}, !.preVotes = {},
               !.highest = Nothing,
               !.accepted = IF inherited = Nothing
                            THEN @
                            ELSE [epoch |-> s.epoch, value |-> inherited.value]]

Proposal(n, s, to) ==
  [kind |-> "propose", epoch |-> s.epoch, from |-> n, to |-> to, value |-> s.accepted.value]

\* A leader that is free has nothing to put to the vote, and says that it
\* leads.  If it were not heard, the others would suspect it again and again,
\* for as long as no client wants anything.
Leading(n, s, to) ==
  [kind |-> "lead", epoch |-> s.epoch, from |-> n, to |-> to]

HasProposed(s) == s.role = "leader" /\ s.accepted.epoch = s.epoch

WhileFree(n, s, to) == {Leading(n, s, to)}

Said(n, s, to) ==
  IF s.role # "leader" THEN {}
  ELSE IF HasProposed(s) THEN {Proposal(n, s, to)}
  ELSE WhileFree(n, s, to)

Opening(n, s) == UNION {Said(n, s, m) : m \in Node \ {n}}

\* With the votes of a quorum a candidate leads.
CountVote(n, s, vote) ==
  LET t == Heed([s EXCEPT !.votes = @ \cup {vote.from}], vote)
  IN IF MayLead(t.votes) THEN Lead(n, t) ELSE t

-----------------------------------------------------------------------------
\* A step of node n, for which the matter is open: it is in state s now, and
\* has sent these messages.  It writes exactly if something changed that
\* belongs on disk, and tells its user when it knows the decision.  If a client
\* has asked for it, that is a fact from then on.
Written(n, s) == IF Record(s) = Record(state[n]) THEN <<>> ELSE <<Record(s)>>

Told(n, s) == IF s.decision = None THEN decided[n] ELSE s.decision

Become(n, s, sent) ==
  /\ state' = [state EXCEPT ![n] = s]
  /\ decided' = [decided EXCEPT ![n] = Told(n, s)]
  /\ Send(sent)

StepWhenAsked(n, s, sent, values) ==
  /\ IsOpen(state[n])
  /\ ~IsDurable(n) => MayLag(n)
  /\ Become(n, s, sent)
  /\ proposed' = proposed \cup values
  /\ writing' = [writing EXCEPT ![n] = @ \o Written(n, s)]
  /\ UNCHANGED durable

Step(n, s, sent) == StepWhenAsked(n, s, sent, {})

\* The step of a node that hears that all it has written is durable.
OnceDurable(n, s, sent) ==
  /\ writing[n] # <<>>
  /\ Become(n, s, sent)
  /\ writing' = [writing EXCEPT ![n] = Written(n, s)]
  /\ durable' = [durable EXCEPT ![n] = AtLast(@, writing[n])]
  /\ UNCHANGED proposed

StepOnceDurable(n, s, sent) == IsOpen(state[n]) /\ OnceDurable(n, s, sent)

\* What is left to a node that knows the decision, when it is asked for
\* anything.
Tell(n, m) ==
  /\ ~IsOpen(state[n])
  /\ ~IsDurable(n) => MayLag(n)
  /\ Send(ToWhoAsks(n, state[n], m))
  /\ UNCHANGED <<state, durable, writing, proposed, decided>>

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

\* Whoever suspects too says so, and that changes nothing in it.
ReceiveRequestPreVote(n) ==
  \E m \in Received(n, "requestPreVote") :
    /\ IsUp(n)
    /\ \/ Tell(n, m)
       \/ IF ~IsHigher(state[n], m.epoch)
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
  /\ LET s == CountVote(n, state[n], Vote(n, state[n]))
         To(m) == RequestVote(n, state[n], m)
     IN StepOnceDurable(n, s, ToOthers(n, To) \cup Opening(n, s))

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
\* that asks again it answers at once.  One that knows a higher epoch tells of
\* it, and one that knows the decision tells that.
ReceiveRequestVote(n) ==
  \E m \in Received(n, "requestVote") :
    /\ IsUp(n)
    /\ LET s == InEpoch(state[n], m.epoch)
           t == [s EXCEPT !.vote = m.from, !.preVotes = IF s.vote = None THEN {} ELSE @]
       IN \/ Tell(n, m)
          \/ IF IsStale(state[n], m)
             THEN MayArriveLate(m) /\ Step(n, state[n], ToOldCandidate(n, state[n], m))
             ELSE /\ MayVote(s, m)
                  /\ Step(n, t, IF VoteIsDurable(n, t) THEN {Vote(n, t)} ELSE {})

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
\* last looked.  Whoever has accepted is not asked any more, and counts as
\* heard.  One that steps down stays in its epoch, in which it has voted, and
\* so does not lead it again.
Expected(n, s) == Node \ (s.acceptances \cup {n})

Deposed(s) ==
  [s EXCEPT !.role = "follower", !.leader = None, !.unheard = {}, !.acceptances = {}]

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
