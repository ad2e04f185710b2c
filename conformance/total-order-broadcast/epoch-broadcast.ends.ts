/**
 * How a behaviour of epoch broadcast ends, for counting: a suite whose behaviours never deliver shows little.
 *
 * @module
 */
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["delivered", "delivered everywhere", "delivered after a restart"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const told = toldIn(walker, last.state);
  if (Math.max(...told) === 0) return [];
  const restart = path.find(({ action }) => action === "Restart");
  const before = restart === undefined ? told : toldIn(walker, restart.state);
  return [
    "delivered",
    ...(Math.min(...told) > 0 ? ["delivered everywhere"] : []),
    ...(told.some((count, i) => count > (before[i] ?? 0)) ? ["delivered after a restart"] : []),
  ];
}

/** How many requests the user of each node was told. */
function toldIn(walker: Walker, state: Uint32Array): readonly number[] {
  return walker.system.parts.map((_, slot) => walker.situation(state, slot).told.length);
}
