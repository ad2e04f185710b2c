--------------------- MODULE BroadcastRegister_Liveness ---------------------
\* Whoever waits at a node that stays up is answered in the end.
EXTENDS BroadcastRegister_Invariants

\* What is passed to the log again and again is taken in the end (strong
\* fairness), and what there is to be told everybody who is up is told (weak
\* fairness, since nothing but a crash undoes that there is something).
FairSpec ==
  /\ Spec
  /\ \A n \in Node : WF_variables(AskAgain(n)) /\ WF_variables(Hear(n))
  /\ \A r \in Request : SF_variables(LogTakes(r))

IsAsked(n, o) == o \in state[n].waiting \/ \E on \in state[n].reading : on.read = o

WasTold(n, o) == \E answer \in In(told[n]) : answer.operation = o

WhoWaitsIsAnswered ==
  \A n \in Node, o \in Operation : IsAsked(n, o) ~> (WasTold(n, o) \/ ~IsUp(n))

THEOREM FairSpec => WhoWaitsIsAnswered
=============================================================================
