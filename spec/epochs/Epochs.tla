------------------------------- MODULE Epochs -------------------------------
\* Epochs, and the leader that each of them has at most: what all protocols
\* with a leader have in common, and say once.
\*
\* Time is divided into numbered epochs.  A node knows the highest epoch that
\* it has heard of, and has no part in lower ones any more (C7).  A node that
\* suspects that nobody leads starts the next epoch, votes for itself, and
\* asks the others for their votes.  With the votes of a quorum it leads.  A
\* node votes once in an epoch, and two quorums that elect have a node in
\* common, so an epoch has one leader at most (C5).
\*
\* Suspicions may be wrong.  Two nodes may think at once that they lead, in
\* different epochs, and nothing here prevents it.
\*
\* Each node has a disk, on which is its record.  A write is first in flight
\* and later durable, and what depends on it waits for it: a vote, and a
\* candidate's question, which is its vote for itself.  If it asked before
\* that, and crashed, it could forget that it has led this epoch, and lead it
\* once more.
\*
\* What a protocol makes of an election is in six operators of its own:
\* RequestVote and Vote say what these messages carry, MayVote whether a vote
\* may be given, Heed what a candidate learns from one, Lead with what a
\* leader begins, and Opening what it sends at once.  The actions rest on
\* them, and a module can extend only what is there already.  So they stand
\* in the module of each protocol: Suspect, AskAgain, ReceiveVote and
\* ReceiveNewer in the same words, and AskForVotes as its disk answers.
EXTENDS Naturals, Sequences, FiniteSets, Network, Disk, Quorums

CONSTANT None  \* no node, and nothing of what nodes are asked for

VARIABLES
  state,    \* state[n]: what node n keeps in memory
  durable,  \* durable[n]: the record on the disk of n
  writing   \* writing[n]: n's records in flight to its disk, oldest first

\* Whatever else a node keeps in memory, of elections it keeps this:
\*
\*   role    "follower", "candidate" or "leader"; "down" is no role, but has
\*           no other place
\*   epoch   the highest epoch that it knows
\*   vote    for whom it has voted in it
\*   leader  the leader of the epoch, once the node has heard from it
\*   votes   of a candidate: who has voted for it
\*
\* Epoch and vote belong on disk.
IsUp(n) == state[n].role # "down"

-----------------------------------------------------------------------------
\* Whoever comes with a lower epoch is told of the newer one.
Newer(n, s, to) ==
  [kind |-> "newer", epoch |-> s.epoch, from |-> n, to |-> to]

ToOthers(n, Message(_)) == {Message(m) : m \in Node \ {n}}

-----------------------------------------------------------------------------
\* Guards on which elections rest, by name.  Each has a model in which it is
\* weakened, and in which a property is violated.

\* A higher epoch is adopted as soon as it is heard of.
IsHigher(s, e) == e > s.epoch

\* A node has no vote in a lower epoch than the highest that it knows (C7).
IsStale(s, m) == m.epoch < s.epoch

\* A candidate whose epoch is over is told so by whomever it asks, or it would
\* go on asking.
ToOldCandidate(n, s, m) == {Newer(n, s, m.from)}

\* What depends on a write waits until the disk has caught up.
IsDurable(n) == writing[n] = <<>>

CandidacyIsDurable(n) == IsDurable(n)

\* What may happen at will: suspicions, by which n starts epoch e; timers;
\* whether anything else can happen at n while its disk writes; and whether a
\* candidate's question still arrives once its epoch is over.  A model bounds
\* these by overriding them.
MaySuspect(n, e) == TRUE
MayAskAgain(n) == TRUE
MayLag(n) == TRUE
MayArriveLate(m) == TRUE
=============================================================================
