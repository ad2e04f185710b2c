--------------------------- MODULE EpochConsensus ---------------------------
\* Consensus on one value, among nodes that crash and restart, over a bad
\* network.  It is the heart of Paxos, and of a single entry of Raft's log,
\* in the words of neither.
\*
\* Time is divided into numbered epochs, and an epoch has at most one
\* leader.  A node that suspects that nobody leads starts a higher epoch
\* and asks for votes.  There are two rounds of voting.  In the first a
\* quorum elects the leader of the epoch, in the second a quorum accepts
\* what the leader proposes; then it is decided.
\*
\* A node knows the highest epoch that it has heard of, and has no part in
\* lower ones any more (C7).  So an epoch is not closed by its leader,
\* which may be unreachable, but by a quorum that has gone on.  A vote says
\* what the voter last accepted, and in which epoch.  Every two quorums,
\* one of either kind, have a node in common, so a new leader is told of
\* what may have been decided before it, and must propose that again (C8).
\* Where nobody in its quorum has accepted anything it is free, and
\* proposes what a client wants.
\*
\* Two nodes may think at once that they lead, in different epochs.  That
\* is harmless: the lower one finds no quorum.  Nothing that is safe here
\* depends on time, on suspicions being right, or on who leads (C10).
\*
\* Each node has a disk.  Durable are the epoch, the vote in it, and what
\* was last accepted; a restarted node begins again from these alone.  A
\* write is first in flight, and later durable, and what depends on it
\* waits for it: a vote, an acceptance, and a candidate's question, which
\* is its vote for itself.  The disk answers once for all that it was asked
\* to write.  If it has written a part, the node cannot tell, so only a
\* crash shows how far it was.
\*
\* What is left out, and why that is harmless:
\*
\*  - Many decisions.  This is one.  EpochBroadcast makes a log of them.
\*  - Keeping clients' values.  A value that no leader takes up is
\*    forgotten, and its client proposes it again.  Nothing is lost by it:
\*    the value was not proposed by any leader, so nobody can have accepted
\*    it.
\*  - Refusals.  A voter that may not vote for a candidate of its own epoch
\*    says nothing, which is the same as a vote that was lost.
\*  - What a node knows of decisions on its disk.  It is not there: a node
\*    that crashes after it has told its user learns the decision once
\*    more, and tells the same.  decided is what the users know, and is
\*    part of no node.
\*  - Time.  A time-out may come whenever a node's role allows it.
\*  - Faults other than these.  Nodes do not lie, messages are not altered
\*    or invented, and what is durable stays.  A node that lies breaks the
\*    protocol, as the models with the bug VotesTwice show (C13); to stand
\*    liars, quorums must have more in common than one node.
\*  - A dictator.  That one fixed node decides is consensus too, and safe:
\*    it is this protocol with other quorums.  But nothing is decided once
\*    the dictator is gone (C4).
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Node,   \* the set of nodes
  Value,  \* the set of values that clients can propose
  None    \* no node, and no value

ASSUME NoneIsNothing == None \notin Node /\ None \notin Value

VARIABLES
  state,     \* state[n]: what node n keeps in memory
  durable,   \* durable[n]: the record on the disk of n
  writing,   \* writing[n]: n's records in flight to its disk, oldest first
  decided,   \* decided[n]: the value that n has told its user, or None
  messages   \* every message that can still be received

\* A crash loses state[n], and of writing[n] all that had not landed.
variables == <<state, durable, writing, decided, messages>>

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

\* What a node keeps in memory.  Beside the record:
\*
\*   role         "follower", "candidate" or "leader"; "down" is no role,
\*                but has no other place
\*   leader       the leader of the epoch, once the node has heard from it
\*   votes        of a candidate: who has voted for it
\*   highest      of a candidate: what was accepted in the highest epoch,
\*                as far as these votes say
\*   acceptances  of a leader: who has accepted its proposal
\*   decision     the decided value, once the node knows it
State ==
  [role : {"follower", "candidate", "leader", "down"},
   epoch : Nat, vote : Node \cup {None}, accepted : Accepted,
   leader : Node \cup {None}, votes : SUBSET Node, highest : Accepted,
   acceptances : SUBSET Node, decision : Value \cup {None}]

\* What a node is after a start, which its disk alone says.
Recovered(record) ==
  [role |-> "follower",
   epoch |-> record.epoch, vote |-> record.vote, accepted |-> record.accepted,
   leader |-> None, votes |-> {}, highest |-> Nothing,
   acceptances |-> {}, decision |-> None]

\* What of a state belongs on disk.
Record(s) == [epoch |-> s.epoch, vote |-> s.vote, accepted |-> s.accepted]

-----------------------------------------------------------------------------
\* The messages.  Those of an epoch carry it.  A client's wish, passed on
\* by the node where it was proposed, is of no epoch.
RequestVote(n, s, to) ==
  [kind |-> "requestVote", epoch |-> s.epoch, from |-> n, to |-> to]

Vote(n, s) ==
  [kind |-> "vote", epoch |-> s.epoch, from |-> n, to |-> s.vote, accepted |-> s.accepted]

Proposal(n, s, to) ==
  [kind |-> "propose", epoch |-> s.epoch, from |-> n, to |-> to, value |-> s.accepted.value]

Acceptance(n, s) ==
  [kind |-> "accept", epoch |-> s.accepted.epoch, from |-> n, to |-> s.leader]

Decision(n, s, to) ==
  [kind |-> "decide", epoch |-> s.epoch, from |-> n, to |-> to, value |-> s.decision]

Newer(n, s, to) ==
  [kind |-> "newer", epoch |-> s.epoch, from |-> n, to |-> to]

Wish(n, v, to) ==
  [kind |-> "wish", from |-> n, to |-> to, value |-> v]

\* Receiving a message does not remove it: it can be received again, in any
\* order, at any later time.  For safety this is the whole of an unreliable
\* network.  Only Lose removes one, which is for models of termination.
Of(kind) == {m \in messages : m.kind = kind}

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
  /\ decided \in [Node -> Value \cup {None}]
  /\ \A m \in messages : IsMessage(m)

Init ==
  /\ state = [n \in Node |-> Recovered(NoRecord)]
  /\ durable = [n \in Node |-> NoRecord]
  /\ writing = [n \in Node |-> <<>>]
  /\ decided = [n \in Node |-> None]
  /\ messages = {}

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, by name.  Each has a model in
\* which it is weakened, and in which a property is violated.

\* Every quorum that elects must meet every quorum that elects, so that an
\* epoch has one leader, and every quorum that accepts, so that a leader is
\* told of what was decided.  Quorums that accept need not meet each other.
IsMajority(nodes) == 2 * Cardinality(nodes) > Cardinality(Node)

IsElectionQuorum(nodes) == IsMajority(nodes)
IsProposalQuorum(nodes) == IsMajority(nodes)

\* A node has no vote in a lower epoch than the highest that it knows (C7).
IsStale(s, m) == m.epoch < s.epoch

\* A node votes once in an epoch, and not when it has heard from its
\* leader, which its disk remembers.
MayVote(s, m) ==
  /\ s.vote \in {None, m.from}
  /\ s.accepted.epoch # s.epoch

\* A node accepts only if it knows no higher epoch (C7).
MayAccept(s, m) == m.epoch >= s.epoch

\* What a new leader must propose, given what was accepted in the highest
\* epoch among its votes (C8).  Nothing leaves it free.
MustPropose(highest) == highest

\* A leader that is free proposes what a client wants (C3), once.
ToPropose(v) == v

MayTakeUp(s) ==
  /\ s.role = "leader"
  /\ s.accepted.epoch # s.epoch
  /\ s.decision = None

\* What depends on a write waits until the disk has caught up.
IsDurable(n) == writing[n] = <<>>

CandidacyIsDurable(n)  == IsDurable(n)
VoteIsDurable(n)       == IsDurable(n)
AcceptanceIsDurable(n) == IsDurable(n)

\* What may happen at will: suspicions, by which n starts epoch e; clients
\* that want v at n; timers; crashes; whether anything else can happen at n
\* while its disk writes; and what the network brings at all, or loses.  A
\* model bounds these by overriding them.
MaySuspect(n, e) == TRUE
MayPropose(n, v) == TRUE
MayAskAgain(n) == TRUE
MayResend(n)   == TRUE
MayCrash(n)    == TRUE
MayRestart(n)  == TRUE
MayLag(n)      == TRUE
MayArrive(m)   == TRUE
MayLose(m)     == FALSE

Received(n, kind) == {m \in Of(kind) : m.to = n /\ MayArrive(m)}

-----------------------------------------------------------------------------
IsUp(n) == state[n].role # "down"

\* What a node is in an epoch that it comes to from another.  What was
\* accepted, and what was decided, stays.
InEpoch(s, e) ==
  IF e = s.epoch
  THEN s
  ELSE [s EXCEPT !.role = "follower", !.epoch = e, !.vote = None, !.leader = None,
                 !.votes = {}, !.highest = Nothing, !.acceptances = {}]

\* A higher epoch is adopted as soon as it is heard of.
Adopt(s, e) == IF e > s.epoch THEN InEpoch(s, e) ELSE s

\* A step of node n: it is in state s now, and has sent these messages.  It
\* writes exactly if something changed that belongs on disk, and tells its
\* user when it knows the decision.
Written(n, s) == IF Record(s) = Record(state[n]) THEN <<>> ELSE <<Record(s)>>

Become(n, s, sent) ==
  /\ state' = [state EXCEPT ![n] = s]
  /\ decided' = [decided EXCEPT ![n] = IF s.decision = None THEN @ ELSE s.decision]
  /\ messages' = messages \cup sent

Step(n, s, sent) ==
  /\ ~IsDurable(n) => MayLag(n)
  /\ Become(n, s, sent)
  /\ writing' = [writing EXCEPT ![n] = @ \o Written(n, s)]
  /\ UNCHANGED durable

\* The step of a node that hears that all it has written is durable.
StepOnceDurable(n, s, sent) ==
  /\ writing[n] # <<>>
  /\ Become(n, s, sent)
  /\ writing' = [writing EXCEPT ![n] = Written(n, s)]
  /\ durable' = [durable EXCEPT ![n] = writing[n][Len(writing[n])]]

ToOthers(n, Message(_)) == {Message(m) : m \in Node \ {n}}

-----------------------------------------------------------------------------
\* The first round: an election.
\*
\* A node suspects that nobody leads, rightly or not, and starts the next
\* epoch.  It votes for itself, and asks nobody before that is durable: if
\* it crashed and did not know that it has led this epoch, it could lead it
\* once more and propose something else.
Suspect(n) ==
  /\ MaySuspect(n, state[n].epoch + 1)
  /\ state[n].role \in {"follower", "candidate"}
  /\ LET s == Adopt(state[n], state[n].epoch + 1)
     IN Step(n, [s EXCEPT !.role = "candidate", !.vote = n], {})

\* A new leader proposes at once what it must.
Lead(n, s) ==
  LET inherited == MustPropose(s.highest)
  IN [s EXCEPT !.role = "leader", !.leader = n, !.votes = {}, !.highest = Nothing,
               !.accepted = IF inherited = Nothing
                            THEN @
                            ELSE [epoch |-> s.epoch, value |-> inherited.value]]

CountVote(n, s, voter, accepted) ==
  LET t == [s EXCEPT !.votes = @ \cup {voter}, !.highest = Higher(@, accepted)]
  IN IF IsElectionQuorum(t.votes) THEN Lead(n, t) ELSE t

HasProposed(s) == s.role = "leader" /\ s.accepted.epoch = s.epoch

Proposals(n, s) ==
  LET To(m) == Proposal(n, s, m)
  IN IF HasProposed(s) THEN ToOthers(n, To) ELSE {}

\* Its own vote is durable: the candidate counts it, and asks the others.
AskForVotes(n) ==
  /\ state[n].role = "candidate"
  /\ LET s == CountVote(n, state[n], n, state[n].accepted)
         To(m) == RequestVote(n, s, m)
     IN StepOnceDurable(n, s, ToOthers(n, To) \cup Proposals(n, s))

AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].role = "candidate"
  /\ CandidacyIsDurable(n)
  /\ Step(n, state[n], {RequestVote(n, state[n], m) : m \in Node \ (state[n].votes \cup {n})})

\* A vote that is durable already is sent again.  Any other waits for
\* Answer.  A candidate of a lower epoch is told of the higher one.
ReceiveRequestVote(n) ==
  \E m \in Received(n, "requestVote") :
    /\ IsUp(n)
    /\ LET s == InEpoch(state[n], m.epoch)
           t == [s EXCEPT !.vote = m.from]
       IN IF IsStale(state[n], m)
          THEN Step(n, state[n], {Newer(n, state[n], m.from)})
          ELSE /\ MayVote(s, m)
               /\ Step(n, t, IF s.vote = m.from /\ VoteIsDurable(n) THEN {Vote(n, t)} ELSE {})

ReceiveVote(n) ==
  \E m \in Received(n, "vote") :
    /\ state[n].role = "candidate"
    /\ m.epoch = state[n].epoch
    /\ LET s == CountVote(n, state[n], m.from, m.accepted)
       IN Step(n, s, Proposals(n, s))

-----------------------------------------------------------------------------
\* The second round: a proposal.
\*
\* A leader takes up a client's value if it is free to choose.  Its own
\* acceptance of it is a write like that of the others, and counts when it
\* is durable.  The others are asked meanwhile: should the leader crash and
\* forget, the value is known to be the only one of its epoch all the same,
\* because the leader will not lead that epoch again.
TakeUp(s, v) ==
  IF MayTakeUp(s)
  THEN [s EXCEPT !.accepted = [epoch |-> s.epoch, value |-> ToPropose(v)], !.acceptances = {}]
  ELSE s

\* A client proposes at any node that has not heard of a decision, and the
\* node passes it on, since another one may lead.  A leader does too: it
\* cannot know whether it still leads.
Propose(n, v) ==
  /\ MayPropose(n, v)
  /\ IsUp(n)
  /\ state[n].decision = None
  /\ LET s == TakeUp(state[n], v)
         To(m) == Wish(n, v, m)
     IN Step(n, s, ToOthers(n, To) \cup (IF s = state[n] THEN {} ELSE Proposals(n, s)))

ReceiveWish(n) ==
  \E m \in Received(n, "wish") :
    /\ MayTakeUp(state[n])
    /\ LET s == TakeUp(state[n], m.value)
       IN Step(n, s, Proposals(n, s))

\* Whoever proposes in an epoch leads it, so a candidate of that epoch has
\* lost.  An acceptance that is durable already is sent again; any other
\* waits for Answer.
ReceivePropose(n) ==
  \E m \in Received(n, "propose") :
    /\ IsUp(n)
    /\ LET s == Adopt(state[n], m.epoch)
           t == [s EXCEPT !.role = "follower", !.leader = m.from, !.votes = {}, !.highest = Nothing,
                          !.accepted = [epoch |-> m.epoch, value |-> m.value]]
           isKnown == Record(t) = Record(state[n])
       IN IF ~MayAccept(s, m)
          THEN Step(n, s, {Newer(n, s, m.from)})
          ELSE Step(n, t, IF isKnown /\ AcceptanceIsDurable(n) THEN {Acceptance(n, t)} ELSE {})

\* What a follower has written is durable, and it says so to whom it
\* matters: to the leader, once there is one, and before that to the
\* candidate for whom it has voted.
Answer(n) ==
  /\ state[n].role = "follower"
  /\ StepOnceDurable(n, state[n],
       IF state[n].leader # None THEN {Acceptance(n, state[n])}
       ELSE IF state[n].vote # None THEN {Vote(n, state[n])}
       ELSE {})

\* With a quorum of acceptances the value is decided.
CountAcceptance(s, node) ==
  LET t == [s EXCEPT !.acceptances = @ \cup {node}]
  IN IF IsProposalQuorum(t.acceptances) THEN [t EXCEPT !.decision = t.accepted.value] ELSE t

Decisions(n, s) ==
  LET To(m) == Decision(n, s, m)
  IN IF s.decision = state[n].decision THEN {} ELSE ToOthers(n, To)

CountOwn(n) ==
  /\ state[n].role = "leader"
  /\ LET s == CountAcceptance(state[n], n)
     IN StepOnceDurable(n, s, Decisions(n, s))

ReceiveAccept(n) ==
  \E m \in Received(n, "accept") :
    /\ HasProposed(state[n])
    /\ m.epoch = state[n].epoch
    /\ LET s == CountAcceptance(state[n], m.from)
       IN Step(n, s, Decisions(n, s))

\* A leader repeats its proposal until it is decided, and then the decision
\* for ever: it cannot know who has crashed and has to be told once more.
Resend(n) ==
  /\ MayResend(n)
  /\ state[n].role = "leader"
  /\ HasProposed(state[n]) \/ state[n].decision # None
  /\ LET s == state[n]
     IN Step(n, s,
          IF s.decision # None
          THEN {Decision(n, s, m) : m \in Node \ {n}}
          ELSE {Proposal(n, s, m) : m \in Node \ (s.acceptances \cup {n})})

-----------------------------------------------------------------------------
\* The others learn.  A decision is one for ever, so its epoch is no matter.
ReceiveDecide(n) ==
  \E m \in Received(n, "decide") :
    /\ IsUp(n)
    /\ state[n].decision = None
    /\ Step(n, [state[n] EXCEPT !.decision = m.value], {})

ReceiveNewer(n) ==
  \E m \in Received(n, "newer") :
    /\ IsUp(n)
    /\ m.epoch > state[n].epoch
    /\ Step(n, Adopt(state[n], m.epoch), {})

-----------------------------------------------------------------------------
\* The environment.  A crash finds the disk with some of the writes landed,
\* in their order: with the record of before, or with any of those in
\* flight.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ \E record \in {durable[n]} \cup {writing[n][i] : i \in 1..Len(writing[n])} :
       /\ durable' = [durable EXCEPT ![n] = record]
       /\ state' = [state EXCEPT ![n] = [Recovered(record) EXCEPT !.role = "down"]]
  /\ writing' = [writing EXCEPT ![n] = <<>>]
  /\ UNCHANGED <<decided, messages>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(durable[n])]
  /\ UNCHANGED <<durable, writing, decided, messages>>

Lose ==
  /\ \E m \in messages : MayLose(m) /\ messages' = messages \ {m}
  /\ UNCHANGED <<state, durable, writing, decided>>

-----------------------------------------------------------------------------
NodeStep(n) ==
  \/ Suspect(n)
  \/ AskForVotes(n)
  \/ AskAgain(n)
  \/ ReceiveRequestVote(n)
  \/ ReceiveVote(n)
  \/ ReceiveWish(n)
  \/ ReceivePropose(n)
  \/ Answer(n)
  \/ CountOwn(n)
  \/ ReceiveAccept(n)
  \/ Resend(n)
  \/ ReceiveDecide(n)
  \/ ReceiveNewer(n)

ProtocolStep ==
  \/ \E n \in Node : NodeStep(n)
  \/ \E n \in Node, v \in Value : Propose(n, v)
  \/ \E n \in Node : Restart(n)

Next ==
  \/ ProtocolStep
  \/ \E n \in Node : Crash(n)
  \/ Lose

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Fairness.  Timers fire, disks write, and clients ask, in the end (weak
\* fairness).  A message that is sent again and again is received in the
\* end, though each copy may be lost (strong fairness).  Nothing is assumed
\* of crashes and restarts.
TimersFire == \A n \in Node : WF_variables(Suspect(n)) /\ WF_variables(AskAgain(n) \/ Resend(n))

DisksWrite == \A n \in Node : WF_variables(AskForVotes(n) \/ Answer(n) \/ CountOwn(n))

ClientsAsk == \A n \in Node : WF_variables(\E v \in Value : Propose(n, v))

\* A node that learns something from a message changes, which it can do
\* only so often; so of these messages none can keep another from being
\* heard, and one assumption for all of them is enough.
Hear(n) ==
  \/ ReceiveVote(n)
  \/ ReceiveWish(n)
  \/ ReceiveAccept(n)
  \/ ReceiveDecide(n)
  \/ ReceiveNewer(n)

MessagesArrive ==
  \A n \in Node :
    /\ SF_variables(ReceiveRequestVote(n))
    /\ SF_variables(ReceivePropose(n))
    /\ SF_variables(Hear(n))

FairSpec == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk /\ MessagesArrive

-----------------------------------------------------------------------------
\* The concepts of the proof.
Wished == {m.value : m \in Of("wish")}

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

\* A proposal has been accepted by those who said so, and by its leader
\* once that is durable.  It is chosen with a quorum of them; that is the
\* instant of the decision, before which nobody can know of it.
Acceptors(p) ==
  {m.from : m \in {a \in Of("accept") : a.epoch = p.epoch}}
    \cup {n \in Node : durable[n].accepted.epoch = p.epoch}

IsChosen(p) == IsProposalQuorum(Acceptors(p))

Done == \A n \in Node : IsUp(n) => state[n].decision # None /\ writing[n] = <<>>

\* Nobody knows a higher epoch than this leader.
LeadsTheHighest(n) ==
  state[n].role = "leader" /\ \A m \in Node : state[m].epoch <= state[n].epoch

-----------------------------------------------------------------------------
\* Safety.
\*
\* C1, C2 and C3: nobody decides differently, nor twice, nor what was not
\* proposed.  decided outlives crashes, so the first two do.  Validity, and
\* all that reads messages, is for models in which messages stay.
Agreement ==
  \A m, n \in Node : decided[m] = None \/ decided[n] = None \/ decided[m] = decided[n]

Integrity == [][\A n \in Node : decided[n] # None => decided'[n] = decided[n]]_variables

Validity == \A n \in Node : decided[n] # None => decided[n] \in Wished

\* Whoever knows the decision has told it: agreement is not had by saying
\* nothing.
DecisionIsTold == \A n \in Node : state[n].decision # None => decided[n] = state[n].decision

\* C5: an epoch has one leader, and one value.  Epochs only grow, in memory
\* while a node is up, and on its disk for ever.
OneLeaderPerEpoch ==
  \A e \in {state[n].epoch : n \in Node} \cup {m.epoch : m \in Of("propose")} :
    Cardinality(Leaders(e)) <= 1

OneValuePerEpoch ==
  LET proposed == {[epoch |-> m.epoch, value |-> m.value] : m \in Of("propose")}
  IN \A a, b \in AcceptedSomewhere \cup proposed : a.epoch = b.epoch => a = b

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

\* C8: what is chosen is what every higher epoch proposes.  Since a chosen
\* value cannot be told from one that only may be chosen, the new leader
\* keeps either.  And nothing is told that is not chosen.
DecisionIsKept ==
  \A p, q \in Of("propose") : IsChosen(p) /\ q.epoch > p.epoch => q.value = p.value

DecidedIsChosen ==
  \A n \in Node : decided[n] # None =>
    \E p \in Of("propose") :
      /\ p.value = decided[n]
      /\ \A q \in Of("propose") : q.epoch > p.epoch => q.value = p.value

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
THEOREM Spec => []DecisionIsKept /\ []DecidedIsChosen
THEOREM Spec => []AcknowledgedIsDurable /\ []CountsOnlyWhileItCounts
THEOREM Spec => []NeverStuck

-----------------------------------------------------------------------------
\* Termination (C4).  Nobody can promise it without assuming something, for
\* which theory has the words: crashes end, and so do false suspicions.
\* From some time on a majority is up, and one live node alone suspects,
\* and has an epoch: it leads one, or is a candidate of one that nobody
\* contends, or there is one left for it to start.  Then every node that is
\* up decides.  To these come the assumptions of FairSpec: messages that
\* are sent again and again arrive, and a client asks.
CrashesEnd == <>[][\A n \in Node : IsUp(n) => IsUp(n)']_variables

Starts(n) == state'[n].role = "candidate" /\ state'[n].epoch > state[n].epoch

SuspectsAlone(l) == <>[][\A n \in Node \ {l} : ~Starts(n)]_variables

IsMajorityUp == \E nodes \in SUBSET Node : IsMajority(nodes) /\ \A n \in nodes : IsUp(n)

IsUncontended(l) ==
  \A n \in Node \ {l} :
    \/ state[n].epoch < state[l].epoch
    \/ state[n].epoch = state[l].epoch /\ state[n].vote \in {None, l}

HasAnEpoch(l) ==
  \/ state[l].role = "leader"
  \/ state[l].role = "candidate" /\ IsUncontended(l)
  \/ ENABLED Suspect(l)

Assumption(l) ==
  CrashesEnd /\ SuspectsAlone(l) /\ <>[](IsMajorityUp /\ HasAnEpoch(l))

EveryoneUpHasDecided == \A n \in Node : IsUp(n) => decided[n] # None

Termination == \A l \in Node : Assumption(l) => <>[]EveryoneUpHasDecided

THEOREM FairSpec => Termination

-----------------------------------------------------------------------------
\* Refinement.  Seen through the mapping, every behaviour is a behaviour of
\* Consensus: what was proposed is what clients have asked some node for,
\* which the node has passed on, and what was decided is what users were
\* told.  Neither is a matter of what a leader thinks, and no crash undoes
\* either.
Problem == INSTANCE Consensus WITH proposed <- Wished

SolvesConsensus == Problem!Spec

THEOREM Spec => SolvesConsensus
=============================================================================
