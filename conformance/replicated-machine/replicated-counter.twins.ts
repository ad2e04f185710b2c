/**
 * The mistakes of the models that must fail, made once more in the step functions, and one in the log itself. Each must
 * be rejected by conformance.
 *
 * @module
 */
import { lookUp } from "../../src/core/dictionary.ts";
import { nameOfIdentity } from "../../src/core/request-identity.ts";
import { answered } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { CounterState } from "../../src/replicated-machine/replicated-counter/counter.ts";
import type { CountAnswer, CountRequest } from "../../src/replicated-machine/replicated-counter/request.ts";
import { counterPart } from "../../src/replicated-machine/replicated-counter/system.ts";
import type { Constants } from "../engine/constants.ts";
import { type Given, type Mistake, mistaken } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./replicated-counter.bounds.ts";
import { isAnswer } from "./replicated-counter.properties.ts";

const against = "ReplicatedCounter_2";
const prefix = "ReplicatedCounter_Bug_";

export const replicatedCounterTwins: readonly Twin[] = [
  twin("DoesNotWait", doesNotWait),
  twin(
    "NumberOfTheLast",
    numbers((_, { counted }) => counted.size),
  ),
  twin(
    "FromNought",
    numbers(({ number }) => number - 1),
  ),
  twin("OnlyItsOwn", countsOnlyItsOwn),
  twin("StillWaiting", keepsWaiting),
  twin("AnswersUnasked", answersUnasked),
  twin("CountsTwice", undefined, remembersItsCount),
  { name: `${prefix}LogInvents`, against, systemOf: (constants) => systemOf(toldAnything(constants)) },
];

/** The log tells of what nobody has asked for. */
function toldAnything(constants: Constants): Constants {
  return { ...constants, overrides: { ...constants.overrides, Orders: "OrdersOfAnything" } };
}

type CounterMistake = Mistake<CounterState>;

function twin(
  name: string,
  mistake: CounterMistake = () => undefined,
  alter: (part: CounterLike) => CounterLike = same,
): Twin {
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) =>
      systemOf(constants, (options, requests) => alter(mistaken(counterPart(options, requests), mistake))),
  };
}

type CounterLike = Part<CounterState>;

function same(part: CounterLike): CounterLike {
  return part;
}

/** Takes the next number for a request as soon as it is asked. */
function doesNotWait(state: CounterState, event: Given): ReturnType<CounterMistake> {
  const request = requestIn(event);
  if (request === undefined || lookUp(state.counted, nameOfIdentity(request)) !== undefined) return undefined;
  return answered(state, [reply({ request, number: state.counted.size + 1 })]);
}

/** Tells other numbers. */
function numbers(change: (answer: CountAnswer, after: CounterState) => number): CounterMistake {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome === "refused") return undefined;
    const changed = (effect: AnyEffect): AnyEffect =>
      effect.kind === "reply" && isAnswer(effect.value)
        ? reply({ ...effect.value, number: change(effect.value, right.state) })
        : effect;
    return { ...right, effects: right.effects.map(changed) };
  };
}

/** Does not count what was asked for elsewhere. */
function countsOnlyItsOwn(state: CounterState, event: Given, part: Part<CounterState>): ReturnType<CounterMistake> {
  const heard = heardIn(event);
  if (heard === undefined) return undefined;
  const own = heard.values.filter((request) => lookUp(state.waiting, nameOfIdentity(request)) !== undefined);
  const first = state.counted.size + 1;
  return part.step(state, { kind: "heard", object: "log", outcome: { first, values: own } });
}

/** Tells whoever waits, and goes on waiting. */
function keepsWaiting(state: CounterState, event: Given, part: Part<CounterState>): ReturnType<CounterMistake> {
  const right = part.step(state, event);
  if (heardIn(event) === undefined || right.outcome !== "changed") return undefined;
  return { ...right, state: { ...right.state, waiting: state.waiting } };
}

/** Tells the number of whatever it hears, whoever waits for it. */
function answersUnasked(state: CounterState, event: Given, part: Part<CounterState>): ReturnType<CounterMistake> {
  const heard = heardIn(event);
  const right = part.step(state, event);
  if (heard === undefined || right.outcome !== "changed") return undefined;
  const answers = heard.values.map((request, i) => reply({ request, number: state.counted.size + i + 1 }));
  return { ...right, effects: [...right.effects.filter(({ kind }) => kind !== "reply"), ...answers] };
}

/** Writes what it has counted to a disk, and not up to where, and begins with it again. */
function remembersItsCount(part: CounterLike): CounterLike {
  return {
    ...part,
    step: (state, event) => {
      const result = part.step(state, event);
      if (result.outcome !== "changed" || result.state.counted === state.counted) return result;
      return { ...result, effects: [{ kind: "persist", record: result.state.counted }, ...result.effects] };
    },
    recover: (record) => {
      const started = part.start();
      return isCount(record) ? { ...started, state: { ...started.state, counted: record } } : started;
    },
  };
}

function isCount(record: unknown): record is CounterState["counted"] {
  return hasFields(record) && "rows" in record;
}

interface HeardOfLog {
  readonly first: number;
  readonly values: readonly CountRequest[];
}

function heardIn(event: Given): HeardOfLog | undefined {
  return event.kind === "heard" && "outcome" in event && isHeard(event.outcome) ? event.outcome : undefined;
}

function isHeard(outcome: unknown): outcome is HeardOfLog {
  return hasFields(outcome) && Array.isArray(outcome.values);
}

function requestIn(event: Given): CountRequest | undefined {
  return "request" in event && isRequest(event.request) ? event.request : undefined;
}

function isRequest(candidate: unknown): candidate is CountRequest {
  return hasFields(candidate) && typeof candidate.client === "string";
}

function reply(value: CountAnswer): { readonly kind: "reply"; readonly value: CountAnswer } {
  return { kind: "reply", value };
}
