---------------------- MODULE MCEpochBroadcast_Liveness ----------------------
\* The models of EpochBroadcast's termination: those in which it holds, each
\* with one beside it that shows that this is not for want of fair
\* behaviours, and those in which a part of the assumption is missing.
EXTENDS MCEpochBroadcast_Guards, EpochBroadcast_Liveness

-----------------------------------------------------------------------------
\* Bounds on the environment.  Who may start which epoch:
AllAtOnce(n, e) == e = 1
ThirdThenSecond(n, e) == (n = n3 /\ e = 2) \/ (n = n2 /\ e \in {2, 3})
OnlyTheSecondSuspects(n, e) == n = n2 /\ e = 2
OnlyTheSecondThirdly(n, e) == n = n2 /\ e = 3
OnlyTheSecondFourthly(n, e) == n = n2 /\ e = 4
OnlyTheThirdSuspects(n, e) == n = n3 /\ e = 2

\* The second, and then the third, which suspects only whom it has heard of.
SecondThenThird(n, e) ==
  <<n, e>> = <<n2, 2>> \/ (<<n, e>> = <<n3, 3>> /\ state[n3].leader = n2)

\* The first says where its log ends as soon as there is a request in it, or
\* always but between the decision and the broadcast.
WithARequest(n) == Len(state[n].log) > 1
UnlessItWaits(n) == Len(state[n].log) > 1 \/ state[n].decided = 0

\* A leader says where its log ends as long as somebody lacks a request.
WhileSomebodyLacks(n) == WithARequest(n) /\ \E m \in Node, r \in Request : ~HasDelivered(m, r)

\* Where the first is down for good, one majority is left of three.
LastTwo(nodes) == nodes = {n2, n3}

FirstTwo(n) == n \in {n1, n2}
NotTheFirst(n) == n # n1

NothingToAnHeir(m) == m.kind # "takeOver"
ThirdOnlyVotes(m) == m.to = n3 => m.kind = "requestVote"
OnceAllStand(m) == \A n \in Node : state[n].epoch = 1

\* What may be lost:
Questions(m) == m.kind = "requestVote"
QuestionsAndNews(m) == m.kind \in {"requestVote", "newer"}
ThatAnHeirMayStand(m) == m.kind = "takeOver"
Entries(m) == m.kind = "append" /\ m.entries # <<>>
TheRequest(m) == Entries(m) /\ m.after.position = 1
EntriesForTheThird(m) == Entries(m) /\ m.to = n3
VotesAndTheRequest(m) == m.kind \in {"requestVote", "vote"} \/ TheRequest(m)

-----------------------------------------------------------------------------
\* Starts in the middle, which are reached from Init if everything in the
\* network is lost.  In the one, the first node has led, has decided what
\* the second has on disk too, has delivered it, and is down.  The second
\* has restarted, and the third has voted, and not heard of anything since.
FirstRequest == [client |-> a, number |-> 1]

FirstRecord ==
  [epoch |-> 1, vote |-> n1,
   log |-> <<[epoch |-> 1, request |-> None], [epoch |-> 1, request |-> FirstRequest]>>]

VoteAlone == [epoch |-> 1, vote |-> n1, log |-> <<>>]

Down(s) == [s EXCEPT !.role = "down"]

Interrupted ==
  /\ durable = [n \in Node |-> IF n = n3 THEN VoteAlone ELSE FirstRecord]
  /\ state = [n \in Node |-> IF n = n1 THEN Down(Recovered(durable[n])) ELSE Recovered(durable[n])]
  /\ writing = [n \in Node |-> <<>>]
  /\ broadcast = {FirstRequest}
  /\ delivered = [n \in Node |-> IF n = n1 THEN <<FirstRequest>> ELSE <<>>]

NotInterrupted == ~Interrupted

\* In the other, all but the first two have gone down before anything else.
HalfDown ==
  /\ durable = [n \in Node |-> NoRecord]
  /\ state = [n \in Node |-> IF n \in {n1, n2} THEN Recovered(NoRecord) ELSE Down(Recovered(NoRecord))]
  /\ writing = [n \in Node |-> <<>>]
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]

\* Or any half of the nodes have, and no more are ever up.
AnyHalfDown ==
  /\ durable = [n \in Node |-> NoRecord]
  /\ \E half \in SUBSET Node :
       /\ 2 * Cardinality(half) = Cardinality(Node)
       /\ state = [n \in Node |-> IF n \in half THEN Down(Started(NoRecord)) ELSE Started(NoRecord)]
  /\ writing = [n \in Node |-> <<>>]
  /\ broadcast = {}
  /\ delivered = [n \in Node |-> <<>>]

SpecOfAnyHalf == AnyHalfDown /\ messages = {} /\ [][Next]_variables

\* And in another, the first node has taken the request in the first epoch, and
\* nobody heard of it; the second has taken it in the second epoch, and the
\* third has it from there, and is down.  So the first has a tail that
\* disagrees.
OpeningOfTheFirst == [epoch |-> 1, request |-> None]
Taken(e) == <<OpeningOfTheFirst, [epoch |-> e, request |-> FirstRequest]>>

Diverged ==
  /\ durable = [n \in Node |->
       IF n = n1 THEN [epoch |-> 1, vote |-> n1, log |-> Taken(1)]
       ELSE [epoch |-> 2, vote |-> n2, log |-> Taken(2)]]
  /\ state = [n \in Node |-> IF n = n3 THEN Down(Recovered(durable[n])) ELSE Recovered(durable[n])]
  /\ writing = [n \in Node |-> <<>>]
  /\ broadcast = {FirstRequest}
  /\ delivered = [n \in Node |-> <<>>]

\* Or the tail of the first is of a higher epoch than what the second has
\* there: each has led, the second before the first, and nobody has heard of
\* what they appended.  The third has voted for both.
OpeningIn(e) == [epoch |-> e, request |-> None]

Surpassed ==
  /\ durable = [n \in Node |->
       CASE n = n1 -> [epoch |-> 3, vote |-> n1, log |-> <<OpeningOfTheFirst, OpeningIn(3)>>]
         [] n = n2 -> [epoch |-> 3, vote |-> None,
                       log |-> <<OpeningOfTheFirst, OpeningIn(2), [epoch |-> 2, request |-> FirstRequest]>>]
         [] OTHER -> [epoch |-> 3, vote |-> n1, log |-> <<OpeningOfTheFirst>>]]
  /\ state = [n \in Node |-> Recovered(durable[n])]
  /\ writing = [n \in Node |-> <<>>]
  /\ broadcast = {FirstRequest}
  /\ delivered = [n \in Node |-> <<>>]

Fairly == TimersFire /\ DisksAnswer /\ MessagesArrive /\ ClientsAskAgain

FairSpecAfterwards == Interrupted /\ messages = {} /\ [][Next]_variables /\ Fairly

FairSpecOfDiverged == Diverged /\ messages = {} /\ [][Next]_variables /\ Fairly

FairSpecOfSurpassed == Surpassed /\ messages = {} /\ [][Next]_variables /\ Fairly

FairSpecOfHalf == HalfDown /\ messages = {} /\ [][Next]_variables /\ Fairly

-----------------------------------------------------------------------------
\* Termination must not be vacuous: its assumption is met by fair behaviours.
\* It is met after a crash and a loss, while others could still suspect, and
\* do not.
AnEpochIsLeft ==
  \E n \in Node : state[n].role \in {"follower", "candidate"} /\ MaySuspect(n, state[n].epoch + 1)

\* The first has asked for votes, and its question is lost.
QuestionIsLost == state[n1].role = "candidate" /\ state[n1].votes # {} /\ Of("requestVote") = {}

NotMetAmidFaults ==
  ~(/\ Assumption(n1, {n1, n2}) /\ <>[]AnEpochIsLeft
    /\ <>~IsUp(n2) /\ <>QuestionIsLost)

NotMet == ~Assumption(n1, {n1, n2})

NotMetAfterwards == ~(Assumption(n2, {n2, n3}) /\ <>[]~IsUp(n1))

NotMetByAll == ~(Assumption(n2, Node) /\ <>[]IsUp(n1))

\* The second leads after the first, and what it opens its epoch with is sent
\* in the same step: if the third has it neither in its log nor on its way, it
\* is lost.  The third crashes and comes back.
LosesItsOpening ==
  /\ state[n2].role = "leader" /\ Len(state[n3].log) < Len(state[n2].log)
  /\ ~\E m \in messages : EntriesForTheThird(m)

NotMetOnTheWay ==
  ~(/\ Assumption(n2, {n2, n3})
    /\ <>~IsUp(n3) /\ <>LosesItsOpening)

\* The third leads at last, after the second.
NotMetByTheThird == ~(Assumption(n3, {n2, n3}) /\ <>(state[n2].role = "leader"))

\* Somebody asks in an epoch that is over.
NobodyAsksInVain == \A c, n \in Node : ~AsksInVain(c, n)

\* The second leads, and finds the first with the tail that disagrees.
NotMetByMending ==
  ~(Assumption(n2, {n1, n2}) /\ <>(state[n2].role = "leader" /\ state[n1].log = Taken(1)))

-----------------------------------------------------------------------------
\* Parts of the assumption, gone.
TerminationInSpiteOfLosses ==
  \A r \in Request :
    <>[]StandsAlone(n1, {n1, n2}) => <>[](IsDue(n1, r) => HasDelivered(n2, r))

TerminationInSpiteOfCrashes ==
  \A r \in Request :
    NetworkHeals /\ <>[]CanWin(n1, {n1, n2}) /\ []<>AreUp({n1, n2})
      => <>[](IsDue(n1, r) => HasDelivered(n2, r))

HalfOrMore(nodes) == 2 * Cardinality(nodes) >= Cardinality(Node)

\* A voter that would vote but for its log, and one that would but for its
\* vote.
WouldVoteButForItsLog(n, c) ==
  state[n].epoch <= state[c].epoch /\ HasVoteFor(Adopt(state[n], state[c].epoch), c)

WouldVoteButForItsVote(n, c) ==
  state[n].epoch <= state[c].epoch /\ IsAsFarAs(End(state[c].log), End(state[n].log))

SameLog(s) == s.log

SpecWithoutDisks == Spec /\ TimersFire /\ MessagesArrive /\ ClientsAskAgain

SpecWithoutMessages == Spec /\ TimersFire /\ DisksAnswer /\ ClientsAskAgain

SpecAfterwardsWithoutTimers ==
  Interrupted /\ messages = {} /\ [][Next]_variables /\ DisksAnswer /\ MessagesArrive /\ ClientsAskAgain

SpecInWhichLeadersLook == Spec /\ LeadersLook
SpecInWhichLeadersGiveUp == Spec /\ LeadersGiveUp

\* Where a leader that looks for where the logs part need hear of nothing but
\* that a follower has more.
SpecWithoutHigherEpochs ==
  /\ Interrupted /\ messages = {} /\ [][Next]_variables
  /\ TimersFire /\ DisksAnswer /\ ClientsAskAgain
  /\ \A n \in Node :
       /\ WF_variables(Arrive(n))
       /\ WF_variables(ReceiveAcknowledge(n) /\ state'[n].match # state[n].match)

SpecWithoutClients == Spec /\ TimersFire /\ DisksAnswer /\ MessagesArrive
=============================================================================
