/**
 * What users do in a run. A plan that was made smaller omits some of it.
 *
 * @module
 */
import type { Omitted } from "./plan.ts";

export class Users {
  readonly #notBegun: ReadonlySet<number>;
  readonly #notAsked: ReadonlySet<number>;
  /** How many things they have begun so far, and how often they have asked; what the plan omits is counted, too. */
  begun = 0;
  asked = 0;
  /**
   * Whether everything must be reached. It need not, if the plan omits a request that the network could not have lost.
   */
  areOwed = true;

  constructor({ begun = [], asked = [] }: Omitted = {}) {
    this.#notBegun = new Set(begun);
    this.#notAsked = new Set(asked);
  }

  /** Whether somebody may begin the next thing, or the plan omits it. */
  mayBegin(): boolean {
    return !this.#notBegun.has(this.begun++);
  }

  /**
   * Whether the next request is sent, or the plan omits it.
   *
   * @param mayBeLost - whether the network may lose it; if so, users must be ready to ask again
   */
  mayAsk(mayBeLost: boolean): boolean {
    const isOmitted = this.#notAsked.has(this.asked++);
    if (isOmitted && !mayBeLost) this.areOwed = false;
    return !isOmitted;
  }
}
