----------------------- MODULE EpochConsensus_Liveness -----------------------
\* What it takes for epoch consensus to end: what is fair, what is assumed
\* beside that, and that then every node that stays up decides, and nobody
\* does anything any more.
EXTENDS EpochConsensus_Invariants

\* Fairness.  Timers fire, disks write, and clients ask, in the end (weak
\* fairness).  A message that is sent again and again is received in the
\* end, though each copy may be lost (strong fairness).  Nothing is assumed
\* of crashes and restarts, nor of suspicions, but for this: where somebody is
\* up who knows the decision, and so is silent, whoever does not know it
\* suspects in the end.
TimersFire == \A n \in Node : WF_variables(AskAgain(n) \/ Resend(n))

DisksWrite ==
  \A n \in Node : WF_variables(AskForVotes(n) \/ Answer(n) \/ CountOwn(n) \/ Finish(n))

Knows(n) == state[n].decision # None

SomebodyKnows == \E n \in Node : IsUp(n) /\ Knows(n)

SilenceIsSuspected == \A n \in Node : WF_variables(SomebodyKnows /\ Suspect(n))

ClientsAsk == \A n \in Node : WF_variables(\E v \in Value : Propose(n, v))

\* A node that learns something from a message changes, which it can do
\* only so often; so of these messages none can keep another from being
\* heard, and one assumption for all of them is enough.  Nothing is assumed of
\* pre-votes: they are for those who suspect, and suspicions end.
Hear(n) ==
  \/ ReceiveVote(n)
  \/ ReceiveFollow(n)
  \/ ReceiveWish(n)
  \/ ReceiveAccept(n)
  \/ ReceiveDecide(n)
  \/ ReceiveNewer(n)

MessagesArrive ==
  \A n \in Node :
    /\ SF_variables(ReceiveRequestPreVote(n))
    /\ SF_variables(ReceiveRequestVote(n))
    /\ SF_variables(ReceiveLead(n))
    /\ SF_variables(ReceivePropose(n))
    /\ SF_variables(Hear(n))

FairSpec ==
  Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk /\ MessagesArrive /\ SilenceIsSuspected

-----------------------------------------------------------------------------
\* Termination (C4).  Nobody can promise it without assuming something.  From
\* some time on
\*
\*  - the nodes of some majority are up, while the others may crash and come
\*    back for ever, or be down for good;
\*  - one node of the majority stands alone: it leads, or it is a candidate
\*    for which each of them would vote, if it cannot tell the decision.
\*
\* The last point is about time, of which nothing is said here.  A false
\* suspicion deposes a leader, and two candidates at once can split the votes.
\* So suspicions must end; that epochs are left to suspect in does no harm.
\* To these come the assumptions of FairSpec: messages that are sent again and
\* again arrive, and a client asks.  Then every node that is up from some time
\* on decides.
WouldVote(n, c) ==
  LET m == RequestVote(c, state[c], n)
  IN Knows(n) \/ (~IsStale(state[n], m) /\ MayVote(Adopt(state[n], m.epoch), m))

CanWin(c, nodes) ==
  \/ state[c].role = "leader"
  \/ state[c].role = "candidate" /\ \A n \in nodes \ {c} : WouldVote(n, c)

AreUp(nodes) == \A n \in nodes : IsUp(n)

\* The nodes are up for ever, one of them stands alone, and n is up too.
Assumption(nodes, c, n) == <>[](AreUp(nodes \cup {n}) /\ CanWin(c, nodes))

HasDecided(n) == decided[n] # None

Termination ==
  \A nodes \in SUBSET Node : \A c \in nodes, n \in Node :
    IsMajority(nodes) /\ Assumption(nodes, c, n) => <>HasDecided(n)

-----------------------------------------------------------------------------
\* Whoever stays up learns what somebody knows who stays up too, and knows it
\* from then on, however often it had forgotten it in a crash before.
EverybodyLearns ==
  \A m, n \in Node : <>[](IsUp(m) /\ Knows(m)) /\ <>[]IsUp(n) => <>[]Knows(n)

\* Rest.  Where Termination's assumption is met, and from some time on the same
\* nodes are up and the others down for good, in the end nobody writes, and
\* nobody says anything but the decision to whoever has asked.  (The network
\* may bring a question again and again, for as long as it is on its way.)
StayUp(nodes) == <>[](\A n \in Node : IsUp(n) <=> n \in nodes)

OnlyAnswers ==
  /\ \A n \in Node : Len(writing'[n]) <= Len(writing[n])
  /\ \A m \in messages' \ messages : IsAnswer(m)

Rest ==
  \A nodes \in {some \in SUBSET Node : IsMajority(some)} : \A c \in nodes :
    StayUp(nodes) /\ Assumption(nodes, c, c) => <>[][OnlyAnswers]_variables

\* A leader that stays leader without a decision is heard: whoever stays up
\* follows it in the end.
IsFree(c) == state[c].role = "leader" /\ ~Knows(c)

LeadersAreHeard ==
  \A c, n \in Node : <>[](IsFree(c) /\ IsUp(n)) => <>[](state[n].leader = c)

\* And it hears of whoever follows it, again and again, whether or not that has
\* voted for it.
FollowersAreHeard ==
  \A c, n \in Node :
    <>[](IsFree(c) /\ IsUp(n) /\ state[n].leader = c) => []<>(n \notin state[c].unheard)

\* A leader that hears of no quorum does not lead for ever.  For this it need
\* only look, whatever arrives.
LeadersLook == \A n \in Node : WF_variables(CheckQuorum(n))

LeadsUnheard(n) == IsFree(n) /\ ~IsProposalQuorum(Node \ state[n].unheard)

LeadersHearAQuorum == \A n \in Node : []<>~LeadsUnheard(n)

THEOREM FairSpec => Termination /\ EverybodyLearns /\ Rest /\ LeadersAreHeard /\ FollowersAreHeard
THEOREM Spec /\ LeadersLook => LeadersHearAQuorum
=============================================================================
