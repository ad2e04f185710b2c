/**
 * A node of registers that are linearizable: it applies what a log tells it, in its order, so that all nodes have the
 * same registers, and answers where the log says that it may.
 *
 * Specification: `BroadcastRegister`, which has one register; each key is one. There is no durable part: after a crash the
 * log tells everything once more. What the log is does not matter, as long as it keeps the contract of
 * {@link PositionedLog}; one that only orders does, too, see {@link locatingByEntries}.
 *
 * @module
 */
import {
  type EffectOf,
  type EventOf,
  impossible,
  invoking,
  next,
  type Outcome,
  replying,
  untimely,
} from "../../core/description.ts";
import { type Dictionary, emptyDictionary, lookUp, rowsOf, withoutValue, withValue } from "../../core/dictionary.ts";
import type { Invoke, Reply } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { isSameData, type PlainData } from "../../core/plain-data.ts";
import { identityIn, nameOfIdentity, type RequestIdentity } from "../../core/request-identity.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Heard } from "../../core/system.ts";
import {
  countIn,
  described,
  type Fields,
  fieldsIn,
  greatestNumber,
  isNumber,
  lengthIn,
  listIn,
  numberIn,
} from "../../core/taking-in.ts";
import type { LocateOperation, PositionOutcome } from "../../environment/positioned-log.ts";
import type { LogOperation, LogOutcome } from "../../environment/shared-log.ts";
import {
  type Answer,
  isUpdate,
  type LoggedOperation,
  loggedIn,
  type Operation,
  type OtherRead,
  operationIn,
  readIn,
  valueAfter,
} from "./operation.ts";

/** Which node it is, where reads at a replica are answered, and how much it takes. */
export interface RegisterOptions {
  readonly self: NodeId;
  /** The node that answers reads at a replica, and alone tells what becomes of updates; none unless given. */
  readonly replica?: NodeId | null;
  /** How many operations may wait at the node; 1,000 unless given. */
  readonly maxWaiting?: number;
}

/** A read that knows the position for which it waits. */
export interface Positioned {
  readonly read: Operation;
  readonly position: number;
}

/** What a node keeps. */
export interface RegisterState {
  readonly self: NodeId;
  readonly replica: NodeId | null;
  readonly maxWaiting: number;
  /** How many operations were applied. */
  readonly applied: number;
  /** What each register holds, by its key; one that holds nothing has no row. */
  readonly values: Dictionary<PlainData>;
  /** What is to be answered for each operation that was applied, by its name. */
  readonly answers: Dictionary<Answer>;
  /** What clients wait for, by its name, but for reads that know their position. */
  readonly waiting: Dictionary<Operation>;
  readonly reading: Dictionary<Positioned>;
  /** Whether it is the replica, and does not know since a crash how much it had told before. */
  readonly catchingUp: boolean;
}

/** A client asks for an operation that the log orders. */
export interface Ask {
  readonly kind: "ask";
  readonly operation: LoggedOperation;
}

/** A client asks for a read that has no need of an entry. */
export interface Look {
  readonly kind: "look";
  readonly operation: OtherRead;
}

/** The newest position, as it was when a read asked for it. */
export type PositionTold = PositionOutcome<RequestIdentity>;
/** What the log says. */
export type HeardOfLog = LogOutcome<Operation> | PositionTold;

/** The types of a node. */
export interface RegisterTypes {
  readonly options: RegisterOptions;
  readonly state: RegisterState;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: Ask | Look;
  readonly told: Answer;
  readonly timer: "askAgain";
  readonly invoked: Invoke<"log", LogOperation<Operation> | LocateOperation<Operation>>;
  readonly heard: Heard<"log", HeardOfLog>;
  readonly status: "applying" | "catchingUp";
}

/** What a node can be given. */
export type RegisterEvent = EventOf<RegisterTypes>;

/** What a node can ask for. */
export type RegisterEffect = EffectOf<RegisterTypes>;

type Then = Outcome<RegisterTypes>;

/**
 * The node as a description.
 *
 * @see [Registers on a log](page:docs/linearizable-storage/broadcast-register.md)
 * @see [BroadcastRegister](page:spec/linearizable-storage/BroadcastRegister.tla)
 * @example
 * ```ts
 * import { claimOf, register } from "quorate/broadcast-register";
 *
 * const { state } = register.start({ self: "a" });
 * const claim = claimOf({ client: "Ada", number: 1 }, "countess");
 * const asked = register.step(state, claim);
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'invoke', 'setTimer' ]
 * const outcome = { first: 1, values: [claim.operation] };
 * const heard = register.step(asked.state, { kind: "heard", object: "log", outcome });
 * console.log(heard.effects.map(({ kind }) => kind)); // [ 'reply', 'cancelTimer' ]
 * console.log(register.recover({ self: "a" }, null).state.applied); // 0
 * ```
 */
export const register: Role<RegisterTypes> = roleOf<RegisterTypes>({
  name: "a broadcast register",
  specification: "BroadcastRegister",
  begin,
  recover: recovered,
  status: ({ catchingUp }) => (catchingUp ? "catchingUp" : "applying"),
  addressing: { self: ({ self }) => self, peers: () => [], instance: { field: "register", of: () => "register" } },
  record: { none: null, of: () => null, is: (candidate) => candidate === null, isSame: () => true },
  told: answered,
  timers: ({ waiting }) => (waiting.size > 0 ? ["askAgain"] : []),
  messages: {},
  requests: {
    ask: ({ operation }) => ({ kind: "ask", operation: loggedIn(operation, "operation") }),
    look: ({ operation }) => ({ kind: "look", operation: readIn(operation, "operation") }),
  },
  objects: { log: outcomeIn },
  actions: {
    Ask: { request: "ask", step: ask },
    Look: { request: "look", step: look },
    AskAgain: { timer: "askAgain", step: askAgain },
    Hear: { object: "log", step: hear },
  },
});

/**
 * A node that knows nothing yet.
 *
 * @throws Error if the limit is none.
 * @spec BroadcastRegister!Begun
 */
function begin({ self, replica = null, maxWaiting = 1_000 }: RegisterOptions): RegisterState {
  if (!isNumber(maxWaiting) || maxWaiting === 0) {
    throw new Error(`a broadcast register: maxWaiting is ${described(maxWaiting)}, which is no whole number from 1 on`);
  }
  const nothing = {
    values: emptyDictionary,
    answers: emptyDictionary,
    waiting: emptyDictionary,
    reading: emptyDictionary,
  };
  return { self, replica, maxWaiting, applied: 0, ...nothing, catchingUp: false };
}

/** @spec BroadcastRegister!Recovered */
function recovered(options: RegisterOptions): RegisterState {
  const state = begin(options);
  return state.replica === state.self ? { ...state, catchingUp: true } : state;
}

/** @spec BroadcastRegister!Ask */
function ask(state: RegisterState, { operation }: Ask): Then {
  const { replica, self } = state;
  if (isUpdate(operation) && replica !== null && replica !== self)
    return untimely(`what becomes of updates is told by the replica, ${replica}`, replica);
  return answerOr(state, operation, { broadcast: [operation] });
}

/** @spec BroadcastRegister!Look */
function look(state: RegisterState, { operation }: Look): Then {
  const { replica, self, catchingUp } = state;
  if (operation.value.kind === "readAtPosition") return answerOr(state, operation, { locate: [operation] });
  if (replica === null) return untimely("there is no replica that answers at once");
  if (replica !== self) return untimely(`reads at a replica are answered by ${replica}`, replica);
  if (catchingUp) return untimely("the replica has crashed, and waits for a position up to which to catch up");
  return replying(state, [], looked(state, operation));
}

/** What is known of it is answered at once; for anything else the client waits, and the log is invoked. */
function answerOr(state: RegisterState, operation: Operation, invoked: RegisterTypes["invoked"]["operation"]): Then {
  const { answers, waiting, reading, maxWaiting } = state;
  const name = nameOfIdentity(operation);
  const answer = lookUp(answers, name);
  const positioned = lookUp(reading, name);
  const known = answer?.operation ?? lookUp(waiting, name) ?? positioned?.read;
  if (known !== undefined && !isSameData(known, operation))
    return impossible(`${name} is the name of another operation: a client numbers each anew`);
  if (answer !== undefined) return replying(state, [], answer);
  if (positioned !== undefined) return next(state);
  const isWaiting = known !== undefined;
  if (!isWaiting && waiting.size + reading.size >= maxWaiting) return untimely(`${maxWaiting} operations are waiting`);
  return invoking(isWaiting ? state : { ...state, waiting: withValue(waiting, name, operation) }, invokingLog(invoked));
}

/** @spec BroadcastRegister!AskAgain */
function askAgain(state: RegisterState): Then {
  const all = rowsOf(state.waiting).map(({ value }) => value);
  const locate = all.filter(({ value }) => value.kind === "readAtPosition");
  const broadcast = all.filter(({ value }) => value.kind !== "readAtPosition");
  return invoking(
    state,
    ...(broadcast.length > 0 ? [invokingLog({ broadcast })] : []),
    ...(locate.length > 0 ? [invokingLog({ locate })] : []),
  );
}

/** @spec BroadcastRegister!Hear */
function hear(state: RegisterState, outcome: HeardOfLog): Then {
  return "position" in outcome ? hearPosition(state, outcome) : hearOrder(state, outcome);
}

/** @spec BroadcastRegister!HearOrder */
function hearOrder(state: RegisterState, { first, values }: LogOutcome<Operation>): Then {
  if (first !== state.applied + 1) return impossible(`the log goes on at ${first}, and ${state.applied} were applied`);
  let after = state;
  for (const operation of values) {
    const name = nameOfIdentity(operation);
    const known = lookUp(after.answers, name);
    if (known !== undefined && isSameData(known.operation, operation)) return impossible(`the log tells ${name} twice`);
    after = known === undefined ? applied(after, name, operation) : { ...after, applied: after.applied + 1 };
  }
  return next(settled(after));
}

/** @spec BroadcastRegister!HearPosition */
function hearPosition(state: RegisterState, { read: identity, position }: PositionTold): Then {
  const name = nameOfIdentity(identity);
  const read = lookUp(state.waiting, name);
  // Who was answered meanwhile waits no more.
  if (read === undefined) return next(state);
  const reading = withValue(state.reading, name, { read, position });
  return next(settled({ ...state, waiting: withoutValue(state.waiting, name), reading }));
}

/** @spec BroadcastRegister!Applied */
function applied(state: RegisterState, name: string, operation: Operation): RegisterState {
  const { key } = operation.value;
  const held = lookUp(state.values, key) ?? null;
  const value = valueAfter(operation, held);
  const position = state.applied + 1;
  return {
    ...state,
    applied: position,
    values: value === null ? withoutValue(state.values, key) : withValue(state.values, key, value),
    answers: withValue(state.answers, name, { operation, held, position }),
    waiting: withoutValue(state.waiting, name),
  };
}

/** The reads that have waited for long enough wait no more. @spec BroadcastRegister!IsThere */
function settled(state: RegisterState): RegisterState {
  const done = rowsOf(state.reading).filter(({ value }) => state.applied >= value.position);
  if (done.length === 0) return state;
  const reading = done.reduce((rest, { name }) => withoutValue(rest, name), state.reading);
  return { ...state, reading, catchingUp: false };
}

/** @spec BroadcastRegister!Looked */
function looked({ values, applied: position }: RegisterState, operation: Operation): Answer {
  return { operation, held: lookUp(values, operation.value.key) ?? null, position };
}

/** Who waited and waits no more is answered. @spec BroadcastRegister!AnswerTo */
function answered(before: RegisterState | undefined, after: RegisterState): readonly Reply<Answer>[] {
  if (before === undefined) return [];
  const waits = (name: string): boolean =>
    lookUp(after.waiting, name) !== undefined || lookUp(after.reading, name) !== undefined;
  const reads = rowsOf(before.reading).map(({ name, value }) => ({ name, value: value.read }));
  return [...rowsOf(before.waiting), ...reads]
    .filter(({ name }) => !waits(name))
    .map(({ name, value }) => lookUp(after.answers, name) ?? looked(after, value))
    .sort((one, other) => one.position - other.position)
    .map((value) => ({ kind: "reply", value }));
}

function outcomeIn({ read, position, first, values }: Fields): HeardOfLog {
  if (position !== undefined)
    return {
      read: identityIn(fieldsIn(read, "outcome.read"), "outcome.read"),
      position: numberIn(position, "outcome.position"),
    };
  const list = listIn(values, "outcome.values");
  const length = lengthIn(list, "outcome.values", greatestNumber);
  return {
    first: countIn(first, "outcome.first"),
    values: Array.from({ length }, (_, i) => operationIn(list[i], `outcome.values[${i}]`)),
  };
}

function invokingLog(operation: RegisterTypes["invoked"]["operation"]): RegisterTypes["invoked"] {
  return { kind: "invoke", object: "log", operation };
}
