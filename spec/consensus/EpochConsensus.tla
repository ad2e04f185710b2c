--------------------------- MODULE EpochConsensus ---------------------------
\* Consensus on one value, among nodes that crash and restart, over a bad
\* network.  It is the heart of Paxos, and of a single entry of Raft's log,
\* in the words of neither.
\*
\* There are two rounds of voting in an epoch.  In the first, which is a
\* module of its own, a quorum elects the leader of the epoch.  In the
\* second, a quorum accepts what the leader proposes; then it is decided.
\*
\* An epoch is not closed by its leader, which may be unreachable, but by a
\* quorum that has gone on to a higher one.  Every two quorums, one of either
\* kind, have a node in common, so a new leader is told by its voters of what
\* may have been decided before it, and must propose that again (C8).  Where
\* nobody in its quorum has accepted anything it is free, and proposes what a
\* client wants.
\*
\* Two nodes may think at once that they lead, in different epochs.  That is
\* harmless: the lower one finds no quorum.  Nothing that is safe here
\* depends on time, on suspicions being right, or on who leads (C10).
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
\*    more, and tells the same.
\*  - Saying that one knows.  The decision is told once, and whoever has
\*    missed it asks: it suspects that nobody leads, rightly, since whoever
\*    knows the decision falls silent.  So once everybody knows, nobody does
\*    anything any more, whoever is down for good.
\*  - Time.  A time-out may come whenever a node's role allows it.
\*  - Faults other than these.  Nodes do not lie, messages are not altered
\*    or invented, and what is durable stays.  A node that lies breaks the
\*    protocol, as the models with the bug VotesTwice show (C13); to stand
\*    liars, quorums must have more in common than one node.
\*  - A dictator.  That one fixed node decides is consensus too, and safe:
\*    it is this protocol with other quorums.  But nothing is decided once
\*    the dictator is gone (C4).
EXTENDS EpochConsensus_Election

\* The messages of the second round, beside the proposal.  Those of an epoch
\* carry it.  A client's wish, passed on by the node where it was proposed,
\* is of no epoch, like a decision.
Acceptance(n, s) ==
  [kind |-> "accept", epoch |-> s.accepted.epoch, from |-> n, to |-> s.leader]

Wish(n, v, to) ==
  [kind |-> "wish", from |-> n, to |-> to, value |-> v]

Init ==
  /\ state = [n \in Node |-> Recovered(NoRecord)]
  /\ durable = [n \in Node |-> NoRecord]
  /\ writing = [n \in Node |-> <<>>]
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]
  /\ messages = {}

-----------------------------------------------------------------------------
\* The guards on which the second round rests, by name, as in the first.

\* A node accepts only if it knows no higher epoch (C7).
MayAccept(s, m) == m.epoch >= s.epoch

\* A leader that is free proposes what a client wants (C3), once.
MayTakeUp(s) ==
  /\ s.role = "leader"
  /\ s.accepted.epoch # s.epoch

ToPropose(v) == v

\* A value is decided with the acceptances of a quorum.
MayDecide(acceptances) == IsProposalQuorum(acceptances)

\* An acceptance is said once it is on disk.
AcceptanceIsDurable(n, s) == IsOnDisk(n, s)

\* What may happen at will: clients that want v at n, timers, crashes and
\* restarts.
MayPropose(n, v) == TRUE
MayResend(n)  == TRUE
MayCrash(n)   == TRUE
MayRestart(n) == TRUE

-----------------------------------------------------------------------------
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
  /\ LET s == TakeUp(state[n], v)
         To(m) == Wish(n, v, m)
     IN StepWhenAsked(n, s, ToOthers(n, To) \cup (IF s = state[n] THEN {} ELSE Opening(n, s)), {v})

ReceiveWish(n) ==
  \E m \in Received(n, "wish") :
    /\ IsUp(n)
    /\ \/ Tell(n, m)
       \/ /\ MayTakeUp(state[n])
          /\ LET s == TakeUp(state[n], m.value)
             IN Step(n, s, Opening(n, s))

\* Whoever leads an epoch is followed in it, and a candidate of that epoch has
\* lost.
Follow(s, leader) ==
  [s EXCEPT !.role = "follower", !.leader = leader, !.votes = {}, !.preVotes = {},
            !.highest = Nothing]

Following(n, s) ==
  [kind |-> "follow", epoch |-> s.epoch, from |-> n, to |-> s.leader]

\* A leader of a lower epoch is told of the higher one.  To any other a node
\* says again what it has said to it in this epoch, so that it is heard.  If
\* that is nothing, since it has not voted for it, it says that it follows.
SaidTo(n, s) ==
  IF ~IsOnDisk(n, s) THEN {}
  ELSE IF s.accepted.epoch = s.epoch THEN {Acceptance(n, s)}
  ELSE IF s.vote = s.leader THEN {Vote(n, s)}
  ELSE {Following(n, s)}

ReceiveLead(n) ==
  \E m \in Received(n, "lead") :
    /\ IsUp(n)
    /\ \/ Tell(n, m)
       \/ IF IsStale(state[n], m)
          THEN Step(n, state[n], {Newer(n, state[n], m.from)})
          ELSE LET s == Follow(Adopt(state[n], m.epoch), m.from)
               IN Step(n, s, SaidTo(n, s))

\* It says nothing else, and a leader that has heard of its node needs it no
\* more.
ReceiveFollow(n) ==
  \E m \in Received(n, "follow") :
    /\ m.epoch = state[n].epoch
    /\ m.from \in state[n].unheard
    /\ Step(n, Heard(state[n], m), {})

\* Whoever proposes in an epoch leads it.  An acceptance that is durable
\* already is sent again; any other waits for Answer.
ReceivePropose(n) ==
  \E m \in Received(n, "propose") :
    /\ IsUp(n)
    /\ LET s == Adopt(state[n], m.epoch)
           t == [Follow(s, m.from) EXCEPT !.accepted = [epoch |-> m.epoch, value |-> m.value]]
       IN \/ Tell(n, m)
          \/ IF ~MayAccept(s, m)
             THEN Step(n, s, {Newer(n, s, m.from)})
             ELSE Step(n, t, IF AcceptanceIsDurable(n, t) THEN {Acceptance(n, t)} ELSE {})

\* What a follower has written is durable, and it says so to whom it
\* matters: to the leader whose proposal it has accepted, and before there is
\* a leader to the candidate for whom it has voted.
Answer(n) ==
  /\ state[n].role = "follower"
  /\ StepOnceDurable(n, state[n],
       IF state[n].leader # None
       THEN IF state[n].accepted.epoch = state[n].epoch THEN {Acceptance(n, state[n])} ELSE {}
       ELSE IF state[n].vote \notin {None, n} THEN {Vote(n, state[n])}
       ELSE {})

\* With a quorum of acceptances the value is decided.
CountAcceptance(s, node) ==
  LET t == [s EXCEPT !.acceptances = @ \cup {node}]
  IN IF MayDecide(t.acceptances) THEN [t EXCEPT !.decision = t.accepted.value] ELSE t

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
    /\ LET s == CountAcceptance(Heard(state[n], m), m.from)
       IN Step(n, s, Decisions(n, s))

\* A leader repeats what it has to say, to those who have not accepted, until
\* it knows the decision.
Resend(n) ==
  /\ MayResend(n)
  /\ state[n].role = "leader"
  /\ Step(n, state[n], UNION {Said(n, state[n], m) : m \in Node \ (state[n].acceptances \cup {n})})

\* The others learn.
ReceiveDecide(n) ==
  \E m \in Received(n, "decide") :
    /\ IsUp(n)
    /\ Step(n, [state[n] EXCEPT !.decision = m.value], {})

\* What it had still to write then is durable, and nobody waits for it any
\* more.
Finish(n) ==
  /\ ~IsOpen(state[n])
  /\ OnceDurable(n, state[n], {})

-----------------------------------------------------------------------------
\* The environment.  The disk may answer for some of the writes in flight,
\* the oldest first.  A node waits for the answer to the last of them, so for
\* it nothing has changed.
Land(n) ==
  /\ \E k \in 1..(Len(writing[n]) - 1) :
       /\ durable' = [durable EXCEPT ![n] = Landed(@, writing[n], k)]
       /\ writing' = [writing EXCEPT ![n] = InFlight(@, k)]
  /\ UNCHANGED <<state, proposed, decided, messages>>

\* A crash finds the disk with some of the writes landed, in their order, and
\* the next one perhaps torn.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ LET Torn(before, after) == IF MayTear(n) THEN PartsLanded(before, after, Parts) ELSE {before}
     IN \E record \in CrashLeaves(durable[n], writing[n], Torn) :
          /\ durable' = [durable EXCEPT ![n] = record]
          /\ state' = [state EXCEPT ![n] = [Recovered(record) EXCEPT !.role = "down"]]
  /\ writing' = [writing EXCEPT ![n] = <<>>]
  /\ UNCHANGED <<proposed, decided, messages>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(durable[n])]
  /\ UNCHANGED <<durable, writing, proposed, decided, messages>>

Lose == LoseOne /\ UNCHANGED <<state, durable, writing, proposed, decided>>

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
  \/ ReceiveWish(n)
  \/ ReceiveLead(n)
  \/ ReceiveFollow(n)
  \/ ReceivePropose(n)
  \/ Answer(n)
  \/ CountOwn(n)
  \/ ReceiveAccept(n)
  \/ Resend(n)
  \/ ReceiveDecide(n)
  \/ Finish(n)

ProtocolStep ==
  \/ \E n \in Node : NodeStep(n)
  \/ \E n \in Node, v \in Value : Propose(n, v)
  \/ \E n \in Node : Restart(n)

Next ==
  \/ ProtocolStep
  \/ \E n \in Node : Land(n)
  \/ \E n \in Node : Crash(n)
  \/ Lose

Spec == Init /\ [][Next]_variables
=============================================================================
