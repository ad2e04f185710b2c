------------------------ MODULE LinearizableRegister ------------------------
\* A register that everybody uses and that is one: whatever happens in it
\* happens at one instant between asking and being told.  It can be written,
\* set if it holds what is expected, and read.  That is linearizability, and
\* for a register it can be said without a history of the past.
\*
\* Every operation is told what the register held when it took effect.  From
\* that whoever compares and sets knows whether it has set: it has, if the
\* register held what it expected.  What an operation writes is its own name,
\* so no value is written twice, and each tells whose it is.  Values that are
\* more alike only hide mistakes.
\*
\* There are many registers in a store, and one here: whether a history is
\* linearizable can be asked of each register alone.
\*
\* The specification is safety only: it allows that nobody is told any more.
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Write,          \* operations that write
  CompareAndSet,  \* operations that set the register if it holds Expected
  Read,           \* operations that read
  Nothing,        \* what the register holds at first
  Expected        \* what those who compare expect: Nothing, or what another writes

VARIABLES
  invoked,  \* the operations that clients have asked for
  value,    \* what the register holds
  found,    \* found[o]: what o has found in the register.  Of an update it is one
            \* value, once it has taken effect.  Of a read it is whatever it may be told.
  told      \* what clients were told

variables == <<invoked, value, found, told>>

Update == Write \cup CompareAndSet

Operation == Update \cup Read

Value == Update \cup {Nothing}

Answer(o, held) == [operation |-> o, held |-> held]

-----------------------------------------------------------------------------
In(order) == {order[i] : i \in 1..Len(order)}

IsWithoutRepetition(order) ==
  \A i, j \in 1..Len(order) : order[i] = order[j] => i = j

Orders(operations) ==
  {order \in UNION {[1..k -> operations] : k \in 0..Cardinality(operations)} :
     IsWithoutRepetition(order)}

PlaceIn(order, o) == CHOOSE i \in 1..Len(order) : order[i] = o

\* Whether an update that finds this value sets the register.
Sets(o, held) == o \in Write \/ (o \in CompareAndSet /\ held = Expected)

\* What the register holds after these updates, which begin with what it holds
\* now.
RECURSIVE After(_)
After(order) ==
  IF order = <<>> THEN value
  ELSE LET before == After(SubSeq(order, 1, Len(order) - 1))
           o == order[Len(order)]
       IN IF Sets(o, before) THEN o ELSE before

AfterSome(order, k) == After(SubSeq(order, 1, k))

-----------------------------------------------------------------------------
\* The guards by name, as each is removed in a model of its own: only what was
\* invoked takes effect, and once; each finds what the one before it has left;
\* and a read finds what is held from its invocation on.
Effectable == {o \in Update \cap invoked' : found[o] = {}}

FoundIn(order, o) == AfterSome(order, PlaceIn(order, o) - 1)

IsReading(q) == q \in invoked'

\* What the register holds while these take effect, one after the other.
Passed(order) == {AfterSome(order, k) : k \in 0..Len(order)}

\* A read takes no place in the order of updates.  It can be told whatever the
\* register has held since it was invoked: at some instant it was so.  Reads do
\* not disturb each other, so each has its instant for itself.
MayFind(order, o) ==
  IF o \in In(order) THEN {FoundIn(order, o)}
  ELSE IF o \in Read /\ IsReading(o) THEN found[o] \cup Passed(order)
  ELSE found[o]

-----------------------------------------------------------------------------
TypeOK ==
  /\ invoked \subseteq Operation
  /\ value \in (invoked \cap Update) \cup {Nothing}
  /\ found \in [Operation -> SUBSET Value]
  /\ told \subseteq [operation : Operation, held : Value]

Init ==
  /\ invoked = {}
  /\ value = Nothing
  /\ found = [o \in Operation |-> {}]
  /\ told = {}

Invoke == invoked' \in {invoked \cup more : more \in SUBSET Operation}

\* Some updates take effect.  Of what a read may be told some can be ruled out:
\* that is no promise which anybody was made.
TakeEffect(order) ==
  /\ value' = After(order)
  /\ found' \in {[o \in Operation |->
                    MayFind(order, o) \cap (IF o \in Read THEN kept[o] ELSE Value)] :
                  kept \in [Read -> SUBSET Value]}

Tellable(order) == {Answer(o, held) : o \in Operation, held \in Value}
                     \cap UNION {{Answer(o, held) : held \in MayFind(order, o)} : o \in Operation}

Tell(order) == told' \in {told \cup more : more \in SUBSET (Tellable(order) \ told)}

\* All of it can be one step, so that whoever implements the register can do
\* much at once: take in a piece of a log, say.
Next ==
  /\ Invoke
  /\ \E order \in Orders(Effectable) : TakeEffect(order) /\ Tell(order)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
ToldWasInvoked ==
  \A answer \in told :
    /\ answer.operation \in invoked
    /\ answer.held \in invoked \cup {Nothing}

\* An update takes effect once.  A read can be answered again, as long as the
\* client asks: the first answer is the one that counts.
OneAnswerEach ==
  \A one, other \in told :
    one.operation = other.operation /\ one.operation \in Update => one = other

\* What is held is replaced once: nobody overwrites what he has not found, and
\* of those who claim a name, one wins.
ReplacedOnce ==
  \A one, other \in told :
    /\ Sets(one.operation, one.held)
    /\ Sets(other.operation, other.held)
    /\ one.held = other.held
    => one.operation = other.operation

\* What was replaced is over: who is invoked later does not find it.
Over ==
  UNION {found[o] : o \in {p \in Update : \E held \in found[p] : Sets(p, held)}}

OverIsOver == [][\A o \in Operation \ invoked : found'[o] \cap Over = {}]_variables

THEOREM Spec => []TypeOK
THEOREM Spec => []ToldWasInvoked /\ []OneAnswerEach
THEOREM Spec => []ReplacedOnce /\ OverIsOver
=============================================================================
