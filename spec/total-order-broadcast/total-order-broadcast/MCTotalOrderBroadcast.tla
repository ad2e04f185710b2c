----------------------- MODULE MCTotalOrderBroadcast -----------------------
\* The models of TotalOrderBroadcast: the problem itself, small enough to
\* check that it says what it should, and that everything can be delivered
\* everywhere.
EXTENDS TotalOrderBroadcast

\* Guards removed.
Removed(x) == TRUE
RemovedFor(x, y) == TRUE
Everything == Request

NotAllDelivered == ~ \A n \in Node : \A r \in Request : \E i \in 1..Len(delivered[n]) : delivered[n][i] = r
=============================================================================
