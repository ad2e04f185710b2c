/**
 * One step of two roles that are one part. What comes is given to the role that it is for, and what that role asks of
 * the other is passed on. Only this file knows that there are two.
 *
 * @module
 */
import { type Deliver, delivered, type Reply } from "./effect.ts";
import type { Refusal } from "./refusal.ts";
import type { Stacked, StackedRecord, Stacking } from "./stack.ts";
import { answered, changed, type Started, type StepResult } from "./step.ts";
import type { AnyEffect, CommonEvent, Heard, Part, Request } from "./system.ts";
import { fieldsIn, flawOf, hasFields, Malformed } from "./taking-in.ts";

/** The two roles, and how the lower one takes the place of an object. */
export interface Roles {
  readonly upper: Part;
  readonly lower: Part;
  readonly stacking: Stacking;
}

type Effects = readonly AnyEffect[];
type StackedEffect = AnyEffect<unknown, StackedRecord>;
type Given = CommonEvent | Request;

/** One step of both roles, while it is being taken. */
interface Work {
  readonly roles: Roles;
  /** Whether a user of the upper role has asked for the step, and so must hear if the lower role refuses. */
  readonly isAsked: boolean;
  /** What the upper role has invoked, as requests to the lower one. While these are handled more may come. */
  readonly asked: Request[];
  readonly effects: StackedEffect[];
  state: Stacked;
  /** Why the step is refused, if it is. */
  refusal: Refusal | undefined;
}

function workOn(roles: Roles, state: Stacked, isAsked: boolean): Work {
  return { roles, isAsked, asked: [], effects: [], state, refusal: undefined };
}

/** Both have started. @throws Error if the upper role refuses to hear what the lower one tells at once. */
export function stackedStart(
  roles: Roles,
  record: StackedRecord,
  upper: Started<unknown, AnyEffect>,
  lower: Started<unknown, AnyEffect>,
): Started<Stacked, StackedEffect> {
  const nobody = { upperHasWritten: false, lowerHasWritten: false, heard: 0 };
  const work = workOn(roles, { upper: upper.state, lower: lower.state, record, ...nobody }, false);
  carryOutOfUpper(work, upper.effects);
  carryOutOfLower(work, lower.effects);
  finish(work);
  if (work.refusal !== undefined) throw new Error(`${roles.upper.name}: it cannot begin: ${work.refusal.because}`);
  return { state: work.state, effects: work.effects };
}

/** One step of both. It never throws, whatever comes from outside. */
export function stackedStep(roles: Roles, state: Stacked, event: Given): StepResult<Stacked, StackedEffect> {
  const taken = takenApart(event);
  if ("because" in taken) return { outcome: "refused", state, effects: [], refusal: taken };
  const work = workOn(roles, state, taken.kind === "request");
  const refused = offered(work, taken);
  finish(work);
  const refusal = refused ?? work.refusal;
  if (refusal !== undefined) return { outcome: "refused", state, effects: [], refusal };
  return work.state === state ? answered(state, work.effects) : changed(work.state, work.effects);
}

/** An event, as far as a stack looks at it. The roles look at the rest. */
type Taken = CommonEvent | { readonly kind: "request"; readonly request: Request };

/** Each field is read once: an object from outside may be anything, and may throw. */
function takenApart(event: Given): Taken | Refusal {
  try {
    const { kind } = fieldsIn(event, "event");
    const read = (field: string): unknown => Reflect.get(event, field);
    switch (kind) {
      case "receive":
        return { kind, message: read("message") };
      case "persisted":
        return { kind, record: read("record") };
      case "timeout":
        return { kind, timer: nameIn(read("timer"), "timer") };
      case "heard":
        return { kind, object: nameIn(read("object"), "object"), outcome: read("outcome") };
      default:
        return { kind: "request", request: event };
    }
  } catch (error) {
    return { kind: "malformed", because: error instanceof Malformed ? error.message : "it cannot be read" };
  }
}

function nameIn(candidate: unknown, path: string): string {
  if (typeof candidate === "string") return candidate;
  throw new Malformed(path, candidate, path);
}

/** Gives the event to the role that it is for. @returns why it was refused, if it was */
function offered(work: Work, event: Taken): Refusal | undefined {
  const { roles, state } = work;
  const { object } = roles.stacking;
  const prefix = `${object}.`;
  if ("request" in event) return giveUpper(work, event.request);
  if ("message" in event) {
    const refusal = giveLower(work, event);
    return refusal === undefined || giveUpper(work, event) === undefined ? undefined : refusal;
  }
  if ("record" in event) {
    const { record } = event;
    if (!isStackedRecord(record)) return { kind: "malformed", because: flawOf("record", record, "record of a stack") };
    return (
      (state.lowerHasWritten ? giveLower(work, { kind: "persisted", record: record.lower }) : undefined) ??
      (state.upperHasWritten ? giveUpper(work, { kind: "persisted", record: record.upper }) : undefined)
    );
  }
  if ("timer" in event && event.timer.startsWith(prefix))
    return giveLower(work, { kind: "timeout", timer: event.timer.slice(prefix.length) });
  if ("object" in event && roles.lower.objects?.includes(event.object) === true) return giveLower(work, event);
  if ("object" in event && event.object === object)
    return { kind: "impossible", because: `${roles.lower.role} stands in the place of ${object}` };
  return giveUpper(work, event);
}

function giveUpper(work: Work, event: Given): Refusal | undefined {
  const result = work.roles.upper.step(work.state.upper, event);
  if (result.outcome === "refused") return result.refusal;
  put(work, { upper: result.state });
  carryOutOfUpper(work, result.effects);
  return undefined;
}

function giveLower(work: Work, event: Given): Refusal | undefined {
  const result = work.roles.lower.step(work.state.lower, event);
  if (result.outcome === "refused") return result.refusal;
  put(work, { lower: result.state });
  carryOutOfLower(work, result.effects);
  return undefined;
}

function carryOutOfUpper(work: Work, effects: Effects): void {
  const { stacking, upper } = work.roles;
  for (const effect of effects) {
    if (effect.kind === "persist") write(work, { ...work.state.record, upper: effect.record }, "upperHasWritten");
    else if (effect.kind === "invoke" && effect.object === stacking.object)
      work.asked.push(...stacking.requestsOf(effect.operation, upper.node));
    else work.effects.push(effect);
  }
}

function carryOutOfLower(work: Work, effects: Effects): void {
  const { object } = work.roles.stacking;
  for (const effect of effects) {
    switch (effect.kind) {
      case "persist":
        write(work, { ...work.state.record, lower: effect.record }, "lowerHasWritten");
        break;
      case "deliver":
      case "reply":
        for (const outcome of outcomesOf(work, effect)) hear(work, outcome);
        break;
      case "setTimer":
      case "cancelTimer":
        work.effects.push({ kind: effect.kind, timer: `${object}.${effect.timer}` });
        break;
      case "send":
      case "invoke":
        work.effects.push(effect);
        break;
    }
  }
}

/** Asks the lower role for what the upper one has invoked, after the effects of the step so far were handled. */
function finish(work: Work): void {
  for (const request of work.asked) {
    const refusal = giveLower(work, request);
    if (work.isAsked) work.refusal ??= refusal;
  }
}

/** What the upper role hears of what the lower one tells. */
function outcomesOf(work: Work, telling: Deliver<unknown> | Reply<unknown>): readonly unknown[] {
  const { lower, stacking } = work.roles;
  const outcomes = stacking.outcomesOf?.(telling);
  if (outcomes !== undefined) return outcomes;
  // An immediate reply is for clients of a log; the upper role waits for the delivery.
  if (telling.kind === "reply") return [];
  const values = lower.learns?.(telling) ?? delivered(telling);
  if (values.length === 0) return [];
  const first = work.state.heard + 1;
  put(work, { heard: work.state.heard + values.length });
  return [{ first, values }];
}

/** The upper role must not refuse what it is told. If it does, the two roles do not fit together, and the step is refused. */
function hear(work: Work, outcome: unknown): void {
  const heard: Heard = { kind: "heard", object: work.roles.stacking.object, outcome };
  work.refusal ??= giveUpper(work, heard);
}

function write(work: Work, record: StackedRecord, who: "upperHasWritten" | "lowerHasWritten"): void {
  put(work, { record, [who]: true });
  work.effects.push({ kind: "persist", record });
}

function put(work: Work, change: Partial<Stacked>): void {
  const { state } = work;
  const isNew = Object.entries(change).some(([field, value]) => value !== Reflect.get(state, field));
  if (isNew) work.state = { ...state, ...change };
}

/** Whether it has the records of both roles. */
export function isStackedRecord(candidate: unknown): candidate is StackedRecord {
  return hasFields(candidate) && "upper" in candidate && "lower" in candidate;
}
