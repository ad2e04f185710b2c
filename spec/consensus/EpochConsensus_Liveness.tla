----------------------- MODULE EpochConsensus_Liveness -----------------------
\* What it takes for epoch consensus to end: what is fair, what is assumed
\* beside that, and that then every node that stays up decides.
EXTENDS EpochConsensus_Invariants

\* Fairness.  Timers fire, disks write, and clients ask, in the end (weak
\* fairness).  A message that is sent again and again is received in the
\* end, though each copy may be lost (strong fairness).  Nothing is assumed
\* of suspicions, crashes and restarts.
TimersFire == \A n \in Node : WF_variables(AskAgain(n) \/ Resend(n))

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
\* Termination (C4).  Nobody can promise it without assuming something.  From
\* some time on
\*
\*  - the nodes of some majority are up, while the others may crash and come
\*    back for ever, or be down for good;
\*  - one node of the majority stands alone: it leads, or it is a candidate
\*    for which each of them would vote.
\*
\* The last point is about time, of which nothing is said here.  A false
\* suspicion deposes a leader, and two candidates at once can split the votes.
\* So suspicions must end; that epochs are left to suspect in does no harm.
\* To these come the assumptions of FairSpec: messages that are sent again and
\* again arrive, and a client asks.  Then every node that is up from some time
\* on decides.
WouldVote(n, c) ==
  LET m == RequestVote(c, state[c], n)
  IN ~IsStale(state[n], m) /\ MayVote(Adopt(state[n], m.epoch), m)

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

THEOREM FairSpec => Termination
=============================================================================
