-------------------------------- MODULE Disk --------------------------------
\* The disk that the protocols share.  A node writes to it without waiting:
\* a write is first in flight, later durable, and a crash may come before,
\* between and after.  A write is a whole record, which takes the place of
\* the one before.  Writes land in the order in which they were made, so
\* what has landed is always the first so many of them: a prefix.  The disk
\* answers for a prefix, too.
\*
\* A record has parts, and each part lands whole.  Different parts of one
\* record need not land together: a crash can find the disk with some parts
\* of the next write on it, and not the others.  Such a write is torn.  What
\* the parts are is said by the protocol, as a set of sets of fields.  A
\* field that is a log lands entry by entry, once the tail that it replaces
\* is gone.
\*
\* Nothing here is about one protocol: the operators take the record on disk
\* and the writes in flight as arguments.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

\* Whether a crash of the node may leave a torn write.  A model bounds it by
\* overriding it.
MayTear(n) == TRUE

\* The record on disk once the first k writes have landed, and the writes
\* that are in flight then.
Landed(record, writes, k) == IF k = 0 THEN record ELSE writes[k]

InFlight(writes, k) == SubSeq(writes, k + 1, Len(writes))

\* What the disk holds in the end, if nothing happens to the node.
AtLast(record, writes) == Landed(record, writes, Len(writes))

-----------------------------------------------------------------------------
\* The records between two: each has some parts of the later one.
PartsLanded(before, after, parts) ==
  {[field \in DOMAIN before |->
      IF \E part \in landed : field \in part THEN after[field] ELSE before[field]]
     : landed \in SUBSET parts}

\* The logs between two: the old one, or what the two have in common and
\* some more of the new one.
Common(before, after) ==
  LET SameUpTo(i) == i <= Len(after) /\ SubSeq(before, 1, i) = SubSeq(after, 1, i)
  IN CHOOSE i \in 0..Len(before) :
       SameUpTo(i) /\ \A j \in 0..Len(before) : SameUpTo(j) => j <= i

LogsLanded(before, after) ==
  {before} \cup {SubSeq(after, 1, i) : i \in Common(before, after)..Len(after)}

\* What a crash can leave on disk: the writes that have landed, and of the
\* next one what Torn makes of it.
CrashLeaves(record, writes, Torn(_, _)) ==
  UNION {{Landed(record, writes, k)} : k \in 0..Len(writes)}
    \cup UNION {Torn(Landed(record, writes, k - 1), writes[k]) : k \in 1..Len(writes)}
=============================================================================
