-------------------------------- MODULE Disk --------------------------------
\* The disk that the protocols share.  A node does not wait for its writes:
\* a write is first in flight and later durable, and the node may crash at
\* any time.  A write is a whole record, which takes the place of the one
\* before.  Writes land, that is, become durable, in the order in which they
\* were made.  So what has landed is always a prefix: the first so many of
\* the writes.  When the disk answers, it says that a prefix has landed.
\*
\* A record has parts, and each part lands whole.  Different parts of one
\* record need not land together: a crash can find the disk with some parts
\* of the next write on it, and not the others.  Such a write is torn.  The
\* protocol says what the parts are: each is a set of fields.  If a field is
\* a log, the disk first removes the entries that the new log does not have,
\* and then writes the new ones, one by one.
\*
\* This module serves every protocol: its operators take the record on disk
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

\* What the disk holds in the end, if the node does not crash.
AtLast(record, writes) == Landed(record, writes, Len(writes))

-----------------------------------------------------------------------------
\* The records between two records: each has some parts of the later one.
PartsLanded(before, after, parts) ==
  {[field \in DOMAIN before |->
      IF \E part \in landed : field \in part THEN after[field] ELSE before[field]]
     : landed \in SUBSET parts}

\* The logs between two logs: the old one, or the beginning that the two
\* have in common, with some more entries of the new one.
Common(before, after) ==
  LET SameUpTo(i) == i <= Len(after) /\ SubSeq(before, 1, i) = SubSeq(after, 1, i)
  IN CHOOSE i \in 0..Len(before) :
       SameUpTo(i) /\ \A j \in 0..Len(before) : SameUpTo(j) => j <= i

LogsLanded(before, after) ==
  {before} \cup {SubSeq(after, 1, i) : i \in Common(before, after)..Len(after)}

\* What can be on disk after a crash: some of the writes have landed, and of
\* the next one perhaps a part.  Torn says what a torn write leaves.
CrashLeaves(record, writes, Torn(_, _)) ==
  UNION {{Landed(record, writes, k)} : k \in 0..Len(writes)}
    \cup UNION {Torn(Landed(record, writes, k - 1), writes[k]) : k \in 1..Len(writes)}
=============================================================================
