------------------------------ MODULE Network ------------------------------
\* The network that the protocols share.  It may lose a message, deliver it
\* twice, deliver it late, and deliver messages in another order than that
\* in which they were sent.  It alters none, and invents none.
\*
\* messages is a set, and receiving a message does not remove it: it can be
\* received again, in any order, at any later time.  A message that is never
\* received is the same as one that is lost.  So for safety a set that only
\* grows shows everything that an unreliable network can do.  For the same
\* reason a node may send to many nodes in one step: a crash between two of
\* the sends is the same as the loss of the later messages.
\*
\* For liveness the set is not enough, because a message that was sent once
\* would be there for ever.  Models of termination let LoseOne remove
\* messages, and the protocol has to send them again.

VARIABLE messages  \* every message that can still be received

\* Which messages can arrive at all, and which the network may remove.  A
\* model bounds these by overriding them.
MayArrive(m) == TRUE
MayLose(m)   == FALSE

\* Which messages can be received: a given one; all of one kind, by a node.
Of(kind) == {m \in messages : m.kind = kind}

Arrives(m) == m \in messages /\ MayArrive(m)

Received(n, kind) == {m \in Of(kind) : m.to = n /\ MayArrive(m)}

Send(sent) == messages' = messages \cup sent

\* A step in which the network removes one message.  The protocol adds that
\* nothing else changes.
LoseOne == \E m \in messages : MayLose(m) /\ messages' = messages \ {m}
=============================================================================
