-------------------------- MODULE MCEpochLog_Needed --------------------------
\* Each conjunct of EpochLog's invariant is needed: for each there is a state
\* here that satisfies the others, and from which a step leads to one that
\* does not.  The last three are needed by what users see, and not by the
\* other conjuncts.  Two nodes elect together, and each alone decides.
EXTENDS MCEpochLog, TLC

VARIABLE without  \* the name of the conjunct that does not hold at the start

Conjunct ==
  [ListsMatch |-> ListsMatch, LogsAreBeginnings |-> LogsAreBeginnings,
   VotesAreForBeginnings |-> VotesAreForBeginnings, HeldWasThere |-> HeldWasThere,
   AQuorumIsPast |-> AQuorumIsPast, KeptInLogs |-> KeptInLogs, KeptInVotes |-> KeptInVotes,
   KeptInLists |-> KeptInLists, NothingTwice |-> NothingTwice,
   RequestsWereBroadcast |-> RequestsWereBroadcast, DeliveredIsDecided |-> DeliveredIsDecided]

Seen ==
  [TotalOrder |-> TotalOrder, DeliveredOnce |-> DeliveredOnce,
   DeliveredWasBroadcast |-> DeliveredWasBroadcast]

TheOthersHold ==
  /\ TypeOK
  /\ \A name \in DOMAIN Conjunct \ {without} : Conjunct[name]
  /\ \A name \in DOMAIN Seen : Seen[name]

-----------------------------------------------------------------------------
\* The states.
Both(one, other) == n1 :> one @@ n2 :> other
Each(one) == Both(one, one)

NoVotes == [e \in Epoch |-> None]
NoneHeld == [e \in Epoch |-> 0]

Start(name, epochs, logs, votes, helds, lists, requests, orders) ==
  /\ without = name
  /\ epoch = epochs
  /\ log = logs
  /\ vote = votes
  /\ held = helds
  /\ list = lists
  /\ broadcast = requests
  /\ delivered = orders

Nobody == {}
Nothing == Each(<<>>)

FirstHeldOne == Both([NoneHeld EXCEPT ![1] = 1], NoneHeld)
FirstHeldTwo == Both([NoneHeld EXCEPT ![1] = 2], NoneHeld)

Taken == <<Opening(1), Asking(1, a)>>
Twice == <<Asking(1, a), Asking(1, a)>>

AnyStart ==
  \* The first two lists do not match: what begins the second may be kept.
  \/ Start("ListsMatch", Each(2), Nothing, Each(NoVotes), Each(NoneHeld),
           <<<<Opening(1)>>, <<Asking(1, a), Opening(2)>>, <<>>>>, {a}, Nothing)
  \* A log in which epochs fall seems less far than it is.
  \/ Start("LogsAreBeginnings", Each(2), Both(<<Opening(2), Opening(1)>>, <<>>), Each(NoVotes),
           Both([NoneHeld EXCEPT ![2] = 1], NoneHeld),
           <<<<Opening(1), Asking(1, a)>>, <<Opening(2)>>, <<>>>>, {a}, Nothing)
  \* A vote in an epoch is for a log of a higher one.
  \/ Start("VotesAreForBeginnings", Each(2), Nothing, Each([NoVotes EXCEPT ![1] = <<Opening(2)>>]),
           Each(NoneHeld), <<<<>>, <<Opening(2)>>, <<>>>>, Nobody, Nothing)
  \* The first has held what is not there yet, and does not have it.
  \/ Start("HeldWasThere", Each(1), Nothing, Each([NoVotes EXCEPT ![1] = <<>>]), FirstHeldOne,
           <<<<>>, <<>>, <<>>>>, Nobody, Nothing)
  \* The second list began without a quorum, and now the first begins.
  \/ Start("AQuorumIsPast", Each(1), Nothing, Each([NoVotes EXCEPT ![1] = <<>>]), Each(NoneHeld),
           <<<<>>, <<Opening(2)>>, <<>>>>, Nobody, Nothing)
  \* The first votes for a log without what it has held and dropped.
  \/ Start("KeptInLogs", Each(1), Nothing, Each(NoVotes), FirstHeldOne,
           <<<<Opening(1)>>, <<>>, <<>>>>, Nobody, Nothing)
  \* Both have voted for a log without what the first has held.
  \/ Start("KeptInVotes", Each(2), Both(<<Opening(1)>>, <<>>), Each([NoVotes EXCEPT ![2] = <<>>]),
           FirstHeldOne, <<<<Opening(1)>>, <<>>, <<>>>>, Nobody, Nothing)
  \* A later list lacks what the first has held, and is as far as its log.
  \/ Start("KeptInLists", Each(2), Both(<<Opening(1)>>, <<>>), Each(NoVotes), FirstHeldOne,
           <<<<Opening(1)>>, <<Opening(2)>>, <<>>>>, Nobody, Nothing)
  \* What is twice in a list is delivered twice.
  \/ Start("NothingTwice", Each(1), Both(Twice, <<>>), Each(NoVotes), FirstHeldTwo,
           <<Twice, <<>>, <<>>>>, {a}, Nothing)
  \* What nobody has broadcast is in a list, and is delivered.
  \/ Start("RequestsWereBroadcast", Each(1), Both(Taken, <<>>), Each(NoVotes), FirstHeldTwo,
           <<Taken, <<>>, <<>>>>, Nobody, Nothing)
  \* One node has delivered what is not decided, and the other delivers what is.
  \/ Start("DeliveredIsDecided", Each(1), Both(Taken, <<>>), Each(NoVotes), FirstHeldTwo,
           <<Taken, <<>>, <<>>>>, {a, b}, Both(<<>>, <<b>>))

SpecFromAnyStart ==
  /\ AnyStart /\ TheOthersHold /\ ~Conjunct[without]
  /\ [][Next /\ UNCHANGED without]_<<variables, without>>

-----------------------------------------------------------------------------
\* The denials, each of which the step from its state must violate.
IsNotNeeded(name) == without = name => TheOthersHold

ListsMatchIsNotNeeded == IsNotNeeded("ListsMatch")
LogsAreBeginningsIsNotNeeded == IsNotNeeded("LogsAreBeginnings")
VotesAreForBeginningsIsNotNeeded == IsNotNeeded("VotesAreForBeginnings")
HeldWasThereIsNotNeeded == IsNotNeeded("HeldWasThere")
AQuorumIsPastIsNotNeeded == IsNotNeeded("AQuorumIsPast")
KeptInLogsIsNotNeeded == IsNotNeeded("KeptInLogs")
KeptInVotesIsNotNeeded == IsNotNeeded("KeptInVotes")
KeptInListsIsNotNeeded == IsNotNeeded("KeptInLists")
NothingTwiceIsNotNeeded == IsNotNeeded("NothingTwice")
RequestsWereBroadcastIsNotNeeded == IsNotNeeded("RequestsWereBroadcast")
DeliveredIsDecidedIsNotNeeded == IsNotNeeded("DeliveredIsDecided")
=============================================================================
