------------------- MODULE EpochBroadcastPosition_Invariants -------------------
\* What always holds of positions and of those who wait for them.
EXTENDS EpochBroadcastPosition

Most == Highest({Len(delivered[n]) : n \in Node})

\* A position that is told is no more than what is delivered somewhere, or
\* whoever waits for it could wait for ever.
ToldIsThere == \A n \in Node : \A i \in 1..Len(told[n]) : told[n][i].position <= Most

\* Only who leads keeps anything of a round.
OnlyLeadersWait == \A n \in Node : state[n].role # "leader" => round[n] = NoRound

THEOREM SpecLocating => []ToldIsThere
THEOREM SpecLocating => []OnlyLeadersWait
=============================================================================
