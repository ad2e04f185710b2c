-------------------- MODULE BroadcastRegister_Refinement --------------------
\* The register is one, as LinearizableRegister has it.
\*
\* An update takes effect as soon as anybody is told of it by the log; but if
\* there is a replica, as soon as that one is, since nobody else tells.  A
\* piece of the log is one step, in which all its updates take effect.
\*
\* A read is mapped to what it may be told.  A logged read that has its place
\* may be told what the register held there.  A read with a position, be it on
\* its way or known, may be told what the register has held from there on.
\* So nothing has to be known of the future, although the node answers with
\* what it happens to have later.  A crash rules out what was on its way.
EXTENDS BroadcastRegister_Invariants

Effected == IF Replica = {} THEN Longest ELSE LongestOf({delivered[n] : n \in Replica})

PositionsFor(q) ==
  UNION {{on.position : on \in {one \in located[n] \cup state[n].reading : one.read = q}} :
          n \in Node}

MayBeTold(o) ==
  IF o \in Request
  THEN IF o \in In(Effected) THEN {ValueBefore(Effected, PlaceIn(Effected, o))} ELSE {}
  ELSE UNION {{ValueOf(SubSeq(Effected, 1, k)) : k \in position..Len(Effected)} :
               position \in PositionsFor(o)}

Problem ==
  INSTANCE LinearizableRegister WITH
    Read <- (Request \ Update) \cup Read,
    invoked <- requested,
    value <- ValueOf(Effected),
    found <- [o \in Operation |-> MayBeTold(o)],
    told <- {[operation |-> answer.operation, held |-> answer.held] : answer \in AllTold}

SolvesLinearizableRegister == Problem!Spec

THEOREM Spec => SolvesLinearizableRegister
=============================================================================
