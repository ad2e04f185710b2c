/**
 * The log that the nodes of a rehearsal share, if they do: the object of the environment, which takes its steps as a
 * script says.
 *
 * @module
 */
import type { Invoke } from "../../src/core/effect.ts";
import type { SharedObject } from "../../src/core/object.ts";
import { isSameData } from "../../src/core/plain-data.ts";
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";

/** What a node is told: the outcome, and the entries in it. */
export interface ToldByLog {
  readonly outcome: unknown;
  readonly values: readonly unknown[];
}

export class RehearsedLog {
  readonly name = "log";
  readonly #object: SharedObject | undefined;
  #state: NonNullable<unknown>;
  /** In this order everybody is told. */
  readonly #taken: unknown[] = [];

  constructor({ objects = [] }: System) {
    this.#object = objects.find(({ name }) => name === this.name);
    this.#state = this.#object?.initial ?? {};
  }

  /** The entries that a node passes to the log by a step. */
  passed(node: string, invoked: readonly Invoke[]): readonly unknown[] {
    return invoked.flatMap(({ operation }) => {
      this.#state = this.#shared().invoked(this.#state, node, operation);
      return hasFields(operation) && Array.isArray(operation.broadcast) ? operation.broadcast : [];
    });
  }

  /** @returns the action of the specification */
  take(entry: unknown): string {
    const [taking] = this.#shared()
      .steps(this.#state)
      .filter(({ subject }) => isSameData(subject, entry));
    if (taking === undefined) throw new Error("the log has nothing of the kind to take");
    this.#state = taking.state;
    this.#taken.push(entry);
    return taking.action;
  }

  tell(node: string): ToldByLog {
    for (const { outcome, state } of this.#shared().outcomes(this.#state, node)) {
      if (!hasFields(outcome) || !Array.isArray(outcome.values)) continue;
      const values: readonly unknown[] = outcome.values;
      if (!isSameData(values, this.#taken.slice(Number(outcome.first) - 1))) continue;
      this.#state = state;
      return { outcome, values };
    }
    throw new Error(`the log has nothing to tell ${node}`);
  }

  crash(node: string): void {
    if (this.#object !== undefined) this.#state = this.#object.crashed(this.#state, node);
  }

  #shared(): SharedObject {
    if (this.#object === undefined) throw new Error("the nodes share no log");
    return this.#object;
  }
}
