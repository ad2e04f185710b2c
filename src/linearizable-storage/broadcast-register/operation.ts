/**
 * What clients ask of registers: to write, to compare and set, or to read one of them, which has a name, its key.
 *
 * An operation has the shape of a request that is broadcast: whose it is, its number, and as its value what it does. So
 * whatever implements a log can carry it.
 *
 * @module
 */
import { longestName } from "../../core/name.ts";
import { type DataLimits, isSameData, type PlainData, plainDataIn } from "../../core/plain-data.ts";
import { identityIn } from "../../core/request-identity.ts";
import { type Fields, fieldsIn, hasFields, Malformed, textIn } from "../../core/taking-in.ts";

/** Puts a value into the register. `null` is the same as nothing, which a register holds at first. */
export interface Write {
  readonly kind: "write";
  readonly key: string;
  readonly value: PlainData;
}

/** Puts a value into the register if it holds what is expected. */
export interface CompareAndSet {
  readonly kind: "compareAndSet";
  readonly key: string;
  readonly expected: PlainData;
  readonly value: PlainData;
}

/** Reads by an entry in the log: it is answered where the log tells it back. */
export interface LoggedRead {
  readonly kind: "readInLog";
  readonly key: string;
}

/** Reads what the node has once it was told as much as anybody when the read was asked for. */
export interface PositionedRead {
  readonly kind: "readAtPosition";
  readonly key: string;
}

/** Reads what the replica has at which all such reads are answered, and for which updates wait. */
export interface ReplicaRead {
  readonly kind: "readAtReplica";
  readonly key: string;
}

/** What one operation does. */
export type Command = Write | CompareAndSet | LoggedRead | PositionedRead | ReplicaRead;

/**
 * An operation of a client. A client numbers what it asks of the log 1, 2, 3 and so on, positioned reads too, and asks
 * again with the same number: that is how it is known that it is no other. Reads at a replica may have any number. Who
 * wants to read anew takes another number.
 */
export interface Operation<Does extends Command = Command> {
  readonly client: string;
  readonly number: number;
  readonly value: Does;
}

/** Those that the log orders. */
export type LoggedOperation = Operation<Write | CompareAndSet | LoggedRead>;

/** Those that it need not. */
export type OtherRead = Operation<PositionedRead | ReplicaRead>;

/**
 * What a client is told: what the register held when the operation took effect, `null` for nothing, and where that was:
 * the place of the operation in the log, or for another read how many were applied before it. The operation is the one
 * that took effect: another than the client's, if somebody has used its number.
 *
 * @spec BroadcastRegister!Answer
 */
export interface Answer {
  readonly operation: Operation;
  readonly held: PlainData;
  readonly position: number;
}

/** Whether what was told is an answer. */
export function isAnswer(told: unknown): told is Answer {
  return hasFields(told) && "operation" in told && "held" in told;
}

/** How large a value may be, which is looked at before it goes into a log. */
export const valueLimits: DataLimits = { size: 65_536, depth: 16 };

/**
 * What the register holds after the operation, which has found this.
 *
 * @spec BroadcastRegister!Sets
 */
export function valueAfter({ value }: Operation, held: PlainData): PlainData {
  if (value.kind === "write") return value.value;
  return value.kind === "compareAndSet" && isSameData(held, value.expected) ? value.value : held;
}

/**
 * Whether a client's operation has set the register, by what it was told: it has won, if it was a claim.
 *
 * @example
 * ```ts
 * import { claimOf, hasSet } from "quorate/broadcast-register";
 *
 * const { operation } = claimOf({ client: "Ada", number: 1 }, "countess");
 * console.log(hasSet({ operation, held: null, position: 1 })); // true
 * console.log(hasSet({ operation, held: "Bob", position: 2 })); // false
 * ```
 */
export function hasSet({ operation: { value }, held }: Answer): boolean {
  return value.kind === "write" || (value.kind === "compareAndSet" && isSameData(held, value.expected));
}

/** Whether it changes a register. */
export function isUpdate({ value: { kind } }: Operation): boolean {
  return kind === "write" || kind === "compareAndSet";
}

/** A copy of an operation. @throws Malformed */
export function operationIn(candidate: unknown, path: string): Operation {
  const fields = fieldsIn(candidate, path);
  return { ...identityIn(fields, path), value: commandIn(fieldsIn(fields.value, `${path}.value`), `${path}.value`) };
}

/** Of one that the log orders. @throws Malformed */
export function loggedIn(candidate: unknown, path: string): LoggedOperation {
  const { value, ...identity } = operationIn(candidate, path);
  if (value.kind !== "readAtPosition" && value.kind !== "readAtReplica") return { ...identity, value };
  throw new Malformed(`${path}.value.kind`, value.kind, "operation that the log orders");
}

/** Of one that it need not. @throws Malformed */
export function readIn(candidate: unknown, path: string): OtherRead {
  const { value, ...identity } = operationIn(candidate, path);
  if (value.kind === "readAtPosition" || value.kind === "readAtReplica") return { ...identity, value };
  throw new Malformed(`${path}.value.kind`, value.kind, "read beside the log");
}

function commandIn(fields: Fields, path: string): Command {
  const { kind } = fields;
  const key = textIn(fields.key, `${path}.key`, longestName);
  const dataIn = (name: "value" | "expected"): PlainData => plainDataIn(fields[name], `${path}.${name}`, valueLimits);
  switch (kind) {
    case "write":
      return { kind, key, value: dataIn("value") };
    case "compareAndSet":
      return { kind, key, expected: dataIn("expected"), value: dataIn("value") };
    case "readInLog":
    case "readAtPosition":
    case "readAtReplica":
      return { kind, key };
    default:
      throw new Malformed(`${path}.kind`, kind, "command of a register");
  }
}
