---------------------- MODULE MCEpochConsensus_Liveness ----------------------
\* The models of EpochConsensus's termination: those in which it holds, each
\* of which shows that its assumption is met, and those in which a part of the
\* assumption is missing.  No network is cut here: what never arrives is not
\* fair.
EXTENDS MCEpochConsensus_Guards, EpochConsensus_Liveness

-----------------------------------------------------------------------------
\* Starts in the middle.  Some nodes are down, and nobody has done anything.
InitWithDown(IsDown(_)) ==
  /\ state = [n \in Node |-> [Recovered(NoRecord) EXCEPT !.role = IF IsDown(n) THEN "down" ELSE @]]
  /\ durable = [n \in Node |-> NoRecord]
  /\ writing = [n \in Node |-> <<>>]
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]
  /\ messages = {}

AllButThreeAreDown == InitWithDown(AllButThree)
AllButTwoAreDown   == InitWithDown(AllButTwo)
TheFirstIsDown     == InitWithDown(OnlyTheFirst)

\* The first has led, and the second has accepted its proposal.  Everything in
\* the network was lost, and the first is down.
ProposalIn(record) == [record EXCEPT !.accepted = [epoch |-> 1, value |-> v1]]

VotedForFirst == [NoRecord EXCEPT !.epoch = 1, !.vote = n1]

TheFirstHasLed ==
  /\ durable = [n \in Node |-> IF n = n3 THEN VotedForFirst ELSE ProposalIn(VotedForFirst)]
  /\ state = [n \in Node |-> [Recovered(durable[n]) EXCEPT !.role = IF n = n1 THEN "down" ELSE @]]
  /\ writing = [n \in Node |-> <<>>]
  /\ proposed = {v1}
  /\ decided = [n \in Node |-> None]
  /\ messages = {}

-----------------------------------------------------------------------------
\* Who may start which epoch, and what may be lost.
SecondThenThird(n, e) == <<n, e>> \in {<<n2, 2>>, <<n3, 3>>}
SecondStartsTwo(n, e) == n = n2 /\ e = 2

Proposals(m) == m.kind = "propose"
ProposalsAndVotes(m) == m.kind \in {"propose", "vote"}

\* Termination must not be vacuous: a fair behaviour exists in which its
\* assumption is met, after a crash and a loss, and while epochs are left that
\* somebody could start.
HasCrashed == \E n \in Node : ~IsUp(n)

HasLost == \E n \in Node : HasProposed(state[n]) /\ ~\E m \in Of("propose") : m.epoch = state[n].epoch

EpochsAreLeft == \E n \in Node : ENABLED Suspect(n)

AssumptionIsNeverMet ==
  Assumption({n1, n2}, n1, n2) => ~(<>HasCrashed /\ <>HasLost /\ <>[]EpochsAreLeft)

AssumptionIsNeverMetAfterwards ==
  Assumption({n2, n3}, n2, n3) => ~(<>HasCrashed /\ <>HasLost /\ <>[]EpochsAreLeft)

\* And one in which three are up, and the others are down for good.
AssumptionIsNeverMetByThree == ~Assumption({n1, n2, n3}, n1, n3)

-----------------------------------------------------------------------------
\* Parts of the assumption, gone.
TerminationInSpiteOfCrashes ==
  \A nodes \in SUBSET Node : \A c \in nodes, n \in Node :
    IsMajority(nodes) /\ <>[]CanWin(c, nodes) /\ []<>AreUp(nodes \cup {n}) => <>HasDecided(n)

IsCandidate(c) == state[c].role \in {"candidate", "leader"}

TerminationInSpiteOfSuspicions ==
  \A nodes \in SUBSET Node : \A c \in nodes, n \in Node :
    IsMajority(nodes) /\ <>[](AreUp(nodes \cup {n}) /\ IsCandidate(c)) => <>HasDecided(n)

TerminationWithoutACandidate ==
  \A nodes \in SUBSET Node : \A n \in Node :
    IsMajority(nodes) /\ <>[]AreUp(nodes \cup {n}) => <>HasDecided(n)

IsHalf(nodes) == 2 * Cardinality(nodes) >= Cardinality(Node)

TerminationWithHalfUp ==
  \A nodes \in SUBSET Node : \A c \in nodes, n \in Node :
    IsHalf(nodes) /\ Assumption(nodes, c, n) => <>HasDecided(n)

\* Where the network loses nothing, weak fairness is enough.
MessagesWait ==
  \A n \in Node :
    /\ WF_variables(ReceiveRequestVote(n))
    /\ WF_variables(ReceivePropose(n))
    /\ WF_variables(Hear(n))

FairSpecWithoutLosses == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk /\ MessagesWait

SpecWithoutMessagesArriving == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk

SpecWithoutClients == Spec /\ TimersFire /\ DisksWrite /\ MessagesArrive
=============================================================================
