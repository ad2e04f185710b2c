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
\* The first phase: each participant votes, or leaves.
Prepare(p) ==
  /\ state[p] = "working"
  /\ state' = [state EXCEPT ![p] = "prepared"]
  /\ messages' = messages \cup {Yes(p)}
  /\ UNCHANGED <<decision, votes>>

AbortAlone(p) ==
  /\ MayAbortAlone(p)
  /\ state' = [state EXCEPT ![p] = "aborted"]
  /\ UNCHANGED <<decision, votes, messages>>

ReceiveYes(p) ==
  /\ HasSaidYes(p)
  /\ decision = "undecided"
  /\ votes' = votes \cup {p}
  /\ UNCHANGED <<decision, state, messages>>

-----------------------------------------------------------------------------
\* The second phase: the coordinator decides, and the participants follow.
DecideCommit ==
  /\ MayDecide
  /\ MayCommit
  /\ decision' = "committed"
  /\ votes' = {}
  /\ messages' = messages \cup {Commit}
  /\ UNCHANGED state

DecideAbort ==
  /\ MayDecide
  /\ decision' = "aborted"
  /\ votes' = {}
  /\ messages' = messages \cup {Abort}
  /\ UNCHANGED state

ReceiveCommit(p) ==
  /\ Commit \in messages
  /\ state[p] = "prepared"
  /\ state' = [state EXCEPT ![p] = "committed"]
  /\ UNCHANGED <<decision, votes, messages>>

ReceiveAbort(p) ==
  /\ Abort \in messages
  /\ state[p] \in {"working", "prepared"}
  /\ state' = [state EXCEPT ![p] = "aborted"]
  /\ UNCHANGED <<decision, votes, messages>>

Next ==
  \/ DecideCommit
  \/ DecideAbort
  \/ \E p \in Participant :
       Prepare(p) \/ AbortAlone(p) \/ ReceiveYes(p) \/ ReceiveCommit(p) \/ ReceiveAbort(p)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Why it works, conjunct by conjunct.
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
\* state.  The rest is what makes it possible to do without looking.
SingleNode == INSTANCE SingleNodeCommit WITH log <- decision

CommitPointIsOfOneNode == SingleNode!Spec

THEOREM Spec => CommitPointIsOfOneNode
=============================================================================
