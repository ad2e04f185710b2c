/**
 * What clients of registers were told, judged as it comes: each answer shows a position in one order, so whether all of
 * them together are linearizable needs no search.
 *
 * @module
 */
import { isSameData, type PlainData } from "../../src/core/plain-data.ts";
import { nameOfIdentity } from "../../src/core/request-identity.ts";
import {
  type Answer,
  type Operation,
  valueAfter,
} from "../../src/linearizable-storage/broadcast-register/operation.ts";

/** For runs in which every operation is an entry of the log. The names of properties are the specification's. */
export class AnswersInTime {
  readonly #violated: (property: string, because: string) => void;
  /** The highest position that anybody had been shown when the operation was first asked for. */
  readonly #shownBefore = new Map<string, number>();
  readonly #answers = new Map<string, Answer>();
  readonly #at = new Map<number, Answer>();
  #shown = 0;

  constructor(violated: (property: string, because: string) => void) {
    this.#violated = violated;
  }

  asked(operation: Operation): void {
    const name = nameOfIdentity(operation);
    if (!this.#shownBefore.has(name)) this.#shownBefore.set(name, this.#shown);
  }

  told(answer: Answer): void {
    const name = nameOfIdentity(answer.operation);
    const known = this.#answers.get(name);
    if (known === undefined) this.#add(name, answer);
    else if (!isSameData(known, answer)) this.#violated("AnswersAreOrder", `${name} has two answers`);
  }

  #add(name: string, answer: Answer): void {
    const { position } = answer;
    const before = this.#shownBefore.get(name) ?? 0;
    this.#answers.set(name, answer);
    this.#shown = Math.max(this.#shown, position);
    if (position <= before)
      this.#violated("NothingIsTakenBack", `${name} shows the position ${position}, and ${before} was shown before`);
    else if (this.#at.has(position)) this.#violated("AnswersAreOrder", `two operations have the place ${position}`);
    else this.#place(name, answer);
  }

  /** It fits to its neighbours, where these are known. */
  #place(name: string, answer: Answer): void {
    this.#at.set(answer.position, answer);
    for (const place of [answer.position, answer.position + 1]) {
      const [one, other] = [this.#leftAt(place - 1), this.#at.get(place)];
      if (one === undefined || other === undefined || one.key !== other.operation.value.key) continue;
      if (!isSameData(one.value, other.held))
        this.#violated(
          "AnswersAreOrder",
          `${nameOfIdentity(other.operation)} has not found what was before it, near ${name}`,
        );
    }
  }

  /** What the operation at a place has left, and where. */
  #leftAt(place: number): { readonly key: string; readonly value: PlainData } | undefined {
    const answer = this.#at.get(place);
    if (answer === undefined) return undefined;
    return { key: answer.operation.value.key, value: valueAfter(answer.operation, answer.held) };
  }
}
