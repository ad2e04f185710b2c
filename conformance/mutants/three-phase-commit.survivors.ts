/**
 * The mutants of three-phase commit that graph equality does not notice.
 *
 * @module
 */
import type { Explained } from "./survivors.ts";

export const threePhaseCommitSurvivors: Explained = {
  "What a refusal says": {
    "src/atomic-commit/three-phase-commit/coordinator.ts": [
      'coordinator: "a coordinator of three-phase commit" -> ""',
      'requestCommit: "it has been asked, or is gone" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/leading.ts": [
      'tooLate: "it comes too late, or too early: nobody waits for it here" -> ""',

      'stopWaitingIn: "node" -> ""',
      'stopWaitingIn: "name of a node" -> ""',
      "receiveAcknowledge: `number ${number} is another's` -> ``",
      "stopWaiting: `it does not wait for ${described(node)}` -> ``",
      'receiveAcknowledge: "the coordinator has nothing to acknowledge" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/message.ts": [
      'numbered: "number" -> ""',
      "leadingNumberIn: `number up to ${order.length}, with which one leads` -> ``",
      'standingIn: "standing" -> ""',
      'standingIn: "standing.from" -> ""',
      'standingIn: "name of who sends it" -> ""',
      'standingIn: "standing.status" -> ""',
      'standingIn: "status of a participant in doubt" -> ""',
      'standingIn: "standing.accepted" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/taking-part.ts": [
      'receivePrepare: "only the coordinator asks for votes" -> ""',
      'abortAlone: "it has promised to commit, or knows the end" -> ""',
      "accepting: `number ${number} is another's` -> ``",
      'receiveCommit: "a commit without this participant\'s yes" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/termination.ts": [
      'suspectedIn: "suspected" -> ""',
      'nameIn: "name of a node" -> ""',
      'whyNotToLead: "it is not in doubt" -> ""',
      'whyNotToLead: "it was down, so the others may have gone on without it" -> ""',
      'whyNotToLead: "it leads already" -> ""',
      'whyNotToLead: "here nobody takes over: each decides alone" -> ""',
      'whyNotToLead: "it has no turn, or no other one" -> ""',
      "whyToWait: `it is the turn of ${described(awaited)}, which is not suspected` -> ``",
      'decideAlone: "it is not in doubt" -> ""',
      'decideAlone: "here nobody decides alone: whoever waits in vain takes over" -> ""',
      "receivePoll: `number ${number} is another's` -> ``",
      "receiveAnswer: `number ${number} is another's` -> ``",
      'ask: "it was not down, or is not in doubt" -> ""',
      'receiveInquire: "the coordinator asks nobody for the end" -> ""',
      'receiveReport: "the coordinator has promised nothing" -> ""',
      'receiveAnswer: "the coordinator is not polled" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/participant.ts": ['participant: "a participant of three-phase commit" -> ""'],
  },
  "What does not happen in a model": {
    "src/atomic-commit/three-phase-commit/coordinator.ts": [
      'recovered: { if (!isRecord(record) || !sameRecords(record, noRecord)) throw new Error(`three-phase commit: ${described(record)} is no record of a coordinator, which has none`); return nodeIn(placeIn(options, options.coordinator), "gone"); } -> {}',
      "recovered: !isRecord(record) || !sameRecords(record, noRecord) -> true",
      "recovered: !isRecord(record) || !sameRecords(record, noRecord) -> false",
      "recovered: !isRecord(record) || !sameRecords(record, noRecord) -> !isRecord(record) && !sameRecords(record, noRecord)",
      "recovered: !isRecord(record) -> isRecord(record)",
      "recovered: !sameRecords(record, noRecord) -> sameRecords(record, noRecord)",
      "recovered: `three-phase commit: ${described(record)} is no record of a coordinator, which has none` -> ``",
      'recovered: "gone" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/leading.ts": [
      "stopWaitingIn: !isName(node) -> false",
      "receiveAcknowledge: number !== state.number -> false",
    ],
    "src/atomic-commit/three-phase-commit/members.ts": [
      "flawInTurns: stranger !== undefined -> false",
      "flawInTurns: !endsAlone -> true",

      "placeIn: flawInMembers(options) ?? flawInTurns(options, order, endsAlone) -> flawInMembers(options) && flawInTurns(options, order, endsAlone)",
      "placeIn: flaw !== undefined -> false",
      "placeIn: `three-phase commit: ${flaw}` -> ``",
      "placeIn: rules === undefined -> false",
      "placeIn: `three-phase commit: assumes: ${described(assumes)} is no assumption; there are boundedDelay, rightSuspicions and nothing` -> ``",
      'flawInTurns: { const stranger = order.find((node) => !participants.includes(node)); if (stranger !== undefined) return `order: ${described(stranger)} takes over, but is no participant`; if (!endsAlone) return undefined; if (order.length > 0) return `endsAlone contradicts order: where each decides alone nobody takes over, and ${described(order[0])} does`; if (assumes !== "boundedDelay") return `endsAlone contradicts assumes: ${described(assumes)} asks others before it decides; leave out one of the two`; return undefined; } -> {}',
      "flawInTurns: (node) => !participants.includes(node) -> () => undefined",
      "flawInTurns: `order: ${described(stranger)} takes over, but is no participant` -> ``",
      "flawInTurns: order.length > 0 -> false",
      "flawInTurns: `endsAlone contradicts order: where each decides alone nobody takes over, and ${described(order[0])} does` -> ``",
      'flawInTurns: assumes !== "boundedDelay" -> false',
      "flawInTurns: `endsAlone contradicts assumes: ${described(assumes)} asks others before it decides; leave out one of the two` -> ``",
    ],
    "src/atomic-commit/three-phase-commit/message.ts": [
      "standingIn: from !== sender -> false",
      "standingIn: !isInDoubt(status) -> false",
    ],
    "src/atomic-commit/three-phase-commit/participant.ts": [
      "recovered: !isRecord(record) || record.promised > length || record.accepted > length -> false",
      "recovered: !isRecord(record) || record.promised > length -> false",

      "begun: !participants.includes(self) -> false",
      "begun: `three-phase commit: self: ${described(self)} is no participant` -> ``",
      'recovered: "working" -> ""',
      "recovered: !isRecord(record) || record.promised > length || record.accepted > length -> (!isRecord(record) || record.promised > length) && record.accepted > length",
      "recovered: !isRecord(record) || record.promised > length -> !isRecord(record) && record.promised > length",
      "recovered: record.promised > length -> false",
      "recovered: record.accepted > length -> false",
      "recovered: `three-phase commit: ${described(record)} is no record of a participant` -> ``",
    ],
    "src/atomic-commit/three-phase-commit/record.ts": [
      "isRecord: !hasFields(candidate) -> false",
      "isRecord: false -> true",
      'isRecord: (status === "none" || status === "committed" || isInDoubt(status)) && isNumber(promised) && isNumber(accepted) -> true',
      'isRecord: (status === "none" || status === "committed" || isInDoubt(status)) && isNumber(promised) && isNumber(accepted) -> (status === "none" || status === "committed" || isInDoubt(status)) && isNumber(promised) || isNumber(accepted)',
      'isRecord: (status === "none" || status === "committed" || isInDoubt(status)) && isNumber(promised) -> true',
      'isRecord: (status === "none" || status === "committed" || isInDoubt(status)) && isNumber(promised) -> status === "none" || status === "committed" || isInDoubt(status) || isNumber(promised)',
      'isRecord: status === "none" || status === "committed" || isInDoubt(status) -> true',
    ],
    "src/atomic-commit/three-phase-commit/state.ts": ['standingOf: [] -> ["Stryker was here"]'],
    "src/atomic-commit/three-phase-commit/taking-part.ts": [
      "promising: number > state.number && !obeys(state.rules, promised, state.number) -> true",
      "promising: number > state.number && !obeys(state.rules, promised, state.number) -> number > state.number || !obeys(state.rules, promised, state.number)",
      "promising: number > state.number -> number >= state.number",
      'receiveCommit: state.status === "working" -> false',
      'receiveCommit: "working" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/termination.ts": [
      "awaitedBefore: before - state.promised -> before + state.promised",

      "nameIn: isName(candidate) -> true",
      "receiveAnswer: number !== state.number -> false",
      "whyNotToLead: leads(state) -> false",
      "awaitedBefore: numbers.map((number) => ownerOf(state, number)).filter((node) => node !== state.self) -> numbers.map(number => ownerOf(state, number))",
      "awaitedBefore: node !== state.self -> true",
    ],
    "src/atomic-commit/three-phase-commit/status.ts": ['participantRows: "heardOfCommit" -> ""'],
  },
  "What is neither a change nor a message": {
    "src/atomic-commit/three-phase-commit/leading.ts": [
      "isWaitedFor: !participants.includes(node) || missing.includes(node) -> false",
      "isWaitedFor: !participants.includes(node) || missing.includes(node) -> !participants.includes(node) && missing.includes(node)",
      "isWaitedFor: false -> true",
      'isWaitedFor: "none" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/state.ts": [
      "outcomeTold: before === undefined -> true",
      "saying: sent.length === 0 -> false",
    ],
    "src/atomic-commit/three-phase-commit/participant.ts": [
      "participant: ({ isWriting }) => isWriting -> () => undefined",
    ],
  },
  "An effect that is none": {
    "src/atomic-commit/three-phase-commit/coordinator.ts": ['coordinator: [] -> ["Stryker was here"]'],
    "src/atomic-commit/three-phase-commit/participant.ts": ['participant: [] -> ["Stryker was here"]'],
  },
  "What no state shows": {
    "src/atomic-commit/three-phase-commit/leading.ts": [
      "waitsFor: { return state.participants.filter((node) => isWaitedFor(state, node)); } -> {}",
      "waitsFor: state.participants.filter((node) => isWaitedFor(state, node)) -> state.participants",
      "waitsFor: (node) => isWaitedFor(state, node) -> () => undefined",
    ],
    "src/atomic-commit/three-phase-commit/state.ts": [
      "setOf: one < other -> one <= other",

      "setOf: [...byText].sort(([one], [other]) => (one < other ? -1 : 1)) -> [...byText]",
      "setOf: ([one], [other]) => (one < other ? -1 : 1) -> () => undefined",
      "setOf: one < other -> true",
      "setOf: one < other -> false",
      "setOf: one < other -> one >= other",
      "setOf: -1 -> +1",
    ],
    "src/atomic-commit/three-phase-commit/termination.ts": [
      "awaited: { return whyNotToLead(state) === undefined ? nodeSet(awaitedBefore(state, nextNumber(state))) : []; } -> {}",
      "awaited: whyNotToLead(state) === undefined -> true",
      "awaited: whyNotToLead(state) === undefined -> false",
      "awaited: whyNotToLead(state) === undefined -> whyNotToLead(state) !== undefined",
      'awaited: [] -> ["Stryker was here"]',
    ],
    "src/atomic-commit/three-phase-commit/coordinator.ts": ["coordinator: ({ status }) => status -> () => undefined"],
  },
  "What nobody looks at": {
    "src/atomic-commit/three-phase-commit/coordinator.ts": [
      'coordinator: "ThreePhaseCommit" -> ""',
      'coordinator: () => ({ kind: "requestCommit" }) -> () => undefined',

      'coordinator: { kind: "requestCommit" } -> {}',
      'coordinator: "requestCommit" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/leading.ts": ['stopWaitingIn: "stopWaiting" -> ""'],
    "src/atomic-commit/three-phase-commit/participant.ts": [
      'participant: "ThreePhaseCommit" -> ""',
      'participant: () => ({ kind: "abortAlone" }) -> () => undefined',
      'participant: () => ({ kind: "ask" }) -> () => undefined',

      'participant: { kind: "abortAlone" } -> {}',
      'participant: "abortAlone" -> ""',
      'participant: "takeOver" -> ""',
      'participant: "decideAlone" -> ""',
      'participant: { kind: "ask" } -> {}',
      'participant: "ask" -> ""',
      "recovered: !back.rules.countsRestarted -> back.rules.countsRestarted",
    ],
    "src/atomic-commit/three-phase-commit/rules.ts": [
      "trusting: { endsAlone: false, isFenced: false, needsMajority: false, asksBeforeAbort: false, highestDecides: true, countsRestarted: false, waitsForAll: true, } -> {}",
      "trusting: true -> false",
      "rulesBy: { ...trusting, isFenced: true } -> {}",
      "rulesBy: true -> false",
      "rulesBy: { ...trusting, isFenced: true, needsMajority: true, asksBeforeAbort: true, countsRestarted: true } -> {}",

      "trusting: false -> true",
      "rulesFor: rules === undefined -> false",
      "rulesFor: { ...rules, endsAlone } -> {}",
    ],
    "src/atomic-commit/three-phase-commit/message.ts": [
      'toCoordinator: "yes" -> ""',
      'toCoordinator: "no" -> ""',
      'toCoordinator: "acknowledge" -> ""',
      'toParticipant: "prepare" -> ""',
      'toParticipant: "preCommit" -> ""',
      'toParticipant: "preAbort" -> ""',
      'toParticipant: "acknowledge" -> ""',
      'toParticipant: "commit" -> ""',
      'toParticipant: "abort" -> ""',
      'toParticipant: "poll" -> ""',
      'toParticipant: "answer" -> ""',
      'toParticipant: "inquire" -> ""',
      'toParticipant: "report" -> ""',
    ],
  },
  "What users import": {
    "src/atomic-commit/three-phase-commit/coordinator.ts": [
      "start: { return coordinator.start(options); } -> {}",
      "recover: { return coordinator.recover(options, record); } -> {}",
      "step: { return coordinator.step(state, event); } -> {}",
    ],
    "src/atomic-commit/three-phase-commit/participant.ts": [
      "start: { return participant.start(options); } -> {}",
      "recover: { return participant.recover(options, record); } -> {}",
      "step: { return participant.step(state, event); } -> {}",
    ],
  },
  "What is asked twice": {
    "src/atomic-commit/three-phase-commit/leading.ts": [
      'saidBy: phase !== "preCommitting" && phase !== "preAborting" -> false',
      "receiveAcknowledge: ownerOf(state, number) !== state.self -> false",
    ],
    "src/atomic-commit/three-phase-commit/rules.ts": [
      'outcomeOf: status !== "prepared" -> true',

      'outcomeOf: standings.filter(({ status }) => status !== "prepared") -> standings',
      'outcomeOf: "prepared" -> ""',
    ],
    "src/atomic-commit/three-phase-commit/state.ts": ['tellableIn: "" -> "Stryker was here!"'],
    "src/atomic-commit/three-phase-commit/taking-part.ts": ["promising: number > state.number -> true"],
    "src/atomic-commit/three-phase-commit/termination.ts": [
      "receiveAnswer: ownerOf(state, number) !== state.self -> false",
      "takeOver: after === polling -> true",
      "whyNotToLead: state.rules.endsAlone -> false",
    ],
  },
};
