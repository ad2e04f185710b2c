/**
 * Laws that hold for every state of a role and every event, reachable or not.
 *
 * @module
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc, { type Arbitrary } from "fast-check";
import { anything, plain, testLawsOf } from "../../core/laws.fixture.ts";
import { nodeSet } from "../../core/node-set.ts";
import type { Started, StepResult } from "../../core/step.ts";
import type { AnyEffect, CommonEvent, Request } from "../../core/system.ts";
import type { TransitionTable } from "../../core/transition-table.ts";
import * as coordinator from "./coordinator.ts";
import type { CoordinatorRecord } from "./coordinator-status.ts";
import * as participant from "./participant.ts";
import type { ParticipantRecord } from "./participant-status.ts";

interface Role<
  State extends { readonly status: Status },
  Status extends string,
  Event extends CommonEvent | Request,
  Durable,
> {
  readonly name: string;
  readonly states: Arbitrary<State>;
  readonly events: Arbitrary<Event>;
  readonly receive: (message: unknown) => Event;
  readonly records: readonly Durable[];
  readonly step: (state: State, event: Event) => StepResult<State, AnyEffect>;
  readonly recover: (record: Durable) => Started<State, AnyEffect>;
  readonly recordOf: (state: State) => Durable;
  readonly timersOf: (state: State) => readonly string[];
  readonly table: Rows<Status>;
}

type Rows<Status extends string> = Pick<TransitionTable<Status, string>, "rows" | "starts">;

const transaction = fc.constantFrom("t", "u");
const participants = ["a", "b", "d"];
const node = fc.constantFrom("c", "a", "b", "d", "stranger");
const counted = fc.subarray(participants).map(nodeSet);
const kinds = ["prepare", "commit", "abort", "yes", "no", "acknowledge", "inquire", "vote"];
const messages = plain({ kind: fc.constantFrom(...kinds), transaction, from: node, to: node });
const junk = fc.oneof(
  anything,
  fc.record({ kind: fc.anything(), transaction: fc.anything(), from: fc.anything(), to: fc.anything() }),
);

const coordinatorOptions = { transaction: "t", self: "c", participants };
const participantOptions = { transaction: "t", self: "a", coordinator: "c" };

const coordinatorStates = plain({
  transaction: fc.constant("t"),
  self: fc.constant("c"),
  participants: fc.constant(participants),
  status: fc.constantFrom(...statusesOf(coordinator.coordinatorTable)),
  votes: counted,
  acknowledged: fc.subarray([...participants, "c"]).map(nodeSet),
});
const coordinatorEvents = fc.oneof(
  messages.map((message): coordinator.CoordinatorEvent => ({ kind: "receive", message })),
  fc.constantFrom<coordinator.CoordinatorEvent>(
    { kind: "requestCommit" },
    { kind: "giveUp" },
    { kind: "requestOutcome" },
    { kind: "confirmOutcome" },
    { kind: "persisted", record: "none" },
    { kind: "persisted", record: "commit" },
    { kind: "timeout", timer: "resendPrepare" },
    { kind: "timeout", timer: "resendDecision" },
  ),
);

lawsOf({
  name: "a coordinator",
  states: coordinatorStates,
  events: coordinatorEvents,
  receive: (message): coordinator.CoordinatorEvent => ({ kind: "receive", message }),
  records: ["none", "commit"] satisfies CoordinatorRecord[],
  step: coordinator.step,
  recover: (record: CoordinatorRecord) => coordinator.recover(coordinatorOptions, record),
  recordOf: coordinator.coordinator.description.record.of,
  timersOf: coordinator.coordinator.description.timers,
  table: coordinator.coordinatorTable,
});

function alwaysOfACoordinator(
  law: (state: coordinator.CoordinatorState, event: coordinator.CoordinatorEvent) => void,
): void {
  fc.assert(fc.property(coordinatorStates, coordinatorEvents, law), { numRuns: 1000 });
}

test("a coordinator replies an outcome when it reaches it, or what it knows when it is asked, and else nothing", () => {
  alwaysOfACoordinator((state, event) => {
    const { state: after, effects } = coordinator.step(state, event);
    const replied = effects.flatMap((effect) => (effect.kind === "reply" ? [effect.value] : []));
    const isReached = after.status !== state.status && (after.status === "committed" || after.status === "aborted");
    if (event.kind === "requestOutcome") assert.equal(replied.length, 1);
    else assert.deepEqual(replied, isReached ? [after.status] : []);
  });
});

test("a coordinator forgets a commit only when every participant and its user have acknowledged, the last one now", () => {
  alwaysOfACoordinator((state, event) => {
    const { state: after } = coordinator.step(state, event);
    if (state.status !== "committed" || after.status !== "forgotten") return;
    const last = "message" in event ? Object(event.message).from : state.self;
    assert.deepEqual(nodeSet([...state.acknowledged, last]), nodeSet([...state.participants, state.self]));
  });
});

lawsOf({
  name: "a participant",
  states: plain({
    transaction: fc.constant("t"),
    self: fc.constant("a"),
    coordinator: fc.constant("c"),
    status: fc.constantFrom(...statusesOf(participant.participantTable)),
  }),
  events: fc.oneof(
    messages.map((message): participant.ParticipantEvent => ({ kind: "receive", message })),
    fc.constantFrom<participant.ParticipantEvent>(
      { kind: "abortAlone" },
      { kind: "persisted", record: "none" },
      { kind: "persisted", record: "prepared" },
      { kind: "persisted", record: "committed" },
      { kind: "timeout", timer: "askForOutcome" },
    ),
  ),
  receive: (message): participant.ParticipantEvent => ({ kind: "receive", message }),
  records: ["none", "prepared", "committed"] satisfies ParticipantRecord[],
  step: participant.step,
  recover: (record: ParticipantRecord) => participant.recover(participantOptions, record),
  recordOf: participant.participant.description.record.of,
  timersOf: participant.participant.description.timers,
  table: participant.participantTable,
});

function lawsOf<
  State extends { readonly status: Status },
  Status extends string,
  Event extends CommonEvent | Request,
  Durable,
>(role: Role<State, Status, Event, Durable>): void {
  const steps = fc.tuple(role.states, role.events);

  describe(role.name, () => {
    testLawsOf({ ...role, steps, junk, roleOf: ({ status }) => status, rows: role.table.rows, numRuns: 1000 });

    test("a step that writes sends, delivers and replies nothing: what depends on a write waits for it", () => {
      fc.assert(
        fc.property(steps, ([state, event]) => {
          const effects: readonly AnyEffect[] = role.step(state, event).effects;
          const depends = effects.some(({ kind }) => kind === "send" || kind === "deliver" || kind === "reply");
          assert.ok(!depends || effects.every(({ kind }) => kind !== "persist"), JSON.stringify(effects));
        }),
        { numRuns: 1000 },
      );
    });

    test("what belongs on disk is written exactly if it changed", () => {
      fc.assert(
        fc.property(steps, ([state, event]) => {
          const { state: after, effects } = role.step(state, event);
          const written = effects.flatMap((effect) => (effect.kind === "persist" ? [effect.record] : []));
          assert.deepEqual(written, role.recordOf(after) === role.recordOf(state) ? [] : [role.recordOf(after)]);
        }),
        { numRuns: 1000 },
      );
    });

    test("the timers that are armed are those that the state wants", () => {
      fc.assert(
        fc.property(steps, ([state, event]) => {
          const armed = new Set(role.timersOf(state));
          if (event.kind === "timeout" && "timer" in event && !armed.delete(event.timer)) return;
          const { state: after, effects } = role.step(state, event);
          for (const effect of effects) {
            if (effect.kind === "setTimer") armed.add(effect.timer);
            if (effect.kind === "cancelTimer") armed.delete(effect.timer);
          }
          assert.deepEqual([...armed].sort(), role.timersOf(after).toSorted());
        }),
        { numRuns: 1000 },
      );
    });

    test("what belongs to another transaction, another node or a stranger is refused", () => {
      const elsewhere = fc.constantFrom({ transaction: "u" }, { to: "b" }, { from: "stranger" });
      fc.assert(
        fc.property(role.states, messages, elsewhere, (state, message, other) => {
          const result = role.step(state, role.receive({ ...message, ...other }));
          assert.equal(result.state, state);
          assert.equal(result.outcome, "refused");
        }),
      );
    });

    test("recovery is pure, and begins where the table starts", () => {
      for (const record of role.records) {
        const recovered = role.recover(record);
        assert.deepEqual(recovered, role.recover(record));
        assert.ok(role.table.starts.includes(recovered.state.status));
      }
    });
  });
}

function statusesOf<Status extends string>(table: Rows<Status>): Status[] {
  return [...new Set([...table.starts, ...table.rows.flatMap((row) => [row.fromState, row.toState])])];
}
