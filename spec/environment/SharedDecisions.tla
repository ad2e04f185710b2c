-------------------------- MODULE SharedDecisions ---------------------------
\* A sequence of consensus as an object of the environment: for each place of
\* a sequence one value is decided, among those that were proposed for it.
\* What a protocol may expect that stands on consensus, whatever is behind it.
\*
\* A proposal that a node has invoked is in flight: it may be decided at any
\* time, or be missed, and a crash of its node does not call it back.  There is
\* no link from one place to another.  Every node is told every decision, in
\* any order, and as often as the object likes; after a crash, too.  The first
\* node that is told a decision makes it one.
CONSTANTS
  Request,  \* what can be proposed
  Place,    \* the places of the sequence
  None      \* no request

ASSUME NoneIsNoRequest == None \notin Request

VARIABLES
  inFlight,  \* the proposals that can be decided
  decision   \* decision[p]: what is decided for place p, or None

Proposal(p, r) == [place |-> p, value |-> r]

DecisionsTypeOK ==
  /\ inFlight \subseteq [place : Place, value : Request]
  /\ decision \in [Place -> Request \cup {None}]

DecisionsInit ==
  /\ inFlight = {}
  /\ decision = [p \in Place |-> None]

-----------------------------------------------------------------------------
\* What the object may miss.  A model bounds it by overriding it.
MayMiss(proposal) == TRUE

\* A proposal for a place that is decided comes too late.
InTime(proposals, decisions) == {one \in proposals : decisions[one.place] = None}

\* A step of the object, of which nobody hears.
MissProposal(proposal) ==
  /\ proposal \in inFlight
  /\ MayMiss(proposal)
  /\ inFlight' = inFlight \ {proposal}
  /\ UNCHANGED decision

\* Parts of a step of a node: it proposes; or it is told what is decided, and
\* proposes some more in the same step.
ProposeAll(proposals) ==
  /\ inFlight' = inFlight \cup InTime(proposals, decision)
  /\ UNCHANGED decision

\* The guard of the object: what it decides was proposed for this place, and is
\* decided for ever.
Decidable(p, r) ==
  \/ decision[p] = r
  \/ decision[p] = None /\ Proposal(p, r) \in inFlight

TellAndPropose(p, r, proposals) ==
  /\ decision' = [decision EXCEPT ![p] = r]
  /\ inFlight' = InTime(inFlight \cup proposals, decision')
=============================================================================
