----------------------- MODULE MCLinearizableRegister -----------------------
\* The models of LinearizableRegister: the problem itself, small enough to
\* check that it says what it should, and that everybody can be told.
EXTENDS LinearizableRegister

\* Effectable: what has taken effect does so again, or what nobody has asked
\* for does.
Again == Update \cap invoked'
Uninvoked == {o \in Update : found[o] = {}}

\* FoundIn: those that take effect together all find what was held before.
WhatWasHeldBefore(order, o) == value

\* IsReading: a read finds what was held before it was invoked.
Always(q) == TRUE

NotEverybodyTold == ~ \A o \in Operation : \E answer \in told : answer.operation = o

NotAllAtOnce ==
  ~ \E o, p \in Update : o # p /\ found[o] # {} /\ found[p] # {} /\ told = {}

NotWon == ~ \E answer \in told : answer.operation \in CompareAndSet /\ answer.held = Expected
=============================================================================
