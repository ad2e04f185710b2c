/**
 * The mutants of epoch consensus that graph equality does not notice.
 *
 * @module
 */
import { checksOfRecords, textsOfRecords } from "./epochs.survivors.ts";
import type { Explained } from "./survivors.ts";

export const epochConsensusSurvivors: Explained = {
  "What a refusal says": {
    "src/consensus/epoch-consensus/message.ts": [
      'ofNoEpochIn: "value" -> ""',
      'messages: "accepted" -> ""',
      'messages: "accepted.epoch" -> ""',
      "messages: `epoch before that of the vote, ${vote.epoch}` -> ``",
      'messages: "value" -> ""',
    ],
    "src/consensus/epoch-consensus/closing.ts": [
      'onceClosed: "another decision" -> ""',
      'onceClosed: case "decide": return message.value === decision ? next(state) : impossible("another decision"); -> case "decide":',
      "onceClosed: message.value === decision -> false",
      "onceClosed: message.value === decision -> message.value !== decision",
    ],
    "src/consensus/epoch-consensus/node.ts": ['protocol: "epoch consensus" -> ""'],
    "src/consensus/epoch-consensus/proposal.ts": [
      'receiveFollow: "a follower of one that never led" -> ""',
      'propose: "a value is decided" -> ""',
      'receivePropose: "a second leader of the epoch" -> ""',
      'receivePropose: "a second proposal in the epoch" -> ""',
      'receiveAccept: "an acceptance in an epoch in which nothing was proposed" -> ""',
      'receiveAccept: "an acceptance before anything was proposed" -> ""',
      'receiveLead: "a second leader of the epoch" -> ""',
    ],
    "src/consensus/epoch-consensus/record.ts": [
      "acceptedIn: `${path}.epoch` -> ``",
      "acceptedIn: `${path}.value` -> ``",
      'acceptedIn: "null, which is accepted in epoch 0" -> ""',
      "contradictionIn: `${described(record)} has not what a record has` -> ``",
    ],
    "src/epochs/election.ts": [
      'withoutANext: "there is no number for another epoch" -> ""',
      'receiveVote: "a vote for which it has not asked" -> ""',
    ],
    "src/epochs/record.ts": textsOfRecords,
    "src/epochs/leadership.ts": ['messageIn: "epoch" -> ""'],
  },
  "What does not happen in a model": {
    "src/consensus/epoch-consensus/closing.ts": ["onceClosed: message.value === decision -> true"],
    "src/consensus/epoch-consensus/node.ts": [
      "begun: !isNumber(maxLength) -> false",
      "begun: `${protocol}: maxLength is ${described(maxLength)}, which is no length` -> ``",
      "begun: contradiction !== undefined -> false",
      "begun: `${protocol}: no record of this node: ${contradiction}` -> ``",
    ],
    "src/consensus/epoch-consensus/proposal.ts": [
      "receiveFollow: !hasLed(state, epoch) -> false",
      "receivePropose: accepted.epoch === epoch && accepted.value !== value -> false",
      "receiveAccept: !hasProposed(state) -> false",
    ],
    "src/consensus/epoch-consensus/record.ts": [
      "contradictionIn: { return isRecord(record) ? epochContradictionIn(record, cluster) : `${described(record)} has not what a record has`; } -> {}",
      "isAccepted: !hasFields(candidate) -> false",
      "isRecord: hasFields(candidate) && hasEpoch(candidate) -> hasFields(candidate) || hasEpoch(candidate)",
      "isRecord: hasFields(candidate) && hasEpoch(candidate) -> true",
      "isRecord: hasFields(candidate) && hasEpoch(candidate) && isAccepted(candidate.accepted) -> hasFields(candidate) && hasEpoch(candidate) || isAccepted(candidate.accepted)",
      "isRecord: hasFields(candidate) && hasEpoch(candidate) && isAccepted(candidate.accepted) -> true",
      'isAccepted: typeof value === "string" -> true',
      "isSameRecord: one.accepted.value === other.accepted.value -> true",
      "isAccepted: false -> true",
      "isAccepted: value === null -> true",
      'isAccepted: isNumber(epoch) && typeof value === "string" -> true',
      'isAccepted: isNumber(epoch) && typeof value === "string" -> isNumber(epoch) || typeof value === "string"',
    ],
    "src/consensus/epoch-consensus/state.ts": ["toldOf: before === undefined -> false"],
    "src/epochs/election.ts": [
      "follow: adopted.leader !== null && adopted.leader !== leader -> false",
      "suspect: refusal !== undefined -> false",
      'withoutANext: { return epoch >= greatestNumber ? untimely("there is no number for another epoch") : undefined; } -> {}',
      "follow: role === undefined || hasAnother -> false",
      "follow: role === undefined || hasAnother -> role === undefined && hasAnother",
      "follow: role === undefined -> false",
      "withoutANext: epoch >= greatestNumber -> false",
      "withoutANext: epoch >= greatestNumber -> epoch > greatestNumber",
      "receiveVote: state.vote === state.cluster.self -> true",
      "receiveVote: isCandidate && state.isWriting -> false",
    ],
    "src/epochs/record.ts": checksOfRecords,
    "src/epochs/leadership.ts": [
      'hasLed: epoch === led && vote === cluster.self && role !== "candidate" -> true',
      'hasLed: epoch === led && vote === cluster.self && role !== "candidate" -> epoch === led && vote === cluster.self || role !== "candidate"',
      "hasLed: epoch === led && vote === cluster.self -> true",
      "hasLed: epoch === led && vote === cluster.self -> epoch === led || vote === cluster.self",
      "hasLed: epoch === led -> true",
      "hasLed: vote === cluster.self -> true",
      'hasLed: role !== "candidate" -> true',
      'hasLed: "candidate" -> ""',
    ],
  },
  "What is neither a change nor a message": {
    "src/consensus/epoch-consensus/proposal.ts": [
      "receiveFollow: epoch < state.epoch -> false",
      "receiveWish: after === state -> false",
      "receivePropose: accepted.epoch === epoch -> false",
      "withAcceptance: acceptances === state.acceptances -> false",
    ],
    "src/consensus/epoch-consensus/record.ts": ["higher: one.epoch >= other.epoch -> one.epoch > other.epoch"],
    "src/epochs/election.ts": [
      "follow: adopted.leader === leader && adopted.preVotes.length === 0 -> false",
      "suspect: state.preVotes.length === 1 -> false",
      "withPreVotes: preVotes === state.preVotes -> false",
      "receiveVote: epoch < state.epoch -> false",
      "countVote: votes === state.votes -> false",
    ],
  },
  "An effect that is none": {
    "src/consensus/epoch-consensus/state.ts": ['toldOf: [] -> ["Stryker was here"]'],
  },
  "What no state shows": {
    "src/epochs/leadership.ts": [
      "knowledgeOf: { return leader === null ? { epoch } : { epoch, leader }; } -> {}",
      "knowledgeOf: leader === null -> true",
      "knowledgeOf: leader === null -> false",
      "knowledgeOf: leader === null -> leader !== null",
      "knowledgeOf: { epoch } -> {}",
      "knowledgeOf: { epoch, leader } -> {}",
    ],
  },
  "What is asked twice": {
    "src/consensus/epoch-consensus/proposal.ts": [
      'receiveAccept: state.role !== "leader" -> false',
      "withAcceptance: decision === null -> false",
    ],
    "src/consensus/epoch-consensus/sending.ts": [
      "said: value === null -> false",
      "said: !hasProposed(state) || value === null -> !hasProposed(state) && value === null",
    ],
    "src/consensus/epoch-consensus/state.ts": ['hasProposed: role === "leader" -> true'],
    "src/epochs/election.ts": ["receiveVote: counted === state -> false"],
  },
  "When a timer fires": {
    "src/consensus/epoch-consensus/proposal.ts": ['receiveLead: "suspect" -> ""', 'receivePropose: "suspect" -> ""'],
    "src/epochs/election.ts": [
      "receivePreVote: after.epoch === state.epoch -> true",
      "receivePreVote: after.epoch === state.epoch -> false",
      "receivePreVote: after.epoch === state.epoch -> after.epoch !== state.epoch",
      'receivePreVote: "suspect" -> ""',
      'receiveRequestVote: "suspect" -> ""',
    ],
    "src/epochs/leadership.ts": [
      'timersOfElection: (role === "candidate" && !isWriting) || preVotes.length > 0 -> true',
      'timersOfElection: role === "candidate" && !isWriting -> role === "candidate" || !isWriting',
      'timersOfElection: role === "candidate" -> true',
      "timersOfElection: preVotes.length > 0 -> preVotes.length >= 0",
    ],
  },
  "What another protocol uses": {
    "src/epochs/election.ts": [
      "electionOf: (state) => stand(ballot, state) -> () => undefined",
      'stand: { return withoutANext(state) ?? next(candidacy(ballot, state), [], "suspect"); } -> {}',
      'stand: withoutANext(state) ?? next(candidacy(ballot, state), [], "suspect") -> withoutANext(state) && next(candidacy(ballot, state), [], "suspect")',
      'stand: [] -> ["Stryker was here"]',
      'stand: "suspect" -> ""',
    ],
  },
  "What nobody looks at": {
    "src/consensus/epoch-consensus/node.ts": [
      'node: "EpochConsensus" -> ""',
      'node: "propose" -> ""',
      'node: "value" -> ""',
    ],
  },
  "What users import": {
    "src/consensus/epoch-consensus/node.ts": [
      "start: { return node.start(options); } -> {}",
      "recover: { return node.recover(options, record); } -> {}",
      "step: { return node.step(state, event); } -> {}",
    ],
  },
};
