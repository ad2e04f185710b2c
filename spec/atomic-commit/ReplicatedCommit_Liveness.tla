---------------------- MODULE ReplicatedCommit_Liveness ----------------------
\* When replicated commit ends, and what that takes.  It ends where two-phase
\* commit blocks: it is enough that the participants are up, that somebody
\* takes over, and that the log goes on, which total order broadcast does while
\* a majority of its nodes is up.
EXTENDS ReplicatedCommit_Invariants

-----------------------------------------------------------------------------
\* Fairness.  A candidate that does not bear the role takes over in the end, as
\* often as a model lets it; what a node and its disk do by themselves they do
\* in the end (weak fairness).  What is passed to the log again and again is
\* taken in the end, and a message that is sent again and again is received
\* (strong fairness).  Nothing is assumed of the coordinator's user.
CandidatesTakeOver ==
  \A c \in Candidate :
    /\ WF_variables(TakeTheRole(c))
    /\ WF_variables(AskForTheRole(c))

TheLogGoesOn ==
  /\ SF_variables(LogTakes)
  /\ \A c \in Candidate : WF_variables(AskAgain(c)) /\ WF_variables(Hear(c))

ParticipantsGoOn ==
  /\ \A n \in Node : WF_variables(Land(n))
  /\ \A t \in Transaction, p \in Participant :
       /\ WF_variables(AbortAlone(t, p))
       /\ WF_variables(AskForOutcome(t, p))
       /\ WF_variables(SendVote(t, p))
       /\ WF_variables(SendAcknowledge(t, p))
       /\ WF_variables(FinishAbort(t, p))

HearDecision(t, p) == ReceiveCommit(t, p) \/ ReceiveAbort(t, p)

MessagesArrive ==
  \A t \in Transaction, p \in Participant :
    /\ SF_variables(HearDecision(t, p))
    /\ \A c \in Candidate : SF_variables(ReceiveInquire(c, t, p))

FairSpec == Spec /\ CandidatesTakeOver /\ TheLogGoesOn /\ ParticipantsGoOn /\ MessagesArrive

-----------------------------------------------------------------------------
\* The formula that is no theorem of two-phase commit (A8): with the
\* participants up, all of them decide, whatever becomes of the coordinator's
\* node.
Blocking == INSTANCE TwoPhaseCommit_Liveness WITH Coordinator <- Anybody

TerminationWithoutCoordinator == Blocking!TerminationWithoutCoordinator

THEOREM FairSpec => TerminationWithoutCoordinator
=============================================================================
