--------------------- MODULE MCEpochBroadcast_Succession ---------------------
\* The models in which an heir comes to lead.  It takes less fairness than that
\* everything is delivered: no client, and nothing of who has how much.
EXTENDS MCEpochBroadcast_Liveness

SpecInWhichHeirsHear ==
  /\ Spec
  /\ \A n \in Node : WF_variables(Arrive(n)) /\ WF_variables(DiskAnswers(n))
  /\ TimersFire
=============================================================================
