----------------------- MODULE ThreePhaseCommit_Node ------------------------
\* What a node of three-phase commit is: what it keeps of the transaction, in
\* memory and on its disk, what it can say, and on which guards it rests.
\* ThreePhaseCommit extends this module, and says how the protocol runs.
EXTENDS Network, Disk, Naturals, Sequences, FiniteSets

CONSTANTS
  Participant,  \* the set of participants
  Coordinator,  \* the first coordinator, which is none of the participants
  Order         \* whose turn it is to take over: Order[i] does so with number i

ASSUME CoordinatorIsNoParticipant == Coordinator \notin Participant
ASSUME SomebodyTakesPart == Participant # {}
ASSUME ParticipantsTakeOver == Order \in Seq(Participant)

Node == Participant \cup {Coordinator}

Others(n) == Participant \ {n}

\* Whoever leads does so with a number, and no two with the same one: 0 is
\* the first coordinator's.
Number == 0..Len(Order)

Owner(i) == IF i = 0 THEN Coordinator ELSE Order[i]

VARIABLES
  state,    \* state[n]: what node n keeps in memory
  durable,  \* durable[p]: the record on the disk of participant p
  writing,  \* writing[p]: p's records in flight to its disk, oldest first
  outbox,   \* outbox[n]: what n has still to send, one message at a time
  outcome   \* outcome[n]: the outcome that n has told its user

\* A crash loses state, writing and outbox.  The outcome is no part of any
\* node: it is what users have seen.
variables == <<state, durable, writing, outbox, messages, outcome>>

-----------------------------------------------------------------------------
\* The status of a node:
\*
\*   "working"       nothing is promised, and it may abort alone
\*   "prepared"      it has promised to commit: it is in doubt
\*   "preCommitted"  the same, and it knows that all have promised
\*   "preAborted"    the same, and it knows that abort was about to be decided
\*   "committed"     the end
\*   "aborted"       the end, too
\*
\* A coordinator is "working" until the end.  Either is "down" when its node
\* has crashed: that is no status, but has no other place.
\*
\* Whoever leads is in a phase:
\*
\*   "none"           it does not lead
\*   "voting"         the first coordinator has asked for votes
\*   "polling"        who took over has asked how far everybody is
\*   "preCommitting"  it has said that it is about to commit
\*   "preAborting"    it has said that it is about to abort
\*
\* and keeps answers, which is what it was told when it polled,
\* acknowledged, which is whose yes or acknowledgement it has counted, and
\* missing, which is for whom it has stopped waiting.  number is the one that
\* it leads with.
\*
\* A participant keeps the highest number that it has heard of, promised; the
\* number in which it was preCommitted or preAborted, accepted; whether it
\* wasDown, and so is not counted; and what it owes: messages that wait for
\* its disk.
InDoubt(status) == status \in {"prepared", "preCommitted", "preAborted"}

HasEnded(status) == status \in {"committed", "aborted"}

Standing == [from : Participant, status : {"prepared", "preCommitted", "preAborted"},
             accepted : Number]

In(status) ==
  [status |-> status, phase |-> "none", number |-> 0, answers |-> {}, acknowledged |-> {},
   missing |-> {}, promised |-> 0, accepted |-> 0, wasDown |-> FALSE, owes |-> {}]

Leads(s) == s.phase # "none"

StandingOf(p, s) == [from |-> p, status |-> s.status, accepted |-> s.accepted]

\* What of a state belongs on disk.  Who has promised nothing has no record,
\* and neither has who has aborted: a participant that restarts without one
\* has aborted, as it will never vote.  The coordinator has no disk.
NoRecord == [status |-> "none", promised |-> 0, accepted |-> 0]

Record(s) ==
  CASE InDoubt(s.status) ->
         [status |-> s.status, promised |-> s.promised, accepted |-> s.accepted]
    [] s.status = "committed" -> [NoRecord EXCEPT !.status = "committed"]
    [] OTHER -> NoRecord

IsRecord(r) ==
  /\ r.status \in {"none", "prepared", "preCommitted", "preAborted", "committed"}
  /\ r.promised \in Number
  /\ r.accepted \in Number

-----------------------------------------------------------------------------
\* The messages.  Those of a round bear the number of who leads it.
Plain(kind, n, m) == [kind |-> kind, from |-> n, to |-> m]

Numbered(kind, i, n, m) == [kind |-> kind, number |-> i, from |-> n, to |-> m]

Prepare(p) == Plain("prepare", Coordinator, p)
Yes(p)     == Plain("yes", p, Coordinator)
No(p)      == Plain("no", p, Coordinator)
Commit(n, p)     == Plain("commit", n, p)
Abort(n, p)      == Plain("abort", n, p)
Decision(status, n, p) == IF status = "committed" THEN Commit(n, p) ELSE Abort(n, p)

PreCommit(i, n, p) == Numbered("preCommit", i, n, p)
PreAbort(i, n, p)  == Numbered("preAbort", i, n, p)
Acknowledge(i, p)  == Numbered("acknowledge", i, p, Owner(i))
Poll(i, p)         == Numbered("poll", i, Owner(i), p)

Answer(i, p, standing) ==
  [kind |-> "answer", number |-> i, from |-> p, to |-> Owner(i), standing |-> standing]

\* A participant that was down asks the others what became of the
\* transaction, and another one that was down tells how far it had come.
Inquire(p, q) == Plain("inquire", p, q)

Report(p, q, standing) ==
  [kind |-> "report", from |-> p, to |-> q, standing |-> standing]

IsMessage(m) ==
  /\ m.from \in Node
  /\ m.to \in Node \ {m.from}
  /\ m.kind \in {"prepare", "yes", "no", "commit", "abort", "preCommit", "preAbort",
                 "acknowledge", "poll", "answer", "inquire", "report"}
  /\ m.kind \in {"preCommit", "preAbort", "acknowledge", "poll", "answer"} => m.number \in Number
  /\ m.kind \in {"answer", "report"} => m.standing \in Standing /\ m.standing.from = m.from

TypeOK ==
  /\ \A m \in messages : IsMessage(m)
  /\ \A n \in Node : \A m \in outbox[n] : IsMessage(m) /\ m.from = n
  /\ outcome \in [Node -> {"none", "committed", "aborted"}]
  /\ state[Coordinator].status \in {"working", "committed", "aborted", "down"}
  /\ \A n \in Node :
       LET s == state[n]
       IN /\ s.status \in {"working", "prepared", "preCommitted", "preAborted", "committed",
                           "aborted", "down"}
          /\ s.phase \in {"none", "voting", "polling", "preCommitting", "preAborting"}
          /\ s.answers \subseteq Standing
          /\ s.acknowledged \subseteq Participant
          /\ s.missing \subseteq Participant
          /\ {s.number, s.promised, s.accepted} \subseteq Number
          /\ s.wasDown \in BOOLEAN
          /\ \A m \in s.owes : IsMessage(m) /\ m.from = n
  /\ \A p \in Participant :
       /\ IsRecord(durable[p])
       /\ \A k \in DOMAIN writing[p] : IsRecord(writing[p][k])

Init ==
  /\ state = [n \in Node |-> In("working")]
  /\ durable = [p \in Participant |-> NoRecord]
  /\ writing = [p \in Participant |-> <<>>]
  /\ outbox = [n \in Node |-> {}]
  /\ messages = {}
  /\ outcome = [n \in Node |-> "none"]

-----------------------------------------------------------------------------
\* What may happen at will.  A model bounds these by overriding them.  The
\* first stands for all that a network guarantees: whether n may stop waiting
\* for m, be it for an answer or for m's turn to lead.
MayTimeOut(n, m) == TRUE
MayAbortAlone(p) == TRUE
MayInquire(p)    == TRUE
MayCrash(n)      == TRUE
MayRestart(p)    == TRUE

\* Whether a message stays when it was received, or has found its addressee
\* down.  Then it can come again, as late as it likes, and nothing is ever
\* known to be on its way no longer.
Stays(m) == FALSE

\* Whether what a step sends is on its way at once, and whether what a step
\* writes is on disk at once.  Neither is so; both make a model smaller.
SendsAtOnce(sent) == FALSE
WritesAtOnce(p)   == FALSE

-----------------------------------------------------------------------------
\* The guards on which the protocol rests, by name.  Some differ from rung to
\* rung.  As they stand here they are those of Skeen's protocol, for a network
\* with a bound on delay.

\* A commit needs everybody's yes (A2).
MayPreCommit(yes) == yes = Participant

\* Whoever waits too long takes over and asks the others, and does not decide
\* alone.
EndsAlone(p) == FALSE

\* Of how many one must have heard, where some are missing: of all the others,
\* and of somebody, who has on its disk what is about to be decided.
IsEnough(heard, missing) == heard # {} /\ heard \cup missing = Participant

\* Whom a participant obeys that has promised a number.  Here anybody; with a
\* fence, nobody who comes with a lower one.
Obeys(s, number) == TRUE

\* Whether there is a round before abort, as before commit.
AsksBeforeAbort == FALSE

\* Which outcome follows from what was heard: that which was accepted in the
\* highest number, and abort, if none was.  As long as there is no round
\* before abort, commit is all that is ever accepted.
HighestOutcome(standings) ==
  LET accepting == {a \in standings : a.status # "prepared"}
      highest == {a \in accepting : \A b \in accepting : a.accepted >= b.accepted}
  IN IF \E a \in highest : a.status = "preCommitted" THEN "committed" ELSE "aborted"

OutcomeOf(standings) == HighestOutcome(standings)

\* Whoever was down is not counted: the others may have gone on without it,
\* and what it has on its disk may be old.  So it says nothing when it is
\* polled, accepts nothing, and does not take over.
IsCountedAfterRestart(p) == FALSE

\* When all were down, they ask each other, and nobody decides until it has
\* heard from everyone, the last to fail among them.
AllAreBack(standings) == {a.from : a \in standings} = Participant

\* What waits for the disk: all that a participant says to others, and the
\* outcome that it tells its user.
WaitsForDisk(m) == TRUE
IsToldWhenDurable(p) == TRUE

-----------------------------------------------------------------------------
\* Of which messages a node takes notice, by what it is.  The others it
\* ignores: they are late, or meant for what it is no more.
IsBack(s) == InDoubt(s.status) /\ s.wasDown

MayAccept(s, number) == InDoubt(s.status) /\ ~s.wasDown /\ Obeys(s, number)

Heeds(s, m) ==
  CASE m.kind = "prepare" -> s.status = "working"
    [] m.kind \in {"yes", "no"} -> s.phase = "voting"
    [] m.kind \in {"preCommit", "preAbort"} -> MayAccept(s, m.number)
    [] m.kind = "acknowledge" -> s.phase \in {"preCommitting", "preAborting"} /\ m.number = s.number
    [] m.kind \in {"commit", "abort"} -> s.status = "working" \/ InDoubt(s.status)
    [] m.kind = "poll" ->
         \/ s.status = "working" \/ HasEnded(s.status)
         \/ MayAccept(s, m.number) /\ m.number # s.promised
    [] m.kind = "answer" -> s.phase = "polling" /\ m.number = s.number
    [] m.kind = "inquire" -> HasEnded(s.status) \/ IsBack(s)
    [] m.kind = "report" -> IsBack(s)

Heard(n, kind) == {m \in Received(n, kind) : Heeds(state[n], m)}

-----------------------------------------------------------------------------
\* A step of node n: it is in state s now, has taken these messages from the
\* network, and sends those.
Told(before, s) == IF HasEnded(s.status) THEN s.status ELSE before

\* A message is lost if it finds its addressee down, and if its addressee goes
\* down while it is on its way.
Arriving(sent) == {m \in sent : Stays(m) \/ state[m.to].status # "down"}

Exchange(n, taken, sent) ==
  LET left == messages \ {m \in taken : ~Stays(m)}
  IN IF SendsAtOnce(sent)
     THEN messages' = left \cup Arriving(sent) /\ UNCHANGED outbox
     ELSE messages' = left /\ outbox' = [outbox EXCEPT ![n] = @ \cup sent]

InFlightAfter(n, s) ==
  IF n = Coordinator THEN <<>>
  ELSE writing[n] \o (IF Record(s) = Record(state[n]) THEN <<>> ELSE <<Record(s)>>)

\* A node is behind that has still to say what has waited for its disk.  One
\* that is not, and has nothing in flight, takes whole steps.  Otherwise what
\* it sends and tells waits, too.
IsBehind(n) == state[n].owes # {} \/ Told(outcome[n], state[n]) # outcome[n]

StepWhole(n, s, taken, sent) ==
  /\ state' = [state EXCEPT ![n] = s]
  /\ outcome' = [outcome EXCEPT ![n] = Told(@, s)]
  /\ Exchange(n, taken, sent)

Step(n, s, taken, sent) ==
  LET records == InFlightAfter(n, s)
      waiting == {m \in sent : WaitsForDisk(m)}
  IN IF records = <<>> /\ ~IsBehind(n)
     THEN StepWhole(n, s, taken, sent) /\ UNCHANGED <<durable, writing>>
     ELSE IF WritesAtOnce(n)
     THEN /\ StepWhole(n, s, taken, sent)
          /\ durable' = [durable EXCEPT ![n] = AtLast(@, records)]
          /\ UNCHANGED writing
     ELSE /\ state' = [state EXCEPT ![n] = [s EXCEPT !.owes = @ \cup waiting]]
          /\ writing' = [writing EXCEPT ![n] = records]
          /\ outcome' = [outcome EXCEPT ![n] = IF IsToldWhenDurable(n) THEN @ ELSE Told(@, s)]
          /\ Exchange(n, taken, sent \ waiting)
          /\ UNCHANGED durable
=============================================================================
