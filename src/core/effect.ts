/**
 * What a step asks of the world: plain data, carried out by a host.
 *
 * **A durable write and what depends on it are two steps.** The step that asks for a write (`persist`) does not also
 * send, deliver or reply what is true only once that write is durable. The storage answers with the event `persisted`,
 * and the step for that event sends. So a crash between the write and the sending is a state of the specification and
 * of the code, storage may batch writes and be slow, and a lost write has a place. A host must carry out the effects of
 * one step in their order, and the writes of one part in the order in which they were asked for; it must not wait for a
 * write before it carries out other effects, and it must answer `persisted` when everything that was asked for is
 * durable, naming the last record. It may answer earlier, for the first so many of the writes, naming the last of these,
 * and should, as soon as they are: a role may go on with what has landed, and one that does not waits for the last. Answers
 * come in the order of the writes, and an answer covers all writes before it, so that some may be left out. It names no
 * record that this part, since its start, has not asked to be written.
 *
 * @typeParam Message - what nodes send each other
 * @typeParam Durable - what is written to disk; a later record of the same part replaces the earlier one
 * @typeParam Value - what the user of a node is told
 * @typeParam Timer - the names of the timers
 * @typeParam Answer - what a client is replied, where that is something else than what users are told
 * @typeParam Invoked - the operations of objects that it invokes
 * @module
 */
import { type Sequence, sequenceOf, slice } from "./sequence.ts";

/** Write `record`, replacing what this part has on disk. Answered, once durable, by the event `persisted`. */
export interface Persist<Durable> {
  readonly kind: "persist";
  readonly record: Durable;
}

/** Send `message` to the node that it names. The network may lose, duplicate, reorder and delay it. */
export interface Send<Message> {
  readonly kind: "send";
  readonly message: Message;
}

/**
 * Tell the application at this node the values from the position `first` on, in their order. It has been told those
 * before it, if there are any; after a restart it may be told the same again. However many values there are, they are
 * one effect, which costs nothing to make: a host may split it as it likes.
 */
export interface Deliver<Value> {
  readonly kind: "deliver";
  /** The position of the first value that is new, counted from 1. */
  readonly first: number;
  /** All values up to the last that is new. */
  readonly values: Sequence<Value>;
}

/** The delivery of the only value that there is. */
export function deliveryOf<Value>(value: Value): Deliver<Value> {
  return { kind: "deliver", first: 1, values: sequenceOf([value]) };
}

/** The values that are new. */
export function delivered<Value>({ first, values }: Deliver<Value>): readonly Value[] {
  return slice(values, first - 1);
}

/** Tell the client that made the request. After a restart the same value may be told again. */
export interface Reply<Value> {
  readonly kind: "reply";
  readonly value: Value;
}

/** Arm a timer, or arm it anew. It fires once, as the event `timeout`; how long it takes is the host's choice. */
export interface SetTimer<Timer> {
  readonly kind: "setTimer";
  readonly timer: Timer;
}

/** Disarm a timer. Disarming one that is not armed is no error. */
export interface CancelTimer<Timer> {
  readonly kind: "cancelTimer";
  readonly timer: Timer;
}

/**
 * Invoke an operation of an object that the environment offers, such as a log. The contract of the object says whether
 * the operation takes effect, and when. The role learns of it by the event `heard`. If the node crashes in between, the
 * operation may take effect or not.
 */
export interface Invoke<Name extends string = string, Operation = unknown> {
  readonly kind: "invoke";
  readonly object: Name;
  readonly operation: Operation;
}

/** Everything that a step may ask for. */
export type Effect<Message, Durable, Value, Timer, Answer = Value, Invoked = Invoke> =
  | Persist<Durable>
  | Send<Message>
  | Deliver<Value>
  | Reply<Answer>
  | SetTimer<Timer>
  | CancelTimer<Timer>
  | Invoked;
