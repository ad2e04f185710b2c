----------------------- MODULE ThreePhaseCommit_Timed ------------------------
\* Three-phase commit with time.  ThreePhaseCommit says by one predicate, not
\* by clocks, what a bound on delay means: when a node stops waiting, nothing
\* of the other is on its way any more.  Here are the clocks that keep this
\* word.  Messages bear how long they may still be on their way, nodes count
\* for how long they have waited, and time passes in ticks.
\*
\* A tick comes only when nothing else has to happen first: a message whose
\* time is up arrives before it, what is in an outbox goes out before it, and
\* a time-out that is due fires before it.  So no clock grows for ever: who
\* has waited long enough does something else.  What a node does takes no
\* time, and disks write at once.  Crashes may happen at any time.
EXTENDS ThreePhaseCommit_Liveness

CONSTANT Delay  \* the bound: for how many ticks a message may be on its way

VARIABLES
  left,   \* left[m]: for how many ticks message m may still be on its way
  waited  \* waited[n]: for how many ticks node n has waited

-----------------------------------------------------------------------------
\* For how long one waits.  These are the numbers on which it all rests, each
\* the smallest that is larger than what it must outlast.
\*
\* A leader asks and is answered: a message there, and one back.
LeaderPatience == 2 * Delay + 1

\* A participant that may be asked in the first moment: one message.
AskedPatience == Delay + 1

\* A participant in doubt waits for what the leader says when it has waited
\* itself: its own message there, the leader's patience, and one back.
FirstPatience == 3 * Delay + 2

\* For each whose turn comes before its own, until that one would have asked
\* it: it may have begun to wait a message later.
TurnPatience == 4 * Delay + 1

\* How many turns m comes after the leader that n knows; none, if its turns
\* are over.
Turns(n, m) ==
  LET turns == {i \in Number : i >= state[n].promised /\ Owner(i) = m}
  IN IF turns = {} THEN 0
     ELSE (CHOOSE i \in turns : \A j \in turns : i <= j) - state[n].promised

Patience(n, m) ==
  IF Leads(state[n]) THEN LeaderPatience ELSE FirstPatience + Turns(n, m) * TurnPatience

\* In the places of MayTimeOut and MayAbortAlone.
ClockTimesOut(n, m) == waited[n] >= Patience(n, m)

ClockAbortsAlone(p) == waited[p] >= AskedPatience

-----------------------------------------------------------------------------
\* A node begins to wait anew when it comes to a new phase or status, or hears
\* of a new leader.  Answers that come one by one do not begin it anew.
WaitsIn(s) == <<s.status, s.phase, s.number, s.promised, s.accepted>>

\* Whoever has nobody left to wait for counts no more.
Waits(n) ==
  LET s == state[n]
  IN CASE Leads(s) -> \E q \in Participant : IsWaitedFor(n, s, q)
       [] n = Coordinator -> FALSE
       [] OTHER -> s.status = "working" \/ (InDoubt(s.status) /\ MyNumbers(n, s) # {})

TimedInit == Init /\ left = [m \in messages |-> Delay] /\ waited = [n \in Node |-> 0]

TimedStep ==
  /\ Next
  /\ left' = [m \in messages' |-> IF m \in messages THEN left[m] ELSE Delay]
  /\ waited' = [n \in Node |-> IF WaitsIn(state'[n]) = WaitsIn(state[n]) THEN waited[n] ELSE 0]

\* What has to happen before the next tick.
NoMessageIsDue == \A m \in messages : left[m] > 0

NothingIsInAnOutbox == \A n \in Node : outbox[n] = {}

TakesOver(p) ==
  LET s == state[p]
  IN /\ InDoubt(s.status) /\ ~s.wasDown /\ ~Leads(s) /\ MyNumbers(p, s) # {}
     /\ WaitsInVain(p, MyNext(p, s) - 1)

StopsWaiting(n, q) == IsWaitedFor(n, state[n], q) /\ ClockTimesOut(n, q)

AbortsAlone(p) == state[p].status = "working" /\ ClockAbortsAlone(p)

NoTimeOutIsDue ==
  /\ \A n \in Node, q \in Participant : ~StopsWaiting(n, q)
  /\ \A p \in Participant : ~TakesOver(p) /\ ~AbortsAlone(p)

HasBegun == state[Coordinator] # In("working")

Tick ==
  /\ HasBegun /\ NoMessageIsDue /\ NothingIsInAnOutbox /\ NoTimeOutIsDue
  /\ left' = [m \in messages |-> left[m] - 1]
  /\ waited' = [n \in Node |-> IF Waits(n) THEN waited[n] + 1 ELSE 0]
  /\ UNCHANGED variables

TimedNext == TimedStep \/ Tick

timedVariables == <<variables, left, waited>>

TimedSpec == TimedInit /\ [][TimedNext]_timedVariables

\* Something happens as long as anything can, be it only that time passes.
FairTimedSpec == TimedSpec /\ WF_timedVariables(TimedNext)
=============================================================================
