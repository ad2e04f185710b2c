/**
 * Numbers for TLA+ values: equal values have the same number, however they were written. A compound value is known by
 * the numbers of its components.
 *
 * @module
 */
import type { TlaValue } from "./tla-value.ts";

export class ValueTable {
  readonly #values: TlaValue[] = [];
  readonly #numbers = new Map<string, number>();

  intern(value: TlaValue): number {
    const key = this.#keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#values.push(value) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** @throws Error if there is no value of that number. */
  value(number: number): TlaValue {
    const value = this.#values[number];
    if (value === undefined) throw new Error(`no TLA+ value has the number ${number}`);
    return value;
  }

  #keyOf(value: TlaValue): string {
    switch (value.kind) {
      case "string":
        return `"${value.text}`;
      case "model":
        return value.name;
      case "integer":
        return `#${value.value}`;
      case "boolean":
        return value.value ? "#t" : "#f";
      case "set": {
        const members = new Set(value.members.map((member) => this.intern(member)));
        return `{${[...members].sort((a, b) => a - b).join()}`;
      }
      case "function":
        return `(${this.#pairsOf(value.pairs)
          .sort(([a], [b]) => a - b)
          .join(";")}`;
    }
  }

  #pairsOf(pairs: readonly (readonly [TlaValue, TlaValue])[]): (readonly [number, number])[] {
    return pairs.map(([argument, value]) => [this.intern(argument), this.intern(value)]);
  }
}
