/**
 * Mistakes of which every protocol with epochs and votes has its own.
 *
 * @module
 */
import { changed } from "../../src/core/step.ts";
import { isMessage, type Mistake } from "./mistaken.ts";

interface Voter {
  readonly epoch: number;
  readonly vote: string | null;
}

/** Takes a message of an earlier epoch for one of its own, where that makes a difference. */
export function takesForNew<State extends Voter>(kind: string): Mistake<State> {
  return (state, event, part) => {
    if (!isMessage(event, kind) || !("message" in event)) return undefined;
    const message: Readonly<Record<string, unknown>> = Object(event.message);
    if (typeof message.epoch !== "number" || message.epoch >= state.epoch) return undefined;
    const result = part.step(state, { kind: "receive", message: { ...message, epoch: state.epoch } });
    return result.outcome === "changed" || result.effects.length > 0 ? result : undefined;
  };
}

/** Has voted in a higher epoch, as soon as it hears of it, for whom it has voted before. */
export function keepsVote<State extends Voter>(): Mistake<State> {
  return (state, event, part) => {
    const right = part.step(state, event);
    return right.state.epoch > state.epoch && right.state.vote === null && state.vote !== null
      ? changed({ ...right.state, vote: state.vote }, right.effects)
      : undefined;
  };
}
