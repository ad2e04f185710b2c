/**
 * A sequence of consensus: at each node one part, which holds an instance of a consensus for each place, such as one of
 * epoch consensus. It takes the place of the decisions on which a log stands.
 *
 * A place is opened when somebody proposes for it, when a message for it comes, and when all before it are decided: so a
 * node that was away learns what it has missed, place by place. What is further ahead of that than a limit is refused.
 * Instances have nothing to do with each other. Their messages, timers and records are named by their places.
 *
 * @module
 */
import { type Dictionary, emptyDictionary, lookUp, rowsOf, withoutValue, withValue } from "../core/dictionary.ts";
import { delivered } from "../core/effect.ts";
import { newReplies } from "../core/learning.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Stacking } from "../core/stack.ts";
import { answered, changed, type Started, type StepResult } from "../core/step.ts";
import type { Addressed, AnyEffect, CommonEvent, Part, Request, Status, System } from "../core/system.ts";
import {
  countIn,
  described,
  type Fields,
  fieldsIn,
  flawOf,
  hasFields,
  isNumber,
  Malformed,
} from "../core/taking-in.ts";
import type { Decided } from "../environment/shared-decisions.ts";

/** What a part is asked for: that a value be proposed for a place. */
export interface ProposeAt extends Request, Decided<unknown> {
  readonly kind: "proposeAt";
}

/** A message of the instance of a place. */
export interface AtPlace extends Addressed {
  readonly kind: "atPlace";
  readonly place: number;
  readonly message: Addressed;
}

/** What is on disk: the record of each place. */
export interface SequenceRecord {
  readonly places: Dictionary<unknown>;
}

/** What a part keeps. Places are named by their numbers. */
export interface SequenceState {
  readonly places: Dictionary<unknown>;
  /** What is decided, as far as the node knows. */
  readonly decisions: Dictionary<unknown>;
  /** Up to where every place is decided. */
  readonly upTo: number;
  readonly record: SequenceRecord;
  /** The places that wait for an answer of the disk. */
  readonly writing: Dictionary<true>;
}

/** The types of a part. */
export interface SequenceTypes {
  readonly record: SequenceRecord;
  readonly request: ProposeAt;
  readonly told: Decided<unknown>;
  readonly status: string;
}

type SequenceEffect = AnyEffect<Decided<unknown>, SequenceRecord>;
type Result = StepResult<SequenceState, SequenceEffect>;

/** How far ahead of what it knows a node goes. */
export interface SequenceOptions {
  /** Of how many places more than the first that it does not know a node hears; 64 unless given. */
  readonly ahead?: number;
}

const noRecord: SequenceRecord = { places: emptyDictionary };
const name = "a sequence of consensus";

/**
 * The system in which each node has an instance of its part of the consensus for each place.
 *
 * @throws Error if the limit is none, or if a node has several parts.
 * @see [The circle](page:docs/equivalence/circle.md)
 * @example
 * ```ts
 * import { stack } from "quorate/core";
 * import { epochConsensus } from "quorate/epoch-consensus";
 * import { asDecisions, broadcastAll, consensusSequence, decisionLog } from "quorate/equivalence";
 * import { InMemoryHost } from "quorate/in-memory";
 *
 * const nodes = ["a", "b", "c"];
 * const decisions = consensusSequence(epochConsensus({ nodes }));
 * const host = new InMemoryHost(stack(decisionLog({ nodes }), decisions, asDecisions("decisions")));
 * host.request("a", broadcastAll("tea"));
 * host.request("b", broadcastAll("milk"));
 * host.runUntil(() => nodes.every((node) => host.told(node).length === 2));
 * console.log(new Set(nodes.map((node) => host.told(node).join())).size); // 1
 * ```
 */
export function consensusSequence(consensus: System, { ahead = 64 }: SequenceOptions = {}): System<SequenceTypes> {
  if (!isNumber(ahead)) throw new Error(`${name}: ahead is ${described(ahead)}, which is no number of places`);
  const { parts, links, linkOf, objects = [] } = consensus;
  for (const { node } of parts) {
    if (parts.filter((part) => part.node === node).length > 1) throw new Error(`${name}: ${node} has several parts`);
  }
  return {
    parts: parts.map((part) => sequencePart(part, ahead)),
    links,
    linkOf: (message) => linkOf(isAtPlace(message) ? message.message : message),
    objects,
  };
}

function isAtPlace(message: Addressed): message is AtPlace {
  return message.kind === "atPlace" && "message" in message;
}

/**
 * A sequence of consensus in the place of decisions: how a log stands on it.
 *
 * @param object - the decisions, as the role on top names them
 * @example
 * ```ts
 * import { asDecisions } from "quorate/equivalence";
 *
 * console.log(asDecisions("decisions").requestsOf({ place: 1, value: "tea" }, "a").length); // 1
 * ```
 */
export function asDecisions(object: string): Stacking<Decided<unknown>> {
  return {
    object,
    requestsOf: ({ place, value }) => [{ kind: "proposeAt", place, value } satisfies ProposeAt],
    outcomesOf: (telling) => (telling.kind === "reply" ? [telling.value] : []),
  };
}

/** A node's part, of its part of the consensus. */
export function sequencePart(inner: Part, ahead: number): Part<SequenceState, SequenceTypes> {
  const { node, objects } = inner;
  return {
    ...{ name: inner.name, instance: "decisions", node, role: "decisions", requests: [], noRecord, learns: newReplies },
    ...(objects === undefined ? {} : { objects }),
    start: () => started(inner, noRecord),
    recover: (record) => {
      if (!isRecord(record)) throw new Error(`${name}: ${flawOf("record", record, "record of a sequence")}`);
      return started(inner, record);
    },
    step: (state, event) => step(inner, ahead, state, event),
    status: ({ places, upTo }): Status => {
      const state = lookUp(places, nameOf(upTo + 1));
      return { ...inner.status?.(state), is: "deciding" };
    },
  };
}

/** One step, while it is being taken. */
interface Work {
  readonly inner: Part;
  readonly effects: SequenceEffect[];
  state: SequenceState;
}

function started(inner: Part, record: SequenceRecord): Started<SequenceState, SequenceEffect> {
  const nothing = { places: emptyDictionary, decisions: emptyDictionary, upTo: 0, writing: emptyDictionary };
  const work: Work = { inner, effects: [], state: { ...nothing, record } };
  for (const { name: place, value } of rowsOf(record.places)) run(work, Number(place), inner.recover(value));
  open(work, 1);
  return { state: work.state, effects: work.effects };
}

/** A place of which nothing is known yet begins. */
function open(work: Work, place: number): void {
  if (lookUp(work.state.places, nameOf(place)) === undefined) run(work, place, work.inner.start());
}

function run(work: Work, place: number, { state, effects }: Started<unknown, AnyEffect>): void {
  const { places } = work.state;
  if (state !== lookUp(places, nameOf(place))) put(work, { places: withValue(places, nameOf(place), state) });
  carryOut(work, place, effects);
}

function step(inner: Part, ahead: number, state: SequenceState, event: CommonEvent | ProposeAt): Result {
  const work: Work = { inner, effects: [], state };
  let refusal: Refusal | undefined;
  try {
    refusal = offered(work, ahead, fieldsIn(event, "event"));
  } catch (error) {
    refusal = { kind: "malformed", because: error instanceof Malformed ? error.message : "it cannot be read" };
  }
  if (refusal !== undefined) return { outcome: "refused", state, effects: [], refusal };
  return work.state === state ? answered(state, work.effects) : changed(work.state, work.effects);
}

/** Gives the event to the instance that it is for. @returns why it was refused, if it was */
function offered(work: Work, ahead: number, event: Fields): Refusal | undefined {
  switch (event.kind) {
    case "receive": {
      const { kind, place, message } = fieldsIn(event.message, "message");
      if (kind !== "atPlace") throw new Malformed("message.kind", kind, `message of ${name}`);
      return give(work, ahead, countIn(place, "message.place"), { kind: "receive", message });
    }
    case "heard": {
      const { place, outcome } = fieldsIn(event.outcome, "outcome");
      return give(work, ahead, countIn(place, "outcome.place"), {
        kind: "heard",
        object: String(event.object),
        outcome,
      });
    }
    case "timeout": {
      const [, place, timer = ""] = /^(\d+)\.(.*)$/.exec(String(event.timer)) ?? [];
      return give(work, ahead, countIn(Number(place), "timer"), { kind: "timeout", timer });
    }
    case "proposeAt":
      return proposeAt(work, ahead, countIn(event.place, "place"), event.value);
    case "persisted":
      return persisted(work, ahead, event.record);
    default:
      throw new Malformed("event", event.kind, `event of ${name}`);
  }
}

/** Whoever proposes for a place that is decided is told so. */
function proposeAt(work: Work, ahead: number, place: number, value: unknown): Refusal | undefined {
  const decision = lookUp(work.state.decisions, nameOf(place));
  if (decision === undefined) return give(work, ahead, place, { kind: "propose", value });
  work.effects.push({ kind: "reply", value: { place, value: decision } });
  return undefined;
}

/** The disk answers each instance that waits for it. */
function persisted(work: Work, ahead: number, record: unknown): Refusal | undefined {
  if (!isRecord(record)) throw new Malformed("record", record, "record of a sequence");
  for (const { name: place } of rowsOf(work.state.writing)) {
    const landed = lookUp(record.places, place);
    if (landed === undefined) continue;
    if (landed === lookUp(work.state.record.places, place))
      put(work, { writing: withoutValue(work.state.writing, place) });
    const refusal = give(work, ahead, Number(place), { kind: "persisted", record: landed });
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

type Given = CommonEvent | (Request & { readonly value: unknown });

function give(work: Work, ahead: number, place: number, event: Given): Refusal | undefined {
  const { upTo } = work.state;
  const most = upTo + 1 + ahead;
  if (place > most)
    return { kind: "untimely", because: `place ${place} is too far ahead of ${upTo}, which is decided` };
  open(work, place);
  const result = work.inner.step(lookUp(work.state.places, nameOf(place)), event);
  if (result.outcome === "refused") return result.refusal;
  run(work, place, result);
  return undefined;
}

function carryOut(work: Work, place: number, effects: readonly AnyEffect[]): void {
  for (const effect of effects) {
    switch (effect.kind) {
      case "persist":
        write(work, place, effect.record);
        break;
      case "deliver":
        for (const value of delivered(effect)) decide(work, place, value);
        break;
      case "send": {
        const { message } = effect;
        const { from, to } = message;
        const atPlace: AtPlace = { kind: "atPlace", from, to, place, message };
        work.effects.push({ kind: "send", message: atPlace });
        break;
      }
      case "setTimer":
      case "cancelTimer":
        work.effects.push({ kind: effect.kind, timer: `${place}.${effect.timer}` });
        break;
      case "invoke":
        work.effects.push({ ...effect, operation: { place, operation: effect.operation } });
        break;
      case "reply":
        // A consensus tells what it has decided by delivering it.
        break;
    }
  }
}

function write(work: Work, place: number, ofPlace: unknown): void {
  const { state } = work;
  const record = { places: withValue(state.record.places, nameOf(place), ofPlace) };
  put(work, { record, writing: withValue(state.writing, nameOf(place), true) });
  work.effects.push({ kind: "persist", record });
}

/** The place is decided; the one after all that are decided is open. */
function decide(work: Work, place: number, value: unknown): void {
  const decisions = withValue(work.state.decisions, nameOf(place), value);
  let { upTo } = work.state;
  while (lookUp(decisions, nameOf(upTo + 1)) !== undefined) upTo++;
  put(work, { decisions, upTo });
  work.effects.push({ kind: "reply", value: { place, value } });
  open(work, upTo + 1);
}

function put(work: Work, change: Partial<SequenceState>): void {
  work.state = { ...work.state, ...change };
}

function nameOf(place: number): string {
  return String(place);
}

function isRecord(candidate: unknown): candidate is SequenceRecord {
  return hasFields(candidate) && hasFields(candidate.places) && "rows" in candidate.places;
}
