/**
 * Reads TLA+ values as TLC prints them.
 *
 * @module
 */
import { integer, model, sequence, set, string, type TlaValue } from "./tla-value.ts";

/** What TLC printed is no value that this parser knows. */
export class TlaSyntaxError extends Error {
  override readonly name = "TlaSyntaxError";
}

/**
 * Parses one value.
 *
 * @throws TlaSyntaxError naming the place.
 */
export function parseValue(text: string): TlaValue {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f" };

/** Damage can make 1..3 a set that fills the memory. */
const LARGEST_INTERVAL = 1 << 16;

/** One value, read from left to right. A class, since it has a position. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): TlaValue {
    if (this.#take("<<")) return sequence(this.#listUntil(">>"));
    if (this.#take("{")) return set(this.#listUntil("}"));
    if (this.#take("[")) return this.#record();
    if (this.#take("(")) return this.#function();
    if (this.#take('"')) return this.#string();
    return this.#word();
  }

  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) this.#fail("nothing more");
  }

  #listUntil(close: string): TlaValue[] {
    const values: TlaValue[] = [];
    while (!this.#take(close)) {
      if (values.length > 0) this.#expect(",");
      values.push(this.value());
    }
    return values;
  }

  #record(): TlaValue {
    const pairs: [TlaValue, TlaValue][] = [];
    while (!this.#take("]")) {
      if (pairs.length > 0) this.#expect(",");
      const field = string(this.#match(/\w+/y, "a field"));
      this.#expect("|->");
      pairs.push([field, this.value()]);
    }
    return { kind: "function", pairs };
  }

  #function(): TlaValue {
    const pairs: [TlaValue, TlaValue][] = [];
    while (!this.#take(")")) {
      if (pairs.length > 0) this.#expect("@@");
      const argument = this.value();
      this.#expect(":>");
      pairs.push([argument, this.value()]);
    }
    return { kind: "function", pairs };
  }

  #string(): TlaValue {
    const text = this.#matchHere(/(?:[^"\\]|\\["\\ntrf])*(?=")/y, "a string and its end");
    this.#at++;
    return string(text.replace(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped));
  }

  #word(): TlaValue {
    const word = this.#match(/-\d+|\w+/y, "a value");
    if (word === "TRUE" || word === "FALSE") return { kind: "boolean", value: word === "TRUE" };
    if (!/^-?\d+$/.test(word)) return model(word);
    return this.#take("..") ? this.#interval(Number(word)) : integer(Number(word));
  }

  #interval(from: number): TlaValue {
    const to = Number(this.#match(/-?\d+/y, "the end of an interval"));
    if (to - from >= LARGEST_INTERVAL) this.#fail("an interval that a state can have, and not so large a one");
    return set(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => integer(from + i)));
  }

  #take(token: string): boolean {
    this.#skip();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) this.#fail(`'${token}'`);
  }

  #match(pattern: RegExp, what: string): string {
    this.#skip();
    return this.#matchHere(pattern, what);
  }

  #matchHere(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.#at;
    const matched = pattern.exec(this.#text)?.[0];
    if (matched === undefined) this.#fail(what);
    this.#at = pattern.lastIndex;
    return matched;
  }

  #skip(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32) this.#at++;
  }

  #fail(expected: string): never {
    const found = this.#text.slice(this.#at, this.#at + 20);
    throw new TlaSyntaxError(`expected ${expected} at '${found}', character ${this.#at} of a value that TLC printed`);
  }
}
