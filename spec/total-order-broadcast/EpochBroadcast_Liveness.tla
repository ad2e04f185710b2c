----------------------- MODULE EpochBroadcast_Liveness -----------------------
\* What it takes for epoch broadcast to go on: what is fair, what is assumed
\* beside that, and that then everything is delivered at every node that is
\* up.
EXTENDS EpochBroadcast_Refinement

-----------------------------------------------------------------------------
\* Fairness.  Timers fire, disks answer, a message that stays in the network
\* arrives, and clients ask again.  All of this is weak: what can be done
\* from some time on without interruption is done.  Nothing is assumed here
\* of suspicions, crashes and losses.  Messages are fair to each node, not
\* each by itself, which is enough because requests are finite in number: a
\* node is changed by only so many messages of one epoch.  Only a leader that
\* looks for where the logs part could be kept at it by old answers, received
\* again and again.  So what it learns for good is fair by itself: that a
\* follower has more, or that there is a higher epoch.  Nothing is assumed of
\* pre-votes: they are for those who suspect, and suspicions end.
DiskAnswers(n) == AskForVotes(n) \/ Answer(n) \/ CountOwn(n)

Arrive(n) ==
  \/ ReceiveRequestVote(n)
  \/ ReceiveVote(n)
  \/ ReceiveAppend(n)
  \/ ReceiveAcknowledge(n)
  \/ ReceiveMismatch(n)
  \/ ReceiveNewer(n)
  \/ ReceiveTakeOver(n)

TimersFire == \A n \in Node : WF_variables(AskAgain(n)) /\ WF_variables(Replicate(n))

DisksAnswer == \A n \in Node : WF_variables(DiskAnswers(n))

HearsOfMore(n) ==
  Arrive(n) /\ (state'[n].match # state[n].match \/ state'[n].epoch # state[n].epoch)

MessagesArrive == \A n \in Node : WF_variables(Arrive(n)) /\ WF_variables(HearsOfMore(n))

ClientsAskAgain == \A n \in Node, batch \in Batch : WF_variables(Broadcast(n, batch))

FairSpec == Spec /\ TimersFire /\ DisksAnswer /\ MessagesArrive /\ ClientsAskAgain

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
NetworkHeals == <>[][~Lose]_variables

WouldVote(n, c) ==
  LET m == RequestVote(c, state[c], n)
  IN ~IsStale(state[n], m) /\ MayVote(Adopt(state[n], m.epoch), m)

CanWin(c, nodes) ==
  \/ state[c].role = "leader"
  \/ state[c].role = "candidate" /\ \A n \in nodes : WouldVote(n, c)

AreUp(nodes) == \A n \in nodes : IsUp(n)

IsEnough(nodes) == IsMajority(nodes)

Majority == {nodes \in SUBSET Node : IsEnough(nodes)}

StandsAlone(c, nodes) == AreUp(nodes) /\ CanWin(c, nodes)

Assumption(c, nodes) == NetworkHeals /\ <>[]StandsAlone(c, nodes)

\* What the leader has taken, and whatever anybody has delivered.
IsDue(c, r) ==
  \/ \E i \in 1..Len(state[c].log) : state[c].log[i].request = r
  \/ \E m \in Node : HasDelivered(m, r)

\* T1 and T3: then all that is due is delivered at every node that is up
\* from some time on, and so is whatever clients broadcast.
Termination ==
  \A nodes \in Majority : \A c \in nodes, n \in Node, r \in Request :
    Assumption(c, nodes) /\ <>[]IsUp(n) => <>[](IsDue(c, r) => HasDelivered(n, r))

ClientsAreServed ==
  \A nodes \in Majority : \A c \in nodes, n \in Node, r \in Request :
    Assumption(c, nodes) /\ <>[]IsUp(n) => <>HasDelivered(n, r)

\* C12: where only the nodes of one half ever take a step, whichever half it is,
\* nothing is ever decided.  A model says that the others are down for good.
NothingIsDecided == \A n \in Node : state[n].decided = 0 /\ delivered[n] = <<>>

\* A candidate does not ask for ever in an epoch that is over.  It asks all
\* who have not voted for it, and whoever of them knows a higher epoch tells
\* it.  A leader of that epoch would tell it too, but there may be none.  Here
\* too suspicions must end, or there would be ever more epochs to be over.
SuspicionsEnd == <>[][\A n \in Node : ~Suspect(n)]_variables

AsksInVain(c, n) ==
  /\ state[c].role = "candidate"
  /\ IsUp(n) /\ n \notin state[c].votes
  /\ state[n].epoch > state[c].epoch

OldCandidatesHear ==
  \A c, n \in Node : NetworkHeals /\ SuspicionsEnd => []<>~AsksInVain(c, n)

\* A leader that hears of no quorum does not lead for ever.  For this it need
\* only look, whatever arrives.
LeadersLook == \A n \in Node : WF_variables(CheckQuorum(n))

LeadsUnheard(n) == state[n].role = "leader" /\ ~IsProposalQuorum(Node \ state[n].unheard)

LeadersHearAQuorum == \A n \in Node : []<>~LeadsUnheard(n)

\* Where nobody suspects any more, and a leader does not give up, its heir
\* leads.  One that gives up does not hand over for ever, whatever arrives.
HeirsLead ==
  NetworkHeals => \A n, m \in Node : (state[n].heir = m) ~> (state[m].role = "leader")

NobodyGivesUp == <>[][\A n \in Node : ~GiveUp(n)]_variables

LeadersGiveUp == \A n \in Node : WF_variables(GiveUp(n))

NobodyHandsOverForEver == \A n \in Node : []<>(state[n].heir = None)

THEOREM FairSpec /\ SuspicionsEnd /\ NobodyGivesUp => HeirsLead
THEOREM Spec /\ LeadersGiveUp => NobodyHandsOverForEver
THEOREM Spec /\ LeadersLook => LeadersHearAQuorum
THEOREM FairSpec => OldCandidatesHear
THEOREM FairSpec => Termination
THEOREM FairSpec => ClientsAreServed
=============================================================================
