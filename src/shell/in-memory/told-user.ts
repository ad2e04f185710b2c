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
  /** Whether somebody has the list. Then it does not change any more, and another one does. */
  #isShown = false;
  /** What the part has still to deliver again, the last one first. */
  #again: Told[] = [];

  /** Everything so far, in order. */
  get told(): readonly Told[] {
    this.#isShown = true;
    return this.#told;
  }

  /** How many deliveries the part has still to make again. */
  get repeating(): number {
    return this.#again.length;
  }

  /** The part starts anew, and delivers everything again. What it replied to clients it does not reply again. */
  hearFromTheStart(): void {
    this.#again = this.#told.filter(({ by }) => by === "deliver").reverse();
  }

  /** The part has started anew with these words. @returns what of it is news: nothing, if they were its last */
  hearAgain(told: readonly Told[]): readonly Told[] {
    const last = this.#told.slice(this.#told.length - told.length);
    if (told.every((now, i) => isSameValue(now, last[i]))) return [];
    return told.filter((now) => this.hear(now));
  }

  /** @returns whether it is news */
  hear(now: Told): boolean {
    if (now.by === "deliver" && this.#again.length > 0) {
      if (isSameValue(now, this.#again.at(-1))) {
        this.#again.pop();
        return false;
      }
      this.#again = [];
    }
    if (this.#isShown) this.#told = [...this.#told];
    this.#isShown = false;
    this.#told.push(now);
    return true;
  }
}
