----------------------------- MODULE ObjectUse ------------------------------
\* Two objects of the environment, without a protocol: a counter that is
\* incremented and read in one operation, and a register that compares and
\* sets.  A node only invokes what its user asks for, and tells the user what
\* it hears.  Protocols that use these objects are in other modules.  This one
\* says what such a protocol may expect.  The objects in the code are compared
\* with it.
EXTENDS Naturals, Sequences

CONSTANTS
  Node,  \* the set of nodes
  Value  \* what the register can hold

\* The register begins with one of them.
CONSTANT First
ASSUME FirstIsAValue == First \in Value

VARIABLES
  isUp,          \* isUp[n]: whether node n is up
  counter,       \* the number that the counter has given last
  incrementing,  \* incrementing[n]: n's increment in flight
  register,      \* what the register holds
  setting,       \* setting[n]: n's operation on the register in flight
  told           \* told[n]: what n has told its user, each once

variables == <<isUp, counter, incrementing, register, setting, told>>

-----------------------------------------------------------------------------
\* The two objects: what an operation makes of the value, and what it gives.
\* A model that must fail overrides them.
Incremented(number, operation) == number + 1

NumberGiven(number, operation) == number + 1

Set(held, operation) == IF held = operation.expected THEN operation.new ELSE held

WasSet(held, operation) == [set |-> held = operation.expected, held |-> held]

Counter ==
  INSTANCE AtomicObject
    WITH value <- counter, pending <- incrementing, Apply <- Incremented, Result <- NumberGiven

Register ==
  INSTANCE AtomicObject
    WITH value <- register, pending <- setting, Apply <- Set, Result <- WasSet

Increment == [kind |-> "increment"]

CompareAndSet == [expected : Value, new : Value]

\* What may happen at will, and whether the counter goes on: a model bounds
\* these, and without a bound the counter would count for ever.
MayCount(number)     == TRUE
MayAskToIncrement(n) == TRUE
MayAskToSet(n)       == TRUE
MayCrash(n)          == TRUE
MayRestart(n)        == TRUE

-----------------------------------------------------------------------------
In(order) == {order[i] : i \in 1..Len(order)}

Learn(before, what) == IF what \in In(before) THEN before ELSE Append(before, what)

TypeOK ==
  /\ isUp \in [Node -> BOOLEAN]
  /\ counter \in Nat
  /\ register \in Value
  /\ \A n \in Node :
       /\ incrementing[n] \in {Counter!Idle, Counter!Waiting(Increment), Counter!Orphaned(Increment)}
       /\ setting[n] \in {Register!Idle}
            \cup {Register!Waiting(o) : o \in CompareAndSet}
            \cup {Register!Orphaned(o) : o \in CompareAndSet}

Init ==
  /\ isUp = [n \in Node |-> TRUE]
  /\ counter = 0
  /\ incrementing = [n \in Node |-> Counter!Idle]
  /\ register = First
  /\ setting = [n \in Node |-> Register!Idle]
  /\ told = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
AskToIncrement(n) ==
  /\ MayAskToIncrement(n)
  /\ isUp[n]
  /\ Counter!Invoke(n, Increment)
  /\ UNCHANGED <<isUp, register, setting, told>>

AskToSet(n) ==
  /\ MayAskToSet(n)
  /\ isUp[n]
  /\ \E operation \in CompareAndSet : Register!Invoke(n, operation)
  /\ UNCHANGED <<isUp, counter, incrementing, told>>

HearOfCounter(n) ==
  /\ isUp[n]
  /\ MayCount(counter)
  /\ Counter!Hear(n)
  /\ told' = [told EXCEPT ![n] = Learn(@, [number |-> Counter!Heard(n)])]
  /\ UNCHANGED <<isUp, register, setting>>

HearOfRegister(n) ==
  /\ isUp[n]
  /\ Register!Hear(n)
  /\ told' = [told EXCEPT ![n] = Learn(@, Register!Heard(n))]
  /\ UNCHANGED <<isUp, counter, incrementing>>

\* An operation takes effect after its node has crashed.
CountUnheard(n) ==
  /\ MayCount(counter)
  /\ Counter!TakeUnheard(n)
  /\ UNCHANGED <<isUp, register, setting, told>>

SetUnheard(n) ==
  /\ Register!TakeUnheard(n)
  /\ UNCHANGED <<isUp, counter, incrementing, told>>

Crash(n) ==
  /\ MayCrash(n)
  /\ isUp[n]
  /\ isUp' = [isUp EXCEPT ![n] = FALSE]
  /\ Counter!Forget(n)
  /\ Register!Forget(n)
  /\ UNCHANGED told

Restart(n) ==
  /\ MayRestart(n)
  /\ ~isUp[n]
  /\ isUp' = [isUp EXCEPT ![n] = TRUE]
  /\ UNCHANGED <<counter, incrementing, register, setting, told>>

Next ==
  \E n \in Node :
    \/ AskToIncrement(n) \/ AskToSet(n)
    \/ HearOfCounter(n) \/ HearOfRegister(n)
    \/ CountUnheard(n) \/ SetUnheard(n)
    \/ Crash(n) \/ Restart(n)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* No number is given twice, and none before those below it.
NumbersOf(n) == {what.number : what \in {t \in In(told[n]) : "number" \in DOMAIN t}}

EachNumberOnce == \A m, n \in Node : m # n => NumbersOf(m) \cap NumbersOf(n) = {}

NumbersGoUpTo == \A n \in Node : \A number \in NumbersOf(n) : number \in 1..counter

CounterNeverFalls == [][counter' >= counter]_variables

\* The register changes only by an operation that expected what it held.
Operations == {setting[n].operation : n \in {m \in Node : setting[m].is # "none"}}

SetAsExpected ==
  [][register' # register =>
       [expected |-> register, new |-> register'] \in Operations]_variables

THEOREM Spec => []TypeOK
THEOREM Spec => []EachNumberOnce /\ []NumbersGoUpTo
THEOREM Spec => CounterNeverFalls /\ SetAsExpected
=============================================================================
