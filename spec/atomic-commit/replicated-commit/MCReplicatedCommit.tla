------------------------- MODULE MCReplicatedCommit --------------------------
\* The models of ReplicatedCommit.  Nothing here changes an action: a model
\* gives the constants values, and overrides predicates that the specification
\* names, to bound what the environment does.
EXTENDS ReplicatedCommit_Liveness, ReplicatedCommit_Refinement

Never(x) == FALSE
Always(x) == TRUE
NeverBoth(x, y) == FALSE
OnlyTheFirst(n) == n = First
AllButTheFirst(n) == n # First
OnlyTheParticipants(n) == n \in Participant

\* Take-overs: once each; twice; of the first candidate twice, or of that one
\* alone; of the others when they have heard of the first one.
OnceEach(c) == numbered[c] = 0
TwiceEach(c) == numbered[c] < 2
TheFirstTwice(c) == numbered[c] < IF c = First THEN 2 ELSE 1
TheFirstOnce(c) == c = First /\ numbered[c] = 0
InTurn(c) ==
  OnceEach(c) /\ (c # First => TakeOver(First, 1) \in In(HeardBy(c)))

\* The first candidate twice, and the others when they have heard of a take-over
\* of that one which should have come first, and did not.
AfterALateOne(c) ==
  IF c = First THEN numbered[c] < 2
  ELSE numbered[c] = 0 /\ heard[c] > 1 /\ Bears(First, 1, HeardBy(c))

\* Of two transactions the one comes first: its name has the lower ordinal.
OneAfterTheOther(c, t) ==
  LET one == CHOOSE u \in Transaction : TRUE IN t # one => one \in seat[c].begun

\* Transactions are begun by a candidate that has taken over from itself.
TheSecond == 2

\* A candidate crashes while the number that it uses is not durable.
WhileItNumbers(n) == n = First /\ seat[n].status = "bearing" /\ numbered[n] = 0

\* The log takes nothing of those who come later, since it has no majority any
\* more; or it misses only what they pass to it.
OnlyOfTheFirst(entry) == entry.by = First
OnlyOfOthers(entry) == entry.by # First

Questions(m) == m.kind = "inquire"

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, each weakened.

\* Lands: a record lands, whoever has taken over in the meantime.
WhoeverHasTheRole(order, i) == TRUE

\* IsAnswered: what is written is answered, whether or not it has landed.
WrittenOrLanded(c, t, order) == TRUE

\* HasTheRole: a candidate has it as soon as it has asked for it; or it resumes
\* the role after a crash, since the last take-over is its own; or it keeps it,
\* although it has heard of a later one.
OnceItHasAsked(c, order) ==
  \/ seat[c].status = "asking"
  \/ IsBearing(c) /\ \A i \in TakeOversIn(order) : i > heard[c] => order[i].by = c

AlsoAfterACrash(c, order) ==
  seat[c].status # "down" /\ Bears(c, seat[c].number, order)

AsLongAsItLikes(c, order) ==
  seat[c].status \in {"asking", "bearing"} /\ TakeOver(c, seat[c].number) \in In(order)

\* NumberIsDurable: the number is used while it is on its way to the disk.
DurableOrNot(c) == TRUE

\* NextNumber: the number of the take-over before, or of none.
TheSameNumber(c) == seat[c].number

\* FirstState: votes are asked for as soon as a transaction begins.
VotingUnasked(c) == At(c)!In("voting")

\* KnowsOf: it presumes abort of what it has never heard of.
WhateverItIs(c, t, order) == TRUE

\* KnowsOf: the last take-over of First counts, not the one with the highest
\* number.
ByTheLast(c, t, order) ==
  LET ofFirst == {i \in TakeOversIn(order) : order[i].by = First}
  IN /\ ofFirst # {}
     /\ order[CHOOSE i \in ofFirst : \A j \in ofFirst : j <= i].number >= BegunIn
     /\ ~IsOwn(c, t)

-----------------------------------------------------------------------------
\* Good states that must be reachable.  TLC must violate the denial.
Everybody == Participant \cup {First}

NotEveryoneCommits ==
  ~ \E t \in Transaction : \A n \in Everybody : outcome[t][n] = "committed"

\* The successor finds the commit, and tells it.
NotCommittedByTheSuccessor ==
  ~ \E t \in Transaction, c \in Candidate \ {First} : outcome[t][c] = "committed"

\* A predecessor's commit is in the log, fenced off, and everybody aborts.
NotFencedOff ==
  ~ \E t \in Transaction :
      /\ \E i \in 1..Len(Longest) : Longest[i].kind = "record" /\ Longest[i].record = "commit"
      /\ ~CommitPoint(t)
      /\ \A p \in Participant : outcome[t][p] = "aborted"

\* Two candidates believe that they have the role.
NotTwoBear == ~ \A c \in Candidate : IsBearing(c)

NotFencedOffByItself ==
  ~ \E t \in Transaction :
      /\ \E i \in 1..Len(Longest) : Longest[i].kind = "record" /\ Longest[i].record = "commit"
      /\ ~CommitPoint(t)
      /\ IsBearing(First)

\* Two take-overs of First are in the log in the wrong order, and its successor
\* has told everybody how the transaction ended that was begun in the later one.
NotLateAndTold ==
  ~ \E t \in Transaction, c \in Candidate \ {First} :
      LET order == HeardBy(c)
      IN /\ IsBearing(c)
         /\ \E i, j \in TakeOversIn(order) :
              /\ i < j /\ order[i].by = order[j].by
              /\ order[i].number > order[j].number
         /\ t \in requested
         /\ \A p \in Participant : outcome[t][p] # "none"

\* Nothing fair has a crash of the coordinator with somebody in doubt, and ends.
NoTerminationWithCrash ==
  \/ [](IsUp(First) \/ \A t \in Transaction, p \in Participant : state[t][p].status # "prepared")
  \/ ~<>[]Blocking!ParticipantsDone
=============================================================================
