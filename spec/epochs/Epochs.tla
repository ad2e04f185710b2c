------------------------------- MODULE Epochs -------------------------------
\* Epochs, and the leader that each of them has at most: what all protocols
\* with a leader have in common, and say once.
\*
\* Time is divided into numbered epochs.  A node knows the highest epoch that
\* it has heard of, and has no part in lower ones any more (C7).  A node that
\* suspects that nobody leads asks the others whether they do too.  If a
\* quorum does, it starts the next epoch, votes for itself, and asks the
\* others for their votes.  With the votes of a quorum it leads.  A node votes
\* once in an epoch, and two quorums that elect have a node in common, so an
\* epoch has one leader at most (C5).
\*
\* Suspicions may be wrong.  Two nodes may think at once that they lead, in
\* different epochs, and nothing here prevents it.  But a node that hears
\* nobody, or that was cut off, deposes no leader that the others hear; and a
\* leader that hears of no quorum any more steps down, or it would keep the
\* others quiet and decide nothing.
\*
\* Each node has a disk, on which is its record.  A write is first in flight
\* and later durable, and what depends on it waits for it: a vote, and a
\* candidate's question, which is its vote for itself.  If it asked before
\* that, and crashed, it could forget that it has led this epoch, and lead it
\* once more.
\*
\* What a protocol makes of an election is in nine operators of its own:
\* RequestPreVote, RequestVote and Vote say what these messages carry,
\* IsEligible and MayVote whether a node may have a pre-vote and a vote, Heed
\* what a candidate learns from a vote, Lead with what a leader begins, Opening
\* what it sends at once, and Deposed what it is when it steps down.  The
\* actions rest on them, and a module can extend only what is there already.
\* So they stand in the module of each protocol: Suspect, ReceivePreVote,
\* AskAgain, ReceiveVote, ReceiveNewer and CheckQuorum in the same words, and
\* AskForVotes as its disk answers.
EXTENDS Naturals, Sequences, FiniteSets, Network, Disk, Quorums

CONSTANT None  \* no node, and nothing of what nodes are asked for

VARIABLES
  state,    \* state[n]: what node n keeps in memory
  durable,  \* durable[n]: the record on the disk of n
  writing   \* writing[n]: n's records in flight to its disk, oldest first

\* Whatever else a node keeps in memory, of elections it keeps this:
\*
\*   role      "follower", "candidate" or "leader"; "down" is no role, but has
\*             no other place
\*   epoch     the highest epoch that it knows
\*   vote      for whom it has voted in it
\*   leader    the leader of the epoch, once the node has heard from it
\*   votes     of a candidate: who has voted for it
\*   preVotes  of a node that suspects that nobody leads: who does so too, as
\*             far as it knows, itself among them
\*   unheard   of a leader: of whom it has not heard since it last looked
\*
\* Epoch and vote belong on disk.
IsUp(n) == state[n].role # "down"

-----------------------------------------------------------------------------
\* Whoever comes with a lower epoch is told of the newer one.
Newer(n, s, to) ==
  [kind |-> "newer", epoch |-> s.epoch, from |-> n, to |-> to]

\* The answer to a node that suspects, from one that does so too.  It is no
\* vote: it is not written, and binds nobody.
PreVote(n, m) ==
  [kind |-> "preVote", epoch |-> m.epoch, from |-> n, to |-> m.from]

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

\* Whoever has heard from a leader suspects that nobody leads only if it has
\* come to suspect so since.
Suspects(s) == s.leader = None \/ s.preVotes # {}

\* How many must suspect before one of them starts an epoch.
IsPreVoteQuorum(nodes) == IsElectionQuorum(nodes)

\* Of how many a leader must hear to go on leading: so many as decide.
MayLeadOn(nodes) == IsProposalQuorum(nodes)

\* What may happen at will: suspicions, by which n would start epoch e; timers;
\* whether anything else can happen at n while its disk writes; and whether a
\* candidate's question still arrives once its epoch is over.  A model bounds
\* these by overriding them.
MaySuspect(n, e) == TRUE
MayAskAgain(n) == TRUE
MayCheckQuorum(n) == TRUE
MayLag(n) == TRUE
MayArriveLate(m) == TRUE
=============================================================================
