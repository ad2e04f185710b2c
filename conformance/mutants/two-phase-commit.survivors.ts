/**
 * The mutants of two-phase commit that graph equality does not notice.
 *
 * @module
 */
import type { Explained } from "./survivors.ts";

export const twoPhaseCommitSurvivors: Explained = {
  "What a refusal says": {
    "src/atomic-commit/two-phase-commit/coordinator.ts": [
      'requestCommit: "a commit can be requested once, before the transaction ends" -> ""',
      'receiveYes: "a vote before anybody was asked" -> ""',
      'receiveNo: "a no from a participant that has voted yes" -> ""',
      'giveUp: "the transaction is decided" -> ""',
      'receiveInquire: "a question in doubt before anybody was asked" -> ""',
      'receiveAcknowledge: "an acknowledgement of a commit that was not sent" -> ""',
      'confirmOutcome: "no commit waits to be confirmed" -> ""',
    ],
    "src/atomic-commit/two-phase-commit/members.ts": ["checkMembers: `two-phase commit: ${flaw}` -> ``"],
    "src/atomic-commit/two-phase-commit/participant.ts": [
      'abortAlone: "it has promised to follow the coordinator" -> ""',
      'receiveCommit: "a commit without this participant\'s yes" -> ""',
    ],
  },
  "What does not happen in a model": {
    "src/atomic-commit/two-phase-commit/coordinator-status.ts": [
      'isCoordinatorRecord: candidate === "none" || candidate === "commit" -> true',
    ],
    "src/atomic-commit/two-phase-commit/coordinator.ts": [
      'receiveYes: state.status === "working" -> false',
      'receiveYes: "working" -> ""',
      "receiveAcknowledge: status === undefined -> false",
      "recovered: !isCoordinatorRecord(record) -> false",
      "recovered: `two-phase commit: ${described(record)} is no record of a coordinator` -> ``",
    ],
    "src/atomic-commit/two-phase-commit/members.ts": [
      "checkMembers: { const flaw = flawInMembers(members); if (flaw !== undefined) throw new Error(`two-phase commit: ${flaw}`); } -> {}",
      "checkMembers: flaw !== undefined -> false",
      "flawIn: { if (!isName(transaction)) return `${described(transaction)} is no name of a transaction`; for (const node of [coordinator, ...participants]) if (!isName(node)) return `${described(node)} is no name of a node`; if (participants.length === 0) return `the transaction ${described(transaction)} needs a participant`; if (participants.includes(coordinator)) return `the coordinator, ${described(coordinator)}, is no participant`; const twice = repeatedIn(participants); return twice === undefined ? undefined : `two participants have the name ${described(twice)}`; } -> {}",
      "flawIn: !isName(transaction) -> false",
      "flawIn: `${described(transaction)} is no name of a transaction` -> ``",
      "flawIn: [coordinator, ...participants] -> []",
      "flawIn: !isName(node) -> false",
      "flawIn: `${described(node)} is no name of a node` -> ``",
      "flawIn: participants.length === 0 -> false",
      "flawIn: `the transaction ${described(transaction)} needs a participant` -> ``",
      "flawIn: participants.includes(coordinator) -> false",
      "flawIn: `the coordinator, ${described(coordinator)}, is no participant` -> ``",
      "flawIn: twice === undefined -> true",
      "flawIn: `two participants have the name ${described(twice)}` -> ``",
      "repeatedIn: { return names.find((name, i) => names.indexOf(name) < i); } -> {}",
      "repeatedIn: (name, i) => names.indexOf(name) < i -> () => undefined",
      "repeatedIn: names.indexOf(name) < i -> false",
    ],
    "src/atomic-commit/two-phase-commit/participant-status.ts": [
      'isParticipantRecord: candidate === "none" || candidate === "prepared" || candidate === "committed" -> true',
    ],
    "src/atomic-commit/two-phase-commit/participant.ts": [
      "receiveCommit: status === undefined -> false",
      "recovered: !isParticipantRecord(record) -> false",
      "recovered: `two-phase commit: ${described(record)} is no record of a participant` -> ``",
    ],
  },
  "What is neither a change nor a message": {
    "src/atomic-commit/two-phase-commit/coordinator.ts": [
      "receiveNo: presumesAbort(state) -> false",
      'receiveInquire: state.status === "working" -> true',
      'receiveInquire: state.status === "working" -> false',
      'receiveInquire: state.status === "working" -> state.status !== "working"',
      'receiveInquire: "working" -> ""',
      'receiveAcknowledge: state.status === "forgotten" -> false',
      'receiveAcknowledge: "forgotten" -> ""',
      "countYes: votes === state.votes -> false",
      "countAcknowledgement: acknowledged === state.acknowledged -> false",
    ],
    "src/atomic-commit/two-phase-commit/participant.ts": [
      'receiveCommit: state.status === "committing" -> false',
      'receiveCommit: "committing" -> ""',
    ],
  },
  "What no state shows": {
    "src/atomic-commit/two-phase-commit/participant.ts": [
      "holdsLocks: { return !participantTable.finals.includes(state.status); } -> {}",
      "holdsLocks: !participantTable.finals.includes(state.status) -> participantTable.finals.includes(state.status)",
    ],
  },
  "What a client is answered at once": {
    "src/atomic-commit/two-phase-commit/outcome.ts": [
      'outcomesLearnt: [] -> ["Stryker was here"]',
      'outcomesLearnt: telling.kind === "deliver" -> false',
      'outcomesLearnt: "deliver" -> ""',
      'outcomesLearnt: outcome === (known.at(-1) ?? "undecided") -> true',
      "outcomesLearnt: [outcome] -> []",
    ],
  },
  "When a timer fires": {
    "src/atomic-commit/two-phase-commit/coordinator.ts": ["coordinator: unacknowledgedIn(state).length === 0 -> false"],
  },
  "What nobody looks at": {
    "src/atomic-commit/two-phase-commit/coordinator.ts": [
      'coordinator: "a coordinator of two-phase commit" -> ""',
      'coordinator: "TwoPhaseCommit" -> ""',
      'coordinator: () => ({ kind: "requestCommit" }) -> () => undefined',
      'coordinator: { kind: "requestCommit" } -> {}',
      'coordinator: "requestCommit" -> ""',
      'coordinator: () => ({ kind: "giveUp" }) -> () => undefined',
      'coordinator: { kind: "giveUp" } -> {}',
      'coordinator: "giveUp" -> ""',
      'coordinator: () => ({ kind: "requestOutcome" }) -> () => undefined',
      'coordinator: { kind: "requestOutcome" } -> {}',
      'coordinator: "requestOutcome" -> ""',
      'coordinator: () => ({ kind: "confirmOutcome" }) -> () => undefined',
      'coordinator: { kind: "confirmOutcome" } -> {}',
      'coordinator: "confirmOutcome" -> ""',
      'requestOutcome: "outcome" -> ""',
    ],
    "src/atomic-commit/two-phase-commit/message.ts": [
      'toParticipant: "prepare" -> ""',
      'toParticipant: "commit" -> ""',
      'toParticipant: "abort" -> ""',
      'toCoordinator: "yes" -> ""',
      'toCoordinator: "no" -> ""',
      'toCoordinator: "acknowledge" -> ""',
      'toCoordinator: "inquire" -> ""',
    ],
    "src/atomic-commit/two-phase-commit/participant.ts": [
      'participant: "a participant of two-phase commit" -> ""',
      'participant: "TwoPhaseCommit" -> ""',
      'participant: () => ({ kind: "abortAlone" }) -> () => undefined',
      'participant: { kind: "abortAlone" } -> {}',
      'participant: "abortAlone" -> ""',
    ],
  },
  "What users import": {
    "src/atomic-commit/two-phase-commit/coordinator.ts": [
      "start: { return coordinator.start(options); } -> {}",
      "recover: { return coordinator.recover(options, record); } -> {}",
      "step: { return coordinator.step(state, event); } -> {}",
    ],
    "src/atomic-commit/two-phase-commit/participant.ts": [
      "start: { return participant.start(options); } -> {}",
      "recover: { return participant.recover(options, record); } -> {}",
      "step: { return participant.step(state, event); } -> {}",
    ],
  },
};
