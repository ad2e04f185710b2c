/**
 * Numbers for plain data: equal data have the same number. Used for what there are thousands of, not millions.
 *
 * @module
 */
import { stableKey } from "./stable-key.ts";

export class Interner<T extends NonNullable<unknown>> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  intern(value: T): number {
    const key = stableKey(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.values.length;
    this.#numbers.set(key, number);
    this.values.push(value);
    return number;
  }

  /** @throws Error if there is no value of that number. */
  value(number: number): T {
    const value = this.values[number];
    if (value === undefined) throw new Error(`no value has the number ${number}`);
    return value;
  }
}
