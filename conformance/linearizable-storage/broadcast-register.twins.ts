/**
 * The mistakes of the models that must fail, made once more in the step functions, and some in the log itself. Each must
 * be rejected by conformance.
 *
 * @module
 */
import { emptyDictionary, lookUp, rowsOf } from "../../src/core/dictionary.ts";
import type { ObjectOutcome } from "../../src/core/object.ts";
import { nameOfIdentity } from "../../src/core/request-identity.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { AnyEffect, Part, System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type PositionedLog, positionedLog } from "../../src/environment/positioned-log.ts";
import {
  type Answer,
  isAnswer,
  isUpdate,
  type Operation,
} from "../../src/linearizable-storage/broadcast-register/operation.ts";
import type { RegisterOptions, RegisterState } from "../../src/linearizable-storage/broadcast-register/register.ts";
import { registerPart } from "../../src/linearizable-storage/broadcast-register/system.ts";
import type { Constants } from "../engine/constants.ts";
import { type Given, type Mistake, mistaken, recovering } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./broadcast-register.bounds.ts";

type RegisterMistake = Mistake<RegisterState>;
type RegisterLike = Part<RegisterState>;

const prefix = "BroadcastRegister_Bug_";
const updates = "BroadcastRegister_2";
const positioned = "BroadcastRegister_2_Positioned";
const atReplica = "BroadcastRegister_2_AtReplica";

export const broadcastRegisterTwins: readonly Twin[] = [
  twin("LocalRead", positioned, readsWhatItHas),
  twin("DoesNotWaitForItsPosition", positioned, doesNotWaitForItsPosition),
  twin("WaitsForOneMore", positioned, waitsForOneMore),
  twin("DoesNotWait", updates, doesNotWait),
  twin("BothWin", updates, claimsAtOnce),
  twin("AnswersOfThePiece", updates, answersOfThePiece),
  altered("TakesEffectTwice", updates, (constants) => onLogThatRepeats(systemOf(constants, takingEffectAgain))),
  altered("TwoReplicas", atReplica, (constants) => systemOf(constants, everyNodeAReplica)),
  twin("UpdatesDoNotWait", atReplica, undefined, tellingOfUpdates),
  altered("MixesReads", "BroadcastRegister_2_Logged", (constants) => systemOf(constants, answeringLoggedReadsAtOnce)),
  altered("MixesPositionedReads", positioned, (constants) => systemOf(constants, answeringLoggedReadsAtOnce)),
  altered("ReplicaForgets", atReplica, (constants) =>
    systemOf(constants, (options, requests) =>
      recovering(registerPart(options, requests), ({ state, effects }) => ({
        state: { ...state, catchingUp: false },
        effects,
      })),
    ),
  ),
  twin("OnlyItsOwn", updates, appliesOnlyItsOwn),
  twin("StillWaiting", updates, keepsWaiting),
  altered("AppliesTwice", updates, (constants) =>
    systemOf(constants, (options, requests) => remembersWhatItApplied(registerPart(options, requests))),
  ),
  altered("LogInvents", updates, (constants) => onLogThatInvents(systemOf(constants))),
];

function altered(name: string, against: string, make: (constants: Constants) => System): Twin {
  return { name: `${prefix}${name}`, against, systemOf: make };
}

function twin(
  name: string,
  against: string,
  mistake: RegisterMistake = () => undefined,
  options: (options: RegisterOptions) => RegisterOptions = (given) => given,
): Twin {
  return altered(name, against, (constants) =>
    systemOf(constants, (given, requests) => mistaken(registerPart(options(given), requests), mistake)),
  );
}

function reply(value: Answer): { readonly kind: "reply"; readonly value: Answer } {
  return { kind: "reply", value };
}

function lookedAt({ values, applied }: RegisterState, operation: Operation): Answer {
  return { operation, held: lookUp(values, operation.value.key) ?? null, position: applied };
}

/** Answers a read with what it happens to have. */
function readsWhatItHas(state: RegisterState, event: Given): ReturnType<RegisterMistake> {
  const read = operationIn(event, "look");
  return read === undefined ? undefined : answered(state, [reply(lookedAt(state, read))]);
}

/** Answers a read as soon as it knows the position. */
function doesNotWaitForItsPosition(
  state: RegisterState,
  event: Given,
  part: RegisterLike,
): ReturnType<RegisterMistake> {
  const right = part.step(state, event);
  const reading = right.outcome === "changed" ? rowsOf(right.state.reading) : [];
  if (right.outcome !== "changed" || reading.length === 0) return undefined;
  const answers = reading.map(({ value }) => reply(lookedAt(right.state, value.read)));
  return changed({ ...right.state, reading: emptyDictionary }, [...right.effects, ...answers]);
}

/** Waits until one more than its position was applied. */
function waitsForOneMore(state: RegisterState, event: Given, part: RegisterLike): ReturnType<RegisterMistake> {
  const { position, ...told } = outcomeIn(event) ?? {};
  if (typeof position !== "number") return undefined;
  return part.step(state, { kind: "heard", object: "log", outcome: { ...told, position: position + 1 } });
}

/** Takes the next place for an operation as soon as it is asked. */
function doesNotWait(state: RegisterState, event: Given): ReturnType<RegisterMistake> {
  const operation = operationIn(event, "ask");
  if (operation === undefined || lookUp(state.answers, nameOfIdentity(operation)) !== undefined) return undefined;
  return answered(state, [reply({ ...lookedAt(state, operation), position: state.applied + 1 })]);
}

/** The same for claims alone. */
function claimsAtOnce(state: RegisterState, event: Given): ReturnType<RegisterMistake> {
  return operationIn(event, "ask")?.value.kind === "compareAndSet" ? doesNotWait(state, event) : undefined;
}

/** Tells what is held when all of the piece was applied. */
function answersOfThePiece(state: RegisterState, event: Given, part: RegisterLike): ReturnType<RegisterMistake> {
  const right = part.step(state, event);
  if (right.outcome !== "changed") return undefined;
  const later = (effect: AnyEffect): AnyEffect =>
    effect.kind === "reply" && isAnswer(effect.value)
      ? reply({ ...effect.value, held: lookedAt(right.state, effect.value.operation).held })
      : effect;
  return { ...right, effects: right.effects.map(later) };
}

/** Takes what the log tells again for an operation of its own, since a retry has another name. */
function takingEffectAgain(options: RegisterOptions, requests: Parameters<typeof registerPart>[1]): RegisterLike {
  return mistaken(registerPart(options, requests), (state, event, part) => {
    const { first, values } = outcomeIn(event) ?? {};
    if (!Array.isArray(values)) return undefined;
    const named = values.map((operation: Operation, i) => {
      const known = lookUp(state.answers, nameOfIdentity(operation)) !== undefined;
      const isAgain = known || values.slice(0, i).some((other) => other === operation);
      return isAgain ? { ...operation, number: Number(first) + i + 1 } : operation;
    });
    return part.step(state, { kind: "heard", object: "log", outcome: { first, values: named } });
  });
}

/** A log that tells what it has told before once more. */
function onLogThatRepeats(system: System): System {
  const log = logOf(system);
  const outcomes = (state: PositionedLog, node: string): readonly ObjectOutcome<PositionedLog>[] => {
    const of = state.nodes.find((one) => one.node === node);
    const [again] = of?.delivered ?? [];
    if (of === undefined || again === undefined || of.heard !== 1) return log.outcomes(state, node);
    const delivered = [...of.delivered, again];
    const nodes = state.nodes.map((one) => (one.node === node ? { node, delivered, heard: 2 } : one));
    return [{ outcome: { first: 2, values: [again] }, state: { ...state, nodes } }];
  };
  return { ...system, objects: [{ ...log, outcomes }] };
}

/** Each node takes itself for the replica. */
function everyNodeAReplica(options: RegisterOptions, requests: Parameters<typeof registerPart>[1]): RegisterLike {
  return registerPart({ ...options, replica: options.self }, requests);
}

/** A node that is no replica tells of updates all the same. */
function tellingOfUpdates(options: RegisterOptions): RegisterOptions {
  return options.replica === options.self ? options : { ...options, replica: null };
}

/** Answers every read at once, as a replica does, where other nodes answer other reads. */
function answeringLoggedReadsAtOnce(
  options: RegisterOptions,
  requests: Parameters<typeof registerPart>[1],
): RegisterLike {
  return mistaken(registerPart(options, requests), (state, event) => {
    const operation = operationIn(event, "ask") ?? operationIn(event, "look");
    if (operation === undefined || isUpdate(operation)) return undefined;
    return answered(state, [reply(lookedAt(state, operation))]);
  });
}

/** Applies nothing that was asked for elsewhere. */
function appliesOnlyItsOwn(state: RegisterState, event: Given, part: RegisterLike): ReturnType<RegisterMistake> {
  const { values } = outcomeIn(event) ?? {};
  if (!Array.isArray(values)) return undefined;
  const own = values.filter((operation: Operation) => lookUp(state.waiting, nameOfIdentity(operation)) !== undefined);
  return part.step(state, { kind: "heard", object: "log", outcome: { first: state.applied + 1, values: own } });
}

/** Tells whoever waits, and goes on waiting. */
function keepsWaiting(state: RegisterState, event: Given, part: RegisterLike): ReturnType<RegisterMistake> {
  const right = part.step(state, event);
  if (outcomeIn(event) === undefined || right.outcome !== "changed") return undefined;
  return { ...right, state: { ...right.state, waiting: state.waiting } };
}

/** Writes what it has applied to a disk, and not up to where, and begins with it again. */
function remembersWhatItApplied(part: RegisterLike): RegisterLike {
  return {
    ...part,
    step: (state, event) => {
      const result = part.step(state, event);
      if (result.outcome !== "changed" || result.state.answers === state.answers) return result;
      return { ...result, effects: [{ kind: "persist", record: result.state.answers }, ...result.effects] };
    },
    recover: (record) => {
      const started = part.start();
      return isAnswers(record) ? { ...started, state: { ...started.state, answers: record } } : started;
    },
  };
}

function isAnswers(record: unknown): record is RegisterState["answers"] {
  return hasFields(record) && "rows" in record;
}

/** A log that has taken what nobody has asked for. */
function onLogThatInvents(system: System): System {
  const requests = system.parts.flatMap((part) => part.requests.flatMap((event) => operationIn(event, "ask") ?? []));
  const log = logOf(system);
  const outcomes = (before: PositionedLog, node: string): readonly ObjectOutcome<PositionedLog>[] =>
    log
      .outcomes({ ...before, taken: requests }, node)
      .map(({ outcome, state }) => ({ outcome, state: { ...state, taken: before.taken } }));
  return { ...system, objects: [{ ...log, outcomes }] };
}

function logOf(system: System): ReturnType<typeof positionedLog> {
  return positionedLog(
    "log",
    system.parts.map(({ node }) => node),
  );
}

function outcomeIn(event: Given): Readonly<Record<string, unknown>> | undefined {
  return event.kind === "heard" && "outcome" in event && hasFields(event.outcome) ? event.outcome : undefined;
}

function operationIn(event: Given, kind: "ask" | "look"): Operation | undefined {
  return event.kind === kind && "operation" in event && isOperation(event.operation) ? event.operation : undefined;
}

function isOperation(candidate: unknown): candidate is Operation {
  return hasFields(candidate) && typeof candidate.client === "string" && hasFields(candidate.value);
}
