------------------------------ MODULE Consensus ------------------------------
\* Several nodes are to agree on one value.  Clients propose values, and
\* every node that decides must decide the same one, which somebody has
\* proposed.  It does not matter which: all proposals would do.  That is
\* the difference to atomic commit, where every participant has a veto.
\*
\* This module says what must hold and nothing about how.  A decision here
\* is one step, which looks at what every node has decided, as no node
\* could.  There are no messages, no crashes and no leaders.  A protocol
\* has all of them, and its behaviours, seen through a refinement mapping,
\* are behaviours of this specification.
\*
\* A node that crashes does not take its decision back: its user was told.
\* So agreement is uniform: it holds between all nodes, those that have
\* crashed since among them, and not only between the survivors.
\*
\* The specification is safety only.  Whether everyone decides depends on
\* what a protocol may assume, and no protocol can promise it without
\* assuming something about time.

CONSTANTS
  Node,   \* the set of nodes
  Value,  \* the set of values that can be proposed
  None    \* no value

ASSUME NoneIsNoValue == None \notin Value

VARIABLES
  proposed,  \* the set of values that clients have proposed
  decided    \* decided[n]: the value that n has told its user, or None

variables == <<proposed, decided>>

TypeOK ==
  /\ proposed \subseteq Value
  /\ decided \in [Node -> Value \cup {None}]

Init ==
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]

-----------------------------------------------------------------------------
Propose(v) ==
  /\ proposed' = proposed \cup {v}
  /\ UNCHANGED decided

\* A value may be decided if it was proposed and nobody has decided another.
MayBeDecided(v) ==
  /\ v \in proposed
  /\ \A n \in Node : decided[n] \in {None, v}

\* A node decides once.
MayStillDecide(n) == decided[n] = None

Decide(n) ==
  /\ MayStillDecide(n)
  /\ \E v \in Value :
       /\ MayBeDecided(v)
       /\ decided' = [decided EXCEPT ![n] = v]
  /\ UNCHANGED proposed

Next ==
  \/ \E v \in Value : Propose(v)
  \/ \E n \in Node : Decide(n)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* The theory asks for three things.  No two nodes decide differently (C1);
\* no node decides twice (C2); and what is decided was proposed (C3).
Agreement ==
  \A m, n \in Node : decided[m] = None \/ decided[n] = None \/ decided[m] = decided[n]

Integrity == [][\A n \in Node : decided[n] # None => decided'[n] = decided[n]]_variables

Validity == \A n \in Node : decided[n] # None => decided[n] \in proposed

THEOREM Spec => []TypeOK
THEOREM Spec => []Agreement
THEOREM Spec => Integrity
THEOREM Spec => []Validity
=============================================================================
