------------------------- MODULE RegisterConsensus --------------------------
\* Consensus from a register that compares and sets.  The register holds
\* nothing at first.  Whoever has a proposal sets it to that, if it still
\* holds nothing; and what the register then holds is the decision, whoever
\* has set it.
\*
\* A node decides only what it has heard that the register holds, and never
\* what it believes to have set.  So it sets, and then looks.  An answer that
\* comes late, or is to another of its operations, misleads nobody; and an
\* operation that was made twice does no harm, since the second one finds
\* what the first one has left.  To look is to set nothing to nothing.
\*
\* Any number of nodes decide, whoever crashes and whoever never comes back:
\* nobody waits for anybody.  That is what distinguishes this register from a
\* counter, see CounterConsensus.
\*
\* The register is an object of the environment, see AtomicObject.  A node has
\* no disk: after a crash it knows nothing, and looks.
CONSTANTS
  Node,   \* the set of nodes
  Value,  \* the set of values that can be proposed
  None    \* no value

ASSUME NoneIsNoValue == None \notin Value

VARIABLES
  state,     \* state[n]: what node n keeps in memory
  register,  \* what the register holds
  setting,   \* setting[n]: n's operation on the register in flight
  proposed,  \* the values that clients have proposed
  decided    \* decided[n]: the value that n has told its user, or None

\* A crash loses state.  proposed and decided are no part of any node: they
\* are what clients have asked and have seen.
variables == <<state, register, setting, proposed, decided>>

-----------------------------------------------------------------------------
\* The register.
Set(held, operation) == IF held = operation.expected THEN operation.new ELSE held

WasSet(held, operation) == [set |-> held = operation.expected, held |-> held]

Register ==
  INSTANCE AtomicObject
    WITH value <- register, pending <- setting, Apply <- Set, Result <- WasSet

\* What a node keeps: the value that it proposes, and the decision, once it
\* has heard of it.
NodeState ==
  [status : {"up", "down"}, proposal : Value \cup {None}, decision : Value \cup {None}]

Begun == [status |-> "up", proposal |-> None, decision |-> None]

Down == [status |-> "down", proposal |-> None, decision |-> None]

IsUp(n) == state[n].status = "up"

IsOpen(n) == IsUp(n) /\ state[n].decision = None

-----------------------------------------------------------------------------
\* The guards on which consensus rests, by name.  Each has a model in which it
\* is weakened, and in which a property is violated.

\* The register begins with nothing.
AtFirst == None

\* A node sets the register only if it holds nothing.
Attempt(value) == [expected |-> None, new |-> value]

\* It decides what the register holds, whatever it has proposed itself.
Decision(s, held) == held

\* Whoever proposes looks as soon as it may have set the register.
MustLook(s) == s.proposal # None

\* A restarted node knows nothing.
Recovered(n) == Begun

\* What may happen at will.  A model bounds these by overriding them.
MayPropose(n, v) == TRUE
MayAskAgain(n)   == TRUE
MayCrash(n)      == TRUE
MayRestart(n)    == TRUE

TypeOK ==
  /\ state \in [Node -> NodeState]
  /\ register \in Value \cup {None}
  /\ proposed \subseteq Value
  /\ decided \in [Node -> Value \cup {None}]
  /\ \A n \in Node :
       setting[n] \in {Register!Idle}
         \cup {Register!Waiting(Attempt(v)) : v \in Value \cup {None}}
         \cup {Register!Orphaned(Attempt(v)) : v \in Value \cup {None}}

Init ==
  /\ state = [n \in Node |-> Begun]
  /\ register = AtFirst
  /\ setting = [n \in Node |-> Register!Idle]
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]

-----------------------------------------------------------------------------
\* A client proposes v at node n.  A node proposes one value; another one that
\* its clients may have comes too late, as any does once there is a decision.
Propose(n, v) ==
  /\ MayPropose(n, v)
  /\ IsUp(n)
  /\ proposed' = proposed \cup {v}
  /\ IF state[n].proposal = None /\ state[n].decision = None
     THEN /\ state' = [state EXCEPT ![n].proposal = v]
          /\ Register!Invoke(n, Attempt(v))
     ELSE UNCHANGED <<state, register, setting>>
  /\ UNCHANGED decided

\* A node that has waited for long enough tries again.  One without a proposal
\* looks whether others have decided.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ IsOpen(n)
  /\ Register!Invoke(n, Attempt(state[n].proposal))
  /\ UNCHANGED <<state, proposed, decided>>

\* The register says what it held before the operation of node n.  If that was
\* nothing, it holds n's proposal now, if n has proposed in this operation; so
\* n looks.
Hear(n) ==
  /\ IsUp(n)
  /\ Register!CanHear(n)
  /\ LET held == Register!Heard(n).held
         decision == Decision(state[n], held)
     IN IF decision = None
        THEN /\ IF MustLook(state[n])
                THEN Register!HearAndInvoke(n, Attempt(state[n].proposal))
                ELSE Register!Hear(n)
             /\ UNCHANGED <<state, decided>>
        ELSE /\ Register!Hear(n)
             /\ state' = [state EXCEPT ![n].decision = decision]
             /\ decided' = [decided EXCEPT ![n] = decision]
  /\ UNCHANGED proposed

\* A crash loses what the node has in memory; its operation may still take
\* effect.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Register!Forget(n)
  /\ UNCHANGED <<proposed, decided>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(n)]
  /\ UNCHANGED <<register, setting, proposed, decided>>

SetUnheard(n) ==
  /\ Register!TakeUnheard(n)
  /\ UNCHANGED <<state, proposed, decided>>

Next ==
  \/ \E n \in Node, v \in Value : Propose(n, v)
  \/ \E n \in Node :
       AskAgain(n) \/ Hear(n) \/ Crash(n) \/ Restart(n) \/ SetUnheard(n)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* Whoever has decided has decided what the register holds, which does not
\* change any more.
DecidedIsHeld == \A n \in Node : decided[n] # None => decided[n] = register

\* What a node knows for decided it has told its user.
KnownIsTold == \A n \in Node : state[n].decision \in {None, decided[n]}

HeldStays == [][register # None => register' = register]_variables

\* It is consensus, as the problem has it: what was proposed and what users
\* were told are the same there.
Problem == INSTANCE Consensus

SolvesConsensus == Problem!Spec

Agreement == Problem!Agreement

-----------------------------------------------------------------------------
\* Nobody waits for another node.  A node that has a proposal and stays up
\* decides; and once anybody has decided, so does every node that is up.
FairSpec ==
  /\ Spec
  /\ \A n \in Node : WF_variables(Hear(n)) /\ WF_variables(AskAgain(n))

WhoProposesDecides ==
  \A n \in Node : state[n].proposal # None ~> (decided[n] # None \/ ~IsUp(n))

EverybodyLearns ==
  \A n \in Node : register # None ~> (decided[n] # None \/ ~IsUp(n))

THEOREM Spec => []TypeOK
THEOREM Spec => []DecidedIsHeld /\ []KnownIsTold /\ HeldStays
THEOREM Spec => SolvesConsensus
THEOREM Spec => []Agreement
THEOREM FairSpec => WhoProposesDecides /\ EverybodyLearns
=============================================================================
