/**
 * The user of a part, who keeps what it was told: no crash of the node takes that back. A part that has restarted tells
 * again what it told before, and that is no news as long as it is the same.
 *
 * @module
 */
import type { Told } from "../../core/situation.ts";
import { isSameValue } from "./same-value.ts";

export class ToldUser {
  #told: Told[] = [];
  /** How many of the last of these the part has still to tell again. */
  #repeating = 0;
  /** Whether somebody has the list. Then it does not change any more, and another one does. */
  #isShown = false;

  /** Everything so far, in order. */
  get told(): readonly Told[] {
    this.#isShown = true;
    return this.#told;
  }

  get repeating(): number {
    return this.#repeating;
  }

  /** The part starts anew, and tells everything again. */
  hearFromTheStart(): void {
    this.#repeating = this.#told.length;
  }

  /** The part has started anew with these words. @returns what of it is news: nothing, if they were its last */
  hearAgain(told: readonly Told[]): readonly Told[] {
    const last = this.#told.slice(this.#told.length - told.length);
    if (told.every((now, i) => isSameValue(now, last[i]))) return [];
    return told.filter((now) => this.hear(now));
  }

  /** @returns whether it is news */
  hear(now: Told): boolean {
    if (this.#repeating > 0 && isSameValue(now, this.#told[this.#told.length - this.#repeating])) {
      this.#repeating--;
      return false;
    }
    this.#repeating = 0;
    if (this.#isShown) this.#told = [...this.#told];
    this.#isShown = false;
    this.#told.push(now);
    return true;
  }
}
