------------------------ MODULE MCEpochBroadcast_Reach ------------------------
\* Good states of EpochBroadcast that must be reachable, or the other models
\* would be empty.  TLC must violate the denial.
EXTENDS MCEpochBroadcast_Guards

-----------------------------------------------------------------------------
\* Bounds on the environment.
AllThenTheFirst(n, e) == e = 1 \/ (n = n1 /\ e = 2)

\* The first goes down once it has taken a request.
FirstWithARequest(n) == n = n1 /\ state[n].role = "leader" /\ Len(state[n].log) = 2

\* The second elects the first, and gets its entries.
FirstReachesSecond(m) ==
  CASE m.kind \in {"vote", "requestVote"} -> TRUE
    [] m.from = n1 -> m.to = n2
    [] OTHER -> m.to # n1

\* In the second epoch the first hears the answer to what it sent in the
\* first, and then its new leader.
FirstHearsOnlyNewer(m) == m.to = n1 => m.kind = "newer" \/ m.epoch = state[n1].epoch

-----------------------------------------------------------------------------
\* C5: two leaders at once, of different epochs.
NotTwoLeaders ==
  ~ \E m, n \in Node : m # n /\ state[m].role = "leader" /\ state[n].role = "leader"

\* C8: a follower drops what its leader does not have.
NothingIsReplaced == [][\A n \in Node : IsPrefix(state[n].log, state'[n].log)]_variables

\* An entry is decided by a leader that did not append it, while the one
\* that did never knows.
NotDecidedByTheNextLeader ==
  ~(/\ state[n2].role = "leader"
    /\ delivered[n2] # <<>>
    /\ state[n1].role = "leader"
    /\ delivered[n1] = <<>>)

\* An entry of the first epoch is decided in the third, by a leader that has
\* it from the leader of the second.
NotRecoveredByTheThird ==
  ~(/\ state[n3].role = "leader" /\ state[n3].epoch = 3
    /\ delivered[n3] # <<>>
    /\ delivered[n1] = <<>> /\ delivered[n2] = <<>>
    /\ state[n3].log[2].epoch = 1 /\ state[n3].log[3].epoch = 2)

\* An election that nobody wins: everyone has asked for votes, with its own
\* on disk.  A higher epoch gets over it.
NotElectedAfterASplit ==
  ~(/\ \A n \in Node : \E m \in messages : m.kind = "requestVote" /\ m.from = n /\ m.epoch = 1
    /\ \E n \in Node : state[n].role = "leader" /\ state[n].epoch = 2)

\* C6: two quorums that have decided have no node in common.
NotDecidedApart ==
  ~(/\ state[n1].role = "leader" /\ state[n1].decided > 0
    /\ state[n3].role = "leader" /\ state[n3].decided > 1
    /\ ~ \E n \in Node : state[n1].match[n] > 0 /\ state[n3].match[n] > 0)

\* Several entries are decided in one step.
OneAtATime == [][\A n \in Node : state'[n].decided <= state[n].decided + 1]_variables

\* A leader that was overtaken follows the next one.
NotOvertakenAndFollowing == state[n1].leader # n2

\* What the first leader took is delivered everywhere else, although it went
\* down without knowing.
NotDeliveredWithoutTheFirst ==
  ~(/\ ~IsUp(n1)
    /\ delivered[n1] = <<>>
    /\ \A n \in Node \ {n1} : delivered[n] # <<>>)
=============================================================================
