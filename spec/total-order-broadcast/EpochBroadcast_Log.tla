------------------------- MODULE EpochBroadcast_Log -------------------------
\* Epoch broadcast is EpochLog with messages, leaders, disks and crashes.
\*
\* What nodes have said in EpochLog is said for ever.  Here a message says it,
\* or a leader to itself; and a leader's log is gone with the leader.  So three
\* variables are added that only remember, and that no step reads.  No model
\* whose graph is compared has them.
EXTENDS EpochBroadcast_Refinement

CONSTANT Epoch  \* the epochs that are begun, from 1 on

VARIABLES
  lists,  \* lists[e]: the log of the leader of e, as it was last
  votes,  \* votes[n][e]: the log of the candidate to whom n gave its vote
  holds   \* holds[n][e]: up to where n has said that it holds the list of e

remembered == <<lists, votes, holds>>

Leads(n, e) == state[n].role = "leader" /\ state[n].epoch = e

\* A candidate's question says with which log it stands, by its end.
StandsWith(m) ==
  LET end == (CHOOSE k \in Of("requestVote") : k.from = m.to /\ k.epoch = m.epoch).end
  IN IF end.position = 0 THEN <<>> ELSE SubSeq(lists[end.epoch], 1, end.position)

\* It has counted its own vote.
VotesForItself(n, e) ==
  /\ state[n].role = "candidate" /\ state[n].epoch = e
  /\ n \in state'[n].votes \/ Leads(n, e)'

Given(n, e) == {m \in messages' : m.kind = "vote" /\ m.from = n /\ m.epoch = e}

Said(n, e) ==
  {m.position : m \in {k \in messages' : k.kind = "acknowledge" /\ k.from = n /\ k.epoch = e}}
    \cup (IF Leads(n, e)' THEN {state'[n].match[n]} ELSE {})

Remember ==
  /\ lists' = [e \in Epoch |->
       IF \E n \in Node : Leads(n, e)' THEN state'[CHOOSE n \in Node : Leads(n, e)'].log ELSE lists[e]]
  /\ votes' = [n \in Node |-> [e \in Epoch |->
       CASE votes[n][e] # None -> votes[n][e]
         [] VotesForItself(n, e) -> state[n].log
         [] Given(n, e) # {} -> StandsWith(CHOOSE m \in Given(n, e) : TRUE)
         [] OTHER -> None]]
  /\ holds' = [n \in Node |-> [e \in Epoch |-> Highest({holds[n][e]} \cup Said(n, e))]]

RememberNothing ==
  /\ lists = [e \in Epoch |-> <<>>]
  /\ votes = [n \in Node |-> [e \in Epoch |-> None]]
  /\ holds = [n \in Node |-> [e \in Epoch |-> 0]]

SpecThatRemembers ==
  Init /\ RememberNothing /\ [][Next /\ Remember]_<<variables, remembered>>

-----------------------------------------------------------------------------
\* The mapping.
\*
\*  - A node is in the epoch from which it would go on if it went down now,
\*    and has the log that is on its disk: what is in flight is not there yet.
\*  - The list of an epoch is its leader's log, in memory, as leaders send on
\*    what their own disk does not have.
\*  - A vote is for the log with which the candidate stands.
\*  - What a node holds is what it has acknowledged, or counted as a leader.
\*  - Requests, what clients have asked for and what users were told are the
\*    same, and so are the quorums.
Rung == INSTANCE EpochLog_Invariants WITH
  epoch <- [n \in Node |-> EpochOnDisk(n)],
  log   <- [n \in Node |-> durable[n].log],
  vote  <- votes,
  held  <- holds,
  list  <- lists

SolvesEpochLog == Rung!Spec


-----------------------------------------------------------------------------
\* Why.  The shape of what nodes keep and say, and what EpochLog rests on.  It
\* is meant to follow from itself; here it is checked of what is reached.
Inductive ==
  /\ TypeOK
  /\ WritesArePending
  /\ OneLeaderPerEpoch
  /\ EpochsNeverFall
  /\ VotedOncePerEpoch
  /\ AcknowledgedIsDurable
  /\ TakesPartInItsEpoch
  /\ AppendsAgree
  /\ LogMatching
  /\ AgreedIsTheLeaders
  /\ DecidedIsOnDisks
  /\ Rung!ListsMatch
  /\ Rung!AQuorumIsPast
  /\ Rung!KeptInLogs
  /\ Rung!KeptInVotes
  /\ Rung!KeptInLists
  /\ Rung!NothingTwice
  /\ Rung!RequestsWereBroadcast
  /\ Rung!DeliveredIsDecided

THEOREM SpecThatRemembers => []Inductive
THEOREM SpecThatRemembers => SolvesEpochLog
=============================================================================
