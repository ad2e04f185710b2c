/**
 * A role as a description: what its state, its record, its messages and its requests are, and a function for each action,
 * from the state and the event to what is next, or to a reason why not. What every role does alike with it is in
 * `role.ts`.
 *
 * The functions are declared as methods. So TypeScript accepts one that takes a narrower event where any event may
 * come; it is given no events but its own.
 *
 * @module
 */
import type { Deliver, Effect, Invoke, Reply } from "./effect.ts";
import type { RecordParts } from "./landing.ts";
import type { NodeId } from "./node-id.ts";
import type { Refusal } from "./refusal.ts";
import type { StepResult } from "./step.ts";
import type { Addressed, CommonEvent, Heard, Request, Status } from "./system.ts";
import type { Fields } from "./taking-in.ts";

/** The types of one role. */
export interface RoleTypes {
  /** What a user gives to start it. */
  readonly options: unknown;
  readonly state: object;
  readonly record: unknown;
  /** What it receives. */
  readonly received: Addressed;
  readonly sent: Addressed;
  readonly request: Request;
  /** What its user is told. */
  readonly told: unknown;
  /** What a client is answered at once, if that is of another type. */
  readonly replied?: unknown;
  readonly timer: string;
  /** The operations of objects that it invokes, if it uses any. */
  readonly invoked?: Invoke;
  /** What it hears of them. */
  readonly heard?: Heard;
  /** What it is at present, such as leader. */
  readonly status: string;
}

/** What a role can be given: a request of its user, or what every role is given. */
export type EventOf<Types extends RoleTypes> = Types["request"] | CommonEvent;

/** What a role replies. */
export type ReplyOf<Types extends RoleTypes> = Types extends { readonly replied: infer Value } ? Value : Types["told"];

/** The operations of objects that a role invokes. */
export type InvokedBy<Types extends RoleTypes> = "invoked" extends keyof Types ? NonNullable<Types["invoked"]> : never;

/** What a role hears of objects. */
export type HeardBy<Types extends RoleTypes> = "heard" extends keyof Types ? NonNullable<Types["heard"]> : never;

/** What a role can ask for. */
export type EffectOf<Types extends RoleTypes> = Effect<
  Types["sent"],
  Types["record"],
  Types["told"],
  Types["timer"],
  ReplyOf<Types>,
  InvokedBy<Types>
>;

/** The result of a step of a role. */
export type ResultOf<Types extends RoleTypes> = StepResult<Types["state"], EffectOf<Types>>;

/**
 * What an action gives: another state if anything is to change, and otherwise the same object. What is to be written,
 * what users are told and which timers run follow from the state. Messages, invoked operations and immediate answers do
 * not.
 */
export interface Next<State, Message, Timer, Answer = never, Invoked = never> {
  readonly state: State;
  readonly sent: readonly Message[];
  /** The timers that are armed anew although they are armed already. */
  readonly rearmed: readonly Timer[];
  /** The answer to the client that made the request. */
  readonly reply?: Answer;
  readonly invoked?: readonly Invoked[];
  /** Only a refusal has this field. */
  readonly because?: never;
}

/** What an action gives: what is next, or why nothing changes. */
export type Outcome<Types extends RoleTypes> =
  | Next<Types["state"], Types["sent"], Types["timer"], ReplyOf<Types>, InvokedBy<Types>>
  | Refusal;

/** What is next. The same state, with nothing to send, is the answer to what the node knows already. */
export function next<State, Message = never, Timer = never>(
  state: State,
  sent: readonly Message[] = [],
  ...rearmed: readonly Timer[]
): Next<State, Message, Timer> {
  return { state, sent, rearmed };
}

/** The same, with an answer to the client that made the request. */
export function replying<State, Message, Answer>(
  state: State,
  sent: readonly Message[],
  reply: Answer,
): Next<State, Message, never, Answer> {
  return { state, sent, rearmed: [], reply };
}

/** The same, with the operations that are invoked. */
export function invoking<State, Invoked>(
  state: State,
  ...invoked: readonly Invoked[]
): Next<State, never, never, never, Invoked> {
  return { state, sent: [], rearmed: [], invoked };
}

/** No correct peer can have sent this to a node in this state. */
export function impossible(because: string): Refusal {
  return { kind: "impossible", because };
}

/** The present state does not allow it; where it is known, also who can be asked instead. */
export function untimely(because: string, leader?: NodeId | null): Refusal {
  return leader === undefined || leader === null
    ? { kind: "untimely", because }
    : { kind: "untimely", because, leader };
}

/** The kinds of a union. */
export type KindOf<Union extends { readonly kind: string }> = Union["kind"];
/** Those of a kind. */
export type OfKind<Union extends { readonly kind: string }, Kind> = Extract<Union, { readonly kind: Kind }>;

/** An action about a message of each kind. */
export type OnMessage<Types extends RoleTypes> = {
  [Kind in KindOf<Types["received"]>]: {
    readonly message: Kind;
    step(state: Types["state"], message: OfKind<Types["received"], Kind>): Outcome<Types>;
  };
}[KindOf<Types["received"]>];

/** An action about a request of each kind. */
export type OnRequest<Types extends RoleTypes> = {
  [Kind in KindOf<Types["request"]>]: {
    readonly request: Kind;
    step(state: Types["state"], request: OfKind<Types["request"], Kind>): Outcome<Types>;
  };
}[KindOf<Types["request"]>];

/** An action about a timer. */
export interface OnTimer<Types extends RoleTypes> {
  readonly timer: Types["timer"];
  step(state: Types["state"]): Outcome<Types>;
}

/** An action about what is heard of each object. */
export type OnHeard<Types extends RoleTypes> = {
  [Name in HeardBy<Types>["object"]]: {
    readonly object: Name;
    step(state: Types["state"], outcome: Extract<HeardBy<Types>, { readonly object: Name }>["outcome"]): Outcome<Types>;
  };
}[HeardBy<Types>["object"]];

/**
 * Everything that was asked to be written is durable; or, for a role that goes on earlier, more of it than was known.
 * The state says which. What happens then depends on the status of the node.
 */
export interface OnceDurable<Types extends RoleTypes> {
  readonly durable: Types["status"] | readonly Types["status"][];
  step(state: Types["state"]): Outcome<Types>;
}

/** One action, and the event that it is about. */
export type Action<Types extends RoleTypes> =
  | OnMessage<Types>
  | OnRequest<Types>
  | OnTimer<Types>
  | OnHeard<Types>
  | OnceDurable<Types>;

/** The record of a role: what it has on disk. */
export interface RecordOf<Types extends RoleTypes> {
  /** What is on disk before anything was written. */
  readonly none: Types["record"];
  /** How a crash can tear it; without this it lands whole. */
  readonly parts?: RecordParts;
  readonly of: (state: Types["state"]) => Types["record"];
  /** Whether it may be a record, as far as can be seen without looking at all of it. */
  readonly is: (candidate: unknown) => candidate is Types["record"];
  /** Whether two records of one node are the same. */
  readonly isSame: (one: Types["record"], other: Types["record"]) => boolean;
  /**
   * Whether the next state has the same record, if making records takes time. Without it, two records are made and
   * compared.
   */
  readonly stays?: (before: Types["state"], after: Types["state"]) => boolean;
}

/** A role that goes on once it hears that everything is durable keeps in its state whether something is on its way. */
export interface Writing<State, Durable = unknown> {
  readonly is: (state: State) => boolean;
  readonly mark: (state: State, isWriting: boolean) => State;
  /**
   * For a role that goes on with what has landed, while later writes are on their way: what it knows when everything up
   * to this record is durable. It is the same state if that is no news. Without this function a role waits for the last
   * write. The record may be an invented one: all that is known of it is that `record.is` holds.
   */
  readonly reached?: (state: State, record: Durable) => State;
}

/** With which nodes a role exchanges messages. */
export interface Addressing<State> {
  readonly self: (state: State) => NodeId;
  /** Who may send to it. */
  readonly peers: (state: State) => readonly NodeId[];
  /** The field in which a message names what it belongs to, such as its transaction, and the name of the role's own. */
  readonly instance: { readonly field: string; readonly of: (state: State) => string };
}

/** Takes a message in, whose sender and addressee are known to be right. @throws Malformed */
export type MessageIn<State, Message> = (fields: Fields, from: NodeId, to: NodeId, state: State) => Message;

/** Takes a request in. @throws Malformed */
export type RequestIn<State, Asked> = (fields: Fields, state: State) => Asked;

/** Takes in what is heard of an object. @throws Malformed */
export type OutcomeIn<State, Outcome> = (fields: Fields, state: State) => Outcome;

/** Everything that a protocol says of a role. */
export interface Description<Types extends RoleTypes> {
  /** As errors name it. */
  readonly name: string;
  /** The module that specifies it. */
  readonly specification: string;
  /** The state at the very first start. @throws Error if the options are not valid. */
  readonly begin: (options: Types["options"]) => Types["state"];
  /** The state after a crash. @throws Error if no such node can have written the record. */
  readonly recover: (options: Types["options"], record: Types["record"]) => Types["state"];
  readonly status: (state: Types["state"]) => Types["status"];
  /** What it knows of epochs and leaders, if the protocol has such. */
  readonly knows?: (state: Types["state"]) => Omit<Status, "is">;
  readonly addressing: Addressing<Types["state"]>;
  readonly record: RecordOf<Types>;
  readonly writing?: Writing<Types["state"], Types["record"]>;
  /** What the user is told when one state follows another, or the first of all. */
  readonly told: (
    before: Types["state"] | undefined,
    after: Types["state"],
  ) => readonly (Deliver<Types["told"]> | Reply<Types["told"]>)[];
  /** What in a state contradicts the rest of it, for a role that keeps something in its state twice. */
  readonly flawIn?: (state: Types["state"]) => string | undefined;
  /** The timers that are armed in a state. */
  readonly timers: (state: Types["state"]) => readonly Types["timer"][];
  /** A copy of each message, field by field. Who sends it to whom is known by then. */
  readonly messages: {
    readonly [Kind in KindOf<Types["received"]>]: MessageIn<Types["state"], OfKind<Types["received"], Kind>>;
  };
  /** A copy of each request, field by field. */
  readonly requests: {
    readonly [Kind in KindOf<Types["request"]>]: RequestIn<Types["state"], OfKind<Types["request"], Kind>>;
  };
  /** A copy of what is heard of each object that it uses, field by field. */
  readonly objects?: {
    readonly [Name in HeardBy<Types>["object"]]: OutcomeIn<
      Types["state"],
      Extract<HeardBy<Types>, { readonly object: Name }>["outcome"]
    >;
  };
  /** The actions, by the names that they have in the specification, and in its order. */
  readonly actions: Readonly<Record<string, Action<Types>>>;
}
