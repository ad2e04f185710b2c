--------------------- MODULE MCEpochConsensus_Conjuncts ---------------------
\* What the conjuncts of the inductive invariant are for.  For each there is a
\* state of three nodes, which need not be reachable, that satisfies all the
\* others, and a step from it that does not: without the conjunct the rest
\* would not be inductive.  Most of these states were found by `make inductive
\* FIND=1`, for two nodes; the third has no part in them.
EXTENDS MCEpochConsensus_Voting, TLC

VARIABLE without  \* the conjunct that is left out

Conjuncts ==
  {"DiskFollowsMemory", "WritesGoOn", "AcknowledgedIsDurable",
   "CountsOnlyWhileItCounts", "CountedWasSaid", "VotesAnswer",
   "WritersAnswer", "VotedOncePerEpoch", "LeadersWereElected",
   "OneValuePerEpoch", "AcceptedWasPut", "FreeIsFree", "OnlyWhatWasProposed",
   "LastVoteIsOnDisk", "SaidIsVoted", "VotesAreForProposals",
   "ElectionsTellVotes", "ProposalsAreSafe", "DecisionsAreChosen",
   "DecidedIsChosen"}

\* What was to be shown, upon which nothing rests; and whom nodes follow, of
\* which nothing was found that rests on it.
Others ==
  /\ TypeOK
  /\ LeadersAreFollowed
  /\ DecisionIsTold
  /\ Agreement
  /\ Validity

Holds(conjunct) ==
  CASE conjunct = "DiskFollowsMemory" -> DiskFollowsMemory
    [] conjunct = "WritesGoOn" -> WritesGoOn
    [] conjunct = "AcknowledgedIsDurable" -> AcknowledgedIsDurable
    [] conjunct = "CountsOnlyWhileItCounts" -> CountsOnlyWhileItCounts
    [] conjunct = "CountedWasSaid" -> CountedWasSaid
    [] conjunct = "VotesAnswer" -> VotesAnswer
    [] conjunct = "WritersAnswer" -> WritersAnswer
    [] conjunct = "VotedOncePerEpoch" -> VotedOncePerEpoch
    [] conjunct = "LeadersWereElected" -> LeadersWereElected
    [] conjunct = "OneValuePerEpoch" -> OneValuePerEpoch
    [] conjunct = "AcceptedWasPut" -> AcceptedWasPut
    [] conjunct = "FreeIsFree" -> FreeIsFree
    [] conjunct = "OnlyWhatWasProposed" -> OnlyWhatWasProposed
    [] conjunct = "LastVoteIsOnDisk" -> LastVoteIsOnDisk
    [] conjunct = "SaidIsVoted" -> SaidIsVoted
    [] conjunct = "VotesAreForProposals" -> VotesAreForProposals
    [] conjunct = "ElectionsTellVotes" -> ElectionsTellVotes
    [] conjunct = "ProposalsAreSafe" -> ProposalsAreSafe
    [] conjunct = "DecisionsAreChosen" -> DecisionsAreChosen
    [] conjunct = "DecidedIsChosen" -> DecidedIsChosen

Rest(conjunct) == Others /\ \A other \in Conjuncts \ {conjunct} : Holds(other)

-----------------------------------------------------------------------------
\* A state, by what the nodes are, by what is on their disks and behind it in
\* flight, by what was sent, and by what is part of no node: what clients have
\* proposed, what users were told, and what was voted.
At(e, v) == [epoch |-> e, value |-> v]

Rec(e, n, accepted) == [epoch |-> e, vote |-> n, accepted |-> accepted]

Is(role, record, leader) == [Recovered(record) EXCEPT !.role = role, !.leader = leader]

Each(first, second, third) == n1 :> first @@ n2 :> second @@ n3 :> third

Are(first, second) == state = Each(first, second, Is("follower", NoRecord, None))

Disks(first, second) ==
  LET disks == Each(first, second, <<NoRecord>>)
  IN /\ durable = [n \in Node |-> Head(disks[n])]
     /\ writing = [n \in Node |-> Tail(disks[n])]

Facts(values, toldFirst, toldSecond, first, second) ==
  /\ proposed = values
  /\ decided = Each(toldFirst, toldSecond, None)
  /\ votes = Each(first, second, {})

\* The same of three nodes that have nothing in flight.
AreThree(first, second, third) ==
  /\ state = Each(first, second, third)
  /\ durable = [n \in Node |-> Record(state[n])]
  /\ writing = [n \in Node |-> <<>>]

FactsOfThree(values, toldFirst, first, second, third) ==
  /\ proposed = values
  /\ decided = Each(toldFirst, None, None)
  /\ votes = Each(first, second, third)

Asks(e, n, to)               == [kind |-> "requestVote", epoch |-> e, from |-> n, to |-> to]
Gives(e, n, to, accepted)    == [kind |-> "vote", epoch |-> e, from |-> n, to |-> to, accepted |-> accepted]
Proposes(e, n, to, v)        == [kind |-> "propose", epoch |-> e, from |-> n, to |-> to, value |-> v]
Accepts(e, n, to)            == [kind |-> "accept", epoch |-> e, from |-> n, to |-> to]
Decides(n, to, v)            == [kind |-> "decide", from |-> n, to |-> to, value |-> v]
Refuses(e, n, to)            == [kind |-> "newer", epoch |-> e, from |-> n, to |-> to]
Wishes(n, to, v)             == [kind |-> "wish", from |-> n, to |-> to, value |-> v]

WereSent(sent) == messages = sent

\* The first value was chosen in the first epoch, and the leader of the second
\* is about to decide the second value.
OtherThanChosen ==
  /\ AreThree(Is("follower", Rec(2, n3, At(1, v1)), None),
              Is("follower", Rec(2, None, At(2, v2)), n3),
              [Is("leader", Rec(2, n3, At(2, v2)), n3) EXCEPT !.acceptances = {n3}])
  /\ WereSent({Asks(1, n1, n2), Gives(1, n2, n1, Nothing), Proposes(1, n1, n2, v1),
               Asks(2, n3, n1), Gives(2, n1, n3, At(1, v1)), Proposes(2, n3, n2, v2),
               Accepts(2, n2, n3)})

StateFor(conjunct) ==
  CASE conjunct = "DiskFollowsMemory" ->
         \* What a candidate remembers is not what its disk holds.
         /\ Are([Is("candidate", Rec(1, n1, Nothing), None) EXCEPT !.votes = {n1}],
                Is("candidate", Rec(2, n2, Nothing), None))
         /\ Disks(<<Rec(1, n1, Nothing)>>, <<Rec(1, n1, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2)})
         /\ Facts({v1}, None, None, {}, {})
    [] conjunct = "WritesGoOn" ->
         \* A node writes that it has no vote, after it has voted.
         /\ Are(Is("follower", Rec(2, n2, At(1, v1)), None),
                Is("down", Rec(2, n2, Nothing), None))
         /\ Disks(<<Rec(2, n2, At(1, v1)), Rec(2, None, At(1, v1)), Rec(2, n2, At(1, v1))>>,
                  <<Rec(2, n2, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(1, n1, n2, v1), Proposes(2, n2, n1, v1),
                      Refuses(2, n2, n1), Gives(1, n2, n1, Nothing),
                      Gives(2, n1, n2, At(1, v1)), Wishes(n1, n2, v1)})
         /\ Facts({v1}, None, None, {}, {})
    [] conjunct = "AcknowledgedIsDurable" ->
         \* A vote was said that is on no disk.
         /\ Are([Is("candidate", Rec(1, n1, Nothing), None) EXCEPT !.votes = {n1}],
                [Is("candidate", Rec(2, n2, Nothing), None) EXCEPT !.votes = {n2}])
         /\ Disks(<<Rec(1, n1, Nothing)>>, <<Rec(2, n2, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1), Refuses(2, n2, n1),
                      Gives(2, n1, n2, Nothing)})
         /\ Facts({v1, v2}, None, None, {}, {})
    [] conjunct = "CountsOnlyWhileItCounts" ->
         \* A candidate has voted for another, and counts its own vote.
         /\ Are(Is("candidate", Rec(1, n2, Nothing), None),
                [Is("candidate", Rec(1, n2, Nothing), None) EXCEPT !.votes = {n2}])
         /\ Disks(<<NoRecord, Rec(1, n2, Nothing)>>, <<Rec(1, n2, Nothing)>>)
         /\ WereSent({Asks(1, n2, n1)})
         /\ Facts({}, None, None, {}, {})
    [] conjunct = "CountedWasSaid" ->
         \* A leader has counted an acceptance that nobody has sent.
         /\ Are([Is("leader", Rec(1, n1, At(1, v1)), n1) EXCEPT !.acceptances = {n2}],
                [Is("candidate", Rec(2, n2, At(1, v1)), None) EXCEPT !.votes = {n2}, !.highest = At(1, v1)])
         /\ Disks(<<Rec(1, n1, Nothing), Rec(1, n1, At(1, v1))>>,
                  <<Rec(2, n2, At(1, v1))>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(1, n1, n2, v1), Refuses(2, n2, n1),
                      Gives(1, n2, n1, Nothing), Wishes(n1, n2, v1)})
         /\ Facts({v1, v2}, None, None, {}, {})
    [] conjunct = "VotesAnswer" ->
         \* A candidate has a vote for which it has not asked.
         /\ Are(Is("follower", Rec(2, n2, Nothing), None),
                [Is("candidate", Rec(2, n2, Nothing), None) EXCEPT !.votes = {n2}])
         /\ Disks(<<Rec(2, n2, Nothing)>>, <<Rec(2, n2, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Gives(2, n1, n2, Nothing)})
         /\ Facts({}, None, None, {}, {})
    [] conjunct = "WritersAnswer" ->
         \* A follower writes what it has accepted, and is about to send its vote.
         /\ Are(Is("follower", Rec(2, n2, At(2, v1)), None),
                Is("follower", Rec(2, n2, At(2, v1)), None))
         /\ Disks(<<Rec(2, n2, At(1, v1)), Rec(2, n2, At(2, v1))>>,
                  <<Rec(2, n2, At(2, v1))>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(1, n1, n2, v1), Proposes(2, n2, n1, v1),
                      Refuses(2, n2, n1), Gives(1, n2, n1, Nothing),
                      Gives(2, n1, n2, At(1, v1)), Wishes(n1, n2, v1)})
         /\ Facts({v1}, None, None, {}, {At(1, v1), At(2, v1)})
    [] conjunct = "VotedOncePerEpoch" ->
         \* One node has voted for two, and both lead.
         /\ AreThree(Is("leader", Rec(1, n1, Nothing), n1),
                     Is("leader", Rec(1, n2, Nothing), n2),
                     Is("follower", Rec(2, None, Nothing), None))
         /\ WereSent({Asks(1, n1, n3), Asks(1, n2, n3), Gives(1, n3, n1, Nothing),
                      Gives(1, n3, n2, Nothing)})
         /\ FactsOfThree({v1, v2}, None, {}, {}, {})
    [] conjunct = "LeadersWereElected" ->
         \* A proposal was made by a node that nobody has elected.
         /\ Are(Is("follower", Rec(1, n1, At(1, v1)), None),
                Is("follower", Rec(1, n1, Nothing), None))
         /\ Disks(<<Rec(1, n1, At(1, v1))>>, <<Rec(1, n1, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Proposes(1, n1, n2, v1),
                      Refuses(2, n2, n1), Wishes(n1, n2, v1)})
         /\ Facts({v1}, None, None, {At(1, v1)}, {})
    [] conjunct = "OneValuePerEpoch" ->
         \* A leader has put two values to the vote.
         /\ Are(Is("follower", Rec(2, n2, At(2, v1)), n2),
                Is("down", Rec(2, n2, At(1, v1)), None))
         /\ Disks(<<Rec(2, n2, At(1, v1)), Rec(2, n2, At(2, v1))>>,
                  <<Rec(2, n2, At(1, v1))>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(1, n1, n2, v1), Proposes(2, n2, n1, v1),
                      Proposes(2, n2, n1, v2), Refuses(2, n2, n1),
                      Gives(1, n2, n1, Nothing), Gives(2, n1, n2, At(1, v1)),
                      Wishes(n1, n2, v1), Wishes(n2, n1, v2)})
         /\ Facts({v1, v2}, None, None, {}, {})
    [] conjunct = "AcceptedWasPut" ->
         \* A leader has accepted what it has not put to the vote.
         /\ Are(Is("leader", Rec(1, n1, At(1, v1)), n1),
                Is("down", Rec(1, n1, Nothing), None))
         /\ Disks(<<Rec(1, n1, Nothing), Rec(1, n1, At(1, v1))>>,
                  <<Rec(1, n1, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Gives(1, n2, n1, Nothing)})
         /\ Facts({v1}, None, None, {}, {})
    [] conjunct = "FreeIsFree" ->
         \* A leader has put a value to the vote, and forgotten it.
         /\ Are(Is("down", Rec(2, n2, Nothing), None),
                Is("leader", Rec(2, n2, Nothing), n2))
         /\ Disks(<<Rec(2, n2, Nothing)>>, <<Rec(2, n2, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(2, n2, n1, v1), Refuses(2, n2, n1),
                      Gives(2, n1, n2, Nothing)})
         /\ Facts({v1}, None, None, {}, {})
    [] conjunct = "OnlyWhatWasProposed" ->
         \* A value is written that no client has proposed.
         /\ Are(Is("down", Rec(1, n1, Nothing), None),
                Is("candidate", Rec(2, n2, At(1, v1)), None))
         /\ Disks(<<Rec(1, n1, Nothing)>>,
                  <<Rec(1, n1, Nothing), Rec(1, n1, At(1, v1)), Rec(2, n2, At(1, v1))>>)
         /\ WereSent({Asks(1, n1, n2), Proposes(1, n1, n2, v1),
                      Gives(1, n2, n1, Nothing), Wishes(n1, n2, v1)})
         /\ Facts({}, None, None, {}, {})
    [] conjunct = "LastVoteIsOnDisk" ->
         \* A node has voted for a value, and its disk has lost it.
         /\ Are(Is("follower", Rec(2, n2, Nothing), None),
                [Is("candidate", Rec(2, n2, Nothing), None) EXCEPT !.votes = {n2}])
         /\ Disks(<<Rec(1, n1, Nothing), Rec(2, None, Nothing), Rec(2, n2, Nothing)>>,
                  <<Rec(2, n2, Nothing)>>)
         /\ WereSent({Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(1, n1, n2, v1), Gives(1, n2, n1, Nothing),
                      Wishes(n1, n2, v1)})
         /\ Facts({v1}, None, None, {At(1, v1)}, {})
    [] conjunct = "SaidIsVoted" ->
         \* An acceptance was sent that was never on the disk.
         /\ Are([Is("leader", Rec(1, n1, At(1, v1)), n1) EXCEPT !.acceptances = {n1}],
                Is("down", Rec(2, n2, At(1, v1)), None))
         /\ Disks(<<Rec(1, n1, At(1, v1))>>, <<Rec(2, n2, At(1, v1))>>)
         /\ WereSent({Accepts(1, n2, n1), Asks(1, n1, n2),
                      Proposes(1, n1, n2, v1), Refuses(2, n2, n1),
                      Gives(1, n2, n1, Nothing), Wishes(n1, n2, v1)})
         /\ Facts({v1}, None, None, {At(1, v1)}, {})
    [] conjunct = "VotesAreForProposals" ->
         \* A node has voted for two values in one epoch.
         /\ OtherThanChosen
         /\ FactsOfThree({v1, v2}, v1, {At(1, v1), At(1, v2)}, {At(1, v1), At(2, v2)},
                         {At(2, v2)})
    [] conjunct = "ElectionsTellVotes" ->
         \* A voter has kept to itself what was chosen.
         /\ AreThree(Is("follower", Rec(3, n2, At(3, v1)), n2),
                     Is("leader", Rec(3, n2, At(3, v1)), n2),
                     [Is("candidate", Rec(2, n3, Nothing), None) EXCEPT !.votes = {n3}])
         /\ WereSent({Asks(1, n1, n2), Gives(1, n2, n1, Nothing), Proposes(1, n1, n2, v1),
                      Asks(2, n3, n1), Gives(2, n1, n3, Nothing), Asks(3, n2, n1),
                      Gives(3, n1, n2, At(1, v1)), Proposes(3, n2, n1, v1)})
         /\ FactsOfThree({v1, v2}, None, {At(1, v1), At(3, v1)}, {At(1, v1), At(3, v1)},
                         {})
    [] conjunct = "ProposalsAreSafe" ->
         \* A leader puts another value to the vote than the chosen one.
         /\ OtherThanChosen
         /\ FactsOfThree({v1, v2}, v1, {At(1, v1)}, {At(1, v1), At(2, v2)}, {At(2, v2)})
    [] conjunct = "DecisionsAreChosen" ->
         \* A decision is told of what was not chosen.
         /\ Are(Is("candidate", Rec(1, n1, Nothing), None),
                Is("follower", NoRecord, None))
         /\ Disks(<<NoRecord, Rec(1, n1, Nothing)>>, <<NoRecord>>)
         /\ WereSent({Decides(n1, n2, v1)})
         /\ Facts({v1}, None, None, {}, {})
    [] conjunct = "DecidedIsChosen" ->
         \* A user was told what was not chosen, and something else will be.
         /\ Are([Is("leader", Rec(1, n1, At(1, v1)), n1) EXCEPT !.acceptances = {n2}],
                [Is("candidate", Rec(2, n2, At(1, v1)), None) EXCEPT !.votes = {n2}, !.highest = At(1, v1)])
         /\ Disks(<<Rec(1, n1, Nothing), Rec(1, n1, At(1, v1))>>,
                  <<Rec(2, n2, At(1, v1))>>)
         /\ WereSent({Accepts(1, n2, n1), Asks(1, n1, n2), Asks(2, n2, n1),
                      Proposes(1, n1, n2, v1), Refuses(2, n2, n1),
                      Gives(1, n2, n1, Nothing), Wishes(n1, n2, v1),
                      Wishes(n2, n1, v2)})
         /\ Facts({v1, v2}, None, v2, {}, {At(1, v1)})

StatesFor == without \in Conjuncts /\ StateFor(without)

NextOfThese == TLCGet("level") = 1 /\ NextWithVotes /\ UNCHANGED without

-----------------------------------------------------------------------------
\* "The rest holds without it": TLC must violate each, after one step.
RestHoldsWithout(conjunct) == without = conjunct => Rest(conjunct)

NoNeedOfDiskFollowsMemory       == RestHoldsWithout("DiskFollowsMemory")
NoNeedOfWritesGoOn              == RestHoldsWithout("WritesGoOn")
NoNeedOfAcknowledgedIsDurable   == RestHoldsWithout("AcknowledgedIsDurable")
NoNeedOfCountsOnlyWhileItCounts == RestHoldsWithout("CountsOnlyWhileItCounts")
NoNeedOfCountedWasSaid          == RestHoldsWithout("CountedWasSaid")
NoNeedOfVotesAnswer             == RestHoldsWithout("VotesAnswer")
NoNeedOfWritersAnswer           == RestHoldsWithout("WritersAnswer")
NoNeedOfVotedOncePerEpoch       == RestHoldsWithout("VotedOncePerEpoch")
NoNeedOfLeadersWereElected      == RestHoldsWithout("LeadersWereElected")
NoNeedOfOneValuePerEpoch        == RestHoldsWithout("OneValuePerEpoch")
NoNeedOfAcceptedWasPut          == RestHoldsWithout("AcceptedWasPut")
NoNeedOfFreeIsFree              == RestHoldsWithout("FreeIsFree")
NoNeedOfOnlyWhatWasProposed     == RestHoldsWithout("OnlyWhatWasProposed")
NoNeedOfLastVoteIsOnDisk        == RestHoldsWithout("LastVoteIsOnDisk")
NoNeedOfSaidIsVoted             == RestHoldsWithout("SaidIsVoted")
NoNeedOfVotesAreForProposals    == RestHoldsWithout("VotesAreForProposals")
NoNeedOfElectionsTellVotes      == RestHoldsWithout("ElectionsTellVotes")
NoNeedOfProposalsAreSafe        == RestHoldsWithout("ProposalsAreSafe")
NoNeedOfDecisionsAreChosen      == RestHoldsWithout("DecisionsAreChosen")
NoNeedOfDecidedIsChosen         == RestHoldsWithout("DecidedIsChosen")
=============================================================================
