/**
 * Small mistakes in the step functions of two-phase commit, of the kinds that people make: each must be rejected by the
 * graph of a model, at a place that tells what is wrong.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { type TwoPhaseCommitRoles, twoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { including, nodeSet } from "../../src/core/node-set.ts";
import { answered, changed, type Started } from "../../src/core/step.ts";
import type { Addressed, AnyEffect, Part } from "../../src/core/system.ts";
import { type Model, modelNamed } from "../graph/model-graph.ts";
import { comparisonWith } from "./two-phase-commit.graphs.ts";
import {
  coordinatorThat,
  type Given,
  isMessage,
  type Mistake,
  participantThat,
  type Result,
  senderOf,
} from "./two-phase-commit.mistaken.ts";

type ModelName =
  | "TwoPhaseCommit_2"
  | "TwoPhaseCommit_2_TwoTransactions"
  | "TwoPhaseCommit_Live_CoordinatorCrashes"
  | "TwoPhaseCommit_Live_ParticipantCrashes";

interface Planted {
  /** What the role does, as the rest of a sentence. */
  readonly does: string;
  readonly roles: TwoPhaseCommitRoles;
  /** The difference that the comparison reports. */
  readonly seen: RegExp;
  readonly by?: ModelName;
}

type Changing = (effect: AnyEffect) => readonly AnyEffect[];
type State = CoordinatorState | ParticipantState;

const { coordinator: realCoordinator, participant: realParticipant } = twoPhaseCommitRoles;

const timers: readonly Planted[] = [
  coordinator("forgets to arm the timer that repeats prepare", forgets(arming("resendPrepare"), "working"), {
    seen: /only the specification takes ResendPrepare/,
    by: "TwoPhaseCommit_Live_ParticipantCrashes",
  }),
  coordinator("repeats prepare only once", forgets(arming("resendPrepare"), "voting"), {
    seen: /two states .*resendPrepare/,
  }),
  coordinator("forgets to disarm the timer that repeats prepare", forgets(disarming("resendPrepare")), {
    seen: /two states .*resendPrepare/,
  }),
  coordinator("forgets to arm the timer that repeats the decision", forgets(arming("resendDecision"), "committing"), {
    seen: /only the specification takes ResendDecision|two states .*resendDecision/,
  }),
  coordinator("repeats the decision only once", forgets(arming("resendDecision"), "committed"), {
    seen: /two states .*resendDecision/,
  }),
  coordinator("forgets to disarm the timer that repeats the decision", forgets(disarming("resendDecision")), {
    seen: /two states .*resendDecision/,
  }),
  recoveringCoordinator("does not repeat the decision after a crash", withoutEffects("setTimer"), {
    seen: /only the specification takes ResendDecision|two states .*resendDecision/,
  }),
  participant("forgets to arm the timer of its question", forgets(arming("askForOutcome"), "preparing"), {
    seen: /only the specification takes AskForOutcome/,
  }),
  participant("asks only once", forgets(arming("askForOutcome"), "prepared"), { seen: /AskForOutcome|askForOutcome/ }),
  participant("forgets to disarm the timer of its question", forgets(disarming("askForOutcome")), {
    seen: /two states .*askForOutcome/,
  }),
  coordinator("replies again at every repetition of the decision", repliesAgain, {
    seen: /only the step functions take ResendDecision/,
  }),
  participant("delivers again at every duplicate of the commit", deliversAgain, {
    seen: /only the step functions take ReceiveCommit/,
  }),
  coordinator("arms the timer that repeats the decision before it may fire, and not again", armsTooEarly, {
    seen: /two states .*resendDecision/,
  }),
  coordinator("arms a timer whose firing it refuses", armsForNothing, { seen: /two states .*resendDecision/ }),
  recoveringParticipant("does not ask after a crash", withoutEffects("setTimer"), {
    seen: /two states .*askForOutcome/,
  }),
];

const telling: readonly Planted[] = [
  coordinator(
    "does not tell its client",
    forgets(({ kind }) => kind === "reply"),
    { seen: /to different states, GiveUp/ },
  ),
  participant(
    "does not deliver the outcome",
    forgets(({ kind }) => kind === "deliver"),
    {
      seen: /to different states, AbortAlone/,
    },
  ),
  participant("delivers one outcome and then the other", changes(alsoDelivering("aborted", "committed")), {
    seen: /to different states, AbortAlone/,
  }),
  coordinator("delivers what it should reply", changes(tellingBy("deliver")), { seen: /to different states, GiveUp/ }),
  participant("replies what it should deliver", changes(tellingBy("reply")), {
    seen: /to different states, AbortAlone/,
  }),
  recoveringCoordinator("tells nobody after a crash", withoutEffects("reply"), {
    seen: /to different states, Restart/,
  }),
  recoveringParticipant("tells nobody after a crash", withoutEffects("deliver"), {
    seen: /to different states, Restart/,
  }),
];

const sending: readonly Planted[] = [
  coordinator("asks one participant too few", forgets(sendingTo("prepare", "p2"), "working"), {
    seen: /to different states, RequestCommit/,
  }),
  coordinator("tells one participant too few to commit", forgets(sendingTo("commit", "p2"), "committing"), {
    seen: /to different states, SendDecision/,
  }),
  coordinator("tells nobody to abort", forgets(sendingTo("abort")), { seen: /to different states, GiveUp/ }),
  coordinator(
    "sends the decision again to who has acknowledged it",
    toEveryone("committed", "resendDecision", "commit"),
    {
      seen: /only the step functions take ResendDecision|to different states, ResendDecision/,
      by: "TwoPhaseCommit_Live_CoordinatorCrashes",
    },
  ),
  coordinator("asks again who has voted", toEveryone("voting", "resendPrepare", "prepare"), {
    seen: /only the step functions take ResendPrepare|to different states, ResendPrepare/,
    by: "TwoPhaseCommit_Live_ParticipantCrashes",
  }),
  coordinator("answers a question with abort although it has committed", answersInquire("committed", "abort"), {
    seen: /ReceiveInquire/,
  }),
  coordinator("answers a question with commit although it knows nothing", answersInquire("forgotten", "commit"), {
    seen: /ReceiveInquire/,
  }),
  coordinator("answers a question before it has decided", answersInquire("voting", "abort"), {
    seen: /ReceiveInquire/,
  }),
  coordinator("does not answer a late yes", ignores("yes", ["aborted", "forgotten"]), {
    seen: /only the specification takes ReceiveYes/,
  }),
  coordinator("does not answer a question", ignores("inquire"), {
    seen: /only the specification takes ReceiveInquire/,
  }),
  participant("does not vote again", ignores("prepare", ["prepared"]), {
    seen: /only the specification takes ReceivePrepare/,
  }),
  participant("votes again before its promise is durable", answersPrepareWhilePreparing, {
    seen: /only the step functions take ReceivePrepare/,
  }),
  participant("does not say that it has aborted when it is asked", ignores("prepare", ["aborted"]), {
    seen: /only the specification takes ReceivePrepare/,
  }),
  participant("does not acknowledge again", ignores("commit", ["committed"]), {
    seen: /only the specification takes ReceiveCommit/,
  }),
  participant("acknowledges an abort", acknowledgesAbort, { seen: /to different states, ReceiveAbort/ }),
];

const writing: readonly Planted[] = [
  participant("writes the outcome where the promise belongs", changes(persisting("prepared", ["committed"])), {
    seen: /to different states, ReceivePrepare/,
  }),
  coordinator("writes its record twice", changes(persisting("commit", ["commit", "commit"])), {
    seen: /to different states, ReceiveYes/,
  }),
  coordinator("logs an abort", logsAbort, { seen: /to different states, GiveUp/ }),
  coordinator(
    "forgets without removing its record",
    forgets(({ kind }) => kind === "persist", "committed"),
    {
      seen: /to different states, ReceiveAcknowledge/,
    },
  ),
  participant(
    "aborts a promise without removing it",
    forgets(({ kind }) => kind === "persist", "prepared"),
    {
      seen: /to different states, (ReceiveCommit|ReceiveAbort)/,
    },
  ),
  recoveringParticipant("forgets its promise in a crash", (started) => becoming(started, "prepared", "aborted"), {
    seen: /to different states, Restart/,
  }),
  recoveringCoordinator("forgets its decision in a crash", (started) => becoming(started, "committed", "forgotten"), {
    seen: /to different states, Restart/,
  }),
];

const deciding: readonly Planted[] = [
  coordinator("keeps its votes when it has decided", keepsVotes, { seen: /to different states, (GiveUp|ReceiveYes)/ }),
  coordinator("takes two votes of one participant for two", countsTwice, { seen: /ReceiveYes/ }),
  coordinator("ignores a no", ignores("no"), { seen: /only the specification takes ReceiveNo/ }),
  coordinator("gives up though it has decided to commit", givesUpLate, {
    seen: /only the step functions take GiveUp/,
  }),
  coordinator("takes any record for a durable decision", decidesOnAnyRecord, {
    seen: /only the step functions take SendDecision/,
  }),
  participant("finishes an abort that nobody began", finishesAbort, {
    seen: /only the step functions take FinishAbort/,
  }),
  participant("follows an abort though it has committed", abortsLate, {
    seen: /only the step functions take ReceiveAbort/,
  }),
  participant("counts the duplicates that it gets", rememberingDuplicates, { seen: /two states/ }),
];

const believing: readonly Planted[] = [
  participantThatBelieves("messages of other transactions", ["transaction"], {
    seen: /only the step functions take Receive/,
    by: "TwoPhaseCommit_2_TwoTransactions",
  }),
  coordinatorThatBelieves("messages of other transactions", ["transaction"], {
    seen: /only the step functions take Receive/,
    by: "TwoPhaseCommit_2_TwoTransactions",
  }),
  participantThatBelieves("messages to another participant", ["to"], { seen: /only the step functions take Receive/ }),
  coordinatorThatBelieves("messages to another coordinator", ["to"], { seen: /only the step functions take Receive/ }),
  participantThatBelieves("whoever sends", ["from"], { seen: /only the step functions take Receive/ }),
  coordinatorThatBelieves("whoever sends", ["from"], { seen: /only the step functions take Receive/ }),
  participantThatBelieves("messages without a transaction", ["malformed"], {
    seen: /only the step functions take Receive/,
  }),
  coordinatorThatBelieves("messages without a transaction", ["malformed"], {
    seen: /only the step functions take Receive/,
  }),
];

const models = new Map<ModelName, Promise<Model>>();

function modelOf(name: ModelName): Promise<Model> {
  const known = models.get(name) ?? modelNamed(name);
  models.set(name, known);
  return known;
}

for (const { does, roles, seen, by = "TwoPhaseCommit_2" } of [
  ...timers,
  ...telling,
  ...sending,
  ...writing,
  ...deciding,
  ...believing,
]) {
  test(`conformance rejects a ${does}`, async () => {
    const { mismatch } = comparisonWith(await modelOf(by), roles);
    assert.ok(mismatch !== undefined, `the graph of ${by} is equal`);
    assert.match(mismatch.summary, seen);
  });
}

test("conformance accepts the real roles in the place of the mistaken ones", async () => {
  for (const model of await Promise.all(models.values())) {
    assert.equal(comparisonWith(model).mismatch, undefined);
    assert.equal(
      comparisonWith(
        model,
        coordinatorThat(() => undefined),
      ).mismatch,
      undefined,
    );
    assert.equal(
      comparisonWith(
        model,
        participantThat(() => undefined),
      ).mismatch,
      undefined,
    );
  }
});

type Seen = Pick<Planted, "seen" | "by">;

function coordinator(does: string, mistake: Mistake<CoordinatorState>, seen: Seen): Planted {
  return { does: `coordinator that ${does}`, roles: coordinatorThat(mistake), ...seen };
}

function participant(does: string, mistake: Mistake<ParticipantState>, seen: Seen): Planted {
  return { does: `participant that ${does}`, roles: participantThat(mistake), ...seen };
}

type Recovery<S extends State> = (started: Started<S, AnyEffect>) => Started<S, AnyEffect>;

function recovering<S extends State>(part: Part<S>, recovery: Recovery<S>): Part<S> {
  return { ...part, recover: (record) => recovery(part.recover(record)) };
}

function recoveringCoordinator(does: string, recovery: Recovery<CoordinatorState>, seen: Seen): Planted {
  const roles = {
    ...twoPhaseCommitRoles,
    coordinator: (o: CoordinatorOptions) => recovering(realCoordinator(o), recovery),
  };
  return { does: `coordinator that ${does}`, roles, ...seen };
}

function recoveringParticipant(does: string, recovery: Recovery<ParticipantState>, seen: Seen): Planted {
  const roles = {
    ...twoPhaseCommitRoles,
    participant: (o: ParticipantOptions) => recovering(realParticipant(o), recovery),
  };
  return { does: `participant that ${does}`, roles, ...seen };
}

type CoordinatorOptions = Parameters<typeof realCoordinator>[0];
type ParticipantOptions = Parameters<typeof realParticipant>[0];
type Credulity = "transaction" | "to" | "from" | "malformed";

function coordinatorThatBelieves(what: string, fields: readonly Credulity[], seen: Seen): Planted {
  const roles: TwoPhaseCommitRoles = {
    ...twoPhaseCommitRoles,
    coordinator: (options) => {
      const [from = ""] = options.participants;
      return believes(realCoordinator(options), fields, { transaction: options.transaction, to: options.self, from });
    },
  };
  return { does: `coordinator that believes ${what}`, roles, ...seen };
}

function participantThatBelieves(what: string, fields: readonly Credulity[], seen: Seen): Planted {
  const roles: TwoPhaseCommitRoles = {
    ...twoPhaseCommitRoles,
    participant: (options) => {
      const { transaction, self: to, coordinator: from } = options;
      return believes(realParticipant(options), fields, { transaction, to, from });
    },
  };
  return { does: `participant that believes ${what}`, roles, ...seen };
}

/** Steps as if the field had been right; `malformed` adds what is missing. */
function believes<S>(part: Part<S>, fields: readonly Credulity[], right: Readonly<Record<string, string>>): Part<S> {
  const believed = (event: Given): Given => {
    if (!("message" in event) || typeof event.message !== "object") return event;
    const message: Record<string, unknown> = { ...event.message };
    for (const field of fields) {
      if (field !== "malformed") message[field] = field in message ? right[field] : message[field];
      else if (!("transaction" in message)) message.transaction = right.transaction;
    }
    return { kind: "receive", message };
  };
  return { ...part, step: (state, event) => part.step(state, believed(event)) };
}

/** Does all that is right but for the effects that are chosen, in the given status or in any. */
function forgets<S extends State>(chosen: (effect: AnyEffect) => boolean, status?: S["status"]): Mistake<S> {
  return changes((effect) => (chosen(effect) ? [] : [effect]), status);
}

function changes<S extends State>(changing: Changing, status?: S["status"]): Mistake<S> {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome === "refused" || (status !== undefined && state.status !== status)) return undefined;
    return { ...right, effects: right.effects.flatMap(changing) };
  };
}

function arming(timer: string): (effect: AnyEffect) => boolean {
  return (effect) => effect.kind === "setTimer" && effect.timer === timer;
}

function disarming(timer: string): (effect: AnyEffect) => boolean {
  return (effect) => effect.kind === "cancelTimer" && effect.timer === timer;
}

function sendingTo(kind: string, to?: string): (effect: AnyEffect) => boolean {
  return (effect) =>
    effect.kind === "send" && effect.message.kind === kind && (to === undefined || effect.message.to === to);
}

function withoutEffects<S>(kind: AnyEffect["kind"]): (started: Started<S, AnyEffect>) => Started<S, AnyEffect> {
  return (started) => ({ ...started, effects: started.effects.filter((effect) => effect.kind !== kind) });
}

function becoming<S extends State>(
  started: Started<S, AnyEffect>,
  from: S["status"],
  to: S["status"],
): Started<S, AnyEffect> {
  return started.state.status === from ? { state: { ...started.state, status: to }, effects: [] } : started;
}

function alsoDelivering(...values: readonly string[]): Changing {
  return (effect) => (effect.kind === "deliver" ? values.map((value) => ({ kind: "deliver", value })) : [effect]);
}

function tellingBy(kind: "deliver" | "reply"): Changing {
  return (effect) =>
    effect.kind === "deliver" || effect.kind === "reply" ? [{ kind, value: effect.value }] : [effect];
}

function persisting(record: string, records: readonly string[]): Changing {
  return (effect) =>
    effect.kind === "persist" && effect.record === record
      ? records.map((other) => ({ kind: "persist", record: other }))
      : [effect];
}

/** Takes no notice of a message, in the given statuses or in any. */
function ignores<S extends State>(kind: string, statuses?: readonly S["status"][]): Mistake<S> {
  return (state, event) =>
    isMessage(event, kind) && (statuses?.includes(state.status) ?? true) ? answered(state, []) : undefined;
}

function toEveryone(status: CoordinatorState["status"], timer: string, kind: string): Mistake<CoordinatorState> {
  return (state, event) =>
    state.status === status && "timer" in event
      ? answered(state, [...state.participants.map((to) => send(state, kind, to)), { kind: "setTimer", timer }])
      : undefined;
}

function answersInquire(status: CoordinatorState["status"], kind: string): Mistake<CoordinatorState> {
  return (state, event) =>
    state.status === status && isMessage(event, "inquire")
      ? answered(state, [send(state, kind, senderOf(event))])
      : undefined;
}

function answersPrepareWhilePreparing(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  return state.status === "preparing" && isMessage(event, "prepare")
    ? answered(state, [send(state, "yes", state.coordinator)])
    : undefined;
}

function acknowledgesAbort(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  if (!isMessage(event, "abort") || state.status !== "working") return undefined;
  const right = part.step(state, event);
  return changed(right.state, [...right.effects, send(state, "acknowledge", state.coordinator)]);
}

function logsAbort(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const right = part.step(state, event);
  if (right.state.status !== "aborted" || state.status === "aborted") return undefined;
  return changed(right.state, [...right.effects, { kind: "persist", record: "none" }]);
}

function keepsVotes(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const right = part.step(state, event);
  if (state.status !== "voting" || right.state.status === "voting") return undefined;
  return changed({ ...right.state, votes: state.votes }, right.effects);
}

function countsTwice(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "voting" || !isMessage(event, "yes") || !state.votes.includes(senderOf(event))) return undefined;
  const others = nodeSet(state.participants.slice(1));
  return part.step({ ...state, votes: others.reduce(including, state.votes) }, event);
}

function givesUpLate(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  return state.status === "committing" && event.kind === "giveUp"
    ? part.step({ ...state, status: "voting" }, event)
    : undefined;
}

function decidesOnAnyRecord(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  return state.status === "voting" && event.kind === "persisted"
    ? part.step({ ...state, status: "committing" }, { kind: "persisted", record: "commit" })
    : undefined;
}

function finishesAbort(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  return state.status === "working" && event.kind === "persisted"
    ? changed({ ...state, status: "aborted" }, [{ kind: "deliver", value: "aborted" }])
    : undefined;
}

function abortsLate(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  return state.status === "committed" && isMessage(event, "abort")
    ? part.step({ ...state, status: "prepared" }, event)
    : undefined;
}

/** The timer fires while the decision is not durable yet, is refused, and nobody repeats the decision any more. */
function armsTooEarly(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const right = part.step(state, event);
  if (state.status === "voting" && right.state.status === "committing") return arms(right);
  return forgets<CoordinatorState>(arming("resendDecision"), "committing")(state, event, part);
}

function armsForNothing(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  return state.status === "working" && event.kind === "requestCommit" ? arms(part.step(state, event)) : undefined;
}

function arms({ state, effects }: Result<CoordinatorState>): Result<CoordinatorState> {
  return changed(state, [...effects, { kind: "setTimer", timer: "resendDecision" }]);
}

/** Harmless, and yet not the state that is specified: what is remembered is nowhere to be seen. */
function rememberingDuplicates(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  const seen: unknown = Reflect.get(state, "duplicates");
  const duplicates = typeof seen === "number" ? seen : 0;
  return state.status === "prepared" && isMessage(event, "prepare")
    ? changed(Object.assign({}, state, { duplicates: duplicates + 1 }), [send(state, "yes", state.coordinator)])
    : undefined;
}

function send({ transaction, self: from }: State, kind: string, to: string): AnyEffect {
  const message: Addressed & { readonly transaction: string } = { kind, transaction, from, to };
  return { kind: "send", message };
}

function repliesAgain(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "committed" || event.kind !== "timeout") return undefined;
  return answered(state, [{ kind: "reply", value: "committed" }, ...part.step(state, event).effects]);
}

function deliversAgain(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  if (state.status !== "committed" || !isMessage(event, "commit")) return undefined;
  return answered(state, [{ kind: "deliver", value: "committed" }, ...part.step(state, event).effects]);
}
