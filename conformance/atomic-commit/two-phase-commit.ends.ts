/**
 * How a behaviour of two-phase commit ends, for counting: a suite whose behaviours never commit shows little.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["committed", "aborted", "decided after a recovery"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const undecidedAt = path.findLastIndex(({ state }) => decisions(walker, state).includes(undefined));
  const last = path.at(-1);
  if (last === undefined || undecidedAt === path.length - 1) return [];
  const [outcome] = decisions(walker, last.state);
  const recovered = path.slice(0, undecidedAt + 1).some(({ action }) => action === "Restart");
  return [String(outcome), ...(recovered ? ["decided after a recovery"] : [])];
}

/** What the application of each participant was told. */
function decisions(walker: Walker, state: Uint32Array): readonly unknown[] {
  return walker.system.parts.flatMap((part, slot) => {
    const situation: Situation = walker.situation(state, slot);
    return part.role === "participant" ? [situation.told.at(-1)?.value] : [];
  });
}
