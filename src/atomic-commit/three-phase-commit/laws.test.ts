/** Laws that hold after every sequence of events, also of such as no correct peer causes. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc, { type Arbitrary } from "fast-check";
import { anything, testLawsOf } from "../../core/laws.fixture.ts";
import * as coordinator from "./coordinator.ts";
import * as participant from "./participant.ts";
import type { Assumption } from "./rules.ts";
import type { NodeState } from "./state.ts";

const assumptions = fc.constantFrom<Assumption>("boundedDelay", "rightSuspicions", "nothing");
const participants = ["a", "b", "d"];
const members = { transaction: "t", coordinator: "c", participants, order: ["a", "b", "a"] };
const node = fc.constantFrom("c", "a", "b", "d");
const number = fc.nat(4);
const status = fc.constantFrom("prepared", "preCommitted", "preAborted", "working");
const kinds = [
  "prepare",
  "yes",
  "no",
  "commit",
  "abort",
  "preCommit",
  "preAbort",
  "acknowledge",
  "poll",
  "answer",
  "inquire",
  "report",
];

function messagesTo(to: string): Arbitrary<object> {
  return fc
    .record({ kind: fc.constantFrom(...kinds), from: node, number, status, accepted: number })
    .map(({ kind, from, number, status, accepted }) => ({
      kind,
      transaction: "t",
      from,
      to,
      number,
      standing: { from, status, accepted },
    }));
}

const receive = (message: unknown): { readonly kind: "receive"; readonly message: unknown } => ({
  kind: "receive",
  message,
});
const suspected = fc.subarray(["c", "b", "d"]);

const toParticipant = fc.oneof(
  { arbitrary: messagesTo("a").map((message): participant.ParticipantEvent => receive(message)), weight: 4 },
  fc.constantFrom<participant.ParticipantEvent>({ kind: "abortAlone" }, { kind: "ask" }),
  suspected.map((nodes): participant.ParticipantEvent => ({ kind: "takeOver", suspected: nodes })),
  node.map((one): participant.ParticipantEvent => ({ kind: "stopWaiting", node: one })),
);

/** After each event the disk may catch up. */
const participantStates = fc
  .tuple(assumptions, fc.array(fc.tuple(toParticipant, fc.boolean()), { maxLength: 12 }))
  .map(([assumes, events]) =>
    events.reduce<NodeState>(
      (state, [event, catchesUp]) => {
        const after = participant.step(state, event).state;
        const record = participant.participant.description.record.of(after);
        return catchesUp ? participant.step(after, { kind: "persisted", record }).state : after;
      },
      participant.start({ ...members, self: "a", assumes }).state,
    ),
  );

const toCoordinator = fc.oneof(
  messagesTo("c").map((message): coordinator.CoordinatorEvent => receive(message)),
  fc.constant<coordinator.CoordinatorEvent>({ kind: "requestCommit" }),
  node.map((one): coordinator.CoordinatorEvent => ({ kind: "stopWaiting", node: one })),
);

const coordinatorStates = fc
  .tuple(assumptions, fc.array(toCoordinator, { maxLength: 12 }))
  .map(([assumes, events]) =>
    events.reduce<NodeState>(
      (state, event) => coordinator.step(state, event).state,
      coordinator.start({ ...members, assumes }).state,
    ),
  );

const junk = fc.oneof(anything, fc.record({ kind: fc.anything(), transaction: fc.anything(), from: fc.anything() }));

describe("a coordinator", () => {
  testLawsOf({
    step: coordinator.step,
    states: coordinatorStates,
    steps: fc.tuple(coordinatorStates, toCoordinator),
    receive,
    junk,
    roleOf: (state) => state.status,
    rows: coordinator.coordinatorTable.rows,
    numRuns: 1000,
  });
});

describe("a participant", () => {
  const steps = fc.tuple(participantStates, toParticipant);

  testLawsOf({
    step: participant.step,
    states: participantStates,
    steps,
    receive,
    junk,
    roleOf: (state) => state.status,
    rows: participant.participantTable.rows,
    numRuns: 1000,
  });

  test("a step that writes says nothing, and neither does any while a write is on its way", () => {
    fc.assert(
      fc.property(steps, ([state, event]) => {
        const { state: after, effects } = participant.step(state, event);
        const says = effects.some(({ kind }) => kind === "send" || kind === "deliver");
        assert.ok(!(after.isWriting && says), JSON.stringify(effects));
      }),
      { numRuns: 1000 },
    );
  });

  test("what is on disk is taken back after a crash, wherever it comes", () => {
    fc.assert(
      fc.property(participantStates, assumptions, (state, assumes) => {
        const record = participant.participant.description.record.of(state);
        const { state: back } = participant.recover({ ...members, self: "a", assumes }, record);
        assert.deepEqual(participant.participant.description.record.of(back), record);
      }),
      { numRuns: 1000 },
    );
  });

  test("numbers that were promised never fall, until the end", () => {
    fc.assert(
      fc.property(steps, ([state, event]) => {
        const { state: after } = participant.step(state, event);
        const hasEnded = after.status === "committed" || after.status === "aborted";
        assert.ok(hasEnded || after.promised >= state.promised);
      }),
      { numRuns: 1000 },
    );
  });
});
