------------------------ MODULE EpochBroadcastPosition ------------------------
\* The newest position of the log, without an entry: what a read has to wait
\* for that must not be stale.
\*
\* A leader knows how much is decided, as long as it leads.  It does not know
\* whether it leads: another may have been elected since, and have decided
\* more.  So a leader that is asked for the position notes what is decided, and
\* asks the others whether they are still in its epoch.  Once a quorum has said
\* so, it tells what it noted.
\*
\* Whoever has voted in a higher epoch is in that one, and stays there through
\* a crash.  A quorum that confirms, and one that has elected another leader
\* before that, would have a node in common (C6).  So nobody was elected in a
\* higher epoch when the first of them was asked, and nothing more was decided.
\*
\* Three things are easily missed.  A confirmation counts only for what was
\* asked for before it was requested, so rounds are numbered.  A new leader has
\* in its log all that is decided, and does not know how far that goes until it
\* has decided an entry of its own epoch (EpochLog says why).  And a round ends
\* with its leader's epoch: what was noted in one epoch is not confirmed in
\* another.
\*
\* The position is that of PositionedLog: how many requests are in the order.
\* What leaders open their epochs with is not counted.
\*
\* What is left out, and why that is harmless:
\*
\*  - Nodes that do not lead are not asked.  They know who leads.
\*  - Requests and confirmations that are lost are not sent again by a timer.
\*    Whoever is not told asks again, and then the last round is asked for
\*    again.
\*  - Nobody tells of a higher epoch here, and nobody follows because of it.
\*    A leader that is overtaken learns of that by what it appends.
EXTENDS EpochBroadcast

CONSTANT Read  \* on whose behalf a position can be asked for

VARIABLES
  round,  \* round[n]: what n keeps, as a leader, of those who wait for a position
  told    \* told[n]: the positions that users of n were told, in order

\* What was told is a fact, and no crash undoes it.  Of a leader's rounds
\* nothing outlives the epoch:
\*
\*   number     of the last round; there is one for each read
\*   waiting    who waits, for which round, and the position that was noted
\*   confirmed  confirmed[m] is the last round that m has confirmed
NoRound == [number |-> 0, waiting |-> <<>>, confirmed |-> Nowhere]

positionVariables == <<round, told>>

Position(q, position) == [read |-> q, position |-> position]

-----------------------------------------------------------------------------
\* The messages of a round.
RequestConfirmation(n, s, number, to) ==
  [kind |-> "requestConfirmation", epoch |-> s.epoch, from |-> n, to |-> to, number |-> number]

Confirmation(n, m) ==
  [kind |-> "confirmation", epoch |-> m.epoch, from |-> n, to |-> m.from, number |-> m.number]

-----------------------------------------------------------------------------
\* The guards on which a position rests, by name.

\* Then all that was decided in lower epochs is decided for this leader, too.
HasDecidedOfItsOwn(s) == EpochAt(s.log, s.decided) = s.epoch

\* What is noted.  More of the log than that may never be decided.
Noted(s) == Len(RequestsIn(s.log, s.decided))

\* A node confirms the epoch in which it is, and no other.
MayConfirm(s, m) == m.epoch = s.epoch

IsOfThisEpoch(s, m) == m.epoch = s.epoch

\* A confirmation is for the round for which it was requested, and for those
\* before it.
ConfirmedBy(r, m) == Max(r.confirmed[m.from], m.number)

\* The leader itself is in its epoch now.
IsEnoughToConfirm(nodes) == IsProposalQuorum(nodes)

IsConfirmed(n, r, number) ==
  IsEnoughToConfirm({m \in Node : m = n \/ r.confirmed[m] >= number})

LeadsOn(n) ==
  /\ state[n].role = "leader"
  /\ state'[n].role = "leader"
  /\ state'[n].epoch = state[n].epoch

\* Who asks, and where, is up to the users.
MayLocate(n, q) == TRUE

-----------------------------------------------------------------------------
\* Of what a leader keeps now, it tells what is confirmed.
Tell(n, r) ==
  LET IsReady(w) == IsConfirmed(n, r, w.number)
      IsNotReady(w) == ~IsReady(w)
      ready == SelectSeq(r.waiting, IsReady)
  IN /\ round' = [round EXCEPT ![n] = [r EXCEPT !.waiting = SelectSeq(@, IsNotReady)]]
     /\ told' = [told EXCEPT ![n] = @ \o [i \in 1..Len(ready) |-> Position(ready[i].read, ready[i].position)]]

Waits(r, q) == \E i \in 1..Len(r.waiting) : r.waiting[i].read = q

WithRead(r, q, position) ==
  LET number == r.number + 1
  IN [r EXCEPT !.number = number,
               !.waiting = Append(@, [read |-> q, position |-> position, number |-> number])]

\* On behalf of a read a leader is asked for the position.  Whoever asks again
\* waits for what was noted at first.
Locate(n, q) ==
  /\ MayLocate(n, q)
  /\ state[n].role = "leader"
  /\ HasDecidedOfItsOwn(state[n])
  /\ LET r == IF Waits(round[n], q) THEN round[n] ELSE WithRead(round[n], q, Noted(state[n]))
         To(m) == RequestConfirmation(n, state[n], r.number, m)
     IN Step(n, state[n], ToOthers(n, To)) /\ Tell(n, r)

\* Nothing has to be on disk for this: a vote that was sent is.
ReceiveRequestConfirmation(n) ==
  \E m \in Received(n, "requestConfirmation") :
    /\ IsUp(n)
    /\ MayConfirm(state[n], m)
    /\ Step(n, state[n], {Confirmation(n, m)})
    /\ UNCHANGED positionVariables

ReceiveConfirmation(n) ==
  \E m \in Received(n, "confirmation") :
    /\ state[n].role = "leader"
    /\ IsOfThisEpoch(state[n], m)
    /\ Step(n, Heard(state[n], m), {})
    /\ Tell(n, [round[n] EXCEPT !.confirmed[m.from] = ConfirmedBy(round[n], m)])

-----------------------------------------------------------------------------
\* All else is as it was, and who does not lead on forgets who waits.
Forget ==
  /\ round' = [n \in Node |-> IF LeadsOn(n) THEN round[n] ELSE NoRound]
  /\ UNCHANGED told

InitLocating ==
  /\ Init
  /\ round = [n \in Node |-> NoRound]
  /\ told = [n \in Node |-> <<>>]

NextLocating ==
  \/ Next /\ Forget
  \/ \E n \in Node, q \in Read : Locate(n, q)
  \/ \E n \in Node : ReceiveRequestConfirmation(n)
  \/ \E n \in Node : ReceiveConfirmation(n)

SpecLocating == InitLocating /\ [][NextLocating]_<<variables, positionVariables>>
=============================================================================
