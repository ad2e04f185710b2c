--------------------- MODULE ReplicatedCommit_Invariants ---------------------
\* Why replicated commit works.  In two-phase commit everything hangs on one
\* instant at one node, at which the record of the coordinator becomes durable.
\* Here it hangs on one place in the log: either the commit comes first, and
\* then every later take-over finds it; or a take-over comes first, and then
\* the commit never lands.  Whoever says something has read as far as that
\* place: "commit" is said after the record is heard (CommitHasLanded), and
\* abort is presumed only after a take-over is heard (AbortIsSafe).
EXTENDS ReplicatedCommit

\* The order, as far as it is fixed: the longest that anybody was told.
Longest ==
  LET Told(c) == delivered[c]
      longest == CHOOSE c \in Candidate :
                   \A d \in Candidate : Len(delivered[d]) <= Len(delivered[c])
  IN Told(longest)

CommitPoint(t) == \E i \in LandedIn(t, Longest) : Longest[i].record = "commit"

\* Nobody can be in doubt any more, as in TwoPhaseCommit.
IsSettled(t) == t \in confirmed /\ \A p \in Participant : durable[t][p] = "committed"

-----------------------------------------------------------------------------
\* "Nobody hears of a commit before it has landed", which no crash undoes, and
\* no successor.
CommitHasLanded ==
  \A t \in Transaction :
    \/ \E p \in Participant :
         At(Anybody)!Commit(t, p) \in messages \/ durable[t][p] = "committed"
    \/ \E n \in Node : outcome[t][n] = "committed"
    => CommitPoint(t)

\* "Abort is said where no commit has landed, or to nobody in doubt."  That none
\* lands later is this in all later states.
AbortIsSafe ==
  \A t \in Transaction, p \in Participant :
    At(Anybody)!Abort(t, p) \in messages => ~CommitPoint(t) \/ IsSettled(t)

\* A commit lands when everybody has promised (A2), and they hold to it.
CommitNeedsEveryone ==
  \A t \in Transaction :
    CommitPoint(t) => \A p \in Participant : durable[t][p] \in {"prepared", "committed"}

\* "Whoever knows of a successor has given way", and so nobody coordinates who
\* has not read in the log that it may.
KnowersGiveWay ==
  \A c \in Candidate :
    /\ IsBearing(c) => Bears(c, seat[c].number, HeardBy(c))
    /\ \A t \in Transaction : state[t][c].status # "down" => IsBearing(c)

\* "Whoever has the role answers whoever is in doubt", of all that was begun
\* before it.
BearersAnswer ==
  \A c \in Candidate, t \in Transaction :
    /\ IsBearing(c)
    /\ TakeOver(First, BegunIn) \in In(HeardBy(c))
    /\ \E p \in Participant : durable[t][p] = "prepared"
    => state[t][c].status # "down"

\* "No number is used again": whatever is in the log, or on its way there, has
\* one that is on the disk of whoever has written it.
NumbersAreDurable ==
  \A entry \in invoked \cup broadcast : entry.number <= numbered[entry.by]

-----------------------------------------------------------------------------
\* What users see (A1), whichever candidate they have asked.
Agreement ==
  \A t \in Transaction : \A m, n \in Node :
    ~(outcome[t][m] = "committed" /\ outcome[t][n] = "aborted")

OutcomeIsFinal ==
  [][\A t \in Transaction, n \in Node :
       outcome[t][n] # "none" => outcome'[t][n] = outcome[t][n]]_variables

CommitNeedsARequest ==
  \A t \in Transaction, n \in Node : outcome[t][n] = "committed" => t \in requested

THEOREM Spec => []TypeOK
THEOREM Spec => []CommitHasLanded /\ []AbortIsSafe /\ []CommitNeedsEveryone
THEOREM Spec => []KnowersGiveWay /\ []BearersAnswer /\ []NumbersAreDurable
THEOREM Spec => []Agreement /\ OutcomeIsFinal /\ []CommitNeedsARequest
=============================================================================
