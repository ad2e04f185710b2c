--------------------- MODULE MCEpochBroadcastPosition_Named ---------------------
\* The models of EpochBroadcastPosition whose graphs are compared with those of
\* the step functions.  There each step has the name of its action.  TLC takes
\* Next /\ Forget for one action; so here each action of epoch broadcast is
\* joined with Forget by itself, and has a name for that.
EXTENDS MCEpochBroadcastPosition_Bounds

Suspect_Forget(n) == Suspect(n) /\ Forget
ReceiveRequestPreVote_Forget(n) == ReceiveRequestPreVote(n) /\ Forget
ReceivePreVote_Forget(n) == ReceivePreVote(n) /\ Forget
AskForVotes_Forget(n) == AskForVotes(n) /\ Forget
AskAgain_Forget(n) == AskAgain(n) /\ Forget
ReceiveRequestVote_Forget(n) == ReceiveRequestVote(n) /\ Forget
ReceiveVote_Forget(n) == ReceiveVote(n) /\ Forget
ReceiveNewer_Forget(n) == ReceiveNewer(n) /\ Forget
CheckQuorum_Forget(n) == CheckQuorum(n) /\ Forget
Replicate_Forget(n) == Replicate(n) /\ Forget
ReceiveAppend_Forget(n) == ReceiveAppend(n) /\ Forget
Answer_Forget(n) == Answer(n) /\ Forget
CountOwn_Forget(n) == CountOwn(n) /\ Forget
ReceiveAcknowledge_Forget(n) == ReceiveAcknowledge(n) /\ Forget
ReceiveMismatch_Forget(n) == ReceiveMismatch(n) /\ Forget
ReceiveTakeOver_Forget(n) == ReceiveTakeOver(n) /\ Forget
GiveUp_Forget(n) == GiveUp(n) /\ Forget
HandOver_Forget(n, m) == HandOver(n, m) /\ Forget
Broadcast_Forget(n, batch) == Broadcast(n, batch) /\ Forget
Land_Forget(n) == Land(n) /\ Forget
Crash_Forget(n) == Crash(n) /\ Forget
Restart_Forget(n) == Restart(n) /\ Forget
Lose_Forget == Lose /\ Forget

NextNamed ==
  \/ \E n \in Node : Suspect_Forget(n)
  \/ \E n \in Node : ReceiveRequestPreVote_Forget(n)
  \/ \E n \in Node : ReceivePreVote_Forget(n)
  \/ \E n \in Node : AskForVotes_Forget(n)
  \/ \E n \in Node : AskAgain_Forget(n)
  \/ \E n \in Node : ReceiveRequestVote_Forget(n)
  \/ \E n \in Node : ReceiveVote_Forget(n)
  \/ \E n \in Node : ReceiveNewer_Forget(n)
  \/ \E n \in Node : CheckQuorum_Forget(n)
  \/ \E n \in Node : Replicate_Forget(n)
  \/ \E n \in Node : ReceiveAppend_Forget(n)
  \/ \E n \in Node : Answer_Forget(n)
  \/ \E n \in Node : CountOwn_Forget(n)
  \/ \E n \in Node : ReceiveAcknowledge_Forget(n)
  \/ \E n \in Node : ReceiveMismatch_Forget(n)
  \/ \E n \in Node : ReceiveTakeOver_Forget(n)
  \/ \E n \in Node : GiveUp_Forget(n)
  \/ \E n, m \in Node : HandOver_Forget(n, m)
  \/ \E n \in Node, batch \in Batch : Broadcast_Forget(n, batch)
  \/ \E n \in Node : Land_Forget(n)
  \/ \E n \in Node : Crash_Forget(n)
  \/ \E n \in Node : Restart_Forget(n)
  \/ Lose_Forget
  \/ \E n \in Node, q \in Read : Locate(n, q)
  \/ \E n \in Node : ReceiveRequestConfirmation(n)
  \/ \E n \in Node : ReceiveConfirmation(n)

SpecNamed == InitLocating /\ [][NextNamed]_<<variables, positionVariables>>

-----------------------------------------------------------------------------
\* Bounds on who is asked.  A bound sees what the node keeps, and not what its
\* users were told.  In each epoch there are two rounds at most, and whoever
\* waits may ask again.
TwoRounds(n, q) == round[n].number < 2 \/ Waits(round[n], q)
TwoRoundsAtTheFirst(n, q) == n = n1 /\ TwoRounds(n, q)
TwoRoundsAtTheSecond(n, q) == n = n2 /\ TwoRounds(n, q)

\* The second leads, and leads again.  A request comes between two rounds of its
\* first epoch.
SecondTwice(n, e) == n = n2 /\ e \in 1..2
SecondAfterARound(n, batch) == n = n2 /\ state[n].epoch = 1 /\ round[n].number = 1

\* Each of the two clients broadcasts at one of the two nodes.
EachAtOne(n, batch) == batch[1].client = IF n = n2 THEN a ELSE b

-----------------------------------------------------------------------------
\* Guards removed.

\* Whoever confirms is taken to have all of the leader's log on disk.
HeardAsHolding(s, m) ==
  LET heard == [s EXCEPT !.unheard = @ \ {m.from}]
  IN IF m.kind = "confirmation" THEN WithMatch(heard, m.from, Len(heard.log)) ELSE heard
=============================================================================
