/**
 * Objects that are often meant: a counter, a register, one that can compare and set, and a store of texts by key.
 *
 * Each is many: an operation may name the key of the one that it is for.
 *
 * @module
 */
import { isSameData, type PlainData } from "../../core/plain-data.ts";
import type { Applied, SequentialObject } from "./sequential-object.ts";

/** Which of several objects of a kind an operation is for. */
export interface ByKey {
  /** Its name; without one, the one object that has none. */
  readonly key?: string;
}

/** Adds one, and answers how many that makes; or answers how many there are. */
export type CounterOperation = ByKey & { readonly kind: "increment" | "read" };

/** Sets the value, and answers `null`; or answers the value. */
export type RegisterOperation = ByKey &
  ({ readonly kind: "write"; readonly value: PlainData } | { readonly kind: "read" });

/** Sets the value if it is what is expected, and answers whether it was; or what a register does. */
export type CompareAndSetOperation =
  | RegisterOperation
  | (ByKey & { readonly kind: "compareAndSet"; readonly expected: PlainData; readonly new: PlainData });

/** Sets the text, or adds to its end, and answers `null`; or answers the text, which is empty at first. */
export type StoreOperation = Required<ByKey> &
  ({ readonly kind: "put" | "append"; readonly value: string } | { readonly kind: "get" });

/**
 * A counter, which begins at 0.
 *
 * @example
 * ```ts
 * import { counterObject } from "quorate/histories";
 *
 * console.log(counterObject.apply(4, { kind: "increment" })); // { state: 5, outcome: 5 }
 * console.log(counterObject.apply(4, { kind: "read" })); // { state: 4, outcome: 4 }
 * ```
 */
export const counterObject: SequentialObject<number, CounterOperation, number> = {
  initial: 0,
  apply: (count, { kind }) => {
    const state = kind === "increment" ? count + 1 : count;
    return { state, outcome: state };
  },
  keyOf,
  isRead,
  describe: ({ kind, key }) => worded(key, kind),
};

/**
 * A register that compares and sets, too; `null` at first. Without compare-and-set it is a plain register.
 *
 * @example
 * ```ts
 * import { registerObject } from "quorate/histories";
 *
 * const { state, outcome } = registerObject.apply("a", { kind: "compareAndSet", expected: "a", new: "b" });
 * console.log(state, outcome); // b true
 * ```
 */
export const registerObject: SequentialObject<PlainData, CompareAndSetOperation, PlainData> = {
  initial: null,
  apply: (held, operation) => {
    if (operation.kind === "read") return { state: held, outcome: held };
    if (operation.kind === "write") return { state: operation.value, outcome: null };
    const isSet = isSameData(held, operation.expected);
    return { state: isSet ? operation.new : held, outcome: isSet };
  },
  keyOf,
  isRead,
  describe: (operation) => {
    if (operation.kind === "read") return worded(operation.key, "read");
    if (operation.kind === "write") return worded(operation.key, `write ${JSON.stringify(operation.value)}`);
    return worded(operation.key, `set ${JSON.stringify(operation.expected)} to ${JSON.stringify(operation.new)}`);
  },
};

/**
 * A store of texts.
 *
 * @example
 * ```ts
 * import { storeObject } from "quorate/histories";
 *
 * const { state } = storeObject.apply("one ", { kind: "append", key: "notes", value: "two" });
 * console.log(storeObject.apply(state, { kind: "get", key: "notes" }).outcome); // one two
 * ```
 */
export const storeObject: SequentialObject<string, StoreOperation, string | null> = {
  initial: "",
  apply: (text, operation): Applied<string, string | null> => {
    if (operation.kind === "get") return { state: text, outcome: text };
    return { state: operation.kind === "put" ? operation.value : text + operation.value, outcome: null };
  },
  keyOf,
  isRead,
  describe: (operation) =>
    worded(operation.key, operation.kind === "get" ? "get" : `${operation.kind} ${JSON.stringify(operation.value)}`),
};

function keyOf({ key = "" }: ByKey): string {
  return key;
}

function isRead({ kind }: { readonly kind: string }): boolean {
  return kind === "read" || kind === "get";
}

function worded(key: string | undefined, words: string): string {
  return key === undefined ? words : `${key}: ${words}`;
}
