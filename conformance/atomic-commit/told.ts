/**
 * What users of a protocol for atomic commit were told, as its specification's `outcome` has it.
 *
 * @module
 */
import type { Told } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";

/**
 * The client of a coordinator gets a reply, the application at a participant a delivery. Whoever was told one thing and
 * then another is seen to have been: the specification has no such outcome.
 */
export function toldText(part: Part, told: readonly Told[]): string {
  const own = part.role === "coordinator" ? "reply" : "deliver";
  return told.length === 0
    ? "none"
    : told.map(({ by, value }) => (by === own ? String(value) : `${by} ${value}`)).join(", then ");
}
