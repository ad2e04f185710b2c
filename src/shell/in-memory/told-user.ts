/**
 * The user of a part, who keeps what it was told: a crash of the node does not change that. A part that has restarted
 * tells again what it told before. As long as that is the same, the user learns nothing new.
 *
 * @module
 */
import type { Told } from "../../core/situation.ts";
import { isSameValue } from "./same-value.ts";

export class ToldUser {
  #told: Told[] = [];
  /** Whether the list was given to somebody. If so, it is copied before the next change. */
  #isShown = false;
  /** What the part still has to deliver again, in reverse order. */
  #again: Told[] = [];

  /** Everything so far, in order. */
  get told(): readonly Told[] {
    this.#isShown = true;
    return this.#told;
  }

  /** How many values the part still has to deliver again. */
  get repeating(): number {
    return this.#again.length;
  }

  /** The part restarts, and delivers everything again. It does not repeat its replies to clients. */
  hearFromTheStart(): void {
    this.#again = this.#told.filter(({ by }) => by === "deliver").reverse();
  }

  /** The part has restarted, and told these values. @returns those that are new: none, if it told them last before */
  hearAgain(told: readonly Told[]): readonly Told[] {
    const last = this.#told.slice(this.#told.length - told.length);
    if (told.every((now, i) => isSameValue(now, last[i]))) return [];
    return told.filter((now) => this.hear(now));
  }

  /** @returns whether this is new */
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
