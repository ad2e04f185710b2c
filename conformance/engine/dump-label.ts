/**
 * The labels of a dump: the values of a state, and the name of an action.
 *
 * A state is `/\ one = 1\n/\ two = 2`, and `one = 1` where there is no second variable; in the file each backslash and
 * each quote has a backslash before it, and the end of a line is `\n`. An action is `Step`, and since TLC has written its
 * parameters too, `Step(n1,2)`.
 *
 * @module
 */
import { DumpError } from "./dump-error.ts";
import { TextTable } from "./text-table.ts";
import { parseValue, TlaSyntaxError } from "./tla-parser.ts";
import type { ValueTable } from "./value-table.ts";

const QUOTE = 34;
const OPEN = 40;
const CLOSE = 41;
const BACKSLASH = 92;
const NEXT_VARIABLE = Buffer.from("\\n/\\\\ ");

/** One variable, and the numbers of the values that it was seen to have. */
export class DumpedVariable {
  readonly name: string;
  /** What stands before its value. */
  readonly prefix: string;
  readonly #texts = new TextTable();
  readonly #numbers: number[] = [];
  readonly #values: ValueTable;

  constructor(name: string, prefix: string, values: ValueTable) {
    this.name = name;
    this.prefix = prefix;
    this.#values = values;
  }

  number(bytes: Buffer, from: number, to: number): number {
    const before = this.#texts.size;
    const text = this.#texts.intern(bytes, from, to);
    if (text === before) this.#numbers.push(this.#parsed(bytes.toString("utf8", from, to)));
    return this.#numbers[text] ?? 0;
  }

  #parsed(text: string): number {
    try {
      return this.#values.intern(parseValue(unescaped(text)));
    } catch (error) {
      if (!(error instanceof TlaSyntaxError)) throw error;
      throw new DumpError(`the dump is damaged in a value of ${this.name}: ${error.message}`);
    }
  }
}

/** The variables of a state, in the order in which each state has them. */
export function variablesIn(label: string, values: ValueTable): readonly DumpedVariable[] {
  const several = [...label.matchAll(/(?:^|(?<!\\)\\n)\/\\\\ (\w+) = /g)].flatMap((match) => match[1] ?? []);
  if (several.length > 0) return several.map((name) => new DumpedVariable(name, `/\\\\ ${name} = `, values));
  const only = /^(\w+) = /.exec(label)?.[1];
  return only === undefined ? [] : [new DumpedVariable(only, `${only} = `, values)];
}

/** The place of the quote that ends a label, or -1. A quote inside is escaped. */
export function labelEnd(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  return -1;
}

/** Where a value ends: at the `\n` before the next variable, or with the label. In a string it is `\\n`. */
export function valueEnd(bytes: Buffer, from: number, end: number): number {
  for (let at = bytes.indexOf(NEXT_VARIABLE, from); at >= 0 && at < end; at = bytes.indexOf(NEXT_VARIABLE, at + 1)) {
    if (bytes[at - 1] !== BACKSLASH) return at;
  }
  return end;
}

/** Where the name of an action ends, at its parameters or with its label, or -1 if it is none. */
export function actionEnd(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== OPEN) at++;
  const isWhole = at > from && (at === end || bytes[end - 1] === CLOSE);
  return isWhole ? at : -1;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
}
