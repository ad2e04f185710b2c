------------------------ MODULE EpochBroadcastSending ------------------------
\* How often a leader sends an entry to a node.  A set of messages does not
\* show it, so it is counted here, for whoever leads the highest epoch: no more
\* is sent than is lacking, and a bounded part of it again.
EXTENDS EpochBroadcast

-----------------------------------------------------------------------------
\* In this epoch: how far each node was sent anything; and how many entries it
\* was sent once more, since the last mismatch with it that was answered.
VARIABLES reached, again

counts == <<reached, again>>

Nothing == [m \in Node |-> 0]

InitCounted == Init /\ reached = Nothing /\ again = Nothing

-----------------------------------------------------------------------------
LeadsHighest(s, n) == s[n].role = "leader" /\ \A m \in Node : s[m].epoch <= s[n].epoch

Answers(n, m) ==
  {k \in messages' \ messages : k.kind = "append" /\ k.from = n /\ k.to = m /\ k.entries # <<>>}

\* The places after which, and up to which, a step of the leader sends entries
\* to a node: on from where it had sent, or where it has found that their logs
\* part; or what answers a mismatch.
SentIn(n, m) ==
  LET s == state[n]
      t == state'[n]
  IN IF m \in t.found
     THEN <<IF m \in s.found THEN s.sent[m] ELSE Max(s.sent[m], t.match[m]), t.sent[m]>>
     ELSE IF Answers(n, m) = {} THEN <<0, 0>>
     ELSE LET k == CHOOSE k \in Answers(n, m) : TRUE
          IN <<k.after.position, k.after.position + Len(k.entries)>>

\* A mismatch that is answered has the leader look, or look again.
IsAnswered(n, m) ==
  \/ m \in state[n].found /\ m \notin state'[n].found
  \/ m \notin state'[n].found /\ (state'[n].sent[m] < state[n].sent[m] \/ Answers(n, m) # {})

Counted(n) ==
  IF state[n].role = "leader" /\ state[n].epoch = state'[n].epoch
  THEN /\ reached' = [m \in Node |-> Max(reached[m], SentIn(n, m)[2])]
       /\ again' = [m \in Node |-> Max(0, Min(reached[m], SentIn(n, m)[2]) - SentIn(n, m)[1])
                                   + (IF IsAnswered(n, m) THEN 0 ELSE again[m])]
  ELSE \* It opens its epoch: what it has before it supposes everybody to have.
       /\ reached' = [m \in Node |-> Len(state'[n].log)]
       /\ again' = Nothing

NextCounted ==
  /\ Next
  /\ IF \E n \in Node : LeadsHighest(state', n)
     THEN Counted(CHOOSE n \in Node : LeadsHighest(state', n))
     ELSE UNCHANGED counts

SpecCounted == InitCounted /\ [][NextCounted]_<<variables, counts>>

-----------------------------------------------------------------------------
\* Where nothing is lost, and nothing overtaken, each entry is sent once.
SentOnce == \A m \in Node : again[m] = 0

\* Otherwise a mismatch costs the append that answers it, and no more beside
\* than what may be on its way; and so does a heartbeat that overtakes what the
\* leader opens its epoch with.
SentAgainWithinTheWindow == \A m \in Node : again[m] <= MaxEntries + Window
=============================================================================
