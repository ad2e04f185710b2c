/**
 * The role that a description describes. What every role does alike stands here, once: taking in, whose message it is,
 * which action it is, comparing before and after, writing what changed of the record, telling, sending, and the timers.
 *
 * @module
 */
import { type ActionTable, actionFor, actionTable, type NamedAction } from "./action-table.ts";
import type { Description, EffectOf, EventOf, InvokedBy, Next, ReplyOf, ResultOf, RoleTypes } from "./description.ts";
import type { Invoke } from "./effect.ts";
import type { NodeId } from "./node-id.ts";
import { readCopyOf } from "./plain-data.ts";
import type { Refusal } from "./refusal.ts";
import { answered, changed, refused, type Started } from "./step.ts";
import type { Derivable, Learning, Part } from "./system.ts";
import { described, fieldsIn, flawOf, hasFields, Malformed } from "./taking-in.ts";

/** A role that can be started, and takes steps. */
export interface Role<Types extends RoleTypes> {
  readonly description: Description<Types>;
  /** The very first start. @throws Error if the options are not valid. */
  start(options: Types["options"]): Started<Types["state"], EffectOf<Types>>;
  /** A start after a crash, from what is on disk. @throws Error if no such node can have written it, or as `start` does. */
  recover(options: Types["options"], record: Types["record"]): Started<Types["state"], EffectOf<Types>>;
  /** The next state, and what is to be done. It never throws, whatever comes from outside. */
  step(state: Types["state"], event: EventOf<Types>): ResultOf<Types>;
  /** The action that the event is in this state, by its name in the specification; `undefined` if it is none. */
  actionOf(state: Types["state"], event: EventOf<Types>): string | undefined;
}

/**
 * The role that is described.
 *
 * @throws Error if a message or a request has no action, or if two actions are about one event.
 */
export function roleOf<Types extends RoleTypes>(description: Description<Types>): Role<Types>;
// Within, nothing hangs on the types of one role.
export function roleOf(description: Description<RoleTypes>): Role<RoleTypes> {
  const table = actionTable(description);
  return {
    description,
    start: (options) => started(description, description.begin(options)),
    recover: (options, record) => started(description, description.recover(options, record)),
    step: (state, event) => step(description, table, state, event),
    actionOf: (state, event) => actionFor(table, description.status(state), event)?.name,
  };
}

/** Where a role stands in a system. */
export interface Place {
  /** Unique in its system. */
  readonly name: string;
  /** Which instance of the protocol it belongs to, such as a transaction. */
  readonly instance: string;
  readonly node: NodeId;
  /** Which role it has, such as coordinator. */
  readonly role: string;
  /** Whether its user starts anew with the node. */
  readonly tellsFromTheStart?: boolean;
  /** What its user learns from what it is told, if not simply the values. */
  readonly learns?: Learning;
}

/** A role of a node as part of a system. @param requests - what its environment may ask of it, at any time */
export function partOf<Types extends RoleTypes>(
  place: Place,
  role: Role<Types>,
  options: Types["options"],
  requests: readonly Types["request"][],
): Part<Types["state"], Types> {
  const { status, knows, record, objects } = role.description;
  const { none: noRecord, parts } = record;
  return {
    ...place,
    requests,
    noRecord,
    ...(parts === undefined ? {} : { recordParts: parts }),
    ...(objects === undefined ? {} : { objects: Object.keys(objects) }),
    start: () => role.start(options),
    recover: (record: Types["record"]) => role.recover(options, record),
    step: (state, event) => role.step(state, event),
    status: (state) => ({ is: status(state), ...knows?.(state) }),
    actionOf: (state, event) => role.actionOf(state, event),
    flawIn: (situation) => flawIn(role.description, situation),
  };
}

/** Checks that the timers and the disk of a part are as its state says, and what else the role keeps twice. */
function flawIn<Types extends RoleTypes>(
  description: Description<Types>,
  { role, timers, writing }: Derivable<Types["state"]>,
): string | undefined {
  const expected = description.timers(role).toSorted();
  if (expected.join() !== timers.join()) return `armed are [${timers.join(", ")}], not [${expected.join(", ")}]`;
  const isWriting = description.writing?.is(role) ?? writing.length > 0;
  if (isWriting !== writing.length > 0)
    return `it believes that ${isWriting ? "something is on its way to disk" : "all is durable"}`;
  return description.flawIn?.(role);
}

type State = RoleTypes["state"];
type AnyResult = ResultOf<RoleTypes>;

/**
 * What came, after it was taken in. Every one has all fields: that is faster to read than objects of different shapes.
 */
interface Taken {
  readonly action: NamedAction;
  /** The state in which the action finds the node. */
  readonly state: State;
  readonly given: unknown;
  /** The timer that has fired: it is not armed any more. */
  readonly fired: string | undefined;
  /** As a refusal has. */
  readonly because: undefined;
}

function takenFor(action: NamedAction, state: State, given?: unknown, fired?: string): Taken {
  return { action, state, given, fired, because: undefined };
}

/** What is to be written again, what the user is to know, and the timers. */
function started(
  { writing, record, told, timers }: Description<RoleTypes>,
  state: State,
): Started<State, EffectOf<RoleTypes>> {
  const effects: EffectOf<RoleTypes>[] = [];
  if (writing?.is(state) === true) effects.push({ kind: "persist", record: record.of(state) });
  effects.push(...told(undefined, state));
  for (const timer of timers(state)) effects.push({ kind: "setTimer", timer });
  return { state, effects };
}

function step(role: Description<RoleTypes>, table: ActionTable, state: State, event: EventOf<RoleTypes>): AnyResult {
  let taken: Taken | Refusal | undefined;
  try {
    taken = takenIn(role, table, state, event);
  } catch (error) {
    if (error instanceof Malformed) return refused(state, "malformed", error.message);
    const copy = readCopyOf(event);
    if (copy === undefined) return refused(state, "malformed", "it cannot be read");
    // Whatever an object from outside did not throw is a mistake of our own, and is thrown again.
    taken = takenIn(role, table, state, copy);
  }
  // The disk says again what is known, or means an earlier write.
  if (taken === undefined) return answered(state, []);
  if (taken.because !== undefined) return { outcome: "refused", state, effects: [], refusal: taken };
  const outcome = taken.action.step(taken.state, taken.given);
  if (outcome.because !== undefined) return { outcome: "refused", state, effects: [], refusal: outcome };
  return concluded(role, state, outcome, taken.fired);
}

function takenIn(
  role: Description<RoleTypes>,
  table: ActionTable,
  state: State,
  event: unknown,
): Taken | Refusal | undefined {
  const fields = fieldsIn(event, "event");
  const { kind } = fields;
  switch (kind) {
    case "receive":
      return messageIn(role, table, state, fields.message);
    case "persisted":
      return durableIn(role, table, state, fields.record);
    case "timeout":
      return timerIn(role, table, state, fields.timer);
    case "heard":
      return heardIn(role, table, state, fields.object, fields.outcome);
    default: {
      const intake = table.requests.get(kind);
      if (intake === undefined) return malformed("event", kind, `event of ${role.name}`);
      return takenFor(intake.action, state, intake.take(fields, state));
    }
  }
}

/** First it is checked from whom a message comes and for whom it is; only then what it says. */
function messageIn(
  { name, addressing }: Description<RoleTypes>,
  table: ActionTable,
  state: State,
  message: unknown,
): Taken | Refusal {
  if (!hasFields(message)) return malformed("message", message, "object with fields");
  const { kind, from, to } = message;
  const instance = message[addressing.instance.field];
  const intake = table.messages.get(kind);
  if (intake === undefined) return malformed("kind", kind, `message of ${name}`);
  if (typeof from !== "string") return malformed("from", from, "name of a node");
  const self = addressing.self(state);
  if (to !== self) return foreign("a message to another node");
  if (!addressing.peers(state).includes(from)) return foreign("a message from a node that takes no part");
  if (instance !== addressing.instance.of(state)) return foreign(`a message of another ${addressing.instance.field}`);
  return takenFor(intake.action, state, intake.take(message, from, self, state));
}

/**
 * Until the last write is durable, a crash can take the node back to before it. So an answer that covers only earlier
 * writes is used only by a role that can tell what it means.
 */
function durableIn(
  { record, writing, status }: Description<RoleTypes>,
  table: ActionTable,
  state: State,
  candidate: unknown,
): Taken | Refusal | undefined {
  if (!record.is(candidate)) return malformed("record", candidate, "record");
  if (writing?.is(state) === false) return undefined;
  const action = table.durable.get(status(state));
  if (action === undefined) return undefined;
  if (record.isSame(candidate, record.of(state)))
    return takenFor(action, writing === undefined ? state : writing.mark(state, false));
  const known = writing?.reached?.(state, candidate) ?? state;
  return known === state ? undefined : takenFor(action, known);
}

function timerIn(
  { timers }: Description<RoleTypes>,
  table: ActionTable,
  state: State,
  timer: unknown,
): Taken | Refusal {
  const action = table.timers.get(timer);
  if (action === undefined) return malformed("timer", timer, "timer");
  const fired = timers(state).find((armed) => armed === timer);
  if (fired === undefined) return { kind: "untimely", because: `the timer ${described(timer)} is not armed` };
  return takenFor(action, state, undefined, fired);
}

function heardIn(
  { name }: Description<RoleTypes>,
  table: ActionTable,
  state: State,
  object: unknown,
  outcome: unknown,
): Taken | Refusal {
  const intake = table.objects.get(object);
  if (intake === undefined) return malformed("object", object, `object that ${name} uses`);
  return takenFor(intake.action, state, intake.take(fieldsIn(outcome, "outcome"), state));
}

/**
 * An explorer offers every message to every node, and mostly comes here. So nothing is thrown, since that would be
 * slow.
 */
function malformed(path: string, candidate: unknown, wanted: string): Refusal {
  return { kind: "malformed", because: flawOf(path, candidate, wanted) };
}

function foreign(because: string): Refusal {
  return { kind: "foreign", because };
}

/**
 * The result of a step: what an action has changed in the state, with the effects that follow from it.
 *
 * @param fired - the timer that is not armed any more
 */
export function concluded<Types extends RoleTypes>(
  role: Description<Types>,
  before: Types["state"],
  after: Next<Types["state"], Types["sent"], Types["timer"], ReplyOf<Types>, InvokedBy<Types>>,
  fired?: string,
): ResultOf<Types>;
// Within, nothing hangs on the types of one role.
export function concluded(
  role: Description<RoleTypes>,
  before: State,
  { state: after, sent, rearmed, reply, invoked = none }: Next<State, RoleTypes["sent"], string, unknown, Invoke>,
  fired?: string,
): AnyResult {
  const { record, writing } = role;
  const isSilent = sent.length === 0 && rearmed.length === 0 && invoked.length === 0 && reply === undefined;
  if (after === before && isSilent && fired === undefined) return answered(before, []);
  const writes =
    after !== before && !(record.stays?.(before, after) ?? record.isSame(record.of(before), record.of(after)));
  const state = writes && writing !== undefined ? writing.mark(after, true) : after;
  const effects: EffectOf<RoleTypes>[] = [];
  if (writes) effects.push({ kind: "persist", record: record.of(state) });
  if (state !== before) for (const telling of role.told(before, state)) effects.push(telling);
  if (reply !== undefined) effects.push({ kind: "reply", value: reply });
  for (const message of sent) effects.push({ kind: "send", message });
  for (const operation of invoked) effects.push(operation);
  time(effects, role.timers(before), role.timers(state), rearmed, fired);
  return state === before ? answered(before, effects) : changed(state, effects);
}

const none: readonly Invoke[] = [];

/** Adds the effects that arm and disarm timers, so that those of the next state run. */
function time(
  effects: EffectOf<RoleTypes>[],
  before: readonly string[],
  after: readonly string[],
  rearmed: readonly string[],
  fired: string | undefined,
): void {
  if (before === after && rearmed.length === 0 && fired === undefined) return;
  for (const timer of before) {
    if (timer !== fired && !after.includes(timer)) effects.push({ kind: "cancelTimer", timer });
  }
  for (const timer of after) {
    if (timer === fired || !before.includes(timer) || rearmed.includes(timer))
      effects.push({ kind: "setTimer", timer });
  }
}
