---------------------- MODULE EpochBroadcast_Refinement ----------------------
\* Epoch broadcast solves the problem that TotalOrderBroadcast states (C9).
EXTENDS EpochBroadcast_Invariants

\* Seen through the mapping, every behaviour is a behaviour of
\* TotalOrderBroadcast.  What was broadcast is what clients have asked a
\* leader to take, and what was delivered is what users were told.  Both are
\* facts, and have the same names there.  Neither is read off messages or
\* logs, and no crash undoes either.
Problem == INSTANCE TotalOrderBroadcast

SolvesTotalOrderBroadcast == Problem!Spec

\* The published property, which is weaker than TotalOrder.
OrderOfCommon == Problem!OrderOfCommon

THEOREM Spec => SolvesTotalOrderBroadcast
=============================================================================
