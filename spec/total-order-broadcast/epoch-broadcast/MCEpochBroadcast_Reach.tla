------------------------ MODULE MCEpochBroadcast_Reach ------------------------
\* Good states of EpochBroadcast that must be reachable, or the models would
\* be empty: each is denied here, and a model must violate the denial.
EXTENDS MCEpochBroadcast_Guards

-----------------------------------------------------------------------------
\* Bounds on the environment.
AllThenTheFirst(n, e) == e = 1 \/ (n = n1 /\ e = 2)

\* The third elects everybody, and what is appended reaches nobody before the
\* first leads again, and the second has a tail of the epoch in between.
FirstMendsSecond(m) ==
  CASE m.kind = "append" -> m.epoch = 3 /\ m.to = n2
    [] m.kind = "vote" -> m.from = n3
    [] OTHER -> TRUE

\* Whoever asks for votes is heard by the third alone.
OnlyTheThirdIsAsked(m) == m.kind = "requestVote" => m.to = n3

-----------------------------------------------------------------------------
\* C5: two leaders at once, of different epochs.
NotTwoLeaders ==
  ~ \E m, n \in Node : m # n /\ state[m].role = "leader" /\ state[n].role = "leader"

\* C8: what a leader had in its log when it appended gives way to the entries
\* of a later one.
NothingIsReplaced ==
  ~ \E n \in Node, m \in messages :
      /\ m.kind = "append" /\ m.from = n
      /\ state[n].log # <<>> /\ state[n].log[1].epoch > m.epoch

\* An entry is decided by a leader that did not append it, while the one
\* that did leads on and never knows.
NotDecidedByTheNextLeader ==
  ~ \E first, next \in Node :
      /\ state[first].role = "leader" /\ state[first].decided = 0
      /\ state[next].role = "leader" /\ state[next].decided > 0
      /\ state[next].log[1].epoch = state[first].epoch

\* An entry of the first epoch is decided in the third, by a leader that has
\* it from the leader of the second.
NotRecoveredByTheThird ==
  ~(/\ state[n3].role = "leader" /\ state[n3].epoch = 3
    /\ delivered[n3] # <<>>
    /\ delivered[n1] = <<>> /\ delivered[n2] = <<>>
    /\ state[n3].log[2].epoch = 1 /\ state[n3].log[3].epoch = 2)

\* A tail of a higher epoch than what the leader has there gives way.
NoHigherTailGivesWay ==
  ~(/\ \E m \in messages : m.kind = "append" /\ m.from = n2 /\ m.epoch = 2
    /\ state[n2].log # <<>> /\ state[n2].log[1].epoch = 1)

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

\* While later writes are on their way, a follower acknowledges what its disk
\* has, and a leader counts it.
HasAnswered(n) == durable'[n] # durable[n] /\ writing'[n] # <<>>

SaysNothingMeanwhile ==
  [][\A n \in Node : HasAnswered(n) =>
       ~\E m \in messages' \ messages : m.kind = "acknowledge" /\ m.from = n]_variables

CountsNothingMeanwhile ==
  [][\A n \in Node : HasAnswered(n) /\ state[n].role = "leader" =>
       state'[n].match[n] = state[n].match[n]]_variables

DecidesNothingMeanwhile ==
  [][\A n \in Node : HasAnswered(n) => state'[n].decided = state[n].decided]_variables

\* The disk answers for a write of the epoch, the end of which the log does
\* not have any more.
IsOvertaken(n, record) == record.epoch = state[n].epoch /\ Len(record.log) > 0 /\ ~IsStillThere(state[n], record)

AnswersAreOfUse ==
  [][\A n \in Node : HasAnswered(n) => ~IsOvertaken(n, durable'[n])]_variables

\* A leader that was overtaken, having appended already, follows the next one.
NotOvertakenAndFollowing ==
  ~ \E n \in Node, m \in messages :
      m.kind = "append" /\ m.from = n /\ m.epoch < state[n].epoch /\ state[n].leader \notin {n, None}

\* What the first leader took is delivered everywhere else, although it went
\* down without knowing.
NotDeliveredWithoutTheFirst ==
  ~(/\ ~IsUp(n1)
    /\ delivered[n1] = <<>>
    /\ \A n \in Node \ {n1} : delivered[n] # <<>>)
=============================================================================
