------------------- MODULE SequencedBroadcast_Invariants --------------------
\* Why sequenced broadcast is safe: what nodes know of a place is what is so,
\* and that never changes.
EXTENDS SequencedBroadcast

\* What has a number: the request that it was given for, or with cells what
\* its cell holds.
IsDecided(p) ==
  IF UsesCells
  THEN [cell |-> p.number, value |-> p.content] \in cells
  ELSE p.number <= Len(given) /\ given[p.number] = p.content

PlacesAreDecided == \A n \in Node : \A p \in state[n].places : IsDecided(p)

\* No cell has two contents, and none has a request that the number was not
\* given for.
CellsHoldWhatIsGiven ==
  \A c \in cells :
    /\ \A d \in cells : c.cell = d.cell => c = d
    /\ c.cell <= Len(given)
    /\ c.value \in {given[c.cell], None}

\* A request has one number; with cells another one only when the one before
\* is spent.
GivenOnce ==
  \A i, j \in 1..Len(given) :
    i < j /\ given[i] = given[j] => [cell |-> i, value |-> None] \in cells

\* Whoever was given a number comes back with its request.
GivenIsDurable == In(given) \subseteq UNION {In(durable[n]) : n \in Node}

\* What a node takes for being on its disk is there, and all that it was asked
\* for is there or on its way.
StoredIsDurable ==
  \A n \in Node :
    IsUp(n) =>
      /\ SubSeq(state[n].own, 1, state[n].stored) = durable[n]
      /\ state[n].own = IF writing[n] = <<>> THEN durable[n] ELSE writing[n][Len(writing[n])]

\* A node has delivered what the places before the next one hold.
IsWithoutGap(s) ==
  LET held == [k \in 1..(s.next - 1) |-> ContentAt(s, k)]
      IsRequest(content) == content # None
  IN /\ \A k \in 1..(s.next - 1) : HasNumber(s, k)
     /\ ~HasNumber(s, s.next)
     /\ s.order = SelectSeq(held, IsRequest)

DeliversWithoutGap == \A n \in Node : IsWithoutGap(state[n])

\* Of others' requests a node keeps none that is far ahead of it.
KeepsWhatIsNear ==
  \A n \in Node : \A p \in state[n].places :
    p.content \notin In(state[n].own) \cup {None} => p.number < state[n].next + Window

THEOREM Spec => []TypeOK
THEOREM Spec => []PlacesAreDecided /\ []CellsHoldWhatIsGiven /\ []GivenOnce
THEOREM Spec => []GivenIsDurable /\ []StoredIsDurable
THEOREM Spec => []DeliversWithoutGap /\ []KeepsWhatIsNear
=============================================================================
