------------------------ MODULE MCTwoPhase_Conjuncts ------------------------
\* What each conjunct of the inductive invariant is for: from some state
\* that satisfies all the others there is a step that does not.  All states
\* of the type are looked at.  The goal, Agreement, belongs to the rest.
EXTENDS TwoPhase

VARIABLE without  \* the conjunct that is left out

Conjuncts ==
  {"CountedWasSaid", "YesIsAPromise", "CommitNeedsEveryYes", "SentIsDecided", "CommittedFollows"}

Holds(conjunct) ==
  CASE conjunct = "CountedWasSaid" -> CountedWasSaid
    [] conjunct = "YesIsAPromise" -> YesIsAPromise
    [] conjunct = "CommitNeedsEveryYes" -> CommitNeedsEveryYes
    [] conjunct = "SentIsDecided" -> SentIsDecided
    [] conjunct = "CommittedFollows" -> CommittedFollows

Rest(conjunct) == TypeOK /\ Agreement /\ \A other \in Conjuncts \ {conjunct} : Holds(other)

StatesWithout == TypeOK /\ without \in Conjuncts /\ Rest(without)

NextOfThese == Next /\ UNCHANGED without

\* "The rest holds without it": TLC must violate each, after one step.
RestHoldsWithout(conjunct) == without = conjunct => Rest(conjunct)

NoNeedOfCountedWasSaid      == RestHoldsWithout("CountedWasSaid")
NoNeedOfYesIsAPromise       == RestHoldsWithout("YesIsAPromise")
NoNeedOfCommitNeedsEveryYes == RestHoldsWithout("CommitNeedsEveryYes")
NoNeedOfSentIsDecided       == RestHoldsWithout("SentIsDecided")
NoNeedOfCommittedFollows    == RestHoldsWithout("CommittedFollows")
=============================================================================
