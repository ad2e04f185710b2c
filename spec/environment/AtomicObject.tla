---------------------------- MODULE AtomicObject ----------------------------
\* An object of the environment with one value, on which each operation takes
\* effect at one instant: a counter, or a register that compares and sets.
\*
\* A node has at most one operation in flight.  Who waits for its operation
\* hears the result as it takes effect.  A crash does not call it back: it may
\* still take effect, and then nobody hears.  A node that invokes anew gives
\* up what it had in flight before.
CONSTANTS
  Node,          \* the set of nodes
  Apply(_, _),   \* the value that an operation makes of a value
  Result(_, _)   \* what the operation gives

VARIABLES
  value,   \* what the object holds
  pending  \* pending[n]: n's operation in flight, and whether n waits for it

Idle == [is |-> "none"]

Waiting(operation) == [is |-> "waiting", operation |-> operation]

Orphaned(operation) == [is |-> "orphaned", operation |-> operation]

-----------------------------------------------------------------------------
\* Parts of a step of node n: it invokes an operation; it hears the result of
\* the one for which it waits; or it crashes.
Invoke(n, operation) ==
  /\ pending' = [pending EXCEPT ![n] = Waiting(operation)]
  /\ UNCHANGED value

CanHear(n) == pending[n].is = "waiting"

Heard(n) == Result(value, pending[n].operation)

Hear(n) ==
  /\ CanHear(n)
  /\ value' = Apply(value, pending[n].operation)
  /\ pending' = [pending EXCEPT ![n] = Idle]

\* It hears the result of one, and invokes another in the same step.
HearAndInvoke(n, operation) ==
  /\ CanHear(n)
  /\ value' = Apply(value, pending[n].operation)
  /\ pending' = [pending EXCEPT ![n] = Waiting(operation)]

Forget(n) ==
  /\ pending' = [pending EXCEPT ![n] = IF CanHear(n) THEN Orphaned(@.operation) ELSE @]
  /\ UNCHANGED value

\* A step of the object, of which nobody hears.
TakeUnheard(n) ==
  /\ pending[n].is = "orphaned"
  /\ value' = Apply(value, pending[n].operation)
  /\ pending' = [pending EXCEPT ![n] = Idle]
=============================================================================
