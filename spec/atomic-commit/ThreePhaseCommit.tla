-------------------------- MODULE ThreePhaseCommit --------------------------
\* Three-phase commit.  In two-phase commit a participant in doubt must wait
\* for its coordinator, however long that is down.  Here the coordinator says
\* that it is about to commit, and commits when all have heard that.  So
\* whoever is in doubt can tell from the others how things stand: if one of
\* them has heard it, all have promised, and if none has, nobody has
\* committed.  Whoever waits in vain for the coordinator takes over, asks all
\* the others, and goes by what they say: this is the termination protocol.
\*
\* What it is worth hangs on the network, and this module says nothing of
\* that: MayTimeOut does, and each model has its own.  With a bound on how
\* long a message is on its way, the protocol is safe, and nobody waits for a
\* node that is down.  Without one it splits.  The guards that differ between
\* the two, and those that would save it, have names in
\* ThreePhaseCommit_Node.  As they stand they are those of Skeen's protocol,
\* which trusts its time-outs; overridden together (a fence, a majority, a
\* round before abort) they make it a protocol for consensus.
\*
\* A node sends its messages one by one, and can crash between any two: what
\* it has still to send is in its outbox, and a crash drops it.  Two-phase
\* commit needs no outbox, since its network loses messages.  Here nothing is
\* lost on the way, and so a message that was not sent must be told from one
\* that is late.  A write is in flight before it is durable, and what depends
\* on it waits.
\*
\* What is left out, and why that is harmless:
\*
\*  - Messages that are sent again.  With a bound on delay none is lost.
\*    Without one the protocol may wait for ever, and we look at its safety.
\*  - The coordinator after a crash.  It has no disk, so it comes back with
\*    nothing.  Others end the transaction without it, and it could only ask
\*    them, like any user.
\*  - A leader that has lost its lead is not told so.  It hears of a higher
\*    number as a participant; the first coordinator, which is none, waits.
\*  - What two-phase commit leaves out as well: read-only participants,
\*    heuristic decisions, the work of the transaction, and nodes that lie.
EXTENDS ThreePhaseCommit_Node

-----------------------------------------------------------------------------
\* Leading, alike for the first coordinator and for whoever took over.  What
\* a leader does next follows from whom it has heard.
\*
\* At the end, what was kept on the way there is of no use any more, and
\* neither is what was still owed.
End(s, status) == [In(status) EXCEPT !.wasDown = s.wasDown]

\* A round before the end: n accepts the outcome itself, before it asks
\* others to.
Begin(n, s, phase) ==
  LET accepting == IF phase = "preCommitting" THEN "preCommitted" ELSE "preAborted"
      asking == [s EXCEPT !.phase = phase, !.answers = {}, !.acknowledged = {}]
  IN IF n = Coordinator THEN asking
     ELSE [asking EXCEPT !.status = accepting, !.accepted = s.number, !.acknowledged = {n}]

\* Acknowledged by enough, the outcome is decided.
Acknowledged(s) ==
  IF IsEnough(s.acknowledged, s.missing)
  THEN End(s, IF s.phase = "preCommitting" THEN "committed" ELSE "aborted")
  ELSE s

\* With enough answers, its own among them, who polls knows the outcome.
Polled(n, s) ==
  LET standings == s.answers \cup {StandingOf(n, s)}
  IN IF ~IsEnough({a.from : a \in standings}, s.missing) THEN s
     ELSE IF OutcomeOf(standings) = "committed" THEN Acknowledged(Begin(n, s, "preCommitting"))
     ELSE IF AsksBeforeAbort THEN Acknowledged(Begin(n, s, "preAborting"))
     ELSE End(s, "aborted")

WithWhatWasHeard(n, s) == IF s.phase = "polling" THEN Polled(n, s) ELSE Acknowledged(s)

\* What a leader says when it comes to a new phase, or to the end.
Said(n, before, s) ==
  CASE HasEnded(s.status) -> {Decision(s.status, n, p) : p \in Others(n)}
    [] s.phase = before.phase -> {}
    [] s.phase = "preCommitting" -> {PreCommit(s.number, n, p) : p \in Others(n) \ s.missing}
    [] s.phase = "preAborting" -> {PreAbort(s.number, n, p) : p \in Others(n) \ s.missing}

Lead(n, s, taken) == Step(n, s, taken, Said(n, state[n], s))

-----------------------------------------------------------------------------
\* The first phase: the coordinator asks for votes, and a participant that
\* can promise to commit does so and says yes.
RequestCommit ==
  /\ state[Coordinator] = In("working")
  /\ Step(Coordinator, [In("working") EXCEPT !.phase = "voting"], {},
          {Prepare(p) : p \in Participant})

ReceivePrepare(p) ==
  \E m \in Heard(p, "prepare") :
    Step(p, [state[p] EXCEPT !.status = "prepared"], {m}, {Yes(p)})

\* Before its promise a participant may abort alone.  This is how it votes
\* no, and what it does when it has waited too long for being asked.
AbortAlone(p) ==
  /\ MayAbortAlone(p)
  /\ state[p].status = "working"
  /\ Step(p, End(state[p], "aborted"), {}, {No(p)})

ReceiveNo ==
  \E m \in Heard(Coordinator, "no") :
    Lead(Coordinator, End(state[Coordinator], "aborted"), {m})

\* The second phase: when all have promised, all are told so.
ReceiveYes ==
  \E m \in Heard(Coordinator, "yes") :
    LET s == state[Coordinator]
        yes == s.acknowledged \cup {m.from}
    IN Lead(Coordinator,
            IF MayPreCommit(yes) THEN Begin(Coordinator, s, "preCommitting")
            ELSE [s EXCEPT !.acknowledged = yes],
            {m})

\* A participant accepts what a leader is about to decide, and says so.
Max(i, j) == IF i > j THEN i ELSE j

\* Who hears of a higher number than that with which it leads leads no more,
\* if it obeys.
Promised(s, number) ==
  LET promising == [s EXCEPT !.promised = Max(@, number)]
  IN IF number > s.number /\ ~Obeys(promising, s.number)
     THEN [promising EXCEPT !.phase = "none", !.number = 0, !.answers = {}, !.acknowledged = {},
                            !.missing = {}]
     ELSE promising

Accept(p, m, status) ==
  Step(p, [Promised(state[p], m.number) EXCEPT !.status = status, !.accepted = m.number], {m},
       {Acknowledge(m.number, p)})

ReceivePreCommit(p) == \E m \in Heard(p, "preCommit") : Accept(p, m, "preCommitted")
ReceivePreAbort(p)  == \E m \in Heard(p, "preAbort") : Accept(p, m, "preAborted")

\* The third phase: acknowledged by enough, the outcome is decided, and told.
ReceiveAcknowledge(n) ==
  \E m \in Heard(n, "acknowledge") :
    Lead(n, WithWhatWasHeard(n, [state[n] EXCEPT !.acknowledged = @ \cup {m.from}]), {m})

\* An outcome is the same whoever says it.  A leader tells it to all.
Learn(p, m, status) ==
  LET s == state[p]
  IN IF Leads(s) THEN Lead(p, End(s, status), {m}) ELSE Step(p, End(s, status), {m}, {})

ReceiveCommit(p) == \E m \in Heard(p, "commit") : Learn(p, m, "committed")
ReceiveAbort(p)  == \E m \in Heard(p, "abort") : Learn(p, m, "aborted")

-----------------------------------------------------------------------------
\* Time-outs of a leader.  Without a vote there is no commit.  Whoever polls,
\* or waits for acknowledgements, may go on without those that are missing.
IsWaitedFor(n, s, q) ==
  CASE s.phase = "voting" -> q \notin s.acknowledged
    [] s.phase = "polling" -> q # n /\ q \notin s.missing /\ \A a \in s.answers : a.from # q
    [] s.phase \in {"preCommitting", "preAborting"} -> q \notin s.acknowledged \cup s.missing
    [] OTHER -> FALSE

StopWaiting(n, q) ==
  /\ MayTimeOut(n, q)
  /\ LET s == state[n]
     IN /\ IsWaitedFor(n, s, q)
        /\ Lead(n, IF s.phase = "voting" THEN End(s, "aborted")
                   ELSE WithWhatWasHeard(n, [s EXCEPT !.missing = @ \cup {q}]), {})

\* Time-outs of a participant.  In doubt, it waits for the leader that it
\* knows, and then for those whose turn is before its own.
MyNumbers(p, s) == {i \in Number : Owner(i) = p /\ i > s.promised}

MyNext(p, s) == CHOOSE i \in MyNumbers(p, s) : \A j \in MyNumbers(p, s) : i <= j

WaitsInVain(p, upTo) ==
  \A j \in state[p].promised..upTo : Owner(j) # p => MayTimeOut(p, Owner(j))

TakeOver(p) ==
  LET s == state[p]
  IN /\ InDoubt(s.status) /\ ~s.wasDown /\ ~Leads(s) /\ ~EndsAlone(p)
     /\ MyNumbers(p, s) # {}
     /\ LET i == MyNext(p, s)
            polling == [s EXCEPT !.promised = i, !.number = i, !.phase = "polling"]
            next == Polled(p, polling)
        IN /\ WaitsInVain(p, i - 1)
           /\ Step(p, next, {},
                   IF next = polling THEN {Poll(i, q) : q \in Others(p)} ELSE Said(p, s, next))

\* Without a termination protocol, as textbooks have it: at its time-out each
\* decides alone, by whether it was told that commit was about to come.
DecideAlone(p) ==
  LET s == state[p]
  IN /\ InDoubt(s.status) /\ EndsAlone(p)
     /\ WaitsInVain(p, s.promised)
     /\ Step(p, End(s, IF s.status = "preCommitted" THEN "committed" ELSE "aborted"), {}, {})

\* A participant that has promised nothing when it is polled never will, and
\* so nobody can have committed.
ReceivePoll(p) ==
  \E m \in Heard(p, "poll") :
    LET s == state[p]
    IN IF s.status = "working" THEN Step(p, End(s, "aborted"), {m}, {Abort(p, m.from)})
       ELSE IF HasEnded(s.status) THEN Step(p, s, {m}, {Decision(s.status, p, m.from)})
       ELSE Step(p, Promised(s, m.number), {m}, {Answer(m.number, p, StandingOf(p, s))})

ReceiveAnswer(p) ==
  \E m \in Heard(p, "answer") :
    Lead(p, WithWhatWasHeard(p, [state[p] EXCEPT !.answers = @ \cup {m.standing}]), {m})

-----------------------------------------------------------------------------
\* Whoever was down, and is in doubt, asks the others.  Those that know the
\* outcome say it.  Others that were down say how far they had come.
Ask(p) ==
  /\ MayInquire(p)
  /\ IsBack(state[p])
  /\ Step(p, state[p], {}, {Inquire(p, q) : q \in Others(p)})

ReceiveInquire(p) ==
  \E m \in Heard(p, "inquire") :
    LET s == state[p]
    IN Step(p, s, {m}, IF HasEnded(s.status) THEN {Decision(s.status, p, m.from)}
                       ELSE {Report(p, m.from, StandingOf(p, s))})

ReceiveReport(p) ==
  \E m \in Heard(p, "report") :
    LET s == state[p]
        standings == s.answers \cup {m.standing, StandingOf(p, s)}
    IN Step(p, IF AllAreBack(standings) THEN End(s, OutcomeOf(standings))
               ELSE [s EXCEPT !.answers = @ \cup {m.standing}], {m}, {})

-----------------------------------------------------------------------------
\* The environment.  Writes land one by one, in their order; a crash loses
\* those in flight.
Land(p) ==
  /\ writing[p] # <<>>
  /\ durable' = [durable EXCEPT ![p] = Landed(@, writing[p], 1)]
  /\ writing' = [writing EXCEPT ![p] = InFlight(@, 1)]
  /\ UNCHANGED <<state, outbox, messages, outcome>>

\* The disk has caught up: what has waited for it goes on.
GoOn(p) ==
  LET s == state[p]
  IN /\ writing[p] = <<>>
     /\ IsBehind(p)
     /\ StepWhole(p, [s EXCEPT !.owes = {}], {}, s.owes)
     /\ UNCHANGED <<durable, writing>>

CarryOut(n) ==
  \E m \in outbox[n] :
    /\ outbox' = [outbox EXCEPT ![n] = @ \ {m}]
    /\ Send(Arriving({m}))
    /\ UNCHANGED <<state, durable, writing, outcome>>

IsUp(n) == state[n].status # "down"

Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = In("down")]
  /\ writing' = IF n = Coordinator THEN writing ELSE [writing EXCEPT ![n] = <<>>]
  /\ outbox' = [outbox EXCEPT ![n] = {}]
  /\ messages' = {m \in messages : m.to # n \/ Stays(m)}
  /\ UNCHANGED <<durable, outcome>>

\* The first coordinator comes back with nothing, so of this transaction it
\* is gone.
Recovered(p) ==
  LET r == durable[p]
      back == [In(r.status) EXCEPT !.promised = r.promised, !.accepted = r.accepted,
                                   !.wasDown = ~IsCountedAfterRestart(p)]
  IN CASE r.status = "none" -> [In("aborted") EXCEPT !.wasDown = TRUE]
       [] r.status = "committed" -> [In("committed") EXCEPT !.wasDown = TRUE]
       [] OTHER -> back

Restart(p) ==
  /\ MayRestart(p)
  /\ ~IsUp(p)
  /\ state' = [state EXCEPT ![p] = Recovered(p)]
  /\ outcome' = [outcome EXCEPT ![p] = Told(@, Recovered(p))]
  /\ UNCHANGED <<durable, writing, outbox, messages>>

\* A message of which its addressee takes no notice is gone.
Ignore(n) ==
  \E m \in messages :
    /\ m.to = n /\ ~Heeds(state[n], m) /\ ~Stays(m)
    /\ messages' = messages \ {m}
    /\ UNCHANGED <<state, durable, writing, outbox, outcome>>

-----------------------------------------------------------------------------
LeaderStep(n) == ReceiveAcknowledge(n) \/ \E q \in Participant : StopWaiting(n, q)

ParticipantStep(p) ==
  \/ ReceivePrepare(p) \/ AbortAlone(p)
  \/ ReceivePreCommit(p) \/ ReceivePreAbort(p) \/ ReceiveCommit(p) \/ ReceiveAbort(p)
  \/ TakeOver(p) \/ DecideAlone(p) \/ ReceivePoll(p) \/ ReceiveAnswer(p)
  \/ Ask(p) \/ ReceiveInquire(p) \/ ReceiveReport(p)

EnvironmentStep ==
  \/ \E n \in Node : CarryOut(n) \/ Ignore(n) \/ Crash(n)
  \/ \E p \in Participant : Land(p) \/ GoOn(p) \/ Restart(p)

Next ==
  \/ RequestCommit \/ ReceiveYes \/ ReceiveNo
  \/ \E n \in Node : LeaderStep(n)
  \/ \E p \in Participant : ParticipantStep(p)
  \/ EnvironmentStep

Spec == Init /\ [][Next]_variables
=============================================================================
