/**
 * How a behaviour of the broadcast register ends, for counting: a suite in which nobody is told shows little.
 *
 * @module
 */
import type { Answer } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import { isAnswer } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["an update told", "a read told", "told after a crash", "told though missed"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const told = toldIn(walker, last.state);
  const isRead = ({ operation: { value } }: Answer): boolean => value.kind.startsWith("read");
  const after = (fault: string): boolean => {
    const at = path.findIndex(({ action }) => action === fault);
    return at >= 0 && toldIn(walker, last.state).length > toldIn(walker, path[at]?.state ?? last.state).length;
  };
  return [
    ...(told.some((answer) => !isRead(answer)) ? [ends[0]] : []),
    ...(told.some((answer) => isRead(answer) && answer.held !== null) ? [ends[1]] : []),
    ...(after("Crash") ? [ends[2]] : []),
    ...(after("LogMisses") ? [ends[3]] : []),
  ];
}

function toldIn(walker: Walker, state: Uint32Array): readonly Answer[] {
  return walker.system.parts.flatMap((_, slot) =>
    walker.situation(state, slot).told.flatMap(({ value }) => (isAnswer(value) ? [value] : [])),
  );
}
