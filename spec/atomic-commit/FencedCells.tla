---------------------------- MODULE FencedCells -----------------------------
\* Cells on a log, which only one at a time may write: whoever took over last.
\* An entry of the log either says that a candidate takes over, or it is a
\* record for one of the cells, by the name of the take-over that its writer
\* relies on.  A record lands if no other take-over stands between that one
\* and the record.  If one does, the record is fenced off: it is in the log,
\* and nobody looks at it any more.
\*
\* What the cells hold follows from the order alone.  So all who read the log
\* agree on it, and nobody has to ask who is in charge at present: it is
\* decided by the place at which an entry comes.
EXTENDS Naturals, Sequences

TakeOver(c, number) == [kind |-> "takeOver", by |-> c, number |-> number]

RecordIn(cell, c, number, record) ==
  [kind |-> "record", by |-> c, number |-> number, cell |-> cell, record |-> record]

\* A candidate numbers its take-overs, and a number is used once.
IsOf(entry, c, number) == entry.by = c /\ entry.number = number

-----------------------------------------------------------------------------
\* The places of the take-overs in an order, and the last of them; 0 if there
\* is none.
TakeOversIn(order) == {i \in 1..Len(order) : order[i].kind = "takeOver"}

LastTakeOver(order) ==
  CHOOSE i \in TakeOversIn(order) \cup {0} : \A j \in TakeOversIn(order) : j <= i

Bears(c, number, order) ==
  LET last == LastTakeOver(order) IN last # 0 /\ IsOf(order[last], c, number)

\* The guard on which everything rests: the record at this place is by whoever
\* has the role there.
Lands(order, i) == Bears(order[i].by, order[i].number, SubSeq(order, 1, i))

LandedIn(cell, order) ==
  {i \in 1..Len(order) : order[i].kind = "record" /\ order[i].cell = cell /\ Lands(order, i)}

\* What a cell holds, if it held this at first.
Holds(cell, order, first) ==
  LET landed == LandedIn(cell, order)
  IN IF landed = {} THEN first
     ELSE order[CHOOSE i \in landed : \A j \in landed : j <= i].record
=============================================================================
