-------------------- MODULE ThreePhaseCommit_Invariants ---------------------
\* Why three-phase commit works, where it does.  Its whole idea is one
\* sentence: whoever asks finds the outcome, if there is one.  A leader
\* decides only when so many have accepted the outcome that anybody who takes
\* over later, and hears of as many as it needs, comes to the same.
\*
\* With a bound on delay these are all who were never down; with a majority
\* for each question, any two sets have somebody in common.  The rungs that
\* split are those in which somebody can ask enough and not find it.
EXTENDS ThreePhaseCommit

-----------------------------------------------------------------------------
\* Who can be heard of when somebody takes over, and what it would find if it
\* heard of these.  A participant that has promised nothing never will once
\* it is asked.
Hearable == {p \in Participant : IsUp(p) /\ ~state[p].wasDown}

Found(heard) ==
  IF \E p \in heard : state[p].status = "committed" THEN "committed"
  ELSE IF \E p \in heard : state[p].status \in {"working", "aborted"} THEN "aborted"
  ELSE OutcomeOf({StandingOf(p, state[p]) : p \in heard})

\* "Whoever asks finds it."
WhoeverAsksFindsIt ==
  \A n \in Node : outcome[n] # "none" =>
    \A heard \in SUBSET Hearable :
      IsEnough(heard, Participant \ Hearable) => Found(heard) = outcome[n]

\* "One outcome in each number": who leads with it says one thing, and no two
\* lead with the same.  So of what was accepted in the highest number, it
\* does not matter whom one asks.
OneOutcomeInEachNumber ==
  \A p, q \in Participant :
    ~(/\ state[p].status = "preCommitted"
      /\ state[q].status = "preAborted"
      /\ state[p].accepted = state[q].accepted)

-----------------------------------------------------------------------------
\* What users see.  A1: no two nodes tell different outcomes, and none takes
\* one back.
Agreement ==
  \A m, n \in Node : ~(outcome[m] = "committed" /\ outcome[n] = "aborted")

OutcomeIsFinal ==
  [][\A n \in Node : outcome[n] # "none" => outcome'[n] = outcome[n]]_variables

\* Whoever has decided has told so once its disk has it: agreement is not had
\* by saying nothing.
OutcomeIsTold ==
  \A n \in Node :
    /\ HasEnded(state[n].status)
    /\ n \in Participant => writing[n] = <<>> /\ ~ENABLED GoOn(n)
    => outcome[n] = state[n].status

\* A2: where one commits, all have promised, and hold to it.
CommitNeedsEveryone ==
  (\E n \in Node : outcome[n] = "committed") => \A p \in Participant : durable[p].status # "none"

-----------------------------------------------------------------------------
\* After a total failure, when all participants are in doubt and none has been
\* up all the time, nobody decides while one of them is down, unless it is
\* told an outcome that was decided before.
AllHaveFailed ==
  \A p \in Participant : InDoubt(durable[p].status) /\ (IsUp(p) => state[p].wasDown)

IsToldBy(p, sent) == \E m \in sent : m.to = p /\ m.kind \in {"commit", "abort"}

WaitsForTheLast ==
  [][AllHaveFailed /\ (\E p \in Participant : ~IsUp(p))
       => \A p \in Participant : outcome'[p] # outcome[p] => IsToldBy(p, messages)]_variables

\* Most of this is true on some networks only, and Spec says nothing of the
\* network: each rung of the ladder is a model.  This is true on all.
THEOREM Spec => []TypeOK /\ []OutcomeIsTold
=============================================================================
