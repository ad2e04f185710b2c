-------------------- MODULE BroadcastRegister_Invariants --------------------
\* Why the register is one: everybody applies what the log tells, and answers
\* what the order says.
EXTENDS BroadcastRegister

\* A node has applied what it was told since it has started, each operation
\* once.
AppliesWhatItHears ==
  \A n \in Node : IsUp(n) => state[n].applied = SubSeq(delivered[n], 1, heard[n])

TakesEffectOnce ==
  \A n \in Node : \A i, j \in 1..Len(state[n].applied) :
    state[n].applied[i] = state[n].applied[j] => i = j

AllTold == UNION {In(told[n]) : n \in Node}

\* Every answer is what the order says of its position, whichever node tells
\* it: what an operation found at its place, and what a read found after so
\* many.
AnswersAreOrder ==
  \A answer \in AllTold :
    /\ answer.position <= Len(Longest)
    /\ IF answer.operation \in Request
       THEN /\ answer.position > 0
            /\ Longest[answer.position] = answer.operation
            /\ answer.held = ValueBefore(Longest, answer.position)
       ELSE answer.held = ValueOf(SubSeq(Longest, 1, answer.position))

\* R2: of those who claim the register when it holds what they expect, one
\* wins, whichever nodes they have asked.
OneWins ==
  \A one, other \in AllTold :
    /\ one.operation \in CompareAndSet /\ one.held = Expected
    /\ other.operation \in CompareAndSet /\ other.held = Expected
    /\ Expected = Nothing
    => one.operation = other.operation

\* Whoever waits would have been told.
WaitsForItsAnswer ==
  \A n \in Node :
    /\ state[n].waiting \cap In(state[n].applied) = {}
    /\ \A on \in state[n].reading : on.position > Len(state[n].applied)

\* The log keeps its contract, which is another's to implement.
KeepsOrder == Order!Spec

THEOREM Spec => []TypeOK
THEOREM Spec => []AppliesWhatItHears /\ []TakesEffectOnce
THEOREM Spec => []AnswersAreOrder /\ []OneWins
THEOREM Spec => []WaitsForItsAnswer
THEOREM Spec => KeepsOrder
=============================================================================
