/**
 * The counterexamples of protocols with step functions that are no paths of the step functions, and why: they are shown as
 * TLC's trace alone.
 *
 * @module
 */

/** By model. A test fails when one of these has become a path, and when one is lacking. */
export const tracesAlone: Readonly<Record<string, string>> = {
  ReplicatedCommit_Bug_AnsweredBeforeDelivered:
    "its twin tells the commit when the last vote arrives, and TLC's node with the next entry that it hears",
  ReplicatedCommit_Bug_NumberUsedTwice:
    "a user of the step functions knows both outcomes that it was told, and TLC's variable the later one",
  ReplicatedCommit_Bug_ResumesTheRole:
    "a user of the step functions knows both outcomes that it was told, and TLC's variable the later one",
  ReplicatedCommit_Bug_PresumesOfLaterOnes:
    "TLC's node has forgotten every transaction as soon as it has the role, and its twin once it is asked about one",
  EpochBroadcast_Fair_TailIsMended:
    "it begins in a state that no leader leaves behind: the log of the second epoch has no entry of the leader's own",
  SequencedBroadcast_Bug_StepsOverTheGap: "its twin fills the place with nothing, where TLC's node leaves it open",
  SequencedBroadcast_Bug_DeliversAsItComes:
    "its twin delivers at once what a message brings, and TLC's node its own request as well",
  SequencedBroadcast_Needs_Remembering: "the sequencer of the step functions remembers",
  SequencedBroadcast_Bug_NumbersFromNought: "a node refuses the number 0, which TLC's node takes",
  SequencedBroadcast_Bug_NumbersAnother: "a node refuses a number for what nobody has asked of it",
  SequencedBroadcast_Bug_SenderSkipsTheCell: "its twin arms no timer, so that nobody fills a gap",
  BroadcastRegister_Bug_TakesEffectTwice: "TLC's log tells an operation twice in one piece, and the twin's in two",
  BroadcastRegister_Bug_MixesReads: "its twin answers a logged read at once, and asks the log for nothing",
  BroadcastRegister_Bug_MixesPositionedReads: "its twin answers a positioned read at once, too",
  BroadcastRegister_Bug_ReplicaForgets:
    "TLC's replica knows that it restarted, and answers nevertheless; its twin does not know",
  BroadcastRegister_Bug_WaitsForOneMore:
    "its twin adds one to the position when it hears it, and TLC's node when it compares",
  RegisterConsensus_Bug_Overwrites:
    "its twin has a register that does not compare, and TLC's node expects what is there",
  RegisterConsensus_Needs_Looking: "the step functions look",
  CounterConsensus_Bug_TakesAnotherNumber:
    "its twin tells its user both what the right node decides and what the mistaken one does",
  CounterConsensus_Needs_ToldNumbers: "the step functions heed the numbers that are told",
};
