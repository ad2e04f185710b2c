------------------- MODULE SequencedBroadcast_Refinement --------------------
\* Sequenced broadcast solves total order broadcast (R6, T2, T4).  Both facts
\* are variables of no node: what clients have asked for, and what users were
\* told.  So nothing has to be mapped.
EXTENDS SequencedBroadcast_Invariants

Problem == INSTANCE TotalOrderBroadcast

SolvesTotalOrderBroadcast == Problem!Spec

TotalOrder == Problem!TotalOrder

DeliveredOnce == Problem!DeliveredOnce

DeliveredWasBroadcast == Problem!DeliveredWasBroadcast

OrderIsFixed == Problem!OrderIsFixed

\* Too weak, see there: who steps over a gap does not violate it.
OrderOfCommon == Problem!OrderOfCommon

THEOREM Spec => SolvesTotalOrderBroadcast
THEOREM Spec => []TotalOrder /\ []DeliveredOnce /\ []DeliveredWasBroadcast /\ OrderIsFixed
=============================================================================
