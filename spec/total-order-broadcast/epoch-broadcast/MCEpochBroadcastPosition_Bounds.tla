--------------------- MODULE MCEpochBroadcastPosition_Bounds ---------------------
\* The bounds of the models of EpochBroadcastPosition.  In most of them every
\* quorum has the first node, which so leads alone: two nodes suffice for the
\* second to be deposed without hearing of it.
EXTENDS MCEpochBroadcast_Guards, EpochBroadcastPosition_Invariants

\* Who may start which epoch:
SecondThenFirst(n, e) == <<n, e>> \in {<<n2, 1>>, <<n1, 2>>}

\* Who is asked on behalf of what: whoever leads until it has told, or the
\* second alone.
UntilTold(n, q) == ~\E i \in 1..Len(told[n]) : told[n][i].read = q
TheSecondUntilTold(n, q) == n = n2 /\ UntilTold(n, q)

\* The second leads, goes down once it has told, and leads again, before the
\* first leads.  Each time it is asked on behalf of another, the second time
\* when the first has delivered more.
SecondTwiceThenFirst(n, e) == <<n, e>> \in {<<n2, 1>>, <<n2, 2>>, <<n1, 3>>}
OnceItHasTold(n) == n = n2 /\ state[n].epoch = 1 /\ told[n] # <<>>
OnceInEachEpoch(n, q) ==
  /\ TheSecondUntilTold(n, q)
  /\ \/ state[n].epoch = 1 /\ told[n] = <<>>
     \/ state[n].epoch = 2 /\ delivered[n1] # <<>>
SecondIsNotOvertaken(m) == m.epoch < 3

\* Or the first leads in between.  The second is asked once that has delivered,
\* and again when it leads itself.
SecondFirstSecond(n, e) ==
  \/ <<n, e>> \in {<<n2, 1>>, <<n1, 2>>}
  \/ <<n, e>> = <<n2, 3>> /\ state[n2].log = state[n1].log
OnceMoreIsDelivered(n, q) == TheSecondUntilTold(n, q) /\ delivered[n1] # <<>>

\* The second hears of the next epoch only that its vote is asked for.
SecondIsAskedForItsVote(m) == m.epoch = 2 => m.kind = "requestVote"

\* Of three the first two have a part in the first epoch, and the last two in
\* the second, of which the first hears no more than that its vote is asked for.
TwoAndTwo(m) ==
  IF m.epoch = 1 THEN n3 \notin {m.from, m.to}
  ELSE n1 \in {m.from, m.to} => m.to = n1 /\ m.kind = "requestVote"
TheFirstUntilTold(n, q) == n = n1 /\ UntilTold(n, q)
=============================================================================
