---------------------------- MODULE MCObjectUse -----------------------------
\* The models of ObjectUse: few numbers, and objects that do not keep their
\* contract.
EXTENDS ObjectUse

CONSTANT n1  \* one of the nodes, for bounds that single one out

OnlyTheFirst(n) == n = n1
Never(x) == FALSE

UpToTwo(number) == number < 2

\* Everybody expects what the register holds at first.
FromFirst == [expected : {First}, new : Value]

\* Objects that are broken: the counter stays, or falls; the register does not
\* compare, or holds what it should not.
Stays(number, operation) == number
Falls(number, operation) == IF number = 1 THEN 0 ELSE number + 1
SetAnyway(held, operation) == operation.new
Tangled(held, operation) == operation
TooHigh(number, operation) == number + 2

NotSetUnheard ==
  ~ \E n \in Node : ~isUp[n] /\ setting[n].is = "none" /\ register # First /\ told[n] = <<>>
=============================================================================
