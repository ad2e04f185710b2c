/**
 * What users do in a run, but for what its plan omits.
 *
 * @module
 */
import type { Omitted } from "./plan.ts";

export class Users {
  readonly #notBegun: ReadonlySet<number>;
  readonly #notAsked: ReadonlySet<number>;
  /** How many things they would begin, and how often they would ask. */
  begun = 0;
  asked = 0;
  /** Whether everything must be reached. Without requests that cannot be lost it need not. */
  areOwed = true;

  constructor({ begun = [], asked = [] }: Omitted = {}) {
    this.#notBegun = new Set(begun);
    this.#notAsked = new Set(asked);
  }

  /** Whether the next thing that somebody would begin is begun. */
  mayBegin(): boolean {
    return !this.#notBegun.has(this.begun++);
  }

  /**
   * Whether the next request goes out.
   *
   * @param mayBeLost - whether it could be lost anyway: then they must ask again
   */
  mayAsk(mayBeLost: boolean): boolean {
    const isOmitted = this.#notAsked.has(this.asked++);
    if (isOmitted && !mayBeLost) this.areOwed = false;
    return !isOmitted;
  }
}
