------------------------------ MODULE TwoPhase ------------------------------
\* Two-phase commit as it is drawn on a blackboard: a coordinator, some
\* participants, one transaction, and messages.  The coordinator counts
\* votes; when everyone has voted yes it may decide to commit, and until
\* then it may decide to abort.
\*
\* This is the rung on which messages are taught.  Above it, in
\* SingleNodeCommit, participants see the decision at the instant at which
\* it is made, and the coordinator sees their promises.  Here nobody sees
\* anybody: each reads letters that were true when they were written.  That
\* this is enough is the idea of the protocol, and it is two sentences: a
\* yes is a promise, and a decision is one for ever.
\*
\* Below it, in TwoPhaseCommit, are disks and crashes.  They are left out
\* here, and so are the reasons for anything: a participant may vote or
\* abort, and a coordinator may decide, whenever it is allowed to.  Asking
\* for votes, for one, would only be a reason to vote.
\*
\* messages is a set that grows.  A message that is never received is as
\* good as lost, and one may be received late, and twice.  A participant
\* that aborts alone says nothing; a coordinator that does not hear from it
\* can only abort.
CONSTANT Participant  \* the set of participants of the transaction

VARIABLES
  decision,  \* the coordinator's: "undecided", "committed" or "aborted"
  state,     \* how far each participant is, as in AtomicCommit
  votes,     \* whose yes an undecided coordinator has counted
  messages   \* everything that was ever sent

variables == <<decision, state, votes, messages>>

Yes(p) == [kind |-> "yes", from |-> p]
Commit == [kind |-> "commit"]
Abort  == [kind |-> "abort"]

Message == {Yes(p) : p \in Participant} \cup {Commit, Abort}

TypeOK ==
  /\ decision \in {"undecided", "committed", "aborted"}
  /\ state \in [Participant -> {"working", "prepared", "committed", "aborted"}]
  /\ votes \in SUBSET Participant
  /\ messages \in SUBSET Message

Init ==
  /\ decision = "undecided"
  /\ state = [p \in Participant |-> "working"]
  /\ votes = {}
  /\ messages = {}

-----------------------------------------------------------------------------
\* The guards, on which everything rests.  A participant may abort alone
\* only before it has said yes.  A coordinator counts what was said, decides
\* to commit only when everyone has said yes, and decides once.
MayAbortAlone(p) == state[p] = "working"
HasSaidYes(p)    == Yes(p) \in messages
MayCommit        == votes = Participant
MayDecide        == decision = "undecided"

-----------------------------------------------------------------------------
\* A step of a participant, and the coordinator's decision.  What it had
\* counted is of no use any more once it has decided.
Become(p, next, sent) ==
  /\ state' = [state EXCEPT ![p] = next]
  /\ messages' = messages \cup sent
  /\ UNCHANGED <<decision, votes>>

Decide(outcome, message) ==
  /\ MayDecide
  /\ decision' = outcome
  /\ votes' = {}
  /\ messages' = messages \cup {message}
  /\ UNCHANGED state

-----------------------------------------------------------------------------
\* The first phase: each participant votes yes, which is to prepare, or
\* leaves; and the coordinator counts.
Prepare(p) == state[p] = "working" /\ Become(p, "prepared", {Yes(p)})

AbortAlone(p) == MayAbortAlone(p) /\ Become(p, "aborted", {})

ReceiveYes(p) ==
  /\ HasSaidYes(p)
  /\ decision = "undecided"
  /\ votes' = votes \cup {p}
  /\ UNCHANGED <<decision, state, messages>>

\* The second phase: the coordinator decides, and the participants follow.
\* It may decide to abort at any time, which is to give up, or to crash.
DecideCommit == MayCommit /\ Decide("committed", Commit)

DecideAbort == Decide("aborted", Abort)

ReceiveCommit(p) == Commit \in messages /\ state[p] = "prepared" /\ Become(p, "committed", {})

\* Whoever is told to abort may not even have voted yet.
ReceiveAbort(p) ==
  /\ Abort \in messages
  /\ state[p] \in {"working", "prepared"}
  /\ Become(p, "aborted", {})

Next ==
  \/ DecideCommit
  \/ DecideAbort
  \/ \E p \in Participant :
       Prepare(p) \/ AbortAlone(p) \/ ReceiveYes(p) \/ ReceiveCommit(p) \/ ReceiveAbort(p)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Why it works, conjunct by conjunct.  Each holds at first, and whatever
\* step is taken from a state in which all of them hold, they hold after it;
\* so they hold for ever.
\*
\* "Nothing is counted that was not said."
CountedWasSaid == \A p \in votes : Yes(p) \in messages

\* "A yes is a promise", which only the decision to abort releases.
YesIsAPromise ==
  \A p \in Participant :
    Yes(p) \in messages => state[p] \in {"prepared", "committed"} \/ decision = "aborted"

\* "A decision to commit is everyone's."
CommitNeedsEveryYes ==
  decision = "committed" => \A p \in Participant : Yes(p) \in messages

\* "A decision is one for ever": what was sent says what was decided.
SentIsDecided ==
  /\ Commit \in messages => decision = "committed"
  /\ Abort \in messages => decision = "aborted"

\* "Nobody commits but by the decision."
CommittedFollows == \A p \in Participant : state[p] = "committed" => decision = "committed"

\* What it is all for (A1).
Agreement ==
  \A p, q \in Participant : ~(state[p] = "committed" /\ state[q] = "aborted")

Inductive ==
  /\ TypeOK
  /\ CountedWasSaid
  /\ YesIsAPromise
  /\ CommitNeedsEveryYes
  /\ SentIsDecided
  /\ CommittedFollows

THEOREM Spec => []Inductive
THEOREM Inductive => Agreement

-----------------------------------------------------------------------------
\* The refinement (A13).  log is the coordinator's decision, and state is
\* state.  SingleNodeCommit decides to commit when everyone has prepared,
\* which no coordinator can see.  Here it has counted everyone's yes, and by
\* the first two conjuncts everyone has then prepared, and waits.
SingleNode == INSTANCE SingleNodeCommit WITH log <- decision

CommitPointIsOfOneNode == SingleNode!Spec

THEOREM Spec => CommitPointIsOfOneNode
=============================================================================
