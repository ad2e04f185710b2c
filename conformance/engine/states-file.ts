/**
 * Reads the behaviours that TLC writes with `-simulate file=…`: modules with a definition `STATE_1 == …` and so on.
 *
 * @module
 */
import { parseValue, TlaSyntaxError } from "./tla-parser.ts";
import type { ValueTable } from "./value-table.ts";

/** The file is no complete behaviour. */
export class BehaviourError extends Error {
  override readonly name = "BehaviourError";
}

/** Parses behaviours, remembering values by their text: the states of a behaviour are much alike. */
export class BehaviourReader {
  readonly #variables: readonly string[];
  readonly #values: ValueTable;
  readonly #known = new Map<string, number>();

  /** @param variables - the variables in the order in which their values are wanted */
  constructor(variables: readonly string[], values: ValueTable) {
    this.#variables = variables;
    this.#values = values;
  }

  /** The numbers of the variables' values in each state. @throws BehaviourError if the text is cut off or damaged. */
  read(text: string): readonly Uint32Array[] {
    if (!/^=+\s*$/m.test(text)) throw new BehaviourError("the behaviour is cut off: its module does not end");
    const states = text.split(/^STATE_\d+ ==\s*$/m).slice(1);
    if (states.length === 0) throw new BehaviourError("the behaviour has no state");
    return states.map((state, i) => this.#state(state, i + 1));
  }

  #state(text: string, number: number): Uint32Array {
    const [conjuncts = ""] = text.split(/^\s*$/m);
    const found = new Map<string, number>();
    // Where there is one variable, TLC writes no conjunction.
    const parts = conjuncts.split(/^\/\\ /m);
    for (const part of parts.length === 1 ? parts : parts.slice(1)) {
      const [, name = "", value = ""] = part.trimStart().match(/^(\w+) = ([\s\S]*)$/) ?? [];
      found.set(name, this.#number(value, number));
    }
    return Uint32Array.from(this.#variables, (name) => {
      const value = found.get(name);
      if (value === undefined) throw new BehaviourError(`state ${number} of the behaviour says nothing of ${name}`);
      return value;
    });
  }

  #number(text: string, state: number): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    try {
      const number = this.#values.intern(parseValue(text));
      this.#known.set(text, number);
      return number;
    } catch (error) {
      if (!(error instanceof TlaSyntaxError)) throw error;
      throw new BehaviourError(`state ${state} of the behaviour is damaged: ${error.message}`);
    }
  }
}
