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

\* No suspicion is false: the first stands, and once it knows the decision the
\* second suspects it, which then crashes no more.  (If it did, it would need
\* another epoch to ask in, and a model has so many.)
FirstThenTheUntold(n, e) ==
  \/ n = n1 /\ e = 1
  \/ n = n2 /\ e <= 2 /\ state[n1].decision # None

CrashesBeforeItSuspects(n) == n = n2 /\ state[n].vote # n2

ToTheThird(m) == m.to = n3
ButDecisions(m) == m.kind # "decide"
OnlyDecisions(m) == m.kind = "decide"

Proposals(m) == m.kind = "propose"
ProposalsAndVotes(m) == m.kind \in {"propose", "vote"}

\* Termination must not be vacuous: a fair behaviour exists in which its
\* assumption is met, after a crash and a loss, and while epochs are left that
\* somebody could start who did not know the decision.
HasCrashed == \E n \in Node : ~IsUp(n)

HasLost == \E n \in Node : HasProposed(state[n]) /\ ~\E m \in Of("propose") : m.epoch = state[n].epoch

EpochsAreLeft ==
  \E n \in Node : state[n].role \in {"follower", "candidate"} /\ MaySuspect(n, state[n].epoch + 1)

AssumptionIsNeverMet ==
  Assumption({n1, n2}, n1, n2) => ~(<>HasCrashed /\ <>HasLost /\ <>[]EpochsAreLeft)

AssumptionIsNeverMetAfterwards ==
  Assumption({n2, n3}, n2, n3) => ~(<>HasCrashed /\ <>HasLost /\ <>[]EpochsAreLeft)

\* And one in which three are up, and the others are down for good.
AssumptionIsNeverMetByThree == ~Assumption({n1, n2, n3}, n1, n3)

\* Nor must what comes after: a node forgets what it has told its user, and has
\* to stand to learn it; two of three decide, and the third is down for good;
\* a free leader goes on leading after a crash of another, and what it said
\* was lost.
HasForgotten == decided[n2] # None /\ IsUp(n2) /\ ~Knows(n2)

NobodyHasToAsk ==
  Assumption({n1, n2}, n1, n2) => ~<>(HasForgotten /\ state[n2].vote = n2)

NobodyIsDownForGood ==
  ~(StayUp({n1, n2}) /\ Assumption({n1, n2}, n1, n1) /\ <>[]Knows(n2))

HasSaidNothing(c) == IsFree(c) /\ ~\E m \in Of("lead") : m.epoch = state[c].epoch

NobodyIsFreeForGood ==
  ~(<>[](IsFree(n1) /\ IsUp(n2)) /\ <>HasCrashed /\ <>HasSaidNothing(n1))

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
    /\ WF_variables(ReceiveLead(n))
    /\ WF_variables(ReceivePropose(n))
    /\ WF_variables(Hear(n))

FairSpecWithoutLosses == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk /\ MessagesWait

\* Whoever does not know the decision need not suspect those who do.
SpecWithoutSuspicions == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk /\ MessagesArrive

SpecWithoutMessagesArriving == Spec /\ TimersFire /\ DisksWrite /\ ClientsAsk

SpecWithoutClients == Spec /\ TimersFire /\ DisksWrite /\ MessagesArrive
-----------------------------------------------------------------------------
SpecInWhichLeadersLook == Spec /\ LeadersLook
=============================================================================
