/**
 * A part with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import { answered, changed, type Started, type StepResult } from "../../src/core/step.ts";
import type { Addressed, AnyEffect, CommonEvent, Part, Request } from "../../src/core/system.ts";

export type Given = CommonEvent | Request;

export function isTimeout(event: Given, timer: string): boolean {
  return event.kind === "timeout" && "timer" in event && event.timer === timer;
}

export type Result<State> = StepResult<State, AnyEffect>;

/** What the part does instead, or `undefined` where the mistake makes no difference. */
export type Mistake<State> = (state: State, event: Given, part: Part<State>) => Result<State> | undefined;

/** What is malformed or foreign is refused as ever, so that a mistake is not noticed by another one than itself. */
export function mistaken<State>(part: Part<State>, mistake: Mistake<State>): Part<State> {
  return {
    ...withoutLaws(part),
    step: (state, event) => {
      const right = part.step(state, event);
      const isOutside = right.outcome === "refused" && ["malformed", "foreign"].includes(right.refusal.kind);
      return isOutside ? right : (mistake(state, event, part) ?? right);
    },
  };
}

/** The same result of a step that says more. */
export function saying<State>(
  { outcome, state, effects }: Result<State>,
  messages: readonly Addressed[],
): Result<State> {
  const more = [...effects, ...messages.map((message) => ({ kind: "send", message }) as const)];
  return outcome === "changed" ? changed(state, more) : answered(state, more);
}

/** What a part makes of its start after a crash. */
export type Recovery<State> = (started: Started<State, AnyEffect>) => Started<State, AnyEffect>;

/** The part that is right but for its recovery. */
export function recovering<State>(part: Part<State>, recovery: Recovery<State>): Part<State> {
  return { ...withoutLaws(part), recover: (record) => recovery(part.recover(record)) };
}

/** A mistake is to be noticed by the graph, not by what follows from a state. */
function withoutLaws<State>({ flawIn: _, ...part }: Part<State>): Part<State> {
  return part;
}

/** Whether the event brings a message of the kind. */
export function isMessage(event: Given, kind: string): boolean {
  return "message" in event && Reflect.get(Object(event.message), "kind") === kind;
}

/** The message of that kind that the event brings, if it brings one. */
export type Received<Message extends { readonly kind: string }> = <Kind extends Message["kind"]>(
  event: Given,
  kind: Kind,
) => Extract<Message, { readonly kind: Kind }> | undefined;

/** @param kinds - those of the messages of the protocol. What is malformed is never given to a mistake. */
export function receivedOf<Message extends { readonly kind: string }>(
  kinds: Readonly<Record<Message["kind"], unknown>>,
): Received<Message> {
  const isOne = (candidate: unknown): candidate is Message =>
    Object.hasOwn(kinds, String(Reflect.get(Object(candidate), "kind")));
  return (event, kind) => {
    const isKind = (message: Message): message is Extract<Message, { readonly kind: typeof kind }> =>
      message.kind === kind;
    const message = "message" in event && isOne(event.message) ? event.message : undefined;
    return message !== undefined && isKind(message) ? message : undefined;
  };
}
