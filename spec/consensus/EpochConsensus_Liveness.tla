----------------------- MODULE EpochConsensus_Liveness -----------------------
\* What it takes for epoch consensus to end: what is fair, what is assumed
\* beside that, and that then every node that is up decides.
EXTENDS EpochConsensus_Invariants

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
=============================================================================
