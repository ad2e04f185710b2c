---------------------------- MODULE LogConsensus ----------------------------
\* Consensus from a log.  Whoever has a proposal appends it, and the first
\* proposal that the log tells is the decision, at every node.  It is the whole
\* of one direction: where there is one order, there is one that is first.
\*
\* What the log has missed is passed to it again.  That does no harm: the log
\* tells a proposal once, and only the first of all counts.
\*
\* The log is an object of the environment, see SharedLog.  A node has no disk:
\* after a crash the log tells it everything once more, the decision first.
EXTENDS SharedLog

CONSTANTS
  Value,  \* the set of values that can be proposed
  None    \* no value

\* What is broadcast is a proposal of a node.
ASSUME RequestsAreProposals == Request = [by : Node, value : Value]
ASSUME NoneIsNoValue == None \notin Value

VARIABLES
  state,     \* state[n]: what node n keeps in memory
  proposed,  \* the values that clients have proposed
  decided    \* decided[n]: the value that n has told its user, or None

\* A crash loses state.  proposed and decided are no part of any node: they
\* are what clients have asked and have seen.
variables == <<state, proposed, decided, invoked, broadcast, delivered, heard>>

-----------------------------------------------------------------------------
\* What a node keeps: the value that it proposes, and the decision, once the
\* log has told it.
NodeState ==
  [status : {"up", "down"}, proposal : Value \cup {None}, decision : Value \cup {None}]

Begun == [status |-> "up", proposal |-> None, decision |-> None]

Down == [status |-> "down", proposal |-> None, decision |-> None]

IsUp(n) == state[n].status = "up"

Proposal(n, v) == [by |-> n, value |-> v]

TypeOK ==
  /\ LogTypeOK
  /\ state \in [Node -> NodeState]
  /\ proposed \subseteq Value
  /\ decided \in [Node -> Value \cup {None}]

Init ==
  /\ LogInit
  /\ state = [n \in Node |-> Begun]
  /\ proposed = {}
  /\ decided = [n \in Node |-> None]

-----------------------------------------------------------------------------
\* The guards on which consensus rests, by name.  Each has a model in which it
\* is weakened, and in which a property is violated.

\* The first that the log tells is the decision, whoever has proposed it.
Decision(s, news) == news[1].value

\* Every node heeds what the log tells, also one that proposes nothing.
Heeds(s) == TRUE

\* A restarted node knows nothing.
Recovered(n) == Begun

\* What may happen at will.  A model bounds these by overriding them.
MayPropose(n, v) == TRUE
MayAskAgain(n)   == TRUE
MayCrash(n)      == TRUE
MayRestart(n)    == TRUE

-----------------------------------------------------------------------------
\* A client proposes v at node n.  A node proposes one value.
Propose(n, v) ==
  /\ MayPropose(n, v)
  /\ IsUp(n)
  /\ proposed' = proposed \cup {v}
  /\ IF state[n].proposal = None /\ state[n].decision = None
     THEN /\ state' = [state EXCEPT ![n].proposal = v]
          /\ Invoke({Proposal(n, v)})
     ELSE UNCHANGED <<state, invoked, broadcast, delivered, heard>>
  /\ UNCHANGED decided

\* A node that has waited for long enough passes its proposal to the log again.
AskAgain(n) ==
  /\ MayAskAgain(n)
  /\ state[n].proposal # None
  /\ state[n].decision = None
  /\ Invoke({Proposal(n, state[n].proposal)})
  /\ UNCHANGED <<state, proposed, decided>>

\* The log tells node n some more.
Hear(n) ==
  /\ IsUp(n)
  /\ \E order \in Orders :
       /\ Tell(n, order)
       /\ IF state[n].decision = None /\ Heeds(state[n])
          THEN LET decision == Decision(state[n], News(n, order))
               IN /\ state' = [state EXCEPT ![n].decision = decision]
                  /\ decided' = [decided EXCEPT ![n] = decision]
          ELSE UNCHANGED <<state, decided>>
  /\ UNCHANGED proposed

\* A crash loses what the node has in memory.
Crash(n) ==
  /\ MayCrash(n)
  /\ IsUp(n)
  /\ state' = [state EXCEPT ![n] = Down]
  /\ Forget(n)
  /\ UNCHANGED <<proposed, decided>>

Restart(n) ==
  /\ MayRestart(n)
  /\ ~IsUp(n)
  /\ state' = [state EXCEPT ![n] = Recovered(n)]
  /\ UNCHANGED logVariables
  /\ UNCHANGED <<proposed, decided>>

OfLog == UNCHANGED <<state, proposed, decided>>

LogTakes(r) == Take(r) /\ OfLog

LogMisses(r) == Miss(r) /\ OfLog

Next ==
  \/ \E n \in Node, v \in Value : Propose(n, v)
  \/ \E n \in Node : AskAgain(n) \/ Hear(n) \/ Crash(n) \/ Restart(n)
  \/ \E r \in Request : LogTakes(r) \/ LogMisses(r)

Spec == Init /\ [][Next]_variables

-----------------------------------------------------------------------------
\* What a user was told is the first in the order of its node.
DecidedIsFirst ==
  \A n \in Node : decided[n] # None => delivered[n] # <<>> /\ delivered[n][1].value = decided[n]

\* What a node knows for decided it has told its user.
KnownIsTold == \A n \in Node : state[n].decision \in {None, decided[n]}

\* The log keeps its contract, which is another's to implement.
KeepsOrder == Order!Spec

\* It is consensus, as the problem has it: what was proposed and what users
\* were told are the same there.
Problem == INSTANCE Consensus

SolvesConsensus == Problem!Spec

Agreement == Problem!Agreement

-----------------------------------------------------------------------------
\* Whoever proposes at a node that stays up learns the decision, and so does
\* everybody else who is up.  What is passed to the log again and again is
\* taken in the end (strong fairness), and what it has taken everybody who is
\* up is told (weak fairness).
FairSpec ==
  /\ Spec
  /\ \A n \in Node : WF_variables(AskAgain(n)) /\ WF_variables(Hear(n))
  /\ \A r \in Request : SF_variables(LogTakes(r))

WhoProposesDecides ==
  \A n \in Node : state[n].proposal # None ~> (decided[n] # None \/ ~IsUp(n))

EverybodyLearns ==
  \A n \in Node : broadcast # {} ~> (decided[n] # None \/ ~IsUp(n))

THEOREM Spec => []TypeOK
THEOREM Spec => []DecidedIsFirst /\ []KnownIsTold
THEOREM Spec => KeepsOrder
THEOREM Spec => SolvesConsensus
THEOREM Spec => []Agreement
THEOREM FairSpec => WhoProposesDecides /\ EverybodyLearns
=============================================================================
