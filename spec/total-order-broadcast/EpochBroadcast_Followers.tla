---------------------- MODULE EpochBroadcast_Followers ----------------------
\* What a leader of epoch broadcast knows of its followers, and what it sends
\* them.  It looks for where their logs part from its own, sends nobody more
\* than that until it has found it, and then what is lacking, once.
EXTENDS EpochBroadcast_Election

\* Where two logs part.  The last position of a log up to a place of another
\* that bears no higher epoch than it: behind that they differ for certain.
LastWithin(log, place) ==
  Highest({0} \cup {p \in 1..Min(place.position, Len(log)) : log[p].epoch <= place.epoch})

\* How far a leader sends on to a node of which it has found where their logs
\* part: so many entries are on their way to it, and not yet on its disk, no
\* larger than this together, and no more.  To any other nothing is sent on.
Window     == 10 * MaxEntries
WindowSize == 10 * MaxSize

SendsUpTo(s, m) ==
  IF m \in s.found
  THEN Max(s.sent[m], FitsUpTo(s.log, s.match[m], Len(s.log), Window, WindowSize))
  ELSE s.sent[m]

\* Of what was sent together, and of what is in the network twice, each is
\* found missing.  One of these is answered: the one about the place that the
\* leader is looking for, or else the first about something that may be on its
\* way.
IsNews(s, m) ==
  IF m.from \in s.found
  THEN m.position > s.match[m.from] /\ m.position <= s.sent[m.from]
  ELSE m.position = s.sent[m.from]

\* Whoever has everything up to where the leader looks has told where their
\* logs part.  What it may be sent more is sent at once.
Found(s, m, position) ==
  IF position < s.sent[m] THEN s ELSE [s EXCEPT !.sent[m] = position, !.found = @ \cup {m}]

-----------------------------------------------------------------------------
\* What is sent on to a node: all that it may be sent, and was not yet.
SentOn(s) == [s EXCEPT !.sent = [m \in Node |-> SendsUpTo(s, m)]]

\* In appends of which each goes on where the one before it ends.
RECURSIVE Onward(_, _, _, _, _)
Onward(n, s, m, position, until) ==
  IF position >= until THEN {}
  ELSE LET append == AppendEntries(n, s, m, position, until)
       IN {append} \cup Onward(n, s, m, position + Len(append.entries), until)

News(n, s) == UNION {Onward(n, s, m, s.sent[m], SendsUpTo(s, m)) : m \in s.found}

\* What is decided travels with the next append.  Where none is due, since all
\* of the log is decided, it is told at once to whom all of it was sent.
Tidings(n, before, s) ==
  IF before.decided < s.decided /\ s.decided = Len(s.log)
  THEN {AppendEntries(n, s, m, s.decided, s.decided) : m \in {k \in s.found : s.sent[k] = s.decided}}
  ELSE {}

\* Who hands over tells its heir, once that has all of its log on disk.
IsAsFar(s, m) == s.match[m] = Len(s.log)

TakeOver(n, s) ==
  [kind |-> "takeOver", epoch |-> s.epoch, from |-> n, to |-> s.heir]

TakeOvers(n, s) ==
  IF s.heir # None /\ IsAsFar(s, s.heir) THEN {TakeOver(n, s)} ELSE {}
=============================================================================
