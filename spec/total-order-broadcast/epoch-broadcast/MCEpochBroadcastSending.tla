------------------------ MODULE MCEpochBroadcastSending ------------------------
\* Models that count how often a leader sends an entry.
EXTENDS MCEpochBroadcast_Guards, EpochBroadcastSending

-----------------------------------------------------------------------------
\* A network that keeps the order in which appends were sent: none arrives
\* before what it comes after is there.
IsTaken(k) ==
  \A i \in 1..Len(k.entries) :
    HasEntryAt(state[k.to].log, [epoch |-> k.entries[i].epoch, position |-> k.after.position + i])

InItsOrder(m) ==
  m.kind = "append" =>
    \A k \in messages :
      /\ k.kind = "append" /\ k.to = m.to /\ k.epoch = m.epoch
      /\ m.entries = <<>> \/ k.after.position < m.after.position
      => IsTaken(k)
=============================================================================
